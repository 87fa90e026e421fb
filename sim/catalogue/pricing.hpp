// What a stay costs: a pure function of the hotel, the dates and the guests, in whole cents. No floating point anywhere,
// so that a page, the truth and a test always agree to the cent. Any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "catalogue/calendar.hpp"
#include "catalogue/hotel.hpp"

namespace voygen::sim {

struct Room {
  int adults = 2;
  std::vector<int> child_ages;
};

struct Stay {
  DayNumber check_in = 0;
  int nights = 1;
  std::vector<Room> rooms{Room{}};
};

/// Another seller's price per night, as shown in whole dollars.
struct OtherSeller {
  std::string_view provider;
  std::int64_t dollars = 0;
};

struct Quote {
  bool priced = false;              // false: nothing to sell for that stay, everything below is 0
  std::int64_t stay_cents = 0;      // before taxes
  std::int64_t original_cents = 0;  // before a discount; equal to stay_cents without one
  std::int64_t nightly_dollars = 0;
  std::int64_t total_dollars = 0;  // with taxes
  std::int64_t commission_cents = 0;
  std::vector<OtherSeller> other_sellers;
};

Quote quote(const Hotel& hotel, const Stay& stay);

/// Half up, for amounts that are never negative.
std::int64_t divide_rounded(std::int64_t amount, std::int64_t by);

}  // namespace voygen::sim
