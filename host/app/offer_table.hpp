// An aligned table of offers for a terminal.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace voygen::app {

// `content` is the structured content of search_hotels.
std::string offer_table(const nlohmann::json& content);

}  // namespace voygen::app
