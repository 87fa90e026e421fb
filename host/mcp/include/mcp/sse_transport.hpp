// SseTransport: the HTTP+SSE transport of protocol version 2024-11-05: one event stream for everything the server says, and a second path
// the client posts to. Closing the stream ends the session. Outlives the HTTP server it is registered with. Any thread.
//
//   mcp::SseTransport sse(server, {.messages_path = "/messages"});
//   router.add("/sse", sse.stream_handler());      router.add("/messages", sse.message_handler());
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "mcp/server.hpp"
#include "net/access_rules.hpp"
#include "net/http_server.hpp"

namespace voygen::mcp {

struct SseTransportOptions {
  net::AccessRules access;
  // As StreamableHttpOptions::authenticate.
  std::function<std::optional<std::string>(const net::HttpRequest&)> authenticate;
  std::string messages_path = "/messages";
  std::size_t max_sessions = 1000;  // open streams; more are refused
};

class SseTransport {
 public:
  SseTransport(Server& server, SseTransportOptions options);
  ~SseTransport();

  // Both refer to this object.
  [[nodiscard]] net::HttpHandler stream_handler();
  [[nodiscard]] net::HttpHandler message_handler();
  [[nodiscard]] std::size_t sessions() const;

 private:
  struct Shared;
  void open(const std::shared_ptr<net::HttpExchange>& exchange);
  void receive(const std::shared_ptr<net::HttpExchange>& exchange);
  // For whom the request is; nothing when it has been refused.
  std::optional<std::string> admit(const std::shared_ptr<net::HttpExchange>& exchange) const;

  Server& server_;
  const SseTransportOptions options_;
  const std::shared_ptr<Shared> shared_;  // with the callbacks of streams that end
};

}  // namespace voygen::mcp
