// What a platform found. Absent stays absent: a field the page does not show is empty here and missing in the JSON, never 0 or "".
// The JSON shape is docs/schemas/answer.schema.json.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/date.hpp"
#include "voygen/money.hpp"

namespace voygen {

// How an amount relates to what will be charged.
enum class PriceBasis { exact, rounded_by_portal, derived };

struct Price {
  Money amount;
  PriceBasis basis = PriceBasis::exact;
};

struct Commission {
  std::optional<Money> amount;
  std::optional<Percent> percent;
  std::optional<Money> base;  // what it is a percentage of
};

struct OtaRate {  // what an online travel agency asks for a night
  std::string provider;
  Price per_night;
};

struct Program {  // e.g. FHR, "Fine Hotels & Resorts"
  std::string code;
  std::string name;
};

struct Coordinates {  // decimal degrees, as the page writes them
  double latitude = 0;
  double longitude = 0;
};

struct HotelOffer {
  std::string platform_id;  // the platform's own id of the hotel; required
  std::string name;         // required
  std::optional<std::string> giata_id;
  std::optional<std::string> description;
  std::optional<std::string> address;
  std::optional<Coordinates> coordinates;
  std::optional<int> star_halves;  // 7 is three and a half stars; empty is unrated
  Date check_in;
  Date check_out;

  std::optional<Price> per_night;  // before taxes
  std::optional<Price> stay;       // whole stay, all rooms, before taxes
  std::optional<Price> total;      // whole stay with taxes and fees
  std::optional<Money> original_stay;  // the stay before a discount; only when there is one
  std::optional<Commission> commission;
  std::vector<OtaRate> ota_rates;
  std::optional<bool> best_rate_verified;  // the portal says it matched the online travel agencies

  std::vector<Program> programs;
  std::vector<std::string> collections;
  std::vector<std::string> amenities;
  std::vector<std::string> image_urls;
  std::optional<int> image_count;
  bool featured = false;
  bool available = true;
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
    const bool required[] = {!name.empty(), address.has_value(), total.has_value() || stay.has_value(), commission.has_value()};
    const bool optional[] = {coordinates.has_value(), star_halves.has_value(), description.has_value(), !image_urls.empty(), booking_url.has_value()};
    const auto share = [](const auto& flags) {
      int present = 0;
      for (const bool flag : flags) present += flag;
      return static_cast<double>(present) / static_cast<double>(std::size(flags));
    };
    return 0.8 * share(required) + 0.2 * share(optional);
  }
  [[nodiscard]] nlohmann::json to_json() const;
};

// A platform's answer to one call. "No availability" must be proven: evidence quotes what the page said.
struct HotelAnswer {
  std::vector<HotelOffer> offers;
  std::optional<int> available;           // how many the portal says there are
  std::optional<std::string> nothing_found_evidence;  // set when offers is empty because there is nothing
  bool partial = false;                   // stopped before all wanted pages were read; warnings say why
  std::vector<std::string> applied_filters;      // the query's filters that were honoured: "priceRange", "starRating", "amenities"
  std::vector<std::string> warnings;
  std::optional<std::string> place;       // the place as the portal understood it
  std::optional<std::string> page_url;    // where the offers stand

  [[nodiscard]] nlohmann::json to_json() const;
};

inline const char* name_of(PriceBasis basis) {
  switch (basis) {
    case PriceBasis::exact: return "exact";
    case PriceBasis::rounded_by_portal: return "rounded";
    case PriceBasis::derived: return "derived";
  }
  return "derived";
}

namespace detail {

inline nlohmann::json money_json(const Money& money) { return {{"amount", to_json_number(money.micros)}, {"currency", money.currency.str()}}; }

inline nlohmann::json price_json(const Price& price) {
  nlohmann::json json = money_json(price.amount);
  json["priceBasis"] = name_of(price.basis);
  return json;
}

template <class T>
void put(nlohmann::json& json, const char* key, const std::optional<T>& value) {
  if (value) json[key] = *value;
}
template <class T>
void put(nlohmann::json& json, const char* key, const std::vector<T>& values) {
  if (!values.empty()) json[key] = values;
}

inline nlohmann::json pricing_json(const HotelOffer& offer) {
  nlohmann::json pricing = nlohmann::json::object();
  if (offer.per_night) {
    pricing["basePrice"] = price_json(*offer.per_night);
    pricing["basePrice"]["unit"] = "per night";
  }
  if (offer.stay) pricing["stayPrice"] = price_json(*offer.stay);
  if (offer.total) {
    pricing["totalPrice"] = price_json(*offer.total);
    pricing["taxesIncluded"] = true;
  }
  if (offer.original_stay) pricing["originalPrice"] = money_json(*offer.original_stay);
  return pricing;
}

inline nlohmann::json commission_json(const Commission& commission) {
  nlohmann::json json = nlohmann::json::object();
  if (commission.amount) json = money_json(*commission.amount);
  if (commission.percent) json["percent"] = to_json_number(std::int64_t{commission.percent->hundredths} * 10'000);
  if (commission.base) json["base"] = money_json(*commission.base);
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
    nlohmann::json entry = price_json(rate.per_night);
    entry["provider"] = rate.provider;
    entry["unit"] = "per night";
    json["otaRates"].push_back(std::move(entry));
  }
  put(json, "bestRateVerified", best_rate_verified);
  for (const Program& program : programs) json["programs"].push_back({{"code", program.code}, {"name", program.name}});
  put(json, "collections", collections);
  put(json, "amenities", amenities);
  json["availability"] = {{"available", available},
                          {"startDate", check_in.iso()},
                          {"endDate", check_out.iso()},
                          {"duration", {{"value", check_in.days_until(check_out)}, {"unit", "nights"}}}};
  json["hotelDetails"] = nlohmann::json::object();
  if (star_halves) json["hotelDetails"]["starRating"] = to_json_number(std::int64_t{*star_halves} * 500'000);
  json["location"] = nlohmann::json::object();
  if (address) json["location"]["address"]["full"] = *address;
  if (coordinates) json["location"]["coordinates"] = {{"latitude", coordinates->latitude}, {"longitude", coordinates->longitude}};
  for (const std::string& url : image_urls) json["media"]["images"].push_back({{"url", url}, {"type", "photo"}});
  if (image_count) json["media"]["imageCount"] = *image_count;
  json["featured"] = featured;
  put(json["source"], "bookingUrl", booking_url);
  put(json["source"], "sheetUrl", sheet_url);
  if (json["source"].is_null()) json["source"] = nlohmann::json::object();
  json["extraction"] = {{"confidence", confidence}, {"completeness", completeness()}, {"warnings", warnings}};
  return json;
}

inline nlohmann::json HotelAnswer::to_json() const {
  using namespace detail;
  nlohmann::json json{{"offers", nlohmann::json::array()}, {"partial", partial}, {"appliedFilters", applied_filters}, {"warnings", warnings}};
  for (const HotelOffer& offer : offers) json["offers"].push_back(offer.to_json());
  put(json, "available", available);
  put(json, "nothingFoundEvidence", nothing_found_evidence);
  put(json, "place", place);
  put(json, "pageUrl", page_url);
  return json;
}

}  // namespace voygen
