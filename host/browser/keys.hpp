// What a key is to the browser: the parameters of Input.dispatchKeyEvent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace voygen::browser {

// A key by its DOM name ("Enter", "ArrowDown", "a", "ä"); nothing when there is none of that name. Without "type".
std::optional<nlohmann::json> find_key(std::string_view name);

// The characters of a UTF-8 text, each as its own text.
std::vector<std::string> characters_of(std::string_view text);

}  // namespace voygen::browser
