// HotelOffer: a hotel for the dates of a query, with its prices and rooms.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/offer_parts.hpp"
#include "voygen/place.hpp"

namespace voygen {

struct OtaRate {  // what an online travel agency asks for a night
  std::string provider;
  Price per_night;
};

struct Program {  // e.g. FHR, "Fine Hotels & Resorts"
  std::string code;
  std::string name;
};

struct Rating {  // what guests think, e.g. 4.1 of 5 after 4,324 reviews
  double overall = 0;
  double scale = 5;
  std::optional<int> review_count;
  std::optional<std::string> source;  // "TripAdvisor"
};

struct AirportDistance {
  double value = 0;
  std::string unit = "mi";  // or "km"
  std::optional<std::string> airport_code;
};

struct RoomOffer {
  std::optional<std::string> code;
  std::string name;  // required
  std::optional<std::string> rate_plan;
  std::optional<Price> total;        // the stay; on a package page the whole package, for all travellers
  std::optional<Money> difference;   // against the portal's current selection; may be negative
  std::optional<Price> per_person;
  std::optional<Price> per_night;
  std::vector<std::string> perks;
  std::vector<std::string> promotions;
  std::vector<std::string> value_indicators;  // "Full Commission"
  OfferStatus status = OfferStatus::bookable;
  std::optional<bool> refundable;    // only when the page says either

  [[nodiscard]] nlohmann::json to_json() const;
};

struct HotelOffer {
  std::string platform_id;  // the platform's own id of the hotel; required
  std::string name;         // required
  std::optional<std::string> giata_id;
  std::optional<std::string> description;
  std::optional<std::string> address;
  std::optional<std::string> area;  // "Cancun-Downtown", "Seattle, WA"
  std::optional<Coordinates> coordinates;
  std::optional<AirportDistance> airport_distance;
  std::optional<int> star_halves;  // 7 is three and a half stars; empty is unrated
  std::optional<Rating> rating;
  Date check_in;
  Date check_out;

  std::optional<Price> per_night;  // before taxes
  std::optional<Price> stay;       // whole stay, all rooms, before taxes
  std::optional<Price> total;      // whole stay, all rooms, what is paid in the end
  std::optional<bool> taxes_included = true;  // in total; empty when the page does not say
  std::optional<Price> quoted;         // an amount as shown that is none of these: per person, or the page does not say what it is for
  std::string quoted_unit = "unknown"; // "per person", "per person per night"
  std::optional<Money> original_stay;  // the stay before a discount; only when there is one
  std::optional<Commission> commission;
  std::vector<OtaRate> ota_rates;
  std::optional<bool> best_rate_verified;  // the portal says it matched the online travel agencies
  std::vector<RoomOffer> rooms;        // in the portal's order, unavailable ones too

  std::vector<Program> programs;
  std::vector<std::string> collections;
  std::vector<std::string> amenities;
  std::vector<std::string> notes;      // what the portal wants known: resort fees, terms
  std::vector<std::string> image_urls;
  std::optional<int> image_count;
  bool featured = false;
  bool available = true;               // something can be booked or requested
  std::optional<std::string> site;         // the site it was found on, of a platform that searches several
  std::optional<std::string> booking_url;  // absolute
  std::optional<std::string> sheet_url;    // absolute; the portal's printable sheet of this hotel

  double confidence = 1.0;               // 0..1: how sure the parser is of what it read
  std::vector<std::string> warnings;     // what was odd about this offer

  // The nightly price that filters compare with: as shown, else the stay divided by its nights, rounded down to the cent.
  [[nodiscard]] std::optional<std::int64_t> nightly_micros() const {
    if (per_night) return per_night->amount.micros;
    if (stay && check_in < check_out) return stay->amount.micros / check_in.days_until(check_out) / 10'000 * 10'000;
    return std::nullopt;
  }
  // Share of the fields an agent decides on that are present: required ones weigh 80 %, optional ones 20 %.
  [[nodiscard]] double completeness() const {
    return detail::completeness_of({!name.empty(), address.has_value(), total.has_value() || stay.has_value(), commission.has_value()},
                                   {coordinates.has_value(), star_halves.has_value(), description.has_value(), !image_urls.empty(), booking_url.has_value()});
  }
  [[nodiscard]] nlohmann::json to_json() const;
};

inline nlohmann::json RoomOffer::to_json() const {
  using namespace detail;
  nlohmann::json json{{"type", name}, {"status", name_of(status)}, {"pricing", pricing_json(total, std::nullopt, difference, per_person)}};
  if (per_night) json["pricing"]["basePrice"] = price_json(*per_night, "per night");
  put(json, "code", code);
  put(json, "ratePlan", rate_plan);
  put(json, "perks", perks);
  put(json, "promotions", promotions);
  put(json, "valueIndicators", value_indicators);
  put(json, "refundable", refundable);
  return json;
}

namespace detail {

inline nlohmann::json pricing_json(const HotelOffer& offer) {
  nlohmann::json pricing = pricing_json(offer.total, offer.taxes_included, std::nullopt, std::nullopt);
  if (offer.per_night) pricing["basePrice"] = price_json(*offer.per_night, "per night");
  if (offer.stay) pricing["stayPrice"] = price_json(*offer.stay);
  if (offer.quoted) pricing["quotedPrice"] = price_json(*offer.quoted, offer.quoted_unit.c_str());
  if (offer.original_stay) pricing["originalPrice"] = money_json(*offer.original_stay);
  return pricing;
}

inline nlohmann::json location_json(const HotelOffer& offer) {
  nlohmann::json location = nlohmann::json::object();
  if (offer.address) location["address"]["full"] = *offer.address;
  put(location, "neighborhood", offer.area);
  if (offer.coordinates) location["coordinates"] = {{"latitude", offer.coordinates->latitude}, {"longitude", offer.coordinates->longitude}};
  if (offer.airport_distance) {
    location["distanceFromAirport"] = {{"value", offer.airport_distance->value}, {"unit", offer.airport_distance->unit}};
    put(location["distanceFromAirport"], "airportCode", offer.airport_distance->airport_code);
  }
  return location;
}

inline nlohmann::json rating_json(const Rating& rating) {
  nlohmann::json json{{"overall", rating.overall}, {"scale", rating.scale}};
  put(json, "reviewCount", rating.review_count);
  put(json, "source", rating.source);
  return json;
}

}  // namespace detail

inline nlohmann::json HotelOffer::to_json() const {
  using namespace detail;
  nlohmann::json json{{"category", "hotel"}, {"name", name}, {"externalIds", {{"platform", platform_id}}}};
  if (giata_id) json["externalIds"]["giata"] = *giata_id;
  put(json, "description", description);
  json["pricing"] = pricing_json(*this);
  if (commission) json["commission"] = commission_json(*commission);
  for (const OtaRate& rate : ota_rates) {
    json["otaRates"].push_back(price_json(rate.per_night, "per night"));
    json["otaRates"].back()["provider"] = rate.provider;
  }
  put(json, "bestRateVerified", best_rate_verified);
  for (const RoomOffer& room : rooms) json["rooms"].push_back(room.to_json());
  for (const Program& program : programs) json["programs"].push_back({{"code", program.code}, {"name", program.name}});
  put(json, "collections", collections);
  put(json, "amenities", amenities);
  put(json, "notes", notes);
  json["availability"] = {{"available", available},
                          {"startDate", check_in.iso()},
                          {"endDate", check_out.iso()},
                          {"duration", {{"value", check_in.days_until(check_out)}, {"unit", "nights"}}}};
  json["hotelDetails"] = nlohmann::json::object();
  if (star_halves) json["hotelDetails"]["starRating"] = to_json_number(std::int64_t{*star_halves} * 500'000);
  if (rating) json["rating"] = rating_json(*rating);
  json["location"] = location_json(*this);
  for (const std::string& url : image_urls) json["media"]["images"].push_back({{"url", url}, {"type", "photo"}});
  if (image_count) json["media"]["imageCount"] = *image_count;
  json["featured"] = featured;
  json["source"] = nlohmann::json::object();
  put(json["source"], "site", site);
  put(json["source"], "bookingUrl", booking_url);
  put(json["source"], "sheetUrl", sheet_url);
  json["extraction"] = {{"confidence", confidence}, {"completeness", completeness()}, {"warnings", warnings}};
  return json;
}

}  // namespace voygen
