// What holds on every page: a total less its difference is the package as it stands, the same for every room and flight; a room's own
// price less its difference is that of the current room. Prices that break it are not told. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "flight.hpp"
#include "hotel.hpp"
#include "voygen/money.hpp"
#include "voygen/result.hpp"

namespace delta {

struct Constants {
  std::optional<voygen::Money> base;           // of the whole package, as it is selected now
  std::optional<voygen::Money> current_hotel;  // price of the selected room
  int agreeing = 0;                            // amounts that say so
  int contradicting = 0;
};

// Finds the constants most prices agree on. Fails with drift when there is no such majority.
voygen::Result<Constants> find_constants(const std::vector<HotelReading>& hotels, const std::vector<FlightReading>& flights, std::optional<voygen::Money> stated);

// Takes away every price that does not fit, with a warning where it stood.
void enforce(const Constants& constants, std::vector<HotelReading>& hotels, std::vector<FlightReading>& flights);

}  // namespace delta
