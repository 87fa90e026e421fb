#include "mcp/client.hpp"

#include <optional>

#include "net/http_client.hpp"

namespace voygen::mcp {

using nlohmann::json;

namespace {

net::HeaderList headers_of(const std::string& session_id, const std::string& version) {
  net::HeaderList headers{{"Content-Type", "application/json"}, {"Accept", "application/json, text/event-stream"}};
  if (!session_id.empty()) headers.emplace_back("Mcp-Session-Id", session_id);
  if (!version.empty()) headers.emplace_back("MCP-Protocol-Version", version);
  return headers;
}

}  // namespace

Result<std::unique_ptr<Client>> Client::connect(const core::Context& context, std::string url) {
  std::unique_ptr<Client> client(new Client(std::move(url)));
  const json hello{{"protocolVersion", "2025-11-25"}, {"capabilities", json::object()}, {"clientInfo", {{"name", "voygen"}, {"version", "0.1.0"}}}};
  VOYGEN_TRY(const json welcome, client->request(context, "initialize", hello, {}));
  client->version_ = welcome.value("protocolVersion", "");
  const json ready{{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}};
  VOYGEN_TRY(const auto accepted, net::http_request(context, "POST", client->url_, headers_of(client->session_id_, client->version_), ready.dump()));
  if (accepted.status != 202) return {Code::unavailable, client->url_ + " answered " + std::to_string(accepted.status) + " to the greeting"};
  return client;
}

Client::~Client() {
  if (session_id_.empty()) return;
  const auto bye = net::http_request(core::Context::with_timeout(std::chrono::seconds(2)), "DELETE", url_, headers_of(session_id_, version_), "");
  static_cast<void>(bye);  // the server's idle timeout ends a session that could not say goodbye
}

Result<json> Client::call_tool(const core::Context& context, const std::string& name, const json& arguments, const ProgressSink& progress) {
  return request(context, "tools/call", {{"name", name}, {"arguments", arguments}}, progress);
}

Result<json> Client::request(const core::Context& context, const std::string& method, json params, const ProgressSink& progress) {
  const int id = ++last_id_;
  if (progress) params["_meta"]["progressToken"] = id;
  const json message{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
  std::optional<json> answer;
  const auto take = [&](std::string_view text) {
    json received = json::parse(text, nullptr, false);
    if (!received.is_object()) return;
    if (received.value("id", json()) == id) answer = std::move(received);
    else if (progress && received.value("method", "") == "notifications/progress") progress(received["params"].value("message", ""));
  };
  VOYGEN_TRY(const auto reply, net::http_request(context, "POST", url_, headers_of(session_id_, version_), message.dump(), take));
  if (!reply.body.empty()) take(reply.body);
  if (const auto session = reply.header("mcp-session-id"); !session.empty()) session_id_ = session;
  if (!answer) return {Code::unavailable, url_ + " answered " + std::to_string(reply.status) + " without a result for " + method};
  if (answer->contains("error")) return {Code::internal, (*answer)["error"].value("message", "the server refused " + method)};
  return (*answer)["result"];
}

}  // namespace voygen::mcp
