// Session: the conversation with one client, from initialize on, in the protocol versions that have one. It knows nothing of
// bytes: a transport hands it messages and a Reply for each. Shared by the transport and the calls running in it. Any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mcp/message.hpp"
#include "mcp/reply.hpp"
#include "mcp/server.hpp"

namespace voygen::mcp {

class Session;

// A tools/call that has been accepted and waits for a thread to carry it. Given up unrun, it is answered as not served.
class ToolRun {
 public:
  ToolRun(std::shared_ptr<Session> session, std::shared_ptr<Call> call);
  ToolRun(ToolRun&&) noexcept = default;
  ToolRun& operator=(ToolRun&&) = delete;
  ~ToolRun();

  // Blocks until the tool has returned.
  void run();
  // The client wants progress, or the tool takes its time: better answered as a stream.
  [[nodiscard]] bool wants_stream() const;

 private:
  std::shared_ptr<Session> session_;
  std::shared_ptr<Call> call_;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Server& server, std::string id, std::string principal);
  ~Session();

  // Everything short is answered before it returns. A tool call comes back for the transport to run on a thread of its choice; it
  // can be cancelled from now on.
  [[nodiscard]] std::optional<ToolRun> receive(Message message, const std::shared_ptr<Reply>& reply);

  // Cancels what runs. For the end of the conversation.
  void cancel_all();
  // Tells what runs to end; it is still answered.
  void stop_all();

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::string& principal() const { return principal_; }
  [[nodiscard]] bool initialized() const;
  [[nodiscard]] bool busy() const;

  static bool knows_method(std::string_view method);

 private:
  friend class ToolRun;
  using Answer = std::variant<std::string, RpcError>;  // the text of a result
  struct Method {
    std::string_view name;
    Answer (Session::*answer)(const json& params);
  };
  static const std::vector<Method>& methods();

  Answer answer(const Message& message);
  Answer initialize(const json& params);
  Answer ping(const json& params);
  Answer list_tools(const json& params);
  Answer set_log_level(const json& params);
  std::optional<ToolRun> begin_call(Message message, const std::shared_ptr<Reply>& reply);
  void on_notification(const Message& message);
  void forget(const Call& call);
  [[nodiscard]] std::vector<std::shared_ptr<Call>> calls() const;

  Server& server_;
  const std::string id_;
  const std::string principal_;
  mutable std::mutex mutex_;                  // guards what follows
  std::string version_;                       // negotiated; empty before initialize
  std::vector<std::shared_ptr<Call>> calls_;  // running or waiting for their thread; shared with them
};

}  // namespace voygen::mcp
