// CdpConnection: one WebSocket to a browser's DevTools endpoint, shared by all its flattened sessions.
// Owner: Browser. Threads: one reader thread per connection carries replies and events; everything public may be called from any thread.
// Errors: browser_gone when the socket closed, page_crashed and page_closed when the addressed session ended, timeout and cancelled
// from the context, internal when the browser refused a command.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <nlohmann/json.hpp>

#include "core/context.hpp"
#include "voygen/result.hpp"

namespace voygen::browser {

class CdpConnection {
 public:
  // Gets the events of one session on the reader thread. Must not block; may send.
  class Listener {
   public:
    virtual ~Listener() = default;
    virtual void on_event(CdpConnection& connection, const std::string& session, std::string_view method, const nlohmann::json& params) = 0;
    // The session (or the whole connection) ended; comes at most once per end.
    virtual void on_ended(const std::string& session, const Error& why) = 0;
  };
  // Called exactly once: on the reader thread, or at once on the sending thread when the session has already ended.
  using Reply = std::function<void(Result<nlohmann::json>)>;

  // "ws://127.0.0.1:40123/devtools/browser/…"
  static Result<std::unique_ptr<CdpConnection>> connect(const core::Context& context, const std::string& url);
  CdpConnection(const CdpConnection&) = delete;
  CdpConnection& operator=(const CdpConnection&) = delete;
  ~CdpConnection();

  // One command and its answer. `session` "" is the browser itself.
  Result<nlohmann::json> command(const core::Context& context, const std::string& session, std::string_view method,
                                 const nlohmann::json& params = nlohmann::json::object());
  // The same without waiting. Commands of one session are carried out in the order sent.
  void send(const std::string& session, std::string_view method, const nlohmann::json& params, Reply reply = {});

  // The listener is shared between this map and the event being delivered.
  void listen(const std::string& session, std::shared_ptr<Listener> listener);
  void forget(const std::string& session);
  // Rejects what is pending on a session, and all that follows until revive().
  void end_session(const std::string& session, const Error& why);
  void revive(const std::string& session);

  [[nodiscard]] bool is_open() const;
  // Breaks the connection without waiting for the reader thread.
  void abort();
  // Ends the connection; pending commands fail with browser_gone. Returns when the reader thread has ended.
  void close();

 private:
  struct Socket;  // Poco's WebSocket
  struct Pending {
    std::string session;
    Reply reply;
  };

  explicit CdpConnection(std::unique_ptr<Socket> socket);
  void read_until_closed();
  void handle_message(const std::string& text);
  void handle_reply(const nlohmann::json& message);
  void handle_event(const nlohmann::json& message);
  void follow_targets(const std::string& session, std::string_view method, const nlohmann::json& params);
  void crash_reported(const std::string& session, int by);
  void connection_ended(const Error& why);
  std::shared_ptr<Listener> listener_of(const std::string& session) const;

  std::unique_ptr<Socket> socket_;
  mutable std::mutex mutex_;                           // guards everything below but the thread
  std::int64_t last_id_ = 0;
  std::map<std::int64_t, Pending> pending_;
  std::map<std::string, std::shared_ptr<Listener>> listeners_;  // by session
  std::map<std::string, Error> ended_sessions_;
  std::map<std::string, std::string> session_of_target_;
  std::map<std::string, int> crash_reports_;  // by session: those of the page's own channel minus those of the browser's
  std::optional<Error> gone_;
  std::thread reader_;
};

}  // namespace voygen::browser
