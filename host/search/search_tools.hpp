// The tools that search: one a kind, one a hotel platform, and the one that continues. tools.hpp has the rest.
#pragma once

#include <chrono>
#include <string>

#include "search/tools.hpp"

namespace voygen::search {

// A file of schemas/.
nlohmann::json schema(const std::string& name);

// Puts the label of the place that is meant in place of a name that several places have; says what was given.
std::optional<UnderstoodName> understand_destination(nlohmann::json& arguments, const Places& places);

Outcome register_search_tools(mcp::ToolRegistry& registry, const ToolParts& parts, std::chrono::milliseconds search_deadline);

}  // namespace voygen::search
