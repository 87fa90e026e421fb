// What a search request leaves open, asked from the person in front of the client where the client can do that, otherwise in words the model
// can pass on.
#pragma once

#include <optional>

#include "mcp/tool.hpp"
#include "search/kind.hpp"
#include "search/places.hpp"

namespace voygen::search {

// Completes `arguments` with what the person has answered. Nothing when the search can begin; otherwise what to return instead.
std::optional<mcp::ToolResult> ask_for_missing(Kind kind, const mcp::ToolCall& call, nlohmann::json& arguments, const Places& places);

}  // namespace voygen::search
