// PackageOffer: a hotel sold together with flights, transfers or meals at one price.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/flight_offer.hpp"
#include "voygen/hotel_offer.hpp"

namespace voygen {

enum class PackageType { flight_hotel, all_inclusive, cruise, tour_package, custom };

constexpr std::string_view name_of(PackageType type) {
  switch (type) {
    case PackageType::flight_hotel: return "flight_hotel";
    case PackageType::all_inclusive: return "all_inclusive";
    case PackageType::cruise: return "cruise";
    case PackageType::tour_package: return "tour_package";
    case PackageType::custom: return "custom";
  }
  return "custom";
}
constexpr std::optional<PackageType> package_type_named(std::string_view name) {
  for (const PackageType type : {PackageType::flight_hotel, PackageType::all_inclusive, PackageType::cruise, PackageType::tour_package, PackageType::custom}) {
    if (name_of(type) == name) return type;
  }
  return std::nullopt;
}

struct PackageOffer {
  std::string platform_id;  // the platform's own id; left empty, the hotel's stands in
  std::optional<std::string> name;  // left empty, the hotel's stands in
  PackageType type = PackageType::flight_hotel;
  HotelOffer hotel;         // its rooms carry the price of the package with that room
  std::vector<FlightOffer> flights;  // what the price includes; alternatives belong to a flight search
  std::vector<std::string> transfers;
  Date departure;
  Date return_date;

  std::optional<Price> total;       // the whole package, for all travellers, with its cheapest bookable room
  std::optional<bool> taxes_included = true;  // in total; empty when the page does not say
  std::optional<Money> difference;  // against the portal's current selection; may be negative
  std::optional<Price> per_person;
  std::optional<Commission> commission;
  std::vector<std::string> inclusions;
  OfferStatus status = OfferStatus::bookable;
  bool selected = false;            // the portal's current selection
  std::optional<std::string> booking_url;  // absolute

  double confidence = 1.0;
  std::vector<std::string> warnings;

  [[nodiscard]] double completeness() const {
    return detail::completeness_of({!hotel.name.empty(), total.has_value(), !hotel.rooms.empty()},
                                   {per_person.has_value(), !flights.empty(), hotel.star_halves.has_value(), !inclusions.empty(), commission.has_value()});
  }
  [[nodiscard]] nlohmann::json to_json() const;
};

inline nlohmann::json PackageOffer::to_json() const {
  using namespace detail;
  nlohmann::json json{{"category", "package"}, {"name", name.value_or(hotel.name)}, {"packageType", name_of(type)}};
  json["externalIds"]["platform"] = platform_id.empty() ? hotel.platform_id : platform_id;
  json["components"] = {{"hotels", nlohmann::json::array({hotel.to_json()})}, {"flights", nlohmann::json::array()}};
  for (const FlightOffer& flight : flights) json["components"]["flights"].push_back(flight.to_json());
  put(json["components"], "transfers", transfers);
  const int nights = departure.days_until(return_date);
  json["packageDetails"] = {{"travelDates", {{"departure", departure.iso()}, {"return", return_date.iso()}}},
                            {"duration", {{"nights", nights}, {"days", nights + 1}}}};
  json["pricing"] = pricing_json(total, taxes_included, difference, per_person);
  if (commission) json["commission"] = commission_json(*commission);
  put(json, "inclusions", inclusions);
  json["selected"] = selected;
  json["availability"] = {{"available", status != OfferStatus::not_available}, {"status", name_of(status)}};
  json["source"] = nlohmann::json::object();
  put(json["source"], "bookingUrl", booking_url);
  json["extraction"] = {{"confidence", confidence}, {"completeness", completeness()}, {"warnings", warnings}};
  return json;
}

}  // namespace voygen
