// RunningCalls: the platform calls under way. Identical questions share one call: the second asker joins the first one's. A call lives on
// a thread of its own, so an asker whose deadline passes takes what was read so far while the call goes on into the cache; when every
// asker has cancelled, the call is stopped. Owned by the search service; any thread.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>

#include <nlohmann/json.hpp>

#include "core/context.hpp"
#include "search/offer_check.hpp"
#include "search/platform_caller.hpp"

namespace voygen::search {

// How a platform call ended, checked, cached and booked.
struct FinishedCall {
  Result<CheckedAnswer> answer;
  std::string provider;
  std::chrono::milliseconds duration{0};
  std::int64_t cost_micros = 0;
  std::int64_t shadow_cost_micros = 0;
  std::int64_t cached_until_ms = 0;    // 0: not cached
  std::vector<std::string> warnings;   // ours, e.g. that the cost row is not written yet
};

// The asker's deadline passed first; the call goes on. `so_far` is what it had read.
struct StillRunning {
  std::optional<nlohmann::json> so_far;
  std::string last_progress;
};

using ProgressSink = std::function<void(const ProgressNote&)>;

class RunningCalls {
 public:
  // Does the whole work of a call; runs once per call on the call's thread. The context ends when the call must stop.
  using Work = std::function<FinishedCall(const core::Context&, const CallObserver&)>;

  ~RunningCalls();

  struct Wanted {
    std::shared_ptr<const FinishedCall> finished;  // null when still running or cancelled
    StillRunning running;
    bool cancelled = false;
    bool joined = false;  // somebody else had started it
  };
  // Starts `work` unless a call of this key is running, and waits for it under the asker's context. `call_timeout` bounds the call itself.
  Wanted ask(const core::Context& context, const std::string& key, std::chrono::milliseconds call_timeout, const Work& work, const ProgressSink& progress);

  // Stops all calls and waits for them. No ask() may follow.
  void stop();

 private:
  struct RunningCall;
  std::shared_ptr<RunningCall> start_or_join(const std::string& key, const core::Context& context, std::chrono::milliseconds call_timeout, const Work& work, bool& joined);
  void join_ended_threads();

  std::mutex mutex_;
  bool stopping_ = false;                         // guarded by mutex_
  std::list<std::shared_ptr<RunningCall>> calls_;  // guarded by mutex_; all whose thread has not said goodbye
  std::list<std::jthread> ended_;                  // guarded by mutex_; threads that have
};

}  // namespace voygen::search
