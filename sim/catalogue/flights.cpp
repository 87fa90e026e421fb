#include "catalogue/flights.hpp"

#include <algorithm>
#include <array>

#include "catalogue/dice.hpp"
#include "catalogue/place.hpp"
#include "catalogue/pricing.hpp"

namespace voygen::sim {

namespace {

constexpr int kDayMinutes = 1440;

struct Carrier {
  std::string_view code;
  std::string_view name;
  std::array<std::string_view, 3> partners;  // who may operate its flights
};

constexpr std::array<Carrier, 5> kCarriers = {{{"DL", "Delta Air Lines", {"Endeavor Air", "SkyWest Airlines", "Republic Airways"}},
                                               {"AM", "Aeromexico", {"Aeromexico Connect", "Delta Air Lines", "Aeromexico Connect"}},
                                               {"AF", "Air France", {"Delta Air Lines", "HOP!", "Delta Air Lines"}},
                                               {"KL", "KLM Royal Dutch Airlines", {"KLM Cityhopper", "Delta Air Lines", "KLM Cityhopper"}},
                                               {"AS", "Alaska Airlines", {"Horizon Air", "SkyWest Airlines", "Horizon Air"}}}};

constexpr std::array<std::string_view, 8> kAircraft = {"Boeing 737-800", "Boeing 737-900", "Airbus A321", "Airbus A220-300",
                                                       "Embraer 175", "Boeing 757-200", "Airbus A330-900neo", "Canadair RJ 900"};
constexpr std::array<std::string_view, 8> kClasses = {"L", "U", "T", "X", "V", "K", "Q", "H"};
constexpr std::array<std::string_view, 6> kHubs = {"ATL", "DTW", "MSP", "SLC", "JFK", "AMS"};

std::uint64_t route_number(const Airport& from, const Airport& to) { return number_of(from.code + to.code); }

std::int64_t miles_between(const Airport& from, const Airport& to) {
  return distance_metres(from.lat_e8, from.lng_e8, to.lat_e8, to.lng_e8) / 1609;
}

/// Moves the local day along with a time that has left it.
void settle(DayNumber& day, int& minutes) {
  while (minutes >= kDayMinutes) minutes -= kDayMinutes, ++day;
  while (minutes < 0) minutes += kDayMinutes, --day;
}

FlightSegment fly(const Airport& from, const Airport& to, DayNumber day, int departs, Dice& dice) {
  const Carrier& carrier = dice.chance(640) ? kCarriers[0] : dice.pick(kCarriers);
  FlightSegment flight;
  flight.carrier = carrier.code;
  flight.carrier_name = carrier.name;
  flight.number = static_cast<int>(dice.between(11, 8999));
  if (dice.chance(300)) flight.operated_by = dice.pick(carrier.partners);
  flight.from = &from;
  flight.to = &to;
  flight.departure_day = day;
  flight.departs = departs;
  settle(flight.departure_day, flight.departs);
  flight.miles = miles_between(from, to);
  flight.stops = dice.chance(40) ? 1 : 0;
  const int minutes = static_cast<int>(35 + flight.miles * 60 / 480 + dice.between(0, 5) * 5) / 5 * 5 + 40 * flight.stops;
  flight.arrival_day = flight.departure_day;
  flight.arrives = flight.departs + minutes + 60 * (to.utc_hours - from.utc_hours);
  settle(flight.arrival_day, flight.arrives);
  flight.aircraft = dice.pick(kAircraft);
  flight.booking_class = dice.pick(kClasses);
  flight.published = dice.chance(550);
  return flight;
}

FlightLeg connect(const Airport& from, const Airport& hub, const Airport& to, DayNumber day, int departs, Dice& dice) {
  FlightLeg leg{fly(from, hub, day, departs, dice)};
  const int wait = static_cast<int>(dice.between(9, 30)) * 5;
  leg.push_back(fly(hub, to, leg[0].arrival_day, leg[0].arrives + wait, dice));
  return leg;
}

/// Nobody sells a connection that goes half as far again, or over one of its ends.
bool is_detour(const Airport& from, const Airport& hub, const Airport& to) {
  return &hub == &from || &hub == &to || miles_between(from, hub) + miles_between(hub, to) > miles_between(from, to) * 3 / 2 + 100;
}

/// A season that hotels share would be no help: fares follow the month before, and weekends.
std::int64_t fare_permille(DayNumber day) {
  static constexpr std::array<std::int64_t, 7> kSundayFirst = {1120, 1010, 930, 920, 980, 1110, 1060};
  return kSundayFirst[static_cast<std::size_t>(weekday_of(day))] + month_of(day) % 6 * 12;
}

std::int64_t leg_cents(const FlightLeg& leg, std::int64_t direct_miles) {
  const FlightSegment& first = leg.front();
  Dice dice{mix(number_of(first.from->code + leg.back().to->code), static_cast<std::uint64_t>(first.departure_day * 10'000 + first.number))};
  const std::int64_t direct = leg.size() == 1 ? 1130 : 1000;
  return divide_rounded((3'900 + direct_miles * 9) * fare_permille(first.departure_day) * direct * dice.between(880, 1260), 1'000'000'000);
}

}  // namespace

std::vector<FlightLeg> flights_on(const Airport& from, const Airport& to, DayNumber day) {
  std::vector<FlightLeg> legs;
  if (&from == &to) return legs;
  // The timetable belongs to the route; the day only takes some flights away.
  Dice timetable{mix(route_number(from, to), 0xF11)};
  const std::int64_t daily = timetable.between(4, 8);
  for (std::int64_t number = 0; number < daily; ++number) {
    Dice dice{timetable.next()};
    const int departs = static_cast<int>(dice.between(66, 250)) * 5;
    const Airport* hub = find_airport(dice.pick(kHubs));
    const bool direct = is_detour(from, *hub, to) || dice.chance(380);
    const bool flies = Dice{mix(dice.next(), static_cast<std::uint64_t>(day))}.chance(860) || number == 0;
    if (flies) legs.push_back(direct ? FlightLeg{fly(from, to, day, departs, dice)} : connect(from, *hub, to, day, departs, dice));
  }
  std::stable_sort(legs.begin(), legs.end(), [](const FlightLeg& a, const FlightLeg& b) { return a[0].departs < b[0].departs; });
  return legs;
}

std::vector<RoundTrip> round_trips(const Airport& from, const Airport& to, DayNumber there, DayNumber back) {
  constexpr std::size_t kMost = 30;
  std::vector<RoundTrip> trips;
  const std::int64_t miles = miles_between(from, to);
  const std::vector<FlightLeg> returns = flights_on(to, from, back);
  for (const FlightLeg& outbound : flights_on(from, to, there)) {
    for (const FlightLeg& inbound : returns) {
      const std::int64_t adult = leg_cents(outbound, miles) + leg_cents(inbound, miles);
      trips.push_back({outbound, inbound, adult, divide_rounded(adult * 82, 100)});
    }
  }
  std::stable_sort(trips.begin(), trips.end(), [](const RoundTrip& a, const RoundTrip& b) { return a.adult_cents < b.adult_cents; });
  if (trips.size() > kMost) trips.resize(kMost);
  return trips;
}

}  // namespace voygen::sim
