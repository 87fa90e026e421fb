#include "call.hpp"

#include <algorithm>
#include <cmath>
#include <exception>

#include "core/log.hpp"

namespace voygen::mcp {
namespace {

// A few may follow each other at once, then one in this time.
constexpr std::chrono::milliseconds kBetweenProgress{250};
constexpr int kBurst = 4;

// 50 rather than 50.0
json number(double value) {
  constexpr double kExact = 9007199254740992.0;
  if (std::abs(value) < kExact && value == std::floor(value)) return static_cast<std::int64_t>(value);
  return value;
}

}  // namespace

Call::Call(CallOrder order, std::shared_ptr<Reply> reply)
    : order_(std::move(order)), reply_(std::move(reply)), begun_(std::chrono::steady_clock::now()),
      deadline_ns_((begun_ + order_.allowed).time_since_epoch().count()) {}

bool Call::wants_stream() const { return !order_.progress_token.is_null() || order_.long_running; }

void Call::run() {
  if (ended_) return;  // cancelled while it waited for its thread
  CallOutcome result = outcome();
  if (finish(std::move(result.answer))) log_end(result.needs ? "needs input" : result.failed ? "error" : "ok");
}

// Runs the handler until it needs nothing more, or what it needs must come with another call.
CallOutcome Call::outcome() {
  auto time_left = order_.allowed;
  json inputs = order_.inputs;
  json state = order_.state;
  for (;;) {
    const auto run_begun = std::chrono::steady_clock::now();
    set_deadline(run_begun + time_left);
    CallOutcome result = run_handler({run_begun + time_left, stop_.get_token(), order_.request_id}, inputs, state);
    if (!result.needs) return result;
    if (!order_.input_source) {
      result.answer = order_.needs(*result.needs, inputs);
      return result;
    }
    time_left -= std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - run_begun);
    auto obtained = ask_client(result.needs->requests);
    if (ended_) return {};  // cancelled; an answer that came at the same moment changes nothing
    if (!obtained.ok()) return {order_.failure(obtained.error().message + "; " + obtained.error().next_step), {}, true};
    inputs.update(*obtained);
    state = std::move(result.needs->state);
  }
}

// A person may take longer than a call: the clock of the call stands still meanwhile.
Result<json> Call::ask_client(const std::vector<InputRequest>& requests) {
  const auto until = std::chrono::steady_clock::now() + order_.patience;
  set_deadline(until);
  return order_.input_source->obtain({until, stop_.get_token(), order_.request_id}, requests, *reply_);
}

// What the handler returns, or what is said in its place.
CallOutcome Call::run_handler(const core::Context& context, const json& inputs, const json& state) {
  const auto fault = [&](const char* what) {
    core::log(core::LogLevel::error, "a handler threw", {{"what", what}, {"of", order_.what}, {"req", order_.request_id}});
    return CallOutcome{order_.failure(order_.what + " failed because of a fault inside the server. The fault has been logged as " + order_.request_id +
                                      "; trying again may help."), {}, true};
  };
  try {
    return order_.work({context, order_.arguments, *order_.caller, inputs, state, this});
  } catch (const std::exception& thrown) {
    return fault(thrown.what());
  } catch (...) {
    return fault("not an exception");
  }
}

bool Call::finish(Answer answer) {
  if (ended_.exchange(true)) return false;
  {
    const std::lock_guard lock(progress_mutex_);
    if (held_back_) send_progress(*held_back_);
    held_back_.reset();
  }
  const auto* const error = std::get_if<RpcError>(&answer);
  const int status = error != nullptr ? error->http_status : 200;
  reply_->respond(answer_text(order_.id, std::move(answer)), status);
  return true;
}

// The order matters: a tool that returns because it was stopped must find that its answer is no longer wanted.
void Call::cancel() {
  if (ended_.exchange(true)) return;
  stop_.request_stop();
  reply_->abandon();
  log_end("cancelled");
}

void Call::refuse(std::string why) {
  if (finish(order_.failure(std::move(why)))) log_end("refused");
}

void Call::tick(core::SteadyTime now) {
  if (now >= core::SteadyTime(core::SteadyTime::duration(deadline_ns_.load())) + order_.grace && !ended_) {
    stop_.request_stop();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(order_.allowed).count();
    if (finish(order_.failure(order_.what + " did not finish within " + std::to_string(seconds) + " seconds. Try again with a smaller request."))) {
      log_end("overdue");
    }
    return;
  }
  const std::unique_lock lock(progress_mutex_, std::try_to_lock);
  if (!lock || ended_ || !held_back_ || !may_send(now)) return;
  send_progress(*held_back_);
  held_back_.reset();
}

void Call::progress(double amount, std::optional<double> total, std::string_view message) {
  if (order_.progress_token.is_null() || !std::isfinite(amount) || (total && !std::isfinite(*total))) return;
  Progress progress{amount, total, std::string(message)};
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(progress_mutex_);
  const auto least = held_back_ ? std::optional(held_back_->done) : last_sent_;
  if (ended_ || (least && progress.done <= *least)) return;
  if (!may_send(now)) {
    held_back_ = std::move(progress);
    return;
  }
  held_back_.reset();
  send_progress(progress);
}

void Call::log(LogLevel level, const json& data) {
  if (ended_ || !order_.caller->log_level || level < *order_.caller->log_level) return;
  const json params = {{"level", kLogLevels[static_cast<std::size_t>(level)]}, {"logger", order_.what}, {"data", data}};
  reply_->notify(notification_text("notifications/message", to_text(params)));
}

bool Call::may_send(core::SteadyTime now) {
  const auto earned = static_cast<int>(std::min<std::int64_t>((now - burst_since_) / kBetweenProgress, kBurst));
  if (earned > 0) {
    burst_left_ = std::min(burst_left_ + earned, kBurst);
    burst_since_ = now;
  }
  if (burst_left_ == 0) return false;
  --burst_left_;
  return true;
}

void Call::send_progress(const Progress& progress) {
  json params = {{"progressToken", order_.progress_token}, {"progress", number(progress.done)}};
  if (progress.total) params["total"] = number(*progress.total);
  if (!progress.message.empty()) params["message"] = progress.message;
  reply_->notify(notification_text("notifications/progress", to_text(params)));
  last_sent_ = progress.done;
}

void Call::log_end(std::string_view outcome) const {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun_).count();
  core::log(core::LogLevel::info, "tool call ended",
            {{"tool", order_.what}, {"outcome", outcome}, {"ms", static_cast<std::int64_t>(took)}, {"req", order_.request_id}});
}

}  // namespace voygen::mcp
