// One page of a site as offers: reads every source the site allows, merges what they say about the same hotel. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "found.hpp"
#include "voygen/hotel_offer.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace generic {

struct PageReading {
  std::vector<voygen::HotelOffer> offers;
  std::string source;            // that named the hotels
  std::optional<int> available;  // how many there are, if the page says so
  std::optional<std::string> place;
  std::string next;              // address of the next page; empty on the last
  std::vector<std::string> warnings;
};

// What js/collect.js read, for the stay of the query (an empty stay: unknown). Fails with drift when nothing can be read.
voygen::Result<PageReading> parse_page(const nlohmann::json& collected, const Site& site, const voygen::HotelQuery& query);

// An offer of what was found, with the prices where they belong. The dates are the query's.
voygen::HotelOffer offer_of(const Found& found, const Site& site, const voygen::HotelQuery& query);

// Adds what another source says about the same hotel: it fills gaps and never overrules.
void enrich(Found& hotel, const Found& other);

}  // namespace generic
