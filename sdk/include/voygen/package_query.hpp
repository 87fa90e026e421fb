// PackageQuery: a stay sold together with the way there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/package_offer.hpp"
#include "voygen/query_parts.hpp"

namespace voygen {

struct PackageQuery {
  std::optional<std::string> origin;  // as the traveller named it; empty is without a flight
  std::string destination;
  std::optional<Place> origin_place;  // the same, resolved; empty when the host does not know it
  std::optional<Place> place;         // the destination's
  Date departure;
  Date return_date;
  std::vector<Room> rooms{Room{}};
  int max_results = 10;
  std::optional<PackageType> package_type;        // filters; compare with accepts()
  std::optional<std::int64_t> min_total_micros;   // of the whole package, all travellers
  std::optional<std::int64_t> max_total_micros;

  [[nodiscard]] int nights() const { return departure.days_until(return_date); }

  // Does an offer pass the budget and type filters? One without a total passes no filter on it.
  [[nodiscard]] bool accepts(const PackageOffer& offer) const {
    if (min_total_micros && (!offer.total || offer.total->amount.micros < *min_total_micros)) return false;
    if (max_total_micros && (!offer.total || offer.total->amount.micros > *max_total_micros)) return false;
    return !package_type || offer.type == *package_type;
  }

  [[nodiscard]] nlohmann::json to_json() const;
  static Result<PackageQuery> from_json(const nlohmann::json& json);
};

inline nlohmann::json PackageQuery::to_json() const {
  nlohmann::json json{{"destination", destination}, {"departureDate", departure.iso()}, {"returnDate", return_date.iso()}, {"maxResults", max_results}};
  if (origin) json["origin"] = *origin;
  if (origin_place) json["originPlace"] = origin_place->to_json();
  if (place) json["place"] = place->to_json();
  json["rooms"] = detail::rooms_json(rooms);
  if (package_type) json["packageType"] = name_of(*package_type);
  detail::put_range(json, "budget", min_total_micros, max_total_micros);
  return json;
}

inline Result<PackageQuery> PackageQuery::from_json(const nlohmann::json& json) try {
  PackageQuery query;
  if (json.contains("origin")) query.origin = json.at("origin").get<std::string>();
  query.destination = json.at("destination").get<std::string>();
  VOYGEN_TRY(query.origin_place, detail::read_place(json, "originPlace"));
  VOYGEN_TRY(query.place, detail::read_place(json, "place"));
  VOYGEN_TRY(query.departure, detail::read_date(json, "departureDate"));
  VOYGEN_TRY(query.return_date, detail::read_date(json, "returnDate"));
  if (json.contains("rooms")) query.rooms = detail::read_rooms(json.at("rooms"));
  if (json.contains("packageType")) {
    query.package_type = package_type_named(json.at("packageType").get<std::string>());
    if (!query.package_type) return {Code::invalid_argument, "packageType must be flight_hotel, all_inclusive, cruise, tour_package or custom"};
  }
  VOYGEN_DO(detail::read_range(json, "budget", query.min_total_micros, query.max_total_micros));
  query.max_results = json.value("maxResults", query.max_results);
  return query;
} catch (const nlohmann::json::exception& error) {
  return {Code::invalid_argument, std::string("package query: ") + error.what()};
}

}  // namespace voygen
