// One hotel of the availability with its rooms: the raw strings of js/collect.js in, an offer out. Pure; no page, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "trip.hpp"
#include "voygen/offers.hpp"

namespace vax {

// What the whole page knows and a hotel lacks.
struct HotelContext {
  Stay stay;
  std::string base_url;   // origin of the booking host, for links
  std::string page_path;
};

struct HotelReading {
  std::optional<voygen::HotelOffer> offer;
  std::string rooms_address;  // where the portal's "+" fetches all rooms; empty when it shows them all
  std::string supplier;       // "APV"
  std::string why_not;        // why there is no offer
  bool foreign = false;       // its prices are not in US dollars
};

HotelReading read_hotel(const nlohmann::json& raw, const HotelContext& context);

// The room a hotel's total is of: the cheapest that can be booked or requested. Null when no room has a price.
const voygen::RoomOffer* cheapest_room(const std::vector<voygen::RoomOffer>& rooms);

// Something is odd about an offer: say it, and trust the offer less.
void doubt(voygen::HotelOffer& offer, std::string warning, double less = 0.25);

}  // namespace vax
