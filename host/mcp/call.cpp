#include "call.hpp"

#include <cmath>
#include <exception>

#include "core/log.hpp"

namespace voygen::mcp {
namespace {

constexpr std::chrono::milliseconds kBetweenProgress{250};

// 50 rather than 50.0
json number(double value) {
  constexpr double kExact = 9007199254740992.0;
  if (std::abs(value) < kExact && value == std::floor(value)) return static_cast<std::int64_t>(value);
  return value;
}

}  // namespace

Call::Call(Order order, std::shared_ptr<Reply> reply)
    : order_(std::move(order)), reply_(std::move(reply)), begun_(std::chrono::steady_clock::now()) {}

void Call::run() {
  if (ended_) return;  // cancelled while it waited for its thread
  const ToolResult result = outcome();
  if (finish(result)) log_end(result.is_error ? "error" : "ok");
}

// What the tool returns, or what is said in its place.
ToolResult Call::outcome() {
  const Tool& tool = order_.tool->tool();
  const core::Context context(begun_ + order_.allowed, stop_.get_token(), order_.request_id);
  ToolCall call{context, order_.arguments, order_.principal, order_.session_id};
  if (!order_.progress_token.is_null()) {
    call.report = [this](double done, std::optional<double> total, std::string_view message) { report({done, total, std::string(message)}); };
  }
  try {
    ToolResult result = tool.handler(call);
    const auto wrong = order_.tool->why_wrong_shape(result);
    if (!wrong) return result;
    core::log(core::LogLevel::error, "a tool's result does not fit its own output schema",
              {{"tool", tool.name}, {"req", order_.request_id}, {"why", *wrong}});
  } catch (const std::exception& fault) {
    core::log(core::LogLevel::error, "a tool threw", {{"tool", tool.name}, {"req", order_.request_id}, {"what", fault.what()}});
  } catch (...) {
    core::log(core::LogLevel::error, "a tool threw", {{"tool", tool.name}, {"req", order_.request_id}});
  }
  return ToolResult::failure(tool.name + " failed because of a fault inside the server. The fault has been logged as " + order_.request_id +
                             "; trying again may help.");
}

bool Call::finish(const ToolResult& result) {
  if (ended_.exchange(true)) return false;
  {
    const std::lock_guard lock(progress_mutex_);
    if (held_back_) send_progress(*held_back_, std::chrono::steady_clock::now());
    held_back_.reset();
  }
  reply_->respond(result_text(order_.id, call_result_text(result)));
  return true;
}

// The order matters: a tool that returns because it was stopped must find that its answer is no longer wanted.
void Call::cancel() {
  if (ended_.exchange(true)) return;
  stop_.request_stop();
  reply_->abandon();
  log_end("cancelled");
}

void Call::refuse(std::string_view why) {
  if (finish(ToolResult::failure(std::string(why)))) log_end("refused");
}

void Call::tick(core::SteadyTime now) {
  if (now >= begun_ + order_.allowed + order_.grace && !ended_) {
    stop_.request_stop();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(order_.allowed).count();
    if (finish(ToolResult::failure(order_.tool->tool().name + " did not finish within " + std::to_string(seconds) +
                                   " seconds. Try again with a smaller request."))) {
      log_end("overdue");
    }
    return;
  }
  const std::unique_lock lock(progress_mutex_, std::try_to_lock);
  if (!lock || ended_ || !held_back_ || now - last_sent_at_ < kBetweenProgress) return;
  send_progress(*held_back_, now);
  held_back_.reset();
}

void Call::report(Progress progress) {
  if (!std::isfinite(progress.done) || (progress.total && !std::isfinite(*progress.total))) return;
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(progress_mutex_);
  const auto least = held_back_ ? std::optional(held_back_->done) : last_sent_;
  if (ended_ || (least && progress.done <= *least)) return;
  if (last_sent_ && now - last_sent_at_ < kBetweenProgress) {
    held_back_ = std::move(progress);
    return;
  }
  held_back_.reset();
  send_progress(progress, now);
}

void Call::send_progress(const Progress& progress, core::SteadyTime now) {
  json params = {{"progressToken", order_.progress_token}, {"progress", number(progress.done)}};
  if (progress.total) params["total"] = number(*progress.total);
  if (!progress.message.empty()) params["message"] = progress.message;
  reply_->notify(notification_text("notifications/progress", to_text(params)));
  last_sent_ = progress.done;
  last_sent_at_ = now;
}

void Call::log_end(std::string_view outcome) const {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun_).count();
  core::log(core::LogLevel::info, "tool call ended",
            {{"tool", order_.tool->tool().name}, {"outcome", outcome}, {"ms", static_cast<std::int64_t>(took)}, {"req", order_.request_id}});
}

}  // namespace voygen::mcp
