// Where the suppliers of VAX sell: their codes, their packages, and the markets with the portal's full label. Constant data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/place.hpp"

namespace voygen::sim::vax {

struct Vendor {
  std::string_view code;
  std::string_view name;
  int share_permille;  // of the hotels listed on VAX that it sells
  int price_permille;  // of what the hotels themselves ask
  bool sells_us;       // false: destinations abroad only
};

const std::vector<Vendor>& all_vendors();
const Vendor* find_vendor(std::string_view code);

/// "Seattle, Washington (SEA)". Only places with an airport are markets.
std::string market_label(const Place& place);
/// "Seattle, WA" or "Cancún, Mexico": how a hotel says where it is.
std::string town_text(const Place& place);

std::vector<const Place*> destinations_of(const Vendor& vendor);
std::vector<const Place*> all_origins();

/// The market of that exact label; null when there is none.
const Place* find_market(const std::vector<const Place*>& markets, std::string_view label);

}  // namespace voygen::sim::vax
