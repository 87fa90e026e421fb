// What a search of VAX finds: the hotels of one supplier in one market with their rooms, all prices in whole cents for the whole
// party. A pure function of catalogue and request; the pages, the room windows and the truth are made of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "vax/request.hpp"

namespace voygen::sim::vax {

struct ValueIndicator {
  std::string_view title;
  std::string_view text;
};

struct Promotion {
  int number;  // part of element ids
  std::string_view title;
  std::string_view text;
};

struct Badge {
  std::string_view program;  // "LX"
  std::string_view label;
};

struct RoomType {
  std::string code;
  std::string name;
  std::string item;  // "-1207711873|H|1|1|0"
  std::int64_t total_cents = 0;
  std::int64_t per_person_cents = 0;
  std::vector<ValueIndicator> indicators;
  std::vector<Promotion> promotions;
};

struct HotelRow {
  std::string id;  // "WI;WASHI", "48213"
  std::string name;
  std::string source;  // "PegasusHotel"
  const Hotel* hotel = nullptr;
  int review_tenths = 0;  // 41 = 4.1 of 5; 0 = not reviewed
  int reviews = 0;
  std::int64_t airport_hundredths = 0;  // of a mile
  const Badge* badge = nullptr;
  std::vector<RoomType> rooms;  // the first is the one shown at once
};

struct Availability {
  SearchRequest request;
  std::vector<HotelRow> hotels;       // in the portal's order
  std::int64_t selected_cents = 0;    // of the first room of the first hotel, which the portal selects itself
};

Availability find_availability(const Catalogue& catalogue, const SearchRequest& request);

}  // namespace voygen::sim::vax
