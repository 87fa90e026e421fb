#include "search/place_resolution.hpp"

#include <algorithm>

namespace voygen::search {
namespace {

constexpr double kNearKm = 80;
constexpr double kReachableKm = 300;
constexpr std::size_t kMostAirports = 5;

std::vector<std::string> airports_of(const Places& places, const Place& place) {
  if (place.is_airport) return {place.iata};
  std::vector<std::string> codes;
  for (const auto& [airport, km] : places.airports_within(kReachableKm, place.latitude, place.longitude)) {
    const bool is_near = km <= kNearKm || codes.empty();
    if (!is_near || codes.size() == kMostAirports) break;
    codes.push_back(airport.iata);
  }
  if (!place.iata.empty() && std::find(codes.begin(), codes.end(), place.iata) == codes.end()) codes.push_back(place.iata);
  return codes;
}

}  // namespace

std::optional<voygen::Place> resolve(const Places& places, std::string_view text) {
  const auto found = places.find(text);
  if (!found) return std::nullopt;
  voygen::Place place;
  place.name = found->label();
  place.city = found->name;
  place.region = found->region;
  place.country_code = found->country_code;
  place.coordinates = Coordinates{found->latitude, found->longitude};
  place.airport_codes = airports_of(places, *found);
  return place;
}

}  // namespace voygen::search
