#include "answer_figures.hpp"

#include <algorithm>
#include <map>

#include "voygen/money.hpp"

namespace voygen::search {

using nlohmann::json;

std::optional<std::int64_t> micros_at(const json& offer, const char* group, const char* member) {
  const auto pricing = offer.find(group);
  if (pricing == offer.end()) return std::nullopt;
  const json& price = member ? pricing->value(member, json::object()) : *pricing;
  return price.contains("amount") ? micros_from_json_number(price["amount"]) : std::nullopt;
}

std::optional<std::int64_t> payable(const json& offer) {
  if (const auto total = micros_at(offer, "pricing", "totalPrice")) return total;
  return micros_at(offer, "pricing", "stayPrice");
}

std::optional<PriceBasis> basis_of(const json& offer) {
  if (!payable(offer)) return std::nullopt;
  const json& pricing = offer["pricing"];
  const bool has_total = micros_at(offer, "pricing", "totalPrice").has_value();
  PriceBasis basis{pricing[has_total ? "totalPrice" : "stayPrice"].value("currency", std::string("USD")), "excluded"};
  if (has_total && !pricing.contains("taxesIncluded")) basis.taxes = "unknown";
  if (has_total && pricing.value("taxesIncluded", false)) basis.taxes = "included";
  return basis;
}

std::optional<PriceBasis> usual_basis(const std::vector<const json*>& offers) {
  std::map<PriceBasis, int> uses;
  for (const json* offer : offers) {
    if (const auto basis = basis_of(*offer)) ++uses[*basis];
  }
  const auto most = std::max_element(uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == uses.end() ? std::nullopt : std::optional(most->first);
}

const json* hotel_of(const json& offer) {
  if (offer.value("category", "") == "hotel") return &offer;
  const auto components = offer.find("components");
  if (components == offer.end()) return nullptr;
  const auto hotels = components->find("hotels");
  return hotels == components->end() || hotels->empty() ? nullptr : &hotels->front();
}

std::int64_t age_seconds(const PlatformOutcome& outcome, std::int64_t now_ms) { return std::max<std::int64_t>(0, (now_ms - outcome.stored_ms) / 1000); }

std::vector<std::string> all_warnings(const PlatformOutcome& outcome) {
  std::vector<std::string> warnings = outcome.answer.warnings;
  warnings.insert(warnings.end(), outcome.warnings.begin(), outcome.warnings.end());
  return warnings;
}

}  // namespace voygen::search
