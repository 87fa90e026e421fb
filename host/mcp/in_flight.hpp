// InFlight: the calls of one client that run or wait for their thread, so that they can be cancelled. Shared by its conversation and the
// threads that carry the calls. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "call.hpp"

namespace voygen::mcp {

class InFlight {
 public:
  void add(std::shared_ptr<Call> call);
  void remove(const Call& call);
  void cancel(const json& id);
  void cancel_all();
  // Tells what runs to end; it is still answered.
  void stop_all();
  [[nodiscard]] bool empty() const;

 private:
  using Calls = std::vector<std::shared_ptr<Call>>;
  [[nodiscard]] Calls snapshot() const;  // calls are never touched with the lock held

  mutable std::mutex mutex_;
  Calls calls_;  // guarded by mutex_; shared with their threads
};

}  // namespace voygen::mcp
