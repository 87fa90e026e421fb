// What the offers of all kinds share: amounts and what they mean, and how they are written as JSON.
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

enum class OfferStatus { bookable, call_to_request, not_available };

constexpr const char* name_of(PriceBasis basis) {
  switch (basis) {
    case PriceBasis::exact: return "exact";
    case PriceBasis::rounded_by_portal: return "rounded";
    case PriceBasis::derived: return "derived";
  }
  return "derived";
}
constexpr const char* name_of(OfferStatus status) {
  switch (status) {
    case OfferStatus::bookable: return "bookable";
    case OfferStatus::call_to_request: return "call_to_request";
    case OfferStatus::not_available: return "not_available";
  }
  return "not_available";
}

namespace detail {

inline nlohmann::json money_json(const Money& money) { return {{"amount", to_json_number(money.micros)}, {"currency", money.currency.str()}}; }

inline nlohmann::json price_json(const Price& price, const char* unit = nullptr) {
  nlohmann::json json = money_json(price.amount);
  json["priceBasis"] = name_of(price.basis);
  if (unit) json["unit"] = unit;
  return json;
}

inline nlohmann::json commission_json(const Commission& commission) {
  nlohmann::json json = nlohmann::json::object();
  if (commission.amount) json = money_json(*commission.amount);
  if (commission.percent) json["percent"] = to_json_number(std::int64_t{commission.percent->hundredths} * 10'000);
  if (commission.base) json["base"] = money_json(*commission.base);
  return json;
}

// What packages, flights and rooms say about money: the total, what it differs from the portal's current selection, and each person's share.
inline nlohmann::json pricing_json(const std::optional<Price>& total, std::optional<bool> taxes_included, const std::optional<Money>& difference,
                                   const std::optional<Price>& per_person) {
  nlohmann::json pricing = nlohmann::json::object();
  if (total) pricing["totalPrice"] = price_json(*total);
  if (total && taxes_included) pricing["taxesIncluded"] = *taxes_included;
  if (difference) pricing["difference"] = money_json(*difference);
  if (per_person) pricing["perPerson"] = price_json(*per_person, "per person");
  return pricing;
}

template <class T>
void put(nlohmann::json& json, const char* key, const std::optional<T>& value) {
  if (value) json[key] = *value;
}
template <class T>
void put(nlohmann::json& json, const char* key, const std::vector<T>& values) {
  if (!values.empty()) json[key] = values;
}

// Share of the fields an agent decides on that are present: required ones weigh 80 %, optional ones 20 %.
template <std::size_t Required, std::size_t Optional>
double completeness_of(const bool (&required)[Required], const bool (&optional)[Optional]) {
  const auto share = [](const auto& flags) {
    int present = 0;
    for (const bool flag : flags) present += flag;
    return static_cast<double>(present) / static_cast<double>(std::size(flags));
  };
  return 0.8 * share(required) + 0.2 * share(optional);
}

}  // namespace detail
}  // namespace voygen
