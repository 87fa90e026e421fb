// What the structured answer and its text both read from offers and outcomes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "search/answer.hpp"

namespace voygen::search {

// The amount of a group's member; of the group itself when `member` is null. Nothing when the offer does not have it.
std::optional<std::int64_t> micros_at(const nlohmann::json& offer, const char* group, const char* member);
// What the traveller pays, as far as the portal says: with taxes, else before.
std::optional<std::int64_t> payable(const nlohmann::json& offer);
// What payable() is in: two amounts compare only when these are equal.
struct PriceBasis {
  std::string currency;
  std::string taxes;  // "included", "excluded", "unknown"
  auto operator<=>(const PriceBasis&) const = default;
};
std::optional<PriceBasis> basis_of(const nlohmann::json& offer);
// The one most of the offers with a price have.
std::optional<PriceBasis> usual_basis(const std::vector<const nlohmann::json*>& offers);
// The hotel of an offer: itself, or the first of a package; null for a flight.
const nlohmann::json* hotel_of(const nlohmann::json& offer);

std::int64_t age_seconds(const PlatformOutcome& outcome, std::int64_t now_ms);
// The plugin's and ours.
std::vector<std::string> all_warnings(const PlatformOutcome& outcome);

}  // namespace voygen::search
