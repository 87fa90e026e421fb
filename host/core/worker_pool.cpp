#include "core/worker_pool.hpp"

#include <limits.h>
#include <pthread.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>

#include "core/log.hpp"

namespace voygen::core {
namespace {

void run_logged(const WorkerPool::Work& work) {
  try {
    work();
  } catch (const std::exception& fault) {
    log(LogLevel::error, "work on a worker thread threw", {{"what", fault.what()}});
  } catch (...) {
    log(LogLevel::error, "work on a worker thread threw something that is no exception");
  }
}

}  // namespace

struct WorkerPool::Shared {
  explicit Shared(WorkerLimits chosen) : limits(chosen) {}

  // With mutex held.
  bool start_thread();
  void run();
  void run_one(std::unique_lock<std::mutex>& lock);
  void leave(std::unique_lock<std::mutex>& lock);

  const WorkerLimits limits;
  std::mutex mutex;  // guards what follows
  std::condition_variable work_came;
  std::condition_variable work_ended;
  std::deque<Work> waiting;
  std::size_t threads = 0;
  std::size_t free = 0;  // threads that look for work, or soon will
  std::size_t running = 0;
  bool stopped = false;
  std::optional<pthread_t> last_to_leave;  // has still to be joined
};

bool WorkerPool::Shared::start_thread() {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, std::max<std::size_t>(limits.stack_bytes, PTHREAD_STACK_MIN));
  pthread_t made{};
  const auto body = [](void* shared) -> void* {
    static_cast<Shared*>(shared)->run();
    return nullptr;
  };
  const bool started = pthread_create(&made, &attributes, body, this) == 0;
  pthread_attr_destroy(&attributes);
  if (!started) return false;
  ++threads;
  ++free;
  return true;
}

void WorkerPool::Shared::run() {
  std::unique_lock lock(mutex);
  while (work_came.wait_for(lock, limits.idle, [this] { return stopped || !waiting.empty(); }) && !stopped) run_one(lock);
  leave(lock);
}

void WorkerPool::Shared::run_one(std::unique_lock<std::mutex>& lock) {
  Work work = std::move(waiting.front());
  waiting.pop_front();
  --free;
  ++running;
  lock.unlock();
  run_logged(work);
  work = nullptr;  // its captures die while it still counts as running
  lock.lock();
  --running;
  ++free;
  work_ended.notify_all();
}

// Each thread that leaves joins the one before it, so that at most one is left to the destructor.
void WorkerPool::Shared::leave(std::unique_lock<std::mutex>& lock) {
  const auto before = std::exchange(last_to_leave, pthread_self());
  --free;
  lock.unlock();
  if (before) pthread_join(*before, nullptr);
  lock.lock();
  --threads;
  work_ended.notify_all();
}

WorkerPool::WorkerPool(WorkerLimits limits) : shared_(std::make_unique<Shared>(limits)) {}

WorkerPool::~WorkerPool() {
  stop({});
  std::unique_lock lock(shared_->mutex);
  shared_->work_ended.wait(lock, [this] { return shared_->threads == 0; });
  if (!shared_->last_to_leave) return;
  lock.unlock();
  pthread_join(*shared_->last_to_leave, nullptr);
}

bool WorkerPool::submit(Work work) {
  Shared& shared = *shared_;
  std::unique_lock lock(shared.mutex);
  if (shared.stopped) return false;
  const bool thread_free = shared.free > shared.waiting.size() || (shared.threads < shared.limits.threads && shared.start_thread());
  if (!thread_free && (shared.threads == 0 || shared.waiting.size() >= shared.free + shared.limits.waiting)) return false;
  shared.waiting.push_back(std::move(work));
  lock.unlock();  // so that the thread does not wake only to wait for us
  shared.work_came.notify_one();
  return true;
}

bool WorkerPool::stop(std::chrono::milliseconds timeout) {
  std::deque<Work> dropped;
  std::unique_lock lock(shared_->mutex);
  shared_->stopped = true;
  dropped.swap(shared_->waiting);
  shared_->work_came.notify_all();
  lock.unlock();
  dropped.clear();  // without the lock: captures may do anything when they die
  lock.lock();
  return shared_->work_ended.wait_for(lock, timeout, [this] { return shared_->running == 0; });
}

std::size_t WorkerPool::running() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->running;
}

}  // namespace voygen::core
