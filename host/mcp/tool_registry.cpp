#include "mcp/tool_registry.hpp"

#include <algorithm>
#include <exception>

namespace voygen::mcp {
namespace {

constexpr std::size_t kMaxName = 64;

bool is_valid_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxName && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

bool is_object_schema(const json& schema) { return schema.is_object() && schema.value("type", json()) == "object"; }

// Clients refuse the whole list for one member they do not like, so nothing empty and no null goes in.
json listed(const Tool& tool) {
  json entry = {{"name", tool.name}, {"description", tool.description}, {"inputSchema", tool.input_schema}};
  if (!tool.title.empty()) entry["title"] = tool.title;
  if (!tool.output_schema.is_null()) entry["outputSchema"] = tool.output_schema;
  if (!tool.icons.is_null()) entry["icons"] = tool.icons;
  if (!tool.meta.is_null()) entry["_meta"] = tool.meta;
  entry["annotations"] = {{"readOnlyHint", tool.annotations.read_only},
                          {"destructiveHint", tool.annotations.destructive},
                          {"idempotentHint", tool.annotations.idempotent},
                          {"openWorldHint", tool.annotations.open_world}};
  return entry;
}

std::optional<std::string> unfit(const Tool& tool) {
  if (!is_valid_name(tool.name)) return "its name must have 1 to 64 letters, digits, _, - or .";
  if (tool.description.empty()) return "it has no description";
  if (!tool.handler) return "it has no handler";
  if (!is_object_schema(tool.input_schema)) return R"(its input schema is not of "type": "object")";
  if (!tool.output_schema.is_null() && !is_object_schema(tool.output_schema)) return R"(its output schema is not of "type": "object")";
  return std::nullopt;
}

}  // namespace

RegisteredTool::RegisteredTool(Tool tool) : tool_(std::move(tool)), input_(tool_.input_schema) {
  if (!tool_.output_schema.is_null()) output_.emplace(tool_.output_schema);
}

std::optional<std::string> RegisteredTool::why_not_callable_with(const json& arguments) const {
  const auto violations = input_.violations(arguments);
  if (violations.empty()) return std::nullopt;
  std::string text = tool_.name + " was not run, because its arguments need correcting:";
  for (const core::SchemaViolation& violation : violations) text += "\n- " + violation.message;
  return text;
}

std::optional<std::string> RegisteredTool::why_wrong_shape(const ToolResult& result) const {
  if (result.is_error) return std::nullopt;
  if (result.structured && !result.structured->is_object()) return "the structured content is not an object";
  if (!output_) return std::nullopt;
  if (!result.structured) return "the structured content is missing";
  const auto violations = output_->violations(*result.structured);
  return violations.empty() ? std::nullopt : std::optional(core::explain(violations));
}

Outcome ToolRegistry::add(Tool tool) {
  const std::string name = tool.name;
  const std::string step = "correct the tool's declaration";
  if (const auto why = unfit(tool)) return Error{Code::invalid_argument, "the tool \"" + name + "\" cannot be offered: " + *why, step};
  std::shared_ptr<const RegisteredTool> registered;
  try {
    registered = std::make_shared<const RegisteredTool>(std::move(tool));
  } catch (const std::exception& fault) {  // of the schema compiler
    return Error{Code::invalid_argument, "the tool \"" + name + "\" cannot be offered: a schema of it is broken: " + fault.what(), step};
  }
  {
    const std::lock_guard lock(mutex_);
    if (!tools_.emplace(name, std::move(registered)).second) {
      return Error{Code::invalid_argument, "there is a tool \"" + name + "\" already", "give one of the two another name"};
    }
    changed();
  }
  tell();
  return done();
}

bool ToolRegistry::remove(std::string_view name) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = tools_.find(name);
    if (found == tools_.end()) return false;
    tools_.erase(found);
    changed();
  }
  tell();
  return true;
}

void ToolRegistry::changed() {
  json list = json::array();
  for (const auto& [name, tool] : tools_) list.push_back(listed(tool->tool()));
  list_text_ = std::make_shared<const std::string>(to_text({{"tools", std::move(list)}}));
  ++version_;
}

void ToolRegistry::tell() const {
  if (on_change_) on_change_();
}

std::shared_ptr<const RegisteredTool> ToolRegistry::find(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = tools_.find(name);
  return found == tools_.end() ? nullptr : found->second;
}

std::vector<std::string> ToolRegistry::names() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, tool] : tools_) names.push_back(name);
  return names;
}

std::uint64_t ToolRegistry::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

std::shared_ptr<const std::string> ToolRegistry::list_text() const {
  const std::lock_guard lock(mutex_);
  return list_text_;
}

std::optional<std::string> check_output(const Tool& tool, const ToolResult& result) {
  return RegisteredTool(tool).why_wrong_shape(result);
}

}  // namespace voygen::mcp
