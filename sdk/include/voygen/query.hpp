// What is searched for. The host has checked everything here before a plugin sees it.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/date.hpp"
#include "voygen/offers.hpp"
#include "voygen/result.hpp"

namespace voygen {

struct Room {
  int adults = 2;
  std::vector<int> child_ages;
};

struct HotelQuery {
  std::string destination;  // as the traveller named it, e.g. "Miami, FL"
  Date check_in;
  Date check_out;
  std::vector<Room> rooms{Room{}};
  int max_results = 20;
  std::optional<std::int64_t> min_nightly_micros;  // filters; compare with accepts()
  std::optional<std::int64_t> max_nightly_micros;
  std::optional<int> min_star_halves;  // 7 is three and a half stars
  std::vector<std::string> amenities;

  [[nodiscard]] int nights() const { return check_in.days_until(check_out); }

  // Does an offer pass the price and star filters? One without a price or rating passes no filter on it.
  [[nodiscard]] bool accepts(const HotelOffer& offer) const {
    const auto nightly = offer.nightly_micros();
    if (min_nightly_micros && (!nightly || *nightly < *min_nightly_micros)) return false;
    if (max_nightly_micros && (!nightly || *nightly > *max_nightly_micros)) return false;
    return !min_star_halves || (offer.star_halves && *offer.star_halves >= *min_star_halves);
  }

  [[nodiscard]] nlohmann::json to_json() const;
  static Result<HotelQuery> from_json(const nlohmann::json& json);
};

inline nlohmann::json HotelQuery::to_json() const {
  nlohmann::json json{{"destination", destination}, {"checkIn", check_in.iso()}, {"checkOut", check_out.iso()}, {"maxResults", max_results}};
  for (const Room& room : rooms) json["rooms"].push_back({{"adults", room.adults}, {"childAges", room.child_ages}});
  if (min_nightly_micros) json["priceRange"]["min"] = to_json_number(*min_nightly_micros);
  if (max_nightly_micros) json["priceRange"]["max"] = to_json_number(*max_nightly_micros);
  if (min_star_halves) json["starRating"] = *min_star_halves / 2.0;
  if (!amenities.empty()) json["amenities"] = amenities;
  return json;
}

inline Result<HotelQuery> HotelQuery::from_json(const nlohmann::json& json) {
  try {
    HotelQuery query;
    query.destination = json.at("destination").get<std::string>();
    const auto check_in = Date::parse_iso(json.at("checkIn").get<std::string>());
    const auto check_out = Date::parse_iso(json.at("checkOut").get<std::string>());
    if (!check_in || !check_out) return {Code::invalid_argument, "checkIn and checkOut must be dates that exist, as YYYY-MM-DD"};
    query.check_in = *check_in;
    query.check_out = *check_out;
    query.max_results = json.value("maxResults", query.max_results);
    if (json.contains("rooms")) {
      query.rooms.clear();
      for (const auto& room : json.at("rooms")) query.rooms.push_back({room.at("adults").get<int>(), room.value("childAges", std::vector<int>{})});
    }
    if (json.contains("priceRange")) {
      const auto& range = json.at("priceRange");
      if (range.contains("min")) query.min_nightly_micros = micros_from_json_number(range.at("min"));
      if (range.contains("max")) query.max_nightly_micros = micros_from_json_number(range.at("max"));
      // A bound that cannot be read must not turn into no bound.
      if (range.contains("min") != query.min_nightly_micros.has_value() || range.contains("max") != query.max_nightly_micros.has_value()) {
        return {Code::invalid_argument, "priceRange.min and priceRange.max must be amounts"};
      }
    }
    if (json.contains("starRating")) {
      const double stars = json.at("starRating").get<double>();
      if (!(stars >= 0 && stars <= 5)) return {Code::invalid_argument, "starRating must be from 0 to 5"};
      query.min_star_halves = static_cast<int>(std::lround(stars * 2));
    }
    query.amenities = json.value("amenities", query.amenities);
    return query;
  } catch (const nlohmann::json::exception& error) {
    return {Code::invalid_argument, std::string("hotel query: ") + error.what()};
  }
}

}  // namespace voygen
