// One row of a hotel's rate table. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/offers.hpp"

namespace delta {

// Where the columns stand, told from the table's headings. Columns that no heading names are not guessed: a rate plan is no room.
struct Columns {
  std::optional<std::size_t> rate_plan;
  std::optional<std::size_t> room;

  static Columns from_headings(const nlohmann::json& headings);
};

struct RoomReading {
  std::optional<voygen::RoomOffer> room;       // empty: no room at all ("Not Available")
  std::optional<voygen::Money> hotel_price;    // the form's selectedHotelPrice, for checking only
  std::vector<std::string> warnings;
  std::string price_problem;
  std::string why_not;                         // why a row that is not "Not Available" could not be read
};

RoomReading read_room(const nlohmann::json& row, const Columns& columns);

// "BK,219,HRCQ,234.54,...": the third is the room's code. Empty when it is none.
std::optional<std::string> room_code_of(const std::string& hotel_value_string);

}  // namespace delta
