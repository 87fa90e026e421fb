// The published schedule of the simulated world: which flights go from one airport to another on a day, and what a round trip
// costs. A pure function of the route and the date, so that a page, the truth and a test always agree. Carriers are real names,
// flights are invented. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/calendar.hpp"

namespace voygen::sim {

struct Airport {
  std::string code;  // IATA
  std::string name;  // as a portal writes it: "Atlanta, GA", "New York-JFK, NY", "Cancún, Mexico"
  std::int64_t lat_e8 = 0;
  std::int64_t lng_e8 = 0;
  int utc_hours = 0;  // by the sun, not by law
};

/// Those of the places, and hubs nobody goes on holiday to. In a fixed order.
const std::vector<Airport>& all_airports();
const Airport* find_airport(std::string_view code);

struct FlightSegment {
  std::string_view carrier;       // "DL"
  std::string_view carrier_name;  // "Delta Air Lines"
  int number = 0;
  std::string_view operated_by;  // empty: the carrier itself
  const Airport* from = nullptr;
  const Airport* to = nullptr;
  DayNumber departure_day = 0;
  int departs = 0;  // minutes after local midnight
  DayNumber arrival_day = 0;
  int arrives = 0;
  std::string_view aircraft;
  int stops = 0;
  std::int64_t miles = 0;
  std::string_view booking_class;  // "L"
  bool published = true;           // fare type
};

/// One direction: a flight, or several with connections.
using FlightLeg = std::vector<FlightSegment>;

/// Everything that departs on that day, by time of departure. Empty when nobody flies there (the same airport).
std::vector<FlightLeg> flights_on(const Airport& from, const Airport& to, DayNumber day);

struct RoundTrip {
  FlightLeg outbound;
  FlightLeg back;
  std::int64_t adult_cents = 0;
  std::int64_t child_cents = 0;
};

/// What is for sale, the cheapest first.
std::vector<RoundTrip> round_trips(const Airport& from, const Airport& to, DayNumber there, DayNumber back);

}  // namespace voygen::sim
