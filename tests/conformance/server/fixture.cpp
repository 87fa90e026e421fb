#include "fixture.hpp"

#include <map>
#include <string>
#include <vector>

namespace voygen::conformance {
namespace {

// What the client has told so far. An unfinished call leaves it as its state.
json answers_of(const mcp::ToolCall& call) {
  json answers = call.state.is_object() ? call.state : json::object();
  answers.update(call.inputs);
  return answers;
}

json values_of(const mcp::ToolCall& call) {
  return {{"arguments", call.arguments}, {"answers", answers_of(call)}, {"media", fixtures("media.json")}};
}

// A form that was accepted has its required fields; whatever else was asked needs an answer of any kind.
bool is_answered(const json& question, const json& answers) {
  const auto answer = answers.find(question["key"].get<std::string>());
  if (answer == answers.end() || !answer->is_object()) return false;
  if (question["method"] != "elicitation/create" || answer->value("action", "") != "accept") return true;
  const json content = answer->value("content", json::object());
  for (const json& field : question["params"]["requestedSchema"].value("required", json::array())) {
    if (!content.contains(field.get<std::string>())) return false;
  }
  return true;
}

// The open questions of the first round that has any.
std::optional<mcp::NeededInputs> inquiry(const json& fixture, const mcp::ToolCall& call) {
  const bool starts_over = fixture.value("needsState", false) && call.state.is_null();
  const json answers = starts_over ? json::object() : answers_of(call);
  for (const json& round : fixture.value("rounds", json::array())) {
    mcp::NeededInputs needs{{}, answers};
    for (const json& question : round) {
      const std::string method = question["method"];
      if (fixture.value("onlyWhatTheClientCan", false) && !call.caller.can(mcp::capability_for(method))) continue;
      if (!is_answered(question, answers)) needs.requests.push_back({question["key"], method, filled(question["params"], values_of(call))});
    }
    if (!needs.requests.empty()) return needs;
  }
  return std::nullopt;
}

std::string filled_text(const std::string& pattern, const json& values) {
  std::string text;
  std::size_t done = 0;
  for (auto begin = pattern.find("{/"); begin != std::string::npos; begin = pattern.find("{/", done)) {
    const auto end = pattern.find('}', begin);
    if (end == std::string::npos) break;
    const json::json_pointer place(pattern.substr(begin + 1, end - begin - 1));
    const json value = values.contains(place) ? values.at(place) : json("nothing");
    text.append(pattern, done, begin - done).append(value.is_string() ? value.get<std::string>() : mcp::to_text(value));
    done = end + 1;
  }
  return text.append(pattern, done);
}

mcp::Tool::TaskSupport task_support(const json& fixture) {
  const std::string said = fixture.value("tasks", "never");
  if (said == "required") return mcp::Tool::TaskSupport::required;
  return said == "offered" ? mcp::Tool::TaskSupport::offered : mcp::Tool::TaskSupport::never;
}

mcp::ToolResult run_tool(const json& fixture, const mcp::ToolCall& call) {
  mcp::ToolResult result;
  result.needs = inquiry(fixture, call);
  if (result.needs) return result;
  result.blocks = filled(fixture["content"], values_of(call)).get<std::vector<json>>();
  result.is_error = fixture.value("isError", false);
  return result;
}

mcp::PromptResult run_prompt(const json& fixture, const mcp::ToolCall& call) {
  mcp::PromptResult result;
  result.needs = inquiry(fixture, call);
  if (!result.needs) result.messages = filled(fixture["messages"], values_of(call));
  return result;
}

std::vector<std::string> suggestions(const json& fixture, std::string_view argument, std::string_view typed) {
  std::vector<std::string> fitting;
  for (const json& known : fixture.value("arguments", json::array())) {
    if (known["name"] != argument) continue;
    for (const std::string value : known.value("suggestions", json::array())) {
      if (std::string_view(value).substr(0, typed.size()) == typed) fitting.push_back(value);
    }
  }
  return fitting;
}

}  // namespace

const json& fixtures(std::string_view file) {
  static const std::map<std::string, json, std::less<>> documents = [] {
    const std::map<std::string, std::string> texts = {
#include "fixtures.inc"
    };
    std::map<std::string, json, std::less<>> parsed;
    for (const auto& [name, text] : texts) parsed[name] = json::parse(text);
    return parsed;
  }();
  return documents.find(file)->second;
}

json filled(const json& pattern, const json& values) {
  if (pattern.is_string()) return filled_text(pattern, values);
  if (!pattern.is_structured()) return pattern;
  json copy = pattern;
  for (json& part : copy) part = filled(part, values);
  return copy;
}

mcp::Tool tool_from(const json& fixture) {
  mcp::Tool tool;
  tool.name = fixture["name"];
  tool.description = fixture["description"];
  tool.input_schema = fixture.value("inputSchema", json{{"type", "object"}});
  tool.long_running = fixture.value("longRunning", false);
  tool.needed_capabilities = fixture.value("neededCapabilities", json());
  tool.tasks = task_support(fixture);
  tool.handler = [fixture](const mcp::ToolCall& call) { return run_tool(fixture, call); };
  if (fixture.value("asksBeforeTask", false)) tool.before_task = [fixture](const mcp::ToolCall& call) { return inquiry(fixture, call); };
  return tool;
}

mcp::Prompt prompt_from(const json& fixture) {
  mcp::Prompt prompt;
  prompt.name = fixture["name"];
  prompt.description = fixture["description"];
  for (const json& argument : fixture.value("arguments", json::array())) {
    prompt.arguments.push_back({argument["name"], {}, argument["description"], argument.value("required", false)});
  }
  prompt.handler = [fixture](const mcp::ToolCall& call) { return run_prompt(fixture, call); };
  prompt.completer = [fixture](std::string_view argument, std::string_view typed, const json&) { return suggestions(fixture, argument, typed); };
  return prompt;
}

}  // namespace voygen::conformance
