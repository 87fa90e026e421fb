// FlightOffer: one itinerary, there and perhaps back, with its price.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/offer_parts.hpp"

namespace voygen {

struct FlightPoint {         // where and when a segment begins or ends
  std::string airport_code;  // IATA; required
  std::optional<std::string> airport_name;
  std::optional<std::string> city;
  std::optional<LocalDateTime> time;
};

struct FlightSegment {  // one take-off and one landing; a technical stop is counted in `stops`
  FlightPoint from;
  FlightPoint to;
  std::string carrier_code;   // IATA, "DL"; may be empty when the page names the airline only
  std::optional<std::string> carrier_name;
  std::string flight_number;  // "588"; required
  std::optional<std::string> operated_by;
  std::optional<std::string> aircraft;
  std::optional<int> stops;
  std::optional<std::string> booking_class;  // "L"

  [[nodiscard]] nlohmann::json to_json() const;
};

struct FlightLeg {
  std::vector<FlightSegment> segments;  // at least one; more are connections
  std::optional<int> duration_minutes;  // only when the page says it: local times do not tell

  [[nodiscard]] nlohmann::json to_json() const;
};

struct FlightOffer {
  std::string platform_id;  // the platform's own id; left empty, itinerary_id() stands in
  FlightLeg outbound;
  std::optional<FlightLeg> inbound;  // the way back

  std::optional<Price> total;       // for all travellers, there and back
  bool total_is_of_package = false; // the portal prices the flight only together with a hotel: total is the whole package
  std::optional<bool> taxes_included = true;  // in total; empty when the page does not say
  std::optional<Money> difference;  // against the portal's current selection; may be negative
  std::optional<Price> per_person;
  std::optional<Commission> commission;

  std::optional<std::string> cabin;      // as the page names it
  std::optional<std::string> fare_type;  // "Published", "Unpublished"
  std::optional<bool> refundable;        // only when the page says either
  std::vector<std::string> baggage;
  bool selected = false;                 // the portal's current selection
  OfferStatus status = OfferStatus::bookable;
  std::optional<std::string> booking_url;  // absolute

  double confidence = 1.0;
  std::vector<std::string> warnings;

  // "DL588@2027-02-01/ATL-MEX+...": the same for the same flights on the same days in the same classes.
  [[nodiscard]] std::string itinerary_id() const;
  [[nodiscard]] double completeness() const {
    return detail::completeness_of({!outbound.segments.empty(), total.has_value() || difference.has_value()},
                                   {cabin.has_value() || fare_type.has_value(), per_person.has_value(), commission.has_value()});
  }
  [[nodiscard]] nlohmann::json to_json() const;
};

namespace detail {

inline nlohmann::json flight_point_json(const FlightPoint& point) {
  nlohmann::json json{{"airport", {{"code", point.airport_code}}}};
  put(json["airport"], "name", point.airport_name);
  put(json["airport"], "city", point.city);
  if (point.time) json[point.time->date ? "dateTime" : "time"] = point.time->iso();
  return json;
}

inline std::string leg_id(const FlightLeg& leg) {
  std::string id;
  for (const FlightSegment& segment : leg.segments) {
    id += (id.empty() ? "" : "+") + segment.carrier_code + segment.flight_number + "@";
    if (segment.from.time) id += segment.from.time->iso();
    id += "/" + segment.from.airport_code + "-" + segment.to.airport_code;
    if (segment.booking_class) id += "/" + *segment.booking_class;
  }
  return id;
}

}  // namespace detail

inline std::string FlightOffer::itinerary_id() const {
  std::string id = detail::leg_id(outbound);
  if (inbound) id += "|" + detail::leg_id(*inbound);
  return id;
}

inline nlohmann::json FlightSegment::to_json() const {
  using namespace detail;
  nlohmann::json json{{"departure", flight_point_json(from)}, {"arrival", flight_point_json(to)}, {"flightNumber", flight_number}, {"airline", nlohmann::json::object()}};
  if (!carrier_code.empty()) json["airline"]["code"] = carrier_code;
  put(json["airline"], "name", carrier_name);
  put(json, "operatedBy", operated_by);
  put(json, "aircraft", aircraft);
  put(json, "stops", stops);
  put(json, "bookingClass", booking_class);
  return json;
}

inline nlohmann::json FlightLeg::to_json() const {
  nlohmann::json json{{"segments", nlohmann::json::array()}};
  for (const FlightSegment& segment : segments) json["segments"].push_back(segment.to_json());
  if (duration_minutes) json["duration"] = {{"value", *duration_minutes}, {"unit", "minutes"}};
  return json;
}

inline nlohmann::json FlightOffer::to_json() const {
  using namespace detail;
  nlohmann::json json{{"category", "flight"}, {"externalIds", {{"platform", platform_id.empty() ? itinerary_id() : platform_id}}}};
  json["itinerary"] = {{"roundTrip", inbound.has_value()}, {"outbound", outbound.to_json()}};
  if (inbound) json["itinerary"]["return"] = inbound->to_json();
  json["pricing"] = pricing_json(total, taxes_included, difference, per_person);
  if (total) json["pricing"]["covers"] = total_is_of_package ? "package" : "flight";
  if (commission) json["commission"] = commission_json(*commission);
  json["service"] = nlohmann::json::object();
  put(json["service"], "class", cabin);
  put(json["service"], "fareType", fare_type);
  if (refundable) json["policies"]["cancellation"]["refundable"] = *refundable;
  put(json, "baggage", baggage);
  json["selected"] = selected;
  json["availability"] = {{"available", status != OfferStatus::not_available}, {"status", name_of(status)}};
  json["source"] = nlohmann::json::object();
  put(json["source"], "bookingUrl", booking_url);
  json["extraction"] = {{"confidence", confidence}, {"completeness", completeness()}, {"warnings", warnings}};
  return json;
}

}  // namespace voygen
