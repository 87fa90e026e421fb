// Tools of the tasks extension.
#include "fixture.hpp"
#include "groups.hpp"

namespace voygen::conformance {
namespace {

using namespace std::chrono_literals;
using mcp::Tool;
using mcp::ToolCall;
using mcp::ToolResult;

ToolResult compute_slowly(const ToolCall& call) {
  const std::chrono::seconds time(call.arguments.value("seconds", 0));
  if (!wait_for(call, time)) return ToolResult::failure("The computation was interrupted.");
  return ToolResult::answer(call.arguments.value("label", "The computation") + " took " + std::to_string(time.count()) + " seconds.");
}

ToolResult fail(const ToolCall& call) {
  wait_for(call, 1s);
  return ToolResult::failure("This job always fails.");
}

ToolResult break_the_protocol(const ToolCall&) {
  return ToolResult::refused({mcp::rpc::kInternal, "This job always ends in an error of the protocol."});
}

}  // namespace

void add_tasks(mcp::Server& server) {
  for (const json& fixture : fixtures("tasks.json")) must(server.tools().add(tool_from(fixture)));

  Tool slow = tool_from({{"name", "slow_compute"}, {"description", "Takes as long as it is told to"}});
  slow.input_schema = {
      {"type", "object"},
      {"properties", {{"seconds", {{"type", "integer"}, {"minimum", 0}, {"maximum", 120}}}, {"label", {{"type", "string"}}}}},
      {"required", {"seconds"}}};
  slow.tasks = Tool::TaskSupport::offered;
  slow.deadline = 130s;
  slow.handler = compute_slowly;
  must(server.tools().add(std::move(slow)));

  Tool failing = tool_from({{"name", "failing_job"}, {"description", "Fails after a second"}});
  failing.tasks = Tool::TaskSupport::required;
  failing.handler = fail;
  must(server.tools().add(std::move(failing)));

  Tool broken = tool_from({{"name", "protocol_error_job"}, {"description", "Ends in an error of the protocol"}});
  broken.tasks = Tool::TaskSupport::offered;
  broken.handler = break_the_protocol;
  must(server.tools().add(std::move(broken)));
}

}  // namespace voygen::conformance
