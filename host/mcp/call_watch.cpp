#include "call_watch.hpp"

namespace voygen::mcp {
namespace {

constexpr std::chrono::milliseconds kTick{100};

}  // namespace

CallWatch::CallWatch() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

CallWatch::~CallWatch() {
  thread_.request_stop();
  thread_.join();
}

void CallWatch::add(std::shared_ptr<Call> call) {
  const std::lock_guard lock(mutex_);
  calls_.insert(std::move(call));
}

void CallWatch::remove(const std::shared_ptr<Call>& call) {
  const std::lock_guard lock(mutex_);
  calls_.erase(call);
}

void CallWatch::stop_all() {
  for (const auto& call : snapshot()) call->stop();
}

std::size_t CallWatch::size() const {
  const std::lock_guard lock(mutex_);
  return calls_.size();
}

CallWatch::Calls CallWatch::snapshot() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

// Ticks even when nothing runs: waking it for every call would cost more than these few wake-ups.
void CallWatch::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex_);
      end_.wait_for(lock, stop, kTick, [] { return false; });
    }
    const auto now = std::chrono::steady_clock::now();
    for (const auto& call : snapshot()) call->tick(now);
  }
}

}  // namespace voygen::mcp
