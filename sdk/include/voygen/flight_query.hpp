// FlightQuery: a flight there, and perhaps back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "voygen/query_parts.hpp"

namespace voygen {

enum class Cabin { economy, premium_economy, business, first };

constexpr std::string_view name_of(Cabin cabin) {
  switch (cabin) {
    case Cabin::economy: return "economy";
    case Cabin::premium_economy: return "premium_economy";
    case Cabin::business: return "business";
    case Cabin::first: return "first";
  }
  return "economy";
}
constexpr std::optional<Cabin> cabin_named(std::string_view name) {
  for (const Cabin cabin : {Cabin::economy, Cabin::premium_economy, Cabin::business, Cabin::first}) {
    if (name_of(cabin) == name) return cabin;
  }
  return std::nullopt;
}

struct FlightQuery {
  std::string origin;       // as the traveller named them: a city or an airport code
  std::string destination;
  std::optional<Place> origin_place;  // the same, resolved; empty when the host does not know it
  std::optional<Place> place;         // the destination's
  Date departure;
  std::optional<Date> return_date;    // empty is one way
  int adults = 1;
  int children = 0;  // 2 to 11 years
  int infants = 0;   // under 2, on a lap
  std::optional<Cabin> cabin;         // empty: any, as the portal offers first
  int max_results = 15;

  [[nodiscard]] int travelers() const { return adults + children + infants; }

  [[nodiscard]] nlohmann::json to_json() const;
  static Result<FlightQuery> from_json(const nlohmann::json& json);
};

inline nlohmann::json FlightQuery::to_json() const {
  nlohmann::json json{{"origin", origin}, {"destination", destination}, {"departureDate", departure.iso()}, {"maxResults", max_results}};
  if (origin_place) json["originPlace"] = origin_place->to_json();
  if (place) json["place"] = place->to_json();
  if (return_date) json["returnDate"] = return_date->iso();
  json["travelers"] = {{"adults", adults}, {"children", children}, {"infants", infants}};
  if (cabin) json["class"] = name_of(*cabin);
  return json;
}

inline Result<FlightQuery> FlightQuery::from_json(const nlohmann::json& json) try {
  FlightQuery query;
  query.origin = json.at("origin").get<std::string>();
  query.destination = json.at("destination").get<std::string>();
  VOYGEN_TRY(query.origin_place, detail::read_place(json, "originPlace"));
  VOYGEN_TRY(query.place, detail::read_place(json, "place"));
  VOYGEN_TRY(query.departure, detail::read_date(json, "departureDate"));
  if (json.contains("returnDate")) {
    VOYGEN_TRY(query.return_date, detail::read_date(json, "returnDate"));
  }
  if (json.contains("travelers")) {
    const auto& travelers = json.at("travelers");
    query.adults = travelers.value("adults", query.adults);
    query.children = travelers.value("children", query.children);
    query.infants = travelers.value("infants", query.infants);
  }
  if (json.contains("class")) {
    query.cabin = cabin_named(json.at("class").get<std::string>());
    if (!query.cabin) return {Code::invalid_argument, "class must be economy, premium_economy, business or first"};
  }
  query.max_results = json.value("maxResults", query.max_results);
  return query;
} catch (const nlohmann::json::exception& error) {
  return {Code::invalid_argument, std::string("flight query: ") + error.what()};
}

}  // namespace voygen
