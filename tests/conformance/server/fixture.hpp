// Fixture: a tool or a prompt as ../fixtures describes it: what it asks the client, round by round, and what it then answers. Texts may name
// values of the call by JSON pointers: "{/arguments/name}", "{/answers/user_name/content/name}", "{/media/redPixel}". Any thread.
#pragma once

#include <optional>
#include <string_view>

#include "mcp/server.hpp"

namespace voygen::conformance {

using nlohmann::json;

// A document of ../fixtures: fixtures("tools.json").
const json& fixtures(std::string_view file);

// The same with its placeholders replaced; one that names nothing becomes "nothing".
json filled(const json& pattern, const json& values);

mcp::Tool tool_from(const json& fixture);
mcp::Prompt prompt_from(const json& fixture);

}  // namespace voygen::conformance
