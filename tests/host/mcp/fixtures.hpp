// The tools, prompts and resources the tests of this room use, and a world of server, transports and clients to use them in.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "core/clock.hpp"
#include "fixture_tools.hpp"
#include "mcp/server.hpp"
#include "mcp/sse_transport.hpp"
#include "mcp/streamable_http.hpp"
#include "net/router.hpp"
#include "raw_client.hpp"

namespace voygen::mcp::test {

using voygen::test::RawAnswer;
using voygen::test::RawClient;

class FakeClock final : public core::Clock {
 public:
  [[nodiscard]] std::int64_t now_ms() const override { return now_; }
  void advance(std::chrono::milliseconds time) { now_ += time.count(); }

 private:
  std::atomic<std::int64_t> now_{1'800'000'000'000};
};

inline ServerOptions options_of_tests() {
  ServerOptions options;
  options.info = {"fixture", "Fixture", "1.2.3"};
  options.instructions = "Call greet first.";
  return options;
}

// Everybody who says a name is let in under it: "Authorization: ada".
inline std::optional<std::string> principal_by_name(const net::HttpRequest& request) {
  const std::string_view name = request.header("Authorization");
  return name.empty() ? std::nullopt : std::optional<std::string>(name);
}

struct World {
  explicit World(ServerOptions options = options_of_tests(), StreamableHttpOptions http_options = {}, net::HttpServerOptions net_options = {})
      : server(std::move(options)), http(server, clock, http_options), sse(server, {.access = http_options.access, .authenticate = http_options.authenticate, .max_sessions = http_options.max_sessions}) {
    tools.add_to(server);
    router.add("/mcp", http.handler());
    router.add("/sse", sse.stream_handler());
    router.add("/messages", sse.message_handler());
    listener = net::HttpServer::start(std::move(net_options), router.handler()).value();
  }
  ~World() {
    tools.release.give();
    server.stop();
    http.stop();
    listener->stop();
    server.wait_for_calls(std::chrono::seconds(20));
  }

  [[nodiscard]] RawClient connect() const { return RawClient(listener->port()); }
  // One request on a connection of its own.
  [[nodiscard]] RawAnswer ask(const std::string& request) const {
    RawClient client = connect();
    client.send(request);
    return client.receive();
  }
  // A new session's id.
  [[nodiscard]] std::string open_session(const std::string& headers = {}, const std::string& version = "2025-11-25", const std::string& capabilities = "{}") const;

  FakeClock clock;
  Tools tools;
  Server server;
  StreamableHttp http;
  SseTransport sse;
  net::Router router;
  std::unique_ptr<net::HttpServer> listener;
};

inline StreamableHttpOptions with_principals() {
  StreamableHttpOptions options;
  options.authenticate = principal_by_name;
  return options;
}

// --- requests, as bytes ---------------------------------------------------------------------------------------------------------

inline constexpr const char* kBoth = "Accept: application/json, text/event-stream\r\n";

inline std::string http_post(const std::string& body, const std::string& headers = {}, const std::string& accept = kBoth, const std::string& path = "/mcp") {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + accept + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
inline std::string http_get(const std::string& headers = {}, const std::string& method = "GET", const std::string& path = "/mcp") {
  return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + headers + "\r\n";
}
inline std::string in_session(const std::string& id) { return "Mcp-Session-Id: " + id + "\r\n"; }

inline std::string initialize_text(const std::string& version = "2025-11-25", const std::string& capabilities = "{}") {
  return R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":")" + version + R"(","capabilities":)" + capabilities +
         R"(,"clientInfo":{"name":"t","version":"1"}}})";
}
inline constexpr const char* kInitialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})";
inline constexpr const char* kPing = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
inline constexpr const char* kPong = R"({"jsonrpc":"2.0","id":1,"result":{}})";

inline std::string World::open_session(const std::string& headers, const std::string& version, const std::string& capabilities) const {
  return ask(http_post(initialize_text(version, capabilities), headers)).header("Mcp-Session-Id");
}

inline std::string call_text(const std::string& id, const std::string& name, const std::string& arguments = "{}", const std::string& meta = {}) {
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"tools/call","params":{"name":")" + name + R"(","arguments":)" + arguments +
         (meta.empty() ? "" : R"(,"_meta":)" + meta) + "}}";
}
inline std::string cancel_text(const std::string& id) {
  return R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)" + id + R"(,"reason":"test"}})";
}

// --- answers, as bytes ----------------------------------------------------------------------------------------------------------

inline std::string rpc_error(int code, const std::string& message, const std::string& id = {}) {
  return R"({"jsonrpc":"2.0",)" + (id.empty() ? "" : "\"id\":" + id + ",") + R"("error":{"code":)" + std::to_string(code) + R"(,"message":")" + message + "\"}}";
}
inline std::string text_result(const std::string& id, const std::string& text, bool is_error = false) {
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{"content":[{"type":"text","text":")" + text + "\"}]" + (is_error ? R"(,"isError":true)" : "") + "}}";
}
inline std::string said(const json& answer) { return answer.at("result").at("content").at(0).at("text"); }

}  // namespace voygen::mcp::test
