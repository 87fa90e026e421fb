// The amounts of an availability, checked against each other. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "voygen/offers.hpp"

namespace vax {

struct AmountCheck {
  std::optional<std::int64_t> selection;  // micros; what the portal's current selection costs, by which all differences are told
  int prices = 0;                         // totals that stood there
  int withheld = 0;                       // of these, those that are not to be trusted
};

// A room's total less its difference is one amount on all pages of a search, and its price per person is its share of the total. What
// contradicts these is taken out of the rooms, with a doubt of the offer: the odd one of three amounts, or all when nothing tells which.
// `known`: the selection, when an earlier page told it.
AmountCheck check_amounts(const std::vector<voygen::HotelOffer*>& hotels, int travellers, std::optional<std::int64_t> known);

}  // namespace vax
