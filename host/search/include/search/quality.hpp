// Quality: how far an offer can be believed, from what it says itself and from what its platform's other offers say. Pure, any thread.
//
//   consistency   nights x nightly is the stay (as rounded); commission is its percentage of its base; the total is at least the stay; one
//                 currency throughout; on pages with differences, total less difference is one amount for all offers of the page
//   confidence    what the plugin says, less 300 for each contradiction, less 60 for each decisive field (place, price, commission, stars)
//                 that at least half of the platform's offers have and this one lacks
//   completeness  as the SDK counts it: required fields 80 %, optional ones 20 %
// All in permille. Below kLowConfidence an offer is marked for a person's review.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace voygen::search {

inline constexpr int kLowConfidence = 800;

struct OfferQuality {
  int confidence = 1000;
  int completeness = 0;
  std::vector<std::string> contradictions;
};

// One page of offers of one platform, in their order. `rooms` is the number asked for: a nightly price may be of one room.
std::vector<OfferQuality> assess_offers(const std::vector<nlohmann::json>& offers, int rooms);

// Writes the assessment into each offer's extraction: confidence and completeness as decimals, contradictions among the warnings.
void grade_offers(std::vector<nlohmann::json>& offers, int rooms);

// Of a platform's graded offers.
struct SearchQuality {
  int offers = 0;
  int confidence = 0;    // mean
  int completeness = 0;  // mean
  int low = 0;           // offers to check by hand
};
SearchQuality search_quality(const std::vector<nlohmann::json>& offers);

}  // namespace voygen::search
