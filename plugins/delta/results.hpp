// The results page as a whole: its hotels, its flights, its dates and constants. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "asked.hpp"
#include "flight.hpp"
#include "hotel.hpp"
#include "invariants.hpp"
#include "settings.hpp"
#include "voygen/result.hpp"

namespace delta {

struct PageReading {
  std::vector<HotelReading> hotels;    // those that could be read, in the page's order
  std::vector<FlightReading> flights;  // the selected one first
  Constants constants;
  voygen::Date departure;
  voygen::Date back;
  std::optional<std::string> place;    // the destination as the page names it
  std::vector<std::string> inclusions;
  std::vector<std::string> warnings;
  bool incomplete = false;             // the page ends before its list of hotels does
  bool has_end = false;                // the other flights, which stand below the hotels, are there
  bool taxes_included = false;         // the page says so
};

// Turns what js/collect.js read into hotels and flights. Fails with drift when the page is for another trip, when hotels or prices
// stand there and none can be read, and when its prices contradict each other.
voygen::Result<PageReading> parse_page(const nlohmann::json& page, const Expected& expected, const Settings& settings);

}  // namespace delta
