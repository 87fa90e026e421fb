// HotelQuery: a stay in one place.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/hotel_offer.hpp"
#include "voygen/query_parts.hpp"

namespace voygen {

struct HotelQuery {
  std::string destination;     // as the traveller named it, e.g. "Miami, FL"
  std::optional<Place> place;  // the same, resolved; empty when the host does not know it
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
  if (place) json["place"] = place->to_json();
  json["rooms"] = detail::rooms_json(rooms);
  detail::put_range(json, "priceRange", min_nightly_micros, max_nightly_micros);
  if (min_star_halves) json["starRating"] = *min_star_halves / 2.0;
  if (!amenities.empty()) json["amenities"] = amenities;
  return json;
}

inline Result<HotelQuery> HotelQuery::from_json(const nlohmann::json& json) try {
  HotelQuery query;
  query.destination = json.at("destination").get<std::string>();
  VOYGEN_TRY(query.place, detail::read_place(json, "place"));
  VOYGEN_TRY(query.check_in, detail::read_date(json, "checkIn"));
  VOYGEN_TRY(query.check_out, detail::read_date(json, "checkOut"));
  query.max_results = json.value("maxResults", query.max_results);
  if (json.contains("rooms")) query.rooms = detail::read_rooms(json.at("rooms"));
  VOYGEN_DO(detail::read_range(json, "priceRange", query.min_nightly_micros, query.max_nightly_micros));
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

}  // namespace voygen
