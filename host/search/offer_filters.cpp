#include "offer_filters.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// Passes, fails, or nothing when the offer does not show what the filter is about.
using Verdict = std::optional<bool>;

std::optional<std::int64_t> amount(const json& offer, const char* price) {
  const json& pricing = offer["pricing"];
  return pricing.contains(price) ? micros_from_json_number(pricing[price]["amount"]) : std::nullopt;
}

std::string lower(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

Verdict within(const std::optional<std::int64_t>& micros, const std::optional<std::int64_t>& least, const std::optional<std::int64_t>& most) {
  if (!micros) return std::nullopt;
  return (!least || *micros >= *least) && (!most || *micros <= *most);
}

Verdict passes_price_range(const json& offer, const HotelQuery& query) {
  auto nightly = amount(offer, "basePrice");
  if (const auto stay = amount(offer, "stayPrice"); !nightly && stay) nightly = *stay / query.nights() / 10'000 * 10'000;  // as HotelOffer::nightly_micros
  return within(nightly, query.min_nightly_micros, query.max_nightly_micros);
}

Verdict passes_stars(const json& offer, const HotelQuery& query) {
  const json& details = offer["hotelDetails"];
  if (!details.contains("starRating")) return std::nullopt;
  return details["starRating"].get<double>() * 2 >= *query.min_star_halves;
}

// A wanted amenity is there when an entry contains it: "pool" is in "Outdoor Pool".
Verdict passes_amenities(const json& offer, const HotelQuery& query) {
  const auto shown = offer.find("amenities");
  if (shown == offer.end() || shown->empty()) return std::nullopt;
  return std::all_of(query.amenities.begin(), query.amenities.end(), [&](const std::string& wanted) {
    return std::any_of(shown->begin(), shown->end(), [&](const json& amenity) { return lower(amenity.get<std::string>()).find(lower(wanted)) != std::string::npos; });
  });
}

// Portals name cabins in their own words; one we do not know says nothing.
std::optional<Cabin> cabin_of(std::string_view name) {
  const std::string words = lower(name);
  const auto has = [&](std::string_view word) { return words.find(word) != std::string::npos; };
  if (has("premium")) return Cabin::premium_economy;
  if (has("business") || has("delta one")) return Cabin::business;
  if (has("first")) return Cabin::first;
  if (has("economy") || has("coach") || has("main")) return Cabin::economy;
  return std::nullopt;
}
Verdict passes_class(const json& offer, const FlightQuery& query) {
  const json& service = offer["service"];
  const auto cabin = service.contains("class") ? cabin_of(service["class"].get<std::string>()) : std::nullopt;
  if (!cabin) return std::nullopt;
  return *cabin == *query.cabin;
}

Verdict verdict(const std::string& filter, const json& offer, const SearchRequest& request) {
  if (filter == "priceRange") return passes_price_range(offer, std::get<HotelQuery>(request.query));
  if (filter == "starRating") return passes_stars(offer, std::get<HotelQuery>(request.query));
  if (filter == "amenities") return passes_amenities(offer, std::get<HotelQuery>(request.query));
  if (filter == "class") return passes_class(offer, std::get<FlightQuery>(request.query));
  const auto& query = std::get<PackageQuery>(request.query);
  if (filter == "budget") return within(amount(offer, "totalPrice"), query.min_total_micros, query.max_total_micros);
  return offer["packageType"] == name_of(*query.package_type);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

void filter_by_host(CheckedAnswer& checked, const SearchRequest& request) {
  const std::size_t before = checked.offers.size();
  const std::vector<std::string> asked = request.filters();
  std::erase_if(checked.applied_filters, [&](const std::string& name) { return std::find(asked.begin(), asked.end(), name) == asked.end(); });
  for (const std::string& filter : asked) {
    const auto& honoured = checked.applied_filters;
    if (std::find(honoured.begin(), honoured.end(), filter) != honoured.end() || before == 0) continue;
    const auto shows_it = [&](const json& offer) { return verdict(filter, offer, request).has_value(); };
    if (!checked.offers.empty() && std::none_of(checked.offers.begin(), checked.offers.end(), shows_it)) {
      checked.unsupported_filters.push_back(filter);
      continue;
    }
    std::erase_if(checked.offers, [&](const json& offer) { return !verdict(filter, offer, request).value_or(false); });
    checked.filtered_by_host.push_back(filter);
  }
  if (before > 0 && checked.offers.empty()) {
    checked.nothing_found_evidence = std::to_string(before) + " offers were read, and none passes " + listed(checked.filtered_by_host);
  }
}

}  // namespace voygen::search
