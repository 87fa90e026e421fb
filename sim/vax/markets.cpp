#include "vax/markets.hpp"

#include <utility>

namespace voygen::sim::vax {

namespace {

constexpr std::pair<std::string_view, std::string_view> kRegions[] = {
    {"WA", "Washington"},  {"NY", "New York"},  {"FL", "Florida"},       {"NV", "Nevada"},           {"CA", "California"},
    {"IL", "Illinois"},    {"MA", "Massachusetts"}, {"DC", "District of Columbia"}, {"LA", "Louisiana"}, {"TX", "Texas"},
    {"AK", "Alaska"},      {"HI", "Hawaii"},    {"OR", "Oregon"},        {"ME", "Maine"},            {"MO", "Missouri"},
    {"BC", "British Columbia"}, {"ON", "Ontario"}, {"QC", "Quebec"},     {"PR", "Puerto Rico"},
};

std::string region_name(const Place& place) {
  const bool written_out = place.country_code == "US" || place.country_code == "CA";
  for (const auto& [code, name] : kRegions) {
    if (written_out && code == place.state_code) return std::string{name};
  }
  return std::string{place.country};
}

bool is_market(const Place& place) { return !place.airport.empty(); }

}  // namespace

const std::vector<Vendor>& all_vendors() {
  static const std::vector<Vendor> vendors = {
      {"APV", "Alder & Pine Vacations", 640, 1000, true},
      {"BLV", "Blue Lantern Vacations", 430, 985, true},
      {"CTV", "Cartwheel Tours", 380, 1022, false},
  };
  return vendors;
}

const Vendor* find_vendor(std::string_view code) {
  for (const Vendor& vendor : all_vendors()) {
    if (vendor.code == code) return &vendor;
  }
  return nullptr;
}

std::string market_label(const Place& place) {
  return std::string{place.city} + ", " + region_name(place) + " (" + std::string{place.airport} + ")";
}

std::string town_text(const Place& place) {
  return std::string{place.city} + ", " + std::string{place.state_code.empty() ? place.country : place.state_code};
}

std::vector<const Place*> destinations_of(const Vendor& vendor) {
  std::vector<const Place*> markets;
  for (const Place& place : all_places()) {
    if (is_market(place) && (vendor.sells_us || place.country_code != "US")) markets.push_back(&place);
  }
  return markets;
}

std::vector<const Place*> all_origins() {
  std::vector<const Place*> markets;
  for (const Place& place : all_places()) {
    if (is_market(place)) markets.push_back(&place);
  }
  return markets;
}

const Place* find_market(const std::vector<const Place*>& markets, std::string_view label) {
  for (const Place* place : markets) {
    if (market_label(*place) == label) return place;
  }
  return nullptr;
}

}  // namespace voygen::sim::vax
