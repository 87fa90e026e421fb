#include "mcp/tool.hpp"

namespace voygen::mcp {

ToolResult ToolResult::answer(std::string said) {
  ToolResult result;
  result.text = std::move(said);
  return result;
}

ToolResult ToolResult::answer(json content, std::string said) {
  ToolResult result = answer(std::move(said));
  result.structured = std::move(content);
  return result;
}

ToolResult ToolResult::failure(std::string said) {
  ToolResult result = answer(std::move(said));
  result.is_error = true;
  return result;
}

ToolResult ToolResult::failure(const Error& error) {
  return failure(error.next_step.empty() ? error.message : error.message + "; " + error.next_step);
}

ToolResult ToolResult::ask(std::vector<InputRequest> requests, json state) {
  ToolResult result;
  result.needs = NeededInputs{std::move(requests), std::move(state)};
  return result;
}

ToolResult ToolResult::refused(RpcError error) {
  ToolResult result;
  result.is_error = true;
  result.rpc_error = std::move(error);
  return result;
}

json Tool::capabilities_needed() const {
  json needed = needed_capabilities.is_null() ? json::object() : needed_capabilities;
  if (tasks == TaskSupport::required) needed["extensions"][extension::kTasks] = json::object();
  return needed;
}

json question(const InputRequest& request) {
  return {{"method", request.method}, {"params", request.params.is_null() ? json::object() : request.params}};
}

std::string_view capability_for(std::string_view method) {
  if (method == "elicitation/create") return "elicitation";
  if (method == "sampling/createMessage") return "sampling";
  return method == "roots/list" ? "roots" : "";
}

std::string call_result_text(const ToolResult& result, const json& server_info) {
  const bool structured = result.structured && !result.is_error;
  const std::string structured_text = structured ? to_text(*result.structured) : std::string();
  const std::string& text = result.text.empty() && result.blocks.empty() ? structured_text : result.text;
  std::string out = R"({"content":[)";
  out.reserve(structured_text.size() + text.size() * 9 / 8 + 128);
  if (!text.empty() || result.blocks.empty()) out.append(R"({"type":"text","text":)").append(to_text(json(text))).append("}");
  for (const json& block : result.blocks) out.append(out.back() == '[' ? "" : ",").append(to_text(block));
  out += ']';
  if (structured) out.append(R"(,"structuredContent":)").append(structured_text);
  if (result.is_error) out.append(R"(,"isError":true)");
  json with_meta = result.meta;
  if (!server_info.is_null()) with_meta[meta::kServerInfo] = server_info;
  if (with_meta.is_object()) out.append(R"(,"_meta":)").append(to_text(with_meta));
  return out.append("}");
}

}  // namespace voygen::mcp
