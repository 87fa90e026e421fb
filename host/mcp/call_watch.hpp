// CallWatch: all running calls of the server, and the one thread that looks after their deadlines and held-back progress.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "call.hpp"

namespace voygen::mcp {

class CallWatch {
 public:
  CallWatch();
  ~CallWatch();

  void add(std::shared_ptr<Call> call);
  void remove(const std::shared_ptr<Call>& call);
  void stop_all();
  [[nodiscard]] std::size_t size() const;

 private:
  using Calls = std::set<std::shared_ptr<Call>>;
  void run(const std::stop_token& stop);
  [[nodiscard]] Calls snapshot() const;

  mutable std::mutex mutex_;
  std::condition_variable_any end_;
  Calls calls_;  // guarded by mutex_; shared with session and carrying thread
  std::jthread thread_;
};

}  // namespace voygen::mcp
