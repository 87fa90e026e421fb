#include "search/finished_searches.hpp"

#include <algorithm>

namespace voygen::search {

bool FinishedSearches::is_expired(const Kept& kept) const { return clock_.now_ms() - kept.search->searched_ms > limits_.lifetime.count(); }

FinishedSearches::Search FinishedSearches::keep(std::string_view principal, SearchAnswer answer) {
  auto search = std::make_shared<const SearchAnswer>(std::move(answer));
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const Kept& kept) {
    return is_expired(kept) || (kept.principal == principal && kept.search->search_id == search->search_id);
  });
  const auto is_theirs = [&](const Kept& kept) { return kept.principal == principal; };
  if (static_cast<std::size_t>(std::count_if(kept_.begin(), kept_.end(), is_theirs)) >= limits_.per_principal) {
    kept_.erase(std::find_if(kept_.begin(), kept_.end(), is_theirs));
  }
  if (kept_.size() >= limits_.all) kept_.pop_front();
  kept_.push_back({std::string(principal), search});
  return search;
}

FinishedSearches::Search FinishedSearches::find(std::string_view principal, std::string_view search_id) const {
  const std::lock_guard lock(mutex_);
  for (const Kept& kept : kept_) {
    if (kept.principal == principal && kept.search->search_id == search_id && !is_expired(kept)) return kept.search;
  }
  return nullptr;
}

std::vector<FinishedSearches::Search> FinishedSearches::of(std::string_view principal) const {
  std::vector<Search> found;
  const std::lock_guard lock(mutex_);
  for (auto kept = kept_.rbegin(); kept != kept_.rend(); ++kept) {
    if (kept->principal == principal && !is_expired(*kept)) found.push_back(kept->search);
  }
  return found;
}

}  // namespace voygen::search
