// SessionStore: the sessions of HTTP clients. Clients forget to end theirs, so idle ones expire, and when there are too many the
// longest idle one makes room. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "mcp/session.hpp"

namespace voygen::mcp {

class SessionStore {
 public:
  SessionStore(const core::Clock& clock, std::chrono::milliseconds idle_limit, std::size_t max_sessions)
      : clock_(clock), idle_limit_(idle_limit), max_sessions_(max_sessions) {}

  // False when there are too many and all of them are busy.
  bool add(std::shared_ptr<Session> session);
  // Null when it is unknown, expired or another principal's. Counts as use.
  std::shared_ptr<Session> find(std::string_view id, std::string_view principal);
  void erase(std::string_view id);
  [[nodiscard]] std::size_t size();

 private:
  struct Entry {
    std::shared_ptr<Session> session;  // shared with the requests at work in it
    std::int64_t used_ms = 0;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;
  [[nodiscard]] bool is_expired(const Entry& entry) const;
  void drop_expired();
  bool make_room();

  const core::Clock& clock_;
  const std::chrono::milliseconds idle_limit_;
  const std::size_t max_sessions_;
  std::mutex mutex_;
  Entries entries_;  // guarded by mutex_; the functions above that are private want it held
};

}  // namespace voygen::mcp
