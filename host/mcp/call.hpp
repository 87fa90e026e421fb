// Call: one request that takes a while (tools/call, prompts/get), from its acceptance to its single answer. Shared by the thread that
// carries it, its conversation (for cancelling) and the watch (for the deadline). Any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/context.hpp"
#include "mcp/reply.hpp"
#include "mcp/tool.hpp"

namespace voygen::mcp {

// Where inputs come from while the call waits for them. Without one, the client is told what is needed and sends the call again.
class InputSource {
 public:
  virtual ~InputSource() = default;
  // The client's answers by key. Ends with the context.
  virtual Result<json> obtain(const core::Context& context, const std::vector<InputRequest>& requests, Reply& reply) = 0;
};

// What one run of a handler came to.
struct CallOutcome {
  Answer answer;
  std::optional<NeededInputs> needs;
  bool failed = false;  // for the log
};

// One call, before it runs.
struct CallOrder {
  json id;
  std::string what;  // for log and sentences: a tool's or prompt's name
  std::shared_ptr<const Caller> caller;
  json arguments;
  json inputs = json::object();
  json state;
  json progress_token;  // null: the client does not want progress
  std::string request_id;
  std::chrono::milliseconds allowed{};
  std::chrono::milliseconds grace{};
  std::chrono::milliseconds patience{};  // with the client, for each thing it is asked; does not count as time of the call
  bool long_running = false;
  std::function<CallOutcome(const ToolCall&)> work;
  std::function<Answer(std::string)> failure;             // how a sentence of failure is told
  // How needed inputs are told to a client that will call again. It sends only the answers to the last questions, so those it has given
  // before go with it.
  std::function<std::string(const NeededInputs&, const json& given)> needs;
  std::shared_ptr<InputSource> input_source;              // null: by calling again
};

class Call final : private CallChannel {
 public:
  Call(CallOrder order, std::shared_ptr<Reply> reply);

  // Does the work and answers. Once, on the thread that carries the call.
  void run();
  // No answer will be sent; the handler is told to end.
  void cancel();
  // The handler is told to end; what it then returns is the answer.
  void stop() { stop_.request_stop(); }
  // It will not be run.
  void refuse(std::string why);
  // Answers when the grace is over, and sends progress that was held back. Called several times a second.
  void tick(core::SteadyTime now);

  [[nodiscard]] const json& id() const { return order_.id; }
  // The client will hear something before the answer: better answered as a stream.
  [[nodiscard]] bool wants_stream() const;

 private:
  struct Progress {
    double done = 0;
    std::optional<double> total;
    std::string message;
  };
  CallOutcome outcome();
  Result<json> ask_client(const std::vector<InputRequest>& requests);
  void set_deadline(core::SteadyTime deadline) { deadline_ns_ = deadline.time_since_epoch().count(); }
  CallOutcome run_handler(const core::Context& context, const json& inputs, const json& state);
  bool finish(Answer answer);
  void progress(double done, std::optional<double> total, std::string_view message) override;
  void log(LogLevel level, const json& data) override;
  void pause(std::chrono::milliseconds retry) override { reply_->pause(retry); }
  bool may_send(core::SteadyTime now);           // with progress_mutex_ held; counts it as sent
  void send_progress(const Progress& progress);  // with progress_mutex_ held
  void log_end(std::string_view outcome) const;

  const CallOrder order_;
  const std::shared_ptr<Reply> reply_;
  const core::SteadyTime begun_;
  std::stop_source stop_;
  std::atomic<std::int64_t> deadline_ns_;  // on the steady clock; none while the client is being asked
  std::atomic<bool> ended_{false};  // answered or abandoned; whoever sets it does that

  std::mutex progress_mutex_;  // keeps the order of what is sent, so it is held while sending; guards what follows
  std::optional<Progress> held_back_;
  std::optional<double> last_sent_;
  core::SteadyTime burst_since_{};
  int burst_left_ = 0;
};

}  // namespace voygen::mcp
