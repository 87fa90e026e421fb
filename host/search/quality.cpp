#include "search/quality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include "answer_figures.hpp"
#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

constexpr std::int64_t kCent = 10'000;
constexpr std::int64_t kHalfUnit = Money::kMicrosPerUnit / 2;

int permille_of(const json& extraction, const char* member, int missing) {
  const auto found = extraction.find(member);
  if (found == extraction.end() || !found->is_number()) return missing;
  return static_cast<int>(std::clamp<long>(std::lround(found->get<double>() * 1000), 0, 1000));
}

std::string amount(std::int64_t micros) { return decimal_text(micros); }

// How far the shown amount may be from the true one.
std::int64_t rounding_of(const json& offer, const char* member) {
  const json pricing = offer.value("pricing", json::object());
  return pricing.value(member, json::object()).value("priceBasis", "") == "rounded" ? kHalfUnit : kCent / 2;
}

// The nightly price may be of one room or of all.
void check_nights(const json& offer, int rooms, std::vector<std::string>& found) {
  const auto nightly = micros_at(offer, "pricing", "basePrice");
  const auto stay = micros_at(offer, "pricing", "stayPrice");
  const json duration = offer.value("availability", json::object()).value("duration", json::object());
  if (!nightly || !stay || duration.value("unit", "") != "nights") return;
  const auto nights = duration.value("value", std::int64_t{0});
  if (nights < 1 || offer["pricing"]["basePrice"].value("unit", "") != "per night") return;
  for (const std::int64_t counted : {std::int64_t{1}, std::int64_t{rooms}}) {
    const std::int64_t slack = rounding_of(offer, "basePrice") * nights * counted + rounding_of(offer, "stayPrice");
    if (std::abs(*nightly * nights * counted - *stay) <= slack) return;
  }
  found.push_back("CONTRADICTION: " + std::to_string(nights) + " nights at " + amount(*nightly) + " are not the stay of " + amount(*stay));
}

void check_commission(const json& offer, std::vector<std::string>& found) {
  const json commission = offer.value("commission", json::object());
  const auto earned = micros_at(offer, "commission", nullptr);
  const auto percent = commission.contains("percent") ? micros_from_json_number(commission["percent"]) : std::nullopt;
  const auto stated_base = micros_at(offer, "commission", "base");
  const auto base = stated_base ? stated_base : micros_at(offer, "pricing", "stayPrice");
  if (!earned || !percent || !base) return;
  constexpr std::int64_t kHundred = 100 * Money::kMicrosPerUnit;
  constexpr std::int64_t kShownPercent = Money::kMicrosPerUnit / 20;  // shown with one decimal
  const auto share = [&](std::int64_t of_percent) { return *base / kHundred * of_percent + *base % kHundred * of_percent / kHundred; };
  const std::int64_t rounding = stated_base ? kCent / 2 : rounding_of(offer, "stayPrice");
  if (std::abs(share(*percent) - *earned) <= share(kShownPercent) + kCent + rounding) return;
  found.push_back("CONTRADICTION: the commission of " + amount(*earned) + " is not " + amount(*percent) + " % of " + amount(*base));
}

void check_total(const json& offer, std::vector<std::string>& found) {
  const auto stay = micros_at(offer, "pricing", "stayPrice");
  const auto total = micros_at(offer, "pricing", "totalPrice");
  if (!stay || !total || *total + rounding_of(offer, "totalPrice") + rounding_of(offer, "stayPrice") >= *stay) return;
  found.push_back("CONTRADICTION: the total of " + amount(*total) + " is below the stay of " + amount(*stay));
}

void check_currency(const json& offer, std::vector<std::string>& found) {
  std::set<std::string> currencies;
  for (const json& price : offer.value("pricing", json::object())) {
    if (price.is_object() && price.contains("currency")) currencies.insert(price.value("currency", ""));
  }
  const json commission = offer.value("commission", json::object());
  if (commission.contains("currency")) currencies.insert(commission.value("currency", ""));
  if (currencies.size() < 2) return;
  std::string list;
  for (const std::string& currency : currencies) list += (list.empty() ? "" : ", ") + currency;
  found.push_back("CONTRADICTION: amounts in " + list + " in one offer");
}

// Total less difference is the portal's current selection: one amount for the whole page, give or take a cent or two.
void check_differences(const std::vector<json>& offers, std::vector<OfferQuality>& qualities) {
  constexpr std::int64_t kSlack = 2 * kCent;
  std::vector<std::optional<std::int64_t>> bases;
  std::map<std::int64_t, int> uses;
  for (const json& offer : offers) {
    const auto total = micros_at(offer, "pricing", "totalPrice");
    const auto difference = micros_at(offer, "pricing", "difference");
    bases.push_back(total && difference ? std::optional(*total - *difference) : std::nullopt);
    if (bases.back()) ++uses[*bases.back()];
  }
  if (uses.empty()) return;
  const auto usual = std::max_element(uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
  if (uses.at(usual) < 2) return;  // nobody agrees, so nobody is known to be wrong
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (!bases[i] || std::abs(*bases[i] - usual) <= kSlack) continue;
    qualities[i].contradictions.push_back("CONTRADICTION: total less difference is " + amount(*bases[i]) + ", on the rest of the page it is " + amount(usual));
  }
}

// What an agent decides on, and whether an offer has it.
using Fields = std::array<bool, 4>;
Fields decisive_fields(const json& offer) {
  const json* hotel = hotel_of(offer);
  const json location = hotel ? hotel->value("location", json::object()) : json::object();
  const json details = hotel ? hotel->value("hotelDetails", json::object()) : json::object();
  return {payable(offer).has_value(), offer.contains("commission"), location.contains("address") || location.contains("neighborhood"), details.contains("starRating")};
}

}  // namespace

std::vector<OfferQuality> assess_offers(const std::vector<json>& offers, int rooms) {
  constexpr int kContradiction = 300;
  constexpr int kMissingField = 60;
  Fields usual{};
  for (std::size_t field = 0; field < usual.size(); ++field) {
    const auto having = std::count_if(offers.begin(), offers.end(), [&](const json& offer) { return decisive_fields(offer)[field]; });
    usual[field] = 2 * having >= static_cast<std::ptrdiff_t>(offers.size());
  }
  std::vector<OfferQuality> qualities(offers.size());
  for (std::size_t i = 0; i < offers.size(); ++i) {
    check_nights(offers[i], rooms, qualities[i].contradictions);
    check_commission(offers[i], qualities[i].contradictions);
    check_total(offers[i], qualities[i].contradictions);
    check_currency(offers[i], qualities[i].contradictions);
  }
  check_differences(offers, qualities);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const json extraction = offers[i].value("extraction", json::object());
    const Fields fields = decisive_fields(offers[i]);
    int missing = 0;
    for (std::size_t field = 0; field < usual.size(); ++field) missing += usual[field] && !fields[field];
    const int lost = kContradiction * static_cast<int>(qualities[i].contradictions.size()) + kMissingField * missing;
    qualities[i].confidence = std::max(0, permille_of(extraction, "confidence", 1000) - lost);
    qualities[i].completeness = permille_of(extraction, "completeness", 0);
  }
  return qualities;
}

void grade_offers(std::vector<json>& offers, int rooms) {
  const std::vector<OfferQuality> qualities = assess_offers(offers, rooms);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    json& extraction = offers[i]["extraction"];
    extraction["confidence"] = to_json_number(std::int64_t{qualities[i].confidence} * 1000);
    extraction["completeness"] = to_json_number(std::int64_t{qualities[i].completeness} * 1000);
    for (const std::string& contradiction : qualities[i].contradictions) extraction["warnings"].push_back(contradiction);
  }
}

SearchQuality search_quality(const std::vector<json>& offers) {
  SearchQuality quality;
  std::int64_t confidence = 0;
  std::int64_t completeness = 0;
  for (const json& offer : offers) {
    const json extraction = offer.value("extraction", json::object());
    const int sure = permille_of(extraction, "confidence", 1000);
    confidence += sure;
    completeness += permille_of(extraction, "completeness", 0);
    quality.low += sure < kLowConfidence;
  }
  quality.offers = static_cast<int>(offers.size());
  if (quality.offers == 0) return quality;
  quality.confidence = static_cast<int>(confidence / quality.offers);
  quality.completeness = static_cast<int>(completeness / quality.offers);
  return quality;
}

}  // namespace voygen::search
