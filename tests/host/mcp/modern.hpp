// Requests of the modern era: all they say about themselves stands in the body, and again in the headers.
#pragma once

#include <string>

#include "transcript.hpp"

namespace voygen::mcp::test {

inline json envelope(const json& capabilities = json::object()) {
  return {{meta::kVersion, kModernVersion}, {meta::kClientCapabilities, capabilities}, {meta::kClientInfo, {{"name", "t"}, {"version", "1"}}}};
}
inline json can_elicit() { return {{"elicitation", json::object()}}; }
inline json can_do_tasks() { return {{"elicitation", json::object()}, {"extensions", {{extension::kTasks, json::object()}}}}; }

inline std::string modern_text(const std::string& method, json params = json::object(), const json& said = envelope(), const json& id = 1) {
  params["_meta"].update(said);
  return to_text({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}});
}

inline std::string modern_headers(const std::string& method, const std::string& name = {}) {
  return "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + method + "\r\n" + (name.empty() ? "" : "Mcp-Name: " + name + "\r\n");
}

// With all the headers it needs.
inline std::string modern_post(const std::string& method, const json& params = json::object(), const json& said = envelope(), const std::string& headers = {},
                               const json& id = 1) {
  std::string name;
  for (const char* const member : {"name", "uri", "taskId"}) {
    if (params.contains(member) && params[member].is_string()) name = params[member];
  }
  return http_post(modern_text(method, params, said, id), modern_headers(method, name) + headers);
}
inline std::string modern_call(const std::string& name, const json& arguments = json::object(), const json& said = envelope(), const std::string& headers = {},
                               const json& id = 1) {
  return modern_post("tools/call", {{"name", name}, {"arguments", arguments}}, said, headers, id);
}

// The whole answer of a request that is answered with JSON.
inline json ask_json(const World& world, const std::string& request) {
  const RawAnswer answer = world.ask(request);
  return json::parse(answer.body);
}

inline json accepted(const std::string& name) { return {{"action", "accept"}, {"content", {{"name", name}}}}; }

}  // namespace voygen::mcp::test
