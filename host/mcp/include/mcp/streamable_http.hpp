// StreamableHttp: the MCP endpoint over HTTP, for the protocol versions with sessions (2025-03-26 to 2025-11-25). One request is one
// POST; its answer is JSON, or an event stream when the client wants progress. The handler's thread carries the call.
// Outlives the HTTP server it is registered with. Any thread.
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

class Session;
class SessionStore;
class HttpReply;

struct StreamableHttpOptions {
  net::AccessRules access;
  // Says for whom a request is; nothing when it may not use the server (401). Without it everybody is "".
  std::function<std::optional<std::string>(const net::HttpRequest&)> authenticate;
  std::chrono::milliseconds session_idle_limit{30 * 60'000};
  std::size_t max_sessions = 1000;  // then the longest idle one makes room
};

class StreamableHttp {
 public:
  StreamableHttp(Server& server, const core::Clock& clock, StreamableHttpOptions options);
  ~StreamableHttp();

  void serve(const net::HttpRequest& request, net::HttpResponse& response);
  // Refers to this object.
  [[nodiscard]] net::HttpHandler handler();
  [[nodiscard]] std::size_t sessions();

 private:
  struct Visit;  // one request at work
  void post(Visit& visit);
  void initialize(Visit& visit, Message message);
  void remove(Visit& visit);
  void preflight(Visit& visit);
  std::shared_ptr<Session> session_of(Visit& visit);
  bool is_version_fine(Visit& visit);
  static void receive(Visit& visit, Session& session, Message message);

  Server& server_;
  const StreamableHttpOptions options_;
  std::unique_ptr<SessionStore> sessions_;
};

}  // namespace voygen::mcp
