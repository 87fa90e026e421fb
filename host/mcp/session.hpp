// Session: the conversation with one client, from initialize on, in the protocol versions that have one. It knows nothing of bytes: a
// transport hands it messages and a Reply for each. Shared by the transport and the calls running in it. Any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "call.hpp"
#include "in_flight.hpp"
#include "listeners.hpp"
#include "mcp/server.hpp"

namespace voygen::mcp {

class Session final : public InputSource, public Listener, public std::enable_shared_from_this<Session> {
 public:
  // Takes a message that belongs to no request; dropped when the client does not listen.
  using Outlet = std::function<void(std::string_view message)>;

  // Made with make_shared. `outlet` must not refer to the session.
  Session(Server& server, std::string id, std::string principal, Outlet outlet);

  // Everything short is answered before it returns. What takes a while comes back, for the transport to prepare its stream and start it.
  [[nodiscard]] std::shared_ptr<Call> receive(const Message& message, const std::shared_ptr<Reply>& reply);
  void start(const std::shared_ptr<Call>& call) { server_.start(call, in_flight_); }

  // Cancels what runs. For the end of the conversation.
  void end();
  // Tells what runs to end; it is still answered.
  void stop_all() { in_flight_->stop_all(); }

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::string& principal() const override { return principal_; }
  [[nodiscard]] bool initialized() const { return caller() != nullptr; }
  // Negotiated; empty before initialize.
  [[nodiscard]] std::string version() const;
  [[nodiscard]] bool busy() const { return !in_flight_->empty(); }

  Result<json> obtain(const core::Context& context, const std::vector<InputRequest>& requests, Reply& reply) override;
  void list_changed(ListKind kind) override;
  void resource_updated(std::string_view uri) override;

 private:
  [[nodiscard]] std::shared_ptr<const Caller> caller() const;  // null before initialize
  Answer initialize(const json& params);
  Answer set_log_level(const json& params);
  Answer subscribe(const json& params, bool wanted);
  // What belongs to the conversation; nothing when it belongs to the server.
  std::optional<Answer> answer(const Message& request);
  void on_notification(const Message& message);
  void on_response(const Message& message);

  Server& server_;
  const std::string id_;
  const std::string principal_;
  const Outlet outlet_;
  const std::shared_ptr<InFlight> in_flight_ = std::make_shared<InFlight>();  // shared with the threads of calls
  mutable std::mutex mutex_;                                                  // guards what follows
  std::shared_ptr<const Caller> caller_;                                      // replaced when the log level changes
  std::set<std::string, std::less<>> watched_uris_;
  std::uint64_t asked_ = 0;
  std::map<std::string, json, std::less<>> responses_;  // to what we asked, by our id; null while it is awaited
  std::condition_variable_any responded_;
};

}  // namespace voygen::mcp
