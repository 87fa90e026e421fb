// The tools that search: one a kind, one a hotel platform, and the one that continues. tools.hpp has the rest.
#pragma once

#include <chrono>
#include <string>

#include "search/tools.hpp"

namespace voygen::search {

// A file of schemas/.
nlohmann::json schema(const std::string& name);

Outcome register_search_tools(mcp::ToolRegistry& registry, const ToolParts& parts, std::chrono::milliseconds search_deadline);

}  // namespace voygen::search
