// Who is using the portal: cookie value -> state, the way a PHP session is. The state type belongs to the portal.
// Any thread; states are only touched inside with(), under one lock, so the given function must be short.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace voygen::sim {

/// Unguessable enough for a simulation: 32 hexadecimal digits from the operating system's random numbers.
std::string random_token();

template <typename State>
class SessionTable {
 public:
  /// Runs `use(state)` for the session; false when there is none.
  template <typename Use>
  bool with(const std::string& id, Use use) {
    const std::lock_guard lock{mutex_};
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return false;
    found->second.last_use = ++uses_;
    use(found->second.state);
    return true;
  }

  template <typename Use>
  void with_each(Use use) {
    const std::lock_guard lock{mutex_};
    for (auto& [id, entry] : sessions_) use(entry.state);
  }

  std::string create(State state = {}) {
    std::string id = random_token();
    const std::lock_guard lock{mutex_};
    if (sessions_.size() >= kMost) forget_oldest();
    sessions_[id] = {std::move(state), ++uses_};
    return id;
  }

  void remove(const std::string& id) {
    const std::lock_guard lock{mutex_};
    sessions_.erase(id);
  }

  std::size_t size() const {
    const std::lock_guard lock{mutex_};
    return sessions_.size();
  }

 private:
  struct Entry {
    State state;
    std::uint64_t last_use = 0;
  };
  static constexpr std::size_t kMost = 10'000;

  void forget_oldest() {
    auto oldest = sessions_.begin();
    for (auto it = sessions_.begin(); it != sessions_.end(); ++it) {
      if (it->second.last_use < oldest->second.last_use) oldest = it;
    }
    sessions_.erase(oldest);
  }

  mutable std::mutex mutex_;
  std::map<std::string, Entry> sessions_;
  std::uint64_t uses_ = 0;
};

}  // namespace voygen::sim
