// SearchService: the story of a search. Owned by the app; any thread.
#pragma once

#include <chrono>
#include <string>

#include "budget/ledger.hpp"
#include "budget/tariff.hpp"
#include "cache/search_cache.hpp"
#include "core/clock.hpp"
#include "core/context.hpp"
#include "search/answer.hpp"
#include "search/platform_caller.hpp"
#include "search/running_calls.hpp"

namespace voygen::search {

struct SearchSettings {
  std::chrono::milliseconds deadline{45'000};       // of a search; below any client's patience
  std::chrono::milliseconds call_timeout{150'000};  // of one platform's call, which may outlive the search into the cache
  budget::Tariff shadow_tariff;                     // what the work would cost on the paid provider
  CacheLifetimes cache_lifetimes;
};

class SearchService {
 public:
  SearchService(PlatformCaller& caller, cache::SearchCache& cache, budget::Ledger& ledger, const core::Clock& clock, SearchSettings settings)
      : caller_(&caller), cache_(&cache), ledger_(&ledger), clock_(&clock), settings_(settings) {}

  // Asks every wanted platform in parallel and answers by the deadline with what is there. Fails only when the request itself cannot be
  // served (unknown platform, cancelled); a platform's failure is part of the answer.
  Result<SearchAnswer> search(const core::Context& context, SearchRequest request, const ProgressSink& progress);

  [[nodiscard]] std::vector<PlatformFace> platforms() const { return caller_->platforms(); }
  void stop() { running_.stop(); }

 private:
  struct Part;
  Result<std::vector<PlatformFace>> choose_platforms(const SearchRequest& request) const;
  PlatformOutcome search_platform(const core::Context& context, const Part& part, const ProgressSink& progress);
  std::optional<PlatformOutcome> from_cache(const Part& part);
  FinishedCall call_platform(const core::Context& context, const Part& part, const CallObserver& observer);
  PlatformOutcome outcome_of(const RunningCalls::Wanted& wanted, const Part& part);
  store::CostRecord shared_record(const Part& part, const PlatformOutcome& outcome, std::string provider, std::string optimization) const;

  PlatformCaller* caller_;
  cache::SearchCache* cache_;
  budget::Ledger* ledger_;
  const core::Clock* clock_;
  SearchSettings settings_;
  RunningCalls running_;  // last: its calls use the members above
};

}  // namespace voygen::search
