#include <algorithm>
#include <array>

#include "catalogue/flights.hpp"
#include "catalogue/place.hpp"

namespace voygen::sim {

namespace {

struct Hub {
  std::string_view code;
  std::string_view name;
  std::int64_t lat_e7;
  std::int64_t lng_e7;
};

// Where travellers live but nobody of this world spends a holiday. The names hold what trips readers up: hyphens, "to".
constexpr std::array<Hub, 16> kHubs = {{{"ATL", "Atlanta, GA", 336407000, -844277000},
                                        {"DTW", "Detroit, MI", 422162000, -833554000},
                                        {"MSP", "Minneapolis-St. Paul, MN", 448848000, -932223000},
                                        {"SLC", "Salt Lake City, UT", 407899000, -1119791000},
                                        {"RDU", "Raleigh-Durham, NC", 358801000, -787880000},
                                        {"EWR", "Newark, NJ", 406895000, -741745000},
                                        {"DFW", "Dallas-Fort Worth, TX", 328998000, -970403000},
                                        {"DEN", "Denver, CO", 398561000, -1046737000},
                                        {"PHX", "Phoenix, AZ", 334373000, -1120078000},
                                        {"PHL", "Philadelphia, PA", 398729000, -752437000},
                                        {"IAH", "Houston-Intercontinental, TX", 299902000, -953368000},
                                        {"SMF", "Sacramento, CA", 386954000, -1215908000},
                                        {"CVG", "Cincinnati, OH", 390489000, -846678000},
                                        {"MEX", "Mexico City, Mexico", 194363000, -990721000},
                                        {"TPA", "Tampa, FL", 279755000, -825333000},
                                        {"MCI", "Kansas City, MO", 392976000, -947139000}}};

int hours_by_the_sun(std::int64_t lng_e7) {
  const std::int64_t half_hours = lng_e7 / 75'000'000;  // 7.5 degrees
  return static_cast<int>(half_hours >= 0 ? (half_hours + 1) / 2 : (half_hours - 1) / 2);
}

std::string airport_name(const Place& place) {
  if (place.airport == "JFK") return "New York-JFK, NY";
  std::string name{place.city};
  const bool american = place.country_code == "US" || place.country_code == "CA";
  return name.append(", ").append(american ? place.state_code : place.country);
}

std::vector<Airport> make_airports() {
  std::vector<Airport> airports;
  for (const Place& place : all_places()) {
    if (place.airport.empty()) continue;
    airports.push_back({std::string{place.airport}, airport_name(place), place.lat_e7 * 10, place.lng_e7 * 10, hours_by_the_sun(place.lng_e7)});
  }
  for (const Hub& hub : kHubs) {
    const auto known = [&](const Airport& airport) { return airport.code == hub.code; };
    if (std::any_of(airports.begin(), airports.end(), known)) continue;
    airports.push_back({std::string{hub.code}, std::string{hub.name}, hub.lat_e7 * 10, hub.lng_e7 * 10, hours_by_the_sun(hub.lng_e7)});
  }
  return airports;
}

}  // namespace

const std::vector<Airport>& all_airports() {
  static const std::vector<Airport> airports = make_airports();
  return airports;
}

const Airport* find_airport(std::string_view code) {
  const auto& airports = all_airports();
  const auto found = std::find_if(airports.begin(), airports.end(), [&](const Airport& airport) { return airport.code == code; });
  return found == airports.end() ? nullptr : &*found;
}

}  // namespace voygen::sim
