// One hotel of the list with all its rooms. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "room.hpp"
#include "voygen/offers.hpp"

namespace delta {

struct HotelReading {
  std::optional<voygen::HotelOffer> hotel;  // empty: why_not says why
  std::vector<std::optional<voygen::Money>> hotel_prices;  // of its rooms, in their order
  bool selected = false;
  bool transfer = false;
  int rows = 0;         // of the rate table that should be rooms
  int unpriced = 0;     // of them, rows whose price could not be read
  std::string price_problem;  // of the first of them
  std::string why_not;
};

HotelReading read_hotel(const nlohmann::json& hotel, voygen::Date check_in, voygen::Date check_out, const std::string& base_url);

// "4.5 Stars", or the picture's "4xstar_small.gif". "Exceptional Luxury" has no number.
std::optional<int> star_halves_of(std::string_view alt, std::string_view image);

// "//host/a" and "/a" made absolute; nothing for what is no address.
std::optional<std::string> absolute_address(std::string_view address, const std::string& base_url);

}  // namespace delta
