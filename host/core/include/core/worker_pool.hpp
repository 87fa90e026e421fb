// WorkerPool: threads for work that waits. Threads are made when they are needed, up to a limit, and leave when they had nothing to do for
// a while. Any thread may submit.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace voygen::core {

struct WorkerLimits {
  std::size_t threads = 64;
  std::size_t waiting = 1024;                // submitted, no thread yet; more is refused
  std::chrono::milliseconds idle{30'000};    // a thread that has had nothing to do for so long leaves
  std::size_t stack_bytes = 1024 * 1024;     // of each thread; plugins run on them
};

class WorkerPool {
 public:
  using Work = std::function<void()>;

  explicit WorkerPool(WorkerLimits limits = {});
  // Stops and waits for what runs.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False when the pool is full or has stopped: the work was not taken. Work that throws is logged.
  bool submit(Work work);
  // No new work; what waits is dropped unrun (its captures die). False when something still ran after the timeout. May be called again.
  bool stop(std::chrono::milliseconds timeout);
  [[nodiscard]] std::size_t running() const;

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;  // with its threads, which are gone before it
};

}  // namespace voygen::core
