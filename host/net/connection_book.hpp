// ConnectionBook: every open connection of a server, so that they can be reached from outside their loops. Any thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "event_loop.hpp"

namespace voygen::net {

class Connection;

class ConnectionBook {
 public:
  void enter(Connection& connection);
  void leave(Connection& connection);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::vector<std::shared_ptr<Connection>> all() const;
  // Asks the connection that has waited longest for its next request to end; false when all are busy.
  bool close_longest_idle();
  [[nodiscard]] bool wait_until_empty(SteadyTime deadline);

 private:
  mutable std::mutex mutex_;
  std::condition_variable left_;
  std::unordered_set<Connection*> entries_;  // guarded by mutex_; each leaves before it dies
};

}  // namespace voygen::net
