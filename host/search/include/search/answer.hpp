// Answer: what a search returns, as structured content for programs and as a compact table for the model.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "cache/search_cache.hpp"
#include "search/offer_check.hpp"
#include "search/search_request.hpp"
#include "store/cost_records.hpp"
#include "voygen/result.hpp"

namespace voygen::search {

// How one platform's part ended: exactly one of the closed set.
enum class PlatformStatus { ok, cached, partial, no_availability, drift, login_required, blocked, timeout, budget, unavailable, cancelled, unsupported };
std::string_view name_of(PlatformStatus status);
PlatformStatus status_of(Code code);

struct PlatformOutcome {
  std::string platform;
  PlatformStatus status = PlatformStatus::ok;
  CheckedAnswer answer;         // empty when it failed
  std::optional<Error> error;
  std::vector<std::string> warnings;
  bool joined = false;          // an identical search was running and was shared
  std::int64_t stored_ms = 0;   // when the offers were read
  std::int64_t cached_until_ms = 0;
  std::chrono::milliseconds duration{0};
  std::int64_t cost_micros = 0;
  std::int64_t shadow_micros = 0;  // what it would have cost on the paid provider
  std::int64_t saved_micros = 0;  // shadow cost of the work the cache spared

  // Of an answer from the cache: whether it still holds, and the row its next use is booked with.
  std::shared_ptr<const cache::Standing> standing;
  std::optional<store::CostRecord> record;
};

struct SearchAnswer {
  std::string search_id;
  SearchRequest request;
  std::vector<PlatformOutcome> platforms;
  std::int64_t searched_ms = 0;

  // Nothing to show, and no platform could prove that there is nothing.
  [[nodiscard]] bool failed() const;
  [[nodiscard]] bool partial() const;
  // All offers in the asked order, at most maxResults.
  [[nodiscard]] std::vector<const nlohmann::json*> ranked_offers() const;
};

nlohmann::json structured_content(const SearchAnswer& answer);
// At most kLongestText bytes: a table with every decisive field, then what each platform did, what failed and what to do next.
std::string text_content(const SearchAnswer& answer);
inline constexpr std::size_t kLongestText = 20'000;

}  // namespace voygen::search
