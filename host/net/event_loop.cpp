#include "event_loop.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <system_error>

namespace voygen::net {
namespace {

constexpr std::size_t kScratchBytes = 64 * 1024;
constexpr std::size_t kEventsPerRound = 64;

int checked(int descriptor, const char* what) {
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), what);
  return descriptor;
}

}  // namespace

EventLoop::EventLoop()
    : epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      wake_(checked(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")),
      scratch_(kScratchBytes) {
  epoll_event event{EPOLLIN | EPOLLET, {nullptr}};  // edge-triggered: every write wakes once, and nobody has to read the counter
  checked(::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, wake_.get(), &event), "epoll_ctl");
  thread_ = std::thread([this] { run(); });
}

EventLoop::~EventLoop() { stop(); }

void EventLoop::post(std::function<void()> task) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = tasks_.empty();
    tasks_.push_back(std::move(task));
  }
  if (!first) return;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
}

void EventLoop::stop() {
  if (!thread_.joinable()) return;
  post([this] { ended_ = true; });
  thread_.join();
}

bool EventLoop::add(std::shared_ptr<Watched> watched, int descriptor, std::uint32_t events) {
  epoll_event event{events, {watched.get()}};
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event) != 0) return false;
  watched->watched_ = true;
  Watched* const key = watched.get();
  watched_.emplace(key, std::move(watched));
  return true;
}

void EventLoop::change(Watched& watched, int descriptor, std::uint32_t events) {
  epoll_event event{events, {&watched}};
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, descriptor, &event);
}

void EventLoop::remove(Watched& watched, int descriptor) {
  const auto found = watched_.find(&watched);
  if (found == watched_.end()) return;
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, nullptr);
  timers_.erase({watched.wake_at_, &watched});
  watched.watched_ = false;
  removed_.push_back(std::move(found->second));
  watched_.erase(found);
}

void EventLoop::wake_at(Watched& watched, SteadyTime time) {
  if (!watched.watched_ || time >= watched.wake_at_) return;
  timers_.erase({watched.wake_at_, &watched});
  watched.wake_at_ = time;
  timers_.insert({time, &watched});
}

void EventLoop::run() {
  std::array<epoll_event, kEventsPerRound> ready;
  while (!ended_) {
    const int count = ::epoll_wait(epoll_.get(), ready.data(), static_cast<int>(ready.size()), wait_ms());
    for (int i = 0; i < count; ++i) {
      auto* const watched = static_cast<Watched*>(ready[static_cast<std::size_t>(i)].data.ptr);
      if (watched == nullptr) run_tasks();
      else if (watched->watched_) watched->on_events(ready[static_cast<std::size_t>(i)].events);
    }
    run_timers();
    removed_.clear();
  }
}

int EventLoop::wait_ms() const {
  if (timers_.empty()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(timers_.begin()->first - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left, 0, 3'600'000));
}

void EventLoop::run_tasks() {
  std::vector<std::function<void()>> tasks;
  {
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (const auto& task : tasks) task();
}

void EventLoop::run_timers() {
  if (timers_.empty()) return;
  const SteadyTime now = std::chrono::steady_clock::now();
  while (!timers_.empty() && timers_.begin()->first <= now) {
    Watched& watched = *timers_.begin()->second;
    timers_.erase(timers_.begin());
    watched.wake_at_ = SteadyTime::max();
    watched.on_time();
  }
}

}  // namespace voygen::net
