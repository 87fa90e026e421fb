#pragma once
// Templates every source file uses are instantiated once, in instantiated.cpp, and not again in each of them: about a third of the
// time a file takes to compile. Part of the precompiled header; nothing includes it by name.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#ifndef VOYGEN_INSTANTIATE
#define VOYGEN_INSTANTIATE extern
#endif

VOYGEN_INSTANTIATE template class std::basic_string<char>;
VOYGEN_INSTANTIATE template class std::vector<std::string>;
VOYGEN_INSTANTIATE template class std::optional<std::string>;
VOYGEN_INSTANTIATE template class std::function<void()>;
VOYGEN_INSTANTIATE template class nlohmann::basic_json<>;
VOYGEN_INSTANTIATE template class std::vector<nlohmann::json>;
VOYGEN_INSTANTIATE template class std::map<std::string, nlohmann::json, std::less<>>;
VOYGEN_INSTANTIATE template class nlohmann::detail::serializer<nlohmann::json>;
VOYGEN_INSTANTIATE template class nlohmann::detail::iter_impl<const nlohmann::json>;
VOYGEN_INSTANTIATE template class nlohmann::detail::json_ref<nlohmann::json>;
