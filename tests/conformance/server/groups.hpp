// Everything the official conformance suite looks for in a server, by group. The suite names each and says what it must do.
#pragma once

#include <chrono>

#include "mcp/server.hpp"

namespace voygen::conformance {

void add_tools(mcp::Server& server);
void add_tasks(mcp::Server& server);
void add_prompts(mcp::Server& server);
void add_resources(mcp::Server& server);

// Throws what is wrong with a fixture: this program is of no use without it.
void must(const Outcome& outcome);
// Waits, unless the call ends before. True when it has not.
bool wait_for(const mcp::ToolCall& call, std::chrono::milliseconds time);

}  // namespace voygen::conformance
