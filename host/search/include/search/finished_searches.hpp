// FinishedSearches: the answers that were given, kept for a while, so that they can be read again page by page, and continued. Each belongs
// to the principal it was given to; for anybody else it does not exist. In memory: a restart forgets them. Any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "search/answer.hpp"

namespace voygen::search {

struct FinishedLimits {
  std::size_t per_principal = 50;  // then the oldest of theirs goes
  std::size_t all = 1000;
  std::chrono::milliseconds lifetime{60 * 60'000};
};

class FinishedSearches {
 public:
  using Search = std::shared_ptr<const SearchAnswer>;

  explicit FinishedSearches(const core::Clock& clock, FinishedLimits limits = {}) : clock_(clock), limits_(limits) {}

  Search keep(std::string_view principal, SearchAnswer answer);
  // Null when it is unknown, too old, or another principal's.
  [[nodiscard]] Search find(std::string_view principal, std::string_view search_id) const;
  // Newest first.
  [[nodiscard]] std::vector<Search> of(std::string_view principal) const;

 private:
  struct Kept {
    std::string principal;
    Search search;
  };
  [[nodiscard]] bool is_expired(const Kept& kept) const;

  const core::Clock& clock_;
  const FinishedLimits limits_;
  mutable std::mutex mutex_;
  std::deque<Kept> kept_;  // oldest first; guarded by mutex_
};

}  // namespace voygen::search
