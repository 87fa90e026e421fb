// Place: where somebody wants to go, as the host resolved it. A plugin takes what its portal asks for: a text, a city and country, or
// an airport code. What the host does not know stays empty; the traveller's own words are in the query beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace voygen {

struct Coordinates {  // decimal degrees, as the source writes them
  double latitude = 0;
  double longitude = 0;
};

struct Place {
  std::string name;          // "Miami, FL, United States", as people read it
  std::string city;          // "Miami"
  std::string region;        // "Florida"; empty where unknown
  std::string country_code;  // ISO 3166, "US"
  std::optional<Coordinates> coordinates;
  std::vector<std::string> airport_codes;  // IATA, the nearest first: "MIA", "FLL"

  [[nodiscard]] nlohmann::json to_json() const;
  static Result<Place> from_json(const nlohmann::json& json);
};

inline nlohmann::json Place::to_json() const {
  nlohmann::json json{{"name", name}, {"city", city}, {"airportCodes", airport_codes}};
  if (!region.empty()) json["region"] = region;
  if (!country_code.empty()) json["countryCode"] = country_code;
  if (coordinates) json["coordinates"] = {{"latitude", coordinates->latitude}, {"longitude", coordinates->longitude}};
  return json;
}

inline Result<Place> Place::from_json(const nlohmann::json& json) try {
  Place place{json.at("name").get<std::string>(), json.value("city", std::string{}), json.value("region", std::string{}), json.value("countryCode", std::string{}), {},
              json.value("airportCodes", std::vector<std::string>{})};
  if (json.contains("coordinates")) {
    const auto& at = json.at("coordinates");
    place.coordinates = Coordinates{at.at("latitude").get<double>(), at.at("longitude").get<double>()};
  }
  return place;
} catch (const nlohmann::json::exception& error) {
  return {Code::invalid_argument, std::string("place: ") + error.what()};
}

}  // namespace voygen
