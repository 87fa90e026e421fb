#include "search/running_calls.hpp"

#include <condition_variable>

namespace voygen::search {

struct RunningCalls::RunningCall {
  explicit RunningCall(std::string question_key) : key(std::move(question_key)) {}
  const std::string key;
  std::mutex mutex;
  std::condition_variable_any changed;
  int interested = 0;                            // askers that did not cancel
  int note_number = 0;                           // grows with every progress note
  ProgressNote note;
  std::optional<nlohmann::json> so_far;
  std::shared_ptr<const FinishedCall> finished;
  // Below: not under the mutex.
  std::stop_source stop;
  std::jthread thread;  // moved out by the thread's last act, under RunningCalls::mutex_

  CallObserver observer() {
    return {[this](ProgressNote told) {
              {
                const std::lock_guard lock(mutex);
                note = std::move(told);
                ++note_number;
              }
              changed.notify_all();
            },
            [this](nlohmann::json read) {
              const std::lock_guard lock(mutex);
              so_far = std::move(read);
            }};
  }
};

RunningCalls::~RunningCalls() { stop(); }

RunningCalls::Wanted RunningCalls::ask(const core::Context& context, const std::string& key, std::chrono::milliseconds call_timeout, const Work& work,
                                       const ProgressSink& progress) {
  Wanted wanted;
  const auto call = start_or_join(key, context, call_timeout, work, wanted.joined);
  if (!call) {
    wanted.cancelled = true;
    return wanted;
  }
  std::unique_lock lock(call->mutex);
  int told = 0;
  while (!call->finished) {
    const bool news = core::wait(context, call->changed, lock, [&] { return call->finished || call->note_number != told; });
    if (!news) break;
    if (call->note_number != told && progress) {
      told = call->note_number;
      const ProgressNote note = call->note;
      lock.unlock();
      progress(note);
      lock.lock();
    }
    told = call->note_number;
  }
  wanted.finished = call->finished;
  wanted.running = {call->so_far, call->note.message};
  if (!wanted.finished && context.stop().stop_requested()) {
    wanted.cancelled = true;
    if (--call->interested == 0) call->stop.request_stop();
  }
  return wanted;
}

std::shared_ptr<RunningCalls::RunningCall> RunningCalls::start_or_join(const std::string& key, const core::Context& context,
                                                                       std::chrono::milliseconds call_timeout, const Work& work, bool& joined) {
  join_ended_threads();
  const std::lock_guard lock(mutex_);
  if (stopping_) return nullptr;
  for (const auto& running : calls_) {
    if (running->key != key || running->stop.stop_requested()) continue;
    joined = true;
    const std::lock_guard call_lock(running->mutex);
    ++running->interested;
    return running;
  }
  auto call = std::make_shared<RunningCall>(key);
  call->interested = 1;
  const core::Context call_context(std::chrono::steady_clock::now() + call_timeout, call->stop.get_token(), context.request_id());
  call->thread = std::jthread([this, call, call_context, work] {
    auto finished = std::make_shared<const FinishedCall>(work(call_context, call->observer()));
    {
      const std::lock_guard leave(mutex_);
      calls_.remove(call);
      ended_.push_back(std::move(call->thread));
    }
    {
      const std::lock_guard done_lock(call->mutex);
      call->finished = std::move(finished);
    }
    call->changed.notify_all();
  });
  calls_.push_back(call);
  return call;
}

void RunningCalls::join_ended_threads() {
  std::list<std::jthread> ended;
  {
    const std::lock_guard lock(mutex_);
    ended.swap(ended_);
  }
}

void RunningCalls::stop() {
  std::list<std::shared_ptr<RunningCall>> calls;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    calls = calls_;
  }
  for (const auto& call : calls) call->stop.request_stop();
  for (const auto& call : calls) {
    std::unique_lock lock(call->mutex);
    call->changed.wait(lock, [&] { return call->finished != nullptr; });
  }
  join_ended_threads();
}

}  // namespace voygen::search
