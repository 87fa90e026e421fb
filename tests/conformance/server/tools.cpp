// Tools that answer at once or after questions (fixtures), and those that do something on the way.
#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include "fixture.hpp"
#include "groups.hpp"

namespace voygen::conformance {
namespace {

using namespace std::chrono_literals;
using mcp::ToolCall;
using mcp::ToolResult;

constexpr auto kBetweenMessages = 50ms;

mcp::Tool tool(const char* name, const char* description, mcp::ToolHandler handler) {
  mcp::Tool made = tool_from({{"name", name}, {"description", description}});
  made.handler = std::move(handler);
  return made;
}

ToolResult log_three_lines(const ToolCall& call) {
  call.log(mcp::LogLevel::info, "Tool execution started");
  wait_for(call, kBetweenMessages);
  call.log(mcp::LogLevel::info, "Tool processing data");
  wait_for(call, kBetweenMessages);
  call.log(mcp::LogLevel::info, "Tool execution completed");
  return ToolResult::answer("Three lines have been logged.");
}

ToolResult report_progress(const ToolCall& call) {
  for (const int done : {0, 50, 100}) {
    call.progress(done, 100);
    if (done < 100) wait_for(call, kBetweenMessages);
  }
  return ToolResult::answer("The work is done.");
}

ToolResult let_the_client_go(const ToolCall& call) {
  call.pause(500ms);
  wait_for(call, 200ms);
  return ToolResult::answer("The client has come back.");
}

ToolResult change_tools(mcp::Server& server) {
  constexpr const char* kName = "test_tool_that_comes_and_goes";
  if (!server.tools().remove(kName)) {
    must(server.tools().add(tool(kName, "There at times", [](const ToolCall&) { return ToolResult::answer("Here now."); })));
  }
  return ToolResult::answer("The list of tools has changed.");
}

ToolResult change_prompts(mcp::Server& server) {
  constexpr const char* kName = "test_prompt_that_comes_and_goes";
  if (!server.prompts().remove(kName)) {
    must(server.prompts().add(prompt_from({{"name", kName}, {"description", "There at times"}, {"messages", json::array()}})));
  }
  server.prompts_changed();
  return ToolResult::answer("The list of prompts has changed.");
}

}  // namespace

void must(const Outcome& outcome) {
  if (!outcome.ok()) throw std::logic_error(outcome.error().message);
}

bool wait_for(const ToolCall& call, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  const auto over = core::wait(call.context.ending_within(time), never, lock, [] { return false; });
  return !over && !call.context.ended();
}

void add_tools(mcp::Server& server) {
  for (const char* const file : {"tools.json", "questions.json"}) {
    for (const json& fixture : fixtures(file)) must(server.tools().add(tool_from(fixture)));
  }
  must(server.tools().add(tool("test_tool_with_logging", "Logs three lines while it works", log_three_lines)));
  must(server.tools().add(tool("test_logging_tool", "Logs three lines, if the client wants any", log_three_lines)));
  must(server.tools().add(tool("test_tool_with_progress", "Tells how far it is", report_progress)));
  must(server.tools().add(tool("test_reconnection", "Closes the client's connection before it answers", let_the_client_go)));
  must(server.tools().add(tool("test_trigger_tool_change", "Adds or removes a tool", [&server](const ToolCall&) { return change_tools(server); })));
  must(server.tools().add(tool("test_trigger_prompt_change", "Adds or removes a prompt", [&server](const ToolCall&) { return change_prompts(server); })));
}

}  // namespace voygen::conformance
