#include "repeated_search.hpp"

#include <algorithm>
#include <atomic>

namespace voygen::search {
namespace {

constexpr std::chrono::milliseconds kRenewedAfter{8'000};  // by the first who asks then; the others need not wait for it

class RepeatedSearch final : public mcp::Repeatable {
 public:
  RepeatedSearch(const FinishedSearches::Search& search, budget::Ledger& ledger, const core::Clock& clock)
      : search_(search), ledger_(ledger), clock_(clock), renew_at_(search->searched_ms + kRenewedAfter.count()), ends_at_(search->searched_ms + kRepeatedFor.count()) {
    for (const PlatformOutcome& outcome : search->platforms) {
      parts_.push_back({outcome.standing, *outcome.record});
      ends_at_ = std::min(ends_at_, outcome.cached_until_ms);
    }
  }

  bool use() override {
    const std::int64_t now = clock_.now_ms();
    if (now >= ends_at_ || search_.expired()) return false;
    if (!std::all_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.standing->holds(); })) return false;
    if (now >= renew_at_ && !is_renewed_.exchange(true)) return false;
    for (const Part& part : parts_) ledger_.book_soon(part.record);
    return true;
  }

 private:
  struct Part {
    std::shared_ptr<const cache::Standing> standing;
    store::CostRecord record;
  };
  const std::weak_ptr<const SearchAnswer> search_;  // gone: it can no longer be read or continued
  budget::Ledger& ledger_;
  const core::Clock& clock_;
  const std::int64_t renew_at_;
  std::int64_t ends_at_;
  std::vector<Part> parts_;
  std::atomic<bool> is_renewed_{false};
};

}  // namespace

std::shared_ptr<mcp::Repeatable> repeated_search(const FinishedSearches::Search& search, budget::Ledger& ledger, const core::Clock& clock) {
  const bool all_cached = std::all_of(search->platforms.begin(), search->platforms.end(), [](const PlatformOutcome& outcome) { return outcome.standing != nullptr; });
  if (!all_cached || search->platforms.empty()) return nullptr;
  return std::make_shared<RepeatedSearch>(search, ledger, clock);
}

}  // namespace voygen::search
