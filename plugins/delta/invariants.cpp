#include "invariants.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace delta {

using voygen::Code;
using voygen::Money;
using voygen::Result;

namespace {

constexpr std::int64_t kCents = 10'000;
constexpr std::int64_t kSidebarSlack = 100 * kCents;  // the sidebar's figures may differ by cents from each other
constexpr double kDoubt = 0.3;

using Votes = std::map<std::int64_t, int>;

std::string dollars(std::int64_t micros) { return "$" + voygen::decimal_text(micros); }

template <class Offer>
std::optional<std::int64_t> base_of(const Offer& offer) {
  return offer.total && offer.difference ? std::optional(offer.total->amount.micros - offer.difference->micros) : std::nullopt;
}

std::optional<std::int64_t> current_of(const HotelReading& reading, std::size_t room) {
  const auto& difference = reading.hotel->rooms[room].difference;
  const auto& price = reading.hotel_prices[room];
  return difference && price ? std::optional(price->micros - difference->micros) : std::nullopt;
}

// The value of more than half of the votes.
std::optional<std::int64_t> majority(const Votes& votes) {
  int all = 0;
  for (const auto& [value, count] : votes) all += count;
  for (const auto& [value, count] : votes) {
    if (2 * count > all) return value;
  }
  return std::nullopt;
}

template <class Offer>
void withhold(Offer& offer, std::vector<std::string>& warnings, double& confidence, const std::string& name, const std::string& why) {
  warnings.push_back("the price of " + name + " is withheld: " + why);
  confidence = std::max(0.1, confidence - kDoubt);
  offer.total.reset();
  offer.difference.reset();
}

}  // namespace

Result<Constants> find_constants(const std::vector<HotelReading>& hotels, const std::vector<FlightReading>& flights, std::optional<Money> stated) {
  Votes bases;
  Votes currents;
  for (const HotelReading& reading : hotels) {
    for (std::size_t room = 0; reading.hotel && room < reading.hotel->rooms.size(); ++room) {
      if (const auto base = base_of(reading.hotel->rooms[room])) ++bases[*base];
      if (const auto current = current_of(reading, room)) ++currents[*current];
    }
  }
  for (const FlightReading& reading : flights) {
    const auto base = reading.offer && !reading.offer->selected ? base_of(*reading.offer) : std::nullopt;
    if (base) ++bases[*base];
  }
  Constants constants;
  if (bases.empty()) return constants;
  const auto base = majority(bases);
  if (!base) {
    return {Code::drift, "total less difference should be one amount on the whole page, but no amount holds for most of its prices (there are " + std::to_string(bases.size()) + ")",
            "the portal's price cells seem to have changed: look at the kept page"};
  }
  if (stated && std::abs(stated->micros - *base) > kSidebarSlack) {
    return {Code::drift, "the page states " + dollars(stated->micros) + " for its package, but its prices amount to " + dollars(*base),
            "the portal's price cells seem to have changed: look at the kept page"};
  }
  constants.base = Money{*base, {}};
  if (const auto current = majority(currents)) constants.current_hotel = Money{*current, {}};
  constants.agreeing = bases.at(*base);
  for (const auto& [value, count] : bases) constants.contradicting += value == *base ? 0 : count;
  return constants;
}

void enforce(const Constants& constants, std::vector<HotelReading>& hotels, std::vector<FlightReading>& flights) {
  if (!constants.base) return;
  for (HotelReading& reading : hotels) {
    for (std::size_t room = 0; reading.hotel && room < reading.hotel->rooms.size(); ++room) {
      auto& offer = reading.hotel->rooms[room];
      const auto base = base_of(offer);
      const auto current = current_of(reading, room);
      const bool fits = !current || !constants.current_hotel || *current == constants.current_hotel->micros;
      if (base && *base != constants.base->micros) {
        withhold(offer, reading.hotel->warnings, reading.hotel->confidence, "the room \"" + offer.name + "\"",
                 "its total less its difference is " + dollars(*base) + ", everywhere else " + dollars(constants.base->micros));
      } else if (base && !fits) {
        withhold(offer, reading.hotel->warnings, reading.hotel->confidence, "the room \"" + offer.name + "\"", "the room's own price does not fit its difference");
      }
    }
  }
  for (FlightReading& reading : flights) {
    const auto base = reading.offer && !reading.offer->selected ? base_of(*reading.offer) : std::nullopt;
    if (base && *base != constants.base->micros) {
      withhold(*reading.offer, reading.offer->warnings, reading.offer->confidence, "this itinerary",
               "its total less its difference is " + dollars(*base) + ", everywhere else " + dollars(constants.base->micros));
    }
  }
}

}  // namespace delta
