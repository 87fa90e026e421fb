// RepeatedSearch: a search that was answered from the cache alone, and may be answered again with the same words: for a few seconds, while
// every part is still what the cache would give and the search can be read and continued. Each time is booked. Any thread.
#pragma once

#include <memory>

#include "budget/ledger.hpp"
#include "core/clock.hpp"
#include "mcp/tool.hpp"
#include "search/finished_searches.hpp"

namespace voygen::search {

inline constexpr std::chrono::milliseconds kRepeatedFor{10'000};  // so much older may the ages in it be than it says

// Null when a part of it was not from the cache.
std::shared_ptr<mcp::Repeatable> repeated_search(const FinishedSearches::Search& search, budget::Ledger& ledger, const core::Clock& clock);

}  // namespace voygen::search
