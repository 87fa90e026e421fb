// Context: what everything that can wait takes first. It says until when the answer is wanted, whether it still is, and for whom.
// A value, cheap to copy; any thread may use it. A function without a Context may not block.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "voygen/result.hpp"

namespace voygen::core {

using SteadyTime = std::chrono::steady_clock::time_point;

class Context {
 public:
  Context(SteadyTime deadline, std::stop_token stop, std::string request_id)
      : deadline_(deadline), stop_(std::move(stop)), request_id_(std::move(request_id)) {}

  // For work nobody waits for, such as cleaning up: its own short deadline, not cancellable.
  static Context with_timeout(std::chrono::milliseconds timeout, std::string request_id = {}) {
    return {std::chrono::steady_clock::now() + timeout, {}, std::move(request_id)};
  }

  // The same request with a deadline that is not later than this one's.
  [[nodiscard]] Context ending_within(std::chrono::milliseconds timeout) const;
  // The same deadline and request under another stop token. Whoever owns that token's source passes the outer stop on.
  [[nodiscard]] Context stopped_by(std::stop_token stop) const { return {deadline_, std::move(stop), request_id_}; }

  [[nodiscard]] SteadyTime deadline() const { return deadline_; }
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }
  [[nodiscard]] const std::string& request_id() const { return request_id_; }
  [[nodiscard]] std::chrono::milliseconds time_left() const;  // 0 when it has passed

  // Nothing while the work is still wanted; otherwise cancelled or timeout.
  [[nodiscard]] std::optional<Code> ended() const;
  // The same as an error: "<activity> was cancelled" or "<activity> did not end before its deadline".
  [[nodiscard]] Error why_ended(std::string_view activity) const;

 private:
  SteadyTime deadline_;
  std::stop_token stop_;
  std::string request_id_;
};

// Waits on a condition variable until `ready()` holds or the context ends; the lock is held when it returns. True when ready.
template <class Ready>
[[nodiscard]] bool wait(const Context& context, std::condition_variable_any& changed, std::unique_lock<std::mutex>& lock, Ready ready) {
  return changed.wait_until(lock, context.stop(), context.deadline(), std::move(ready));
}

}  // namespace voygen::core
