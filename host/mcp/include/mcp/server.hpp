// Server: what all clients of this process talk to, whichever way their messages come. Owned by the composition root; outlives
// the transports and their sessions. Any thread.
//
//   mcp::Server server({.info = {"voygen", "Travel search", "1.0"}});
//   server.tools().add(search_hotels);
//   mcp::StreamableHttp http(server, clock, {});      router.add("/mcp", http.handler());
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mcp/message.hpp"
#include "mcp/tool_registry.hpp"

namespace voygen::mcp {

class Call;
class CallWatch;

struct ServerInfo {
  std::string name;     // for programs
  std::string title;    // for people
  std::string version;
};

struct ServerOptions {
  ServerInfo info;
  std::string instructions;  // how a model should use the tools; not sent when empty
  MessageLimits message_limits;
  std::chrono::milliseconds default_call_deadline{45'000};  // told to the handler through its context
  std::chrono::milliseconds call_grace{5'000};              // later the client is answered, whether the handler has returned or not
};

class Server {
 public:
  explicit Server(ServerOptions options);
  ~Server();

  [[nodiscard]] const ServerOptions& options() const { return options_; }
  [[nodiscard]] ToolRegistry& tools() { return tools_; }
  [[nodiscard]] std::size_t calls_running() const;

  // Tells every running call to end; new calls are refused. Answers are still sent.
  void stop();

  // The version to speak with a client that asks for this one.
  static std::string_view negotiated_version(std::string_view wanted);
  static bool is_served_version(std::string_view version);

 private:
  friend class Session;
  friend class ToolRun;
  std::string next_request_id();

  const ServerOptions options_;
  ToolRegistry tools_;
  const std::string id_prefix_;
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<bool> stopping_{false};
  std::unique_ptr<CallWatch> calls_;
};

}  // namespace voygen::mcp
