// StreamableHttp: the MCP endpoint over HTTP, for clients of every protocol version since 2025-03-26. One request is one POST; its answer is
// JSON, or an event stream when there is more to say. Outlives the HTTP server it is registered with. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "mcp/server.hpp"
#include "net/access_rules.hpp"
#include "net/http_server.hpp"

namespace voygen::mcp {

struct StreamableHttpOptions {
  net::AccessRules access;
  // Says for whom a request is; nothing when it may not use the server (401). Without it everybody is "".
  std::function<std::optional<std::string>(const net::HttpRequest&)> authenticate;
  std::chrono::milliseconds session_idle_limit{30 * 60'000};
  std::size_t max_sessions = 1000;  // then the longest idle one makes room
  std::size_t max_listens = 1000;   // open subscriptions/listen streams; more are refused
};

struct Visit;  // one HTTP request

class StreamableHttp {
 public:
  StreamableHttp(Server& server, const core::Clock& clock, StreamableHttpOptions options);
  ~StreamableHttp();

  void serve(const std::shared_ptr<net::HttpExchange>& exchange);
  // Refers to this object.
  [[nodiscard]] net::HttpHandler handler();
  [[nodiscard]] std::size_t sessions();
  // For the end of the server: subscriptions end with their result, and sessions let go of clients that only listen.
  void stop();

 private:
  struct Parts;
  void post(Visit& visit);
  void post_batch(Visit& visit, ParsedBody body);
  void serve_modern(Visit& visit, const Message& message);
  void listen(Visit& visit, const Caller& caller, const Message& message);
  void serve_legacy(Visit& visit, Message message);
  void initialize(Visit& visit, const Message& message);
  void open_stream(Visit& visit);
  void remove(Visit& visit);
  void preflight(Visit& visit);

  Server& server_;
  const StreamableHttpOptions options_;
  const std::unique_ptr<Parts> parts_;
};

}  // namespace voygen::mcp
