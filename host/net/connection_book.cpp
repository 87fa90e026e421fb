#include "connection_book.hpp"

#include "connection.hpp"

namespace voygen::net {

void ConnectionBook::enter(Connection& connection) {
  const std::lock_guard lock(mutex_);
  entries_.insert(&connection);
}

void ConnectionBook::leave(Connection& connection) {
  const std::lock_guard lock(mutex_);
  entries_.erase(&connection);
  left_.notify_all();
}

std::size_t ConnectionBook::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

std::vector<std::shared_ptr<Connection>> ConnectionBook::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Connection>> connections;
  connections.reserve(entries_.size());
  for (Connection* const entry : entries_) connections.push_back(entry->shared_from_this());
  return connections;
}

bool ConnectionBook::close_longest_idle() {
  std::shared_ptr<Connection> longest;
  {
    const std::lock_guard lock(mutex_);
    SteadyTime since = Connection::kBusy;
    for (Connection* const entry : entries_) {
      if (entry->idle_since() >= since) continue;
      since = entry->idle_since();
      longest = entry->shared_from_this();
    }
  }
  if (longest) longest->make_room();
  return longest != nullptr;
}

bool ConnectionBook::wait_until_empty(SteadyTime deadline) {
  std::unique_lock lock(mutex_);
  return left_.wait_until(lock, deadline, [&] { return entries_.empty(); });
}

}  // namespace voygen::net
