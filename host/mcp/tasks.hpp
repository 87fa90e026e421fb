// Tasks: tool calls that a client of the tasks extension polls instead of waiting for (io.modelcontextprotocol/tasks). Each belongs to its
// principal; a finished one is kept for a while. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "call.hpp"
#include "mcp/message.hpp"

namespace voygen::mcp {

class InFlight;

// One task: where its call's answer goes, and where the call's inputs come from.
class Task final : public Reply, public InputSource {
 public:
  Task(std::string id, std::string principal, std::chrono::milliseconds ttl);

  [[nodiscard]] const std::string& principal() const { return principal_; }
  [[nodiscard]] std::int64_t created_ms() const { return created_ms_; }
  // taskId, status, times; with its result, error or open questions when `full`.
  [[nodiscard]] json state(bool full) const;
  // The client's answers. What was not asked is ignored.
  void answer(const json& inputs);
  void cancelled();
  [[nodiscard]] bool has_finished() const;
  [[nodiscard]] bool is_over(std::chrono::steady_clock::time_point now) const;  // finished, and kept long enough
  [[nodiscard]] const std::shared_ptr<InFlight>& in_flight() const { return in_flight_; }

  void notify(std::string_view) override {}
  bool ask(std::string_view) override { return false; }
  void respond(std::string_view message, int http_status) override;
  void abandon() override { cancelled(); }
  void pause(std::chrono::milliseconds) override {}
  Result<json> obtain(const core::Context& context, const std::vector<InputRequest>& requests, Reply& reply) override;

 private:
  [[nodiscard]] bool is_finished() const { return status_ == "completed" || status_ == "failed" || status_ == "cancelled"; }
  void change(std::string_view status);  // with mutex_ held

  const std::string id_;
  const std::string principal_;
  const std::chrono::milliseconds ttl_;
  const std::shared_ptr<InFlight> in_flight_;  // holds its call while that runs
  const std::int64_t created_ms_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable_any answered_;
  std::string_view status_ = "working";
  std::int64_t updated_ms_;
  std::chrono::steady_clock::time_point finished_at_{};
  json outcome_;                      // {"result": ...} or {"error": ...}
  json asked_ = json::object();       // open questions by key
  json inputs_ = json::object();      // answers by key
};

class Tasks {
 public:
  explicit Tasks(std::chrono::milliseconds ttl) : ttl_(ttl) {}

  // The oldest finished task of the same principal makes room when there are many; null when none of theirs has finished.
  std::shared_ptr<Task> create(const std::string& principal);
  Answer get(const Caller& caller, const json& params);
  Answer update(const Caller& caller, const json& params);
  Answer cancel(const Caller& caller, const json& params);

 private:
  // Null when it is unknown or another principal's.
  std::shared_ptr<Task> find(const Caller& caller, const json& params);

  bool make_room(std::string_view principal);  // with mutex_ held

  const std::chrono::milliseconds ttl_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Task>, std::less<>> tasks_;  // guarded by mutex_; shared with calls at work
};

}  // namespace voygen::mcp
