// Waiting that ends at once when the portal stops, so that a slow portal still shuts down quickly. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace voygen::sim {

class Pause {
 public:
  void sleep_for(std::chrono::milliseconds time) { sleep_until(std::chrono::steady_clock::now() + time); }

  void sleep_until(std::chrono::steady_clock::time_point end) {
    std::unique_lock lock{mutex_};
    changed_.wait_until(lock, end, [this] { return stopped_; });
  }

  /// Ends every sleep, now and later.
  void stop() {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
};

}  // namespace voygen::sim
