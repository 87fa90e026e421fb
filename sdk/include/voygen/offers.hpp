// What a platform found: offers of one kind, and what the portal said about the whole. Absent stays absent: a field the page does not show
// is empty here and missing in the JSON, never 0 or "". The JSON shape is docs/schemas/answer.schema.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/flight_offer.hpp"
#include "voygen/hotel_offer.hpp"
#include "voygen/package_offer.hpp"

namespace voygen {

// A platform's answer to one call. "No availability" must be proven: evidence quotes what the page said.
template <class Offer>
struct Answer {
  std::vector<Offer> offers;
  std::optional<int> available;           // how many the portal says there are
  std::optional<std::string> nothing_found_evidence;  // set when offers is empty because there is nothing
  bool partial = false;                   // stopped before all wanted pages were read; warnings say why
  std::vector<std::string> applied_filters;      // the query's filters that were honoured for every offer, by their JSON names: "priceRange", "starRating", "class", "budget" ...
  std::vector<std::string> warnings;
  std::optional<std::string> place;       // the place as the portal understood it
  std::optional<std::string> page_url;    // where the offers stand

  [[nodiscard]] nlohmann::json to_json() const;
};

using HotelAnswer = Answer<HotelOffer>;
using FlightAnswer = Answer<FlightOffer>;
using PackageAnswer = Answer<PackageOffer>;

template <class Offer>
nlohmann::json Answer<Offer>::to_json() const {
  using namespace detail;
  nlohmann::json json{{"offers", nlohmann::json::array()}, {"partial", partial}, {"appliedFilters", applied_filters}, {"warnings", warnings}};
  for (const Offer& offer : offers) json["offers"].push_back(offer.to_json());
  put(json, "available", available);
  put(json, "nothingFoundEvidence", nothing_found_evidence);
  put(json, "place", place);
  put(json, "pageUrl", page_url);
  return json;
}

}  // namespace voygen
