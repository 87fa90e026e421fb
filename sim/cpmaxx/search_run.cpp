#include "cpmaxx/search_run.hpp"

#include <algorithm>
#include <limits>

namespace voygen::sim {

namespace {

template <typename List, typename Value>
bool contains(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool name_fits(const Offer& offer, const std::string& wanted) {
  return wanted.empty() || plain_key(offer.hotel->name).find(plain_key(wanted)) != std::string::npos;
}

bool in_range(const Offer& offer, const std::string& range) {
  const std::size_t dash = range.find('-');
  if (dash == std::string::npos || !offer.quote.priced) return false;
  const auto low = parse_number(range.substr(0, dash), 0, std::numeric_limits<int>::max());
  const auto high = parse_number(range.substr(dash + 1), 0, std::numeric_limits<int>::max());
  // "400-99999999999" is larger than any int: no upper end.
  return low && offer.quote.nightly_dollars >= *low && (!high || offer.quote.nightly_dollars <= *high);
}

bool price_fits(const Offer& offer, const std::vector<std::string>& ranges) {
  return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) { return in_range(offer, range); });
}

bool program_fits(const Hotel& hotel, const std::vector<std::string>& wanted) {
  return wanted.empty() || std::any_of(hotel.programs.begin(), hotel.programs.end(),
                                       [&](const Program& program) { return contains(wanted, program.rate_code); });
}

bool collection_fits(const Hotel& hotel, const std::vector<std::string>& wanted) {
  return wanted.empty() || std::any_of(hotel.collections.begin(), hotel.collections.end(),
                                       [&](std::string_view name) { return contains(wanted, name); });
}

/// Unpriced hotels come last in both directions.
std::int64_t price_key(const Offer& offer, bool low_first) {
  if (!offer.quote.priced) return std::numeric_limits<std::int64_t>::max();
  return low_first ? offer.quote.stay_cents : -offer.quote.stay_cents;
}

std::int64_t sort_key(const Offer& offer, const std::string& order) {
  if (order == "price_low_high") return price_key(offer, true);
  if (order == "price_high_low") return price_key(offer, false);
  if (order == "stars_low_high") return offer.hotel->half_stars;
  if (order == "stars_high_low") return -offer.hotel->half_stars;
  if (order == "distance_asc") return offer.metres;
  if (order == "distance_desc") return -offer.metres;
  return 0;
}

}  // namespace

const std::vector<std::pair<std::string_view, std::string_view>>& sort_orders() {
  static const std::vector<std::pair<std::string_view, std::string_view>> orders = {
      {"top_picks", "Top Picks"},
      {"price_high_low", "Price (High to Low)"},
      {"price_low_high", "Price (Low to High)"},
      {"stars_high_low", "Stars (High to Low)"},
      {"stars_low_high", "Stars (Low to High)"},
      {"distance_asc", "Distance (Nearest)"},
      {"distance_desc", "Distance (Farthest)"},
  };
  return orders;
}

bool passes(const Offer& offer, const ResultFilter& filter) {
  const Hotel& hotel = *offer.hotel;
  return name_fits(offer, filter.property_name) &&
         (filter.stars.empty() || contains(filter.stars, hotel.half_stars / 2)) && price_fits(offer, filter.price_ranges) &&
         program_fits(hotel, filter.programs) && collection_fits(hotel, filter.collections) &&
         std::all_of(filter.amenities.begin(), filter.amenities.end(),
                     [&](int amenity) { return contains(hotel.amenities, amenity); });
}

std::vector<const Offer*> visible_offers(const SearchRun& run, const ResultView& view) {
  std::vector<const Offer*> visible;
  for (const Offer& offer : run.offers) {
    if (passes(offer, view.filter)) visible.push_back(&offer);
  }
  std::stable_sort(visible.begin(), visible.end(), [&](const Offer* left, const Offer* right) {
    return sort_key(*left, view.sort_by) < sort_key(*right, view.sort_by);
  });
  return visible;
}

ResultFilter read_filter(const Fields& form) {
  const std::string start = "form_component_data[HotelEngineFilter]";
  const auto begins = [](const std::string& name, const std::string& with) { return name.rfind(with, 0) == 0; };
  ResultFilter filter;
  for (const auto& [name, value] : form.items()) {
    if (name == start + "[property_name]") filter.property_name = value;
    if (begins(name, start + "[star-rating]")) {
      if (const auto stars = parse_number(value, 0, 5)) filter.stars.push_back(*stars);
    }
    if (begins(name, start + "[price-range]")) filter.price_ranges.push_back(value);
    if (begins(name, start + "[speciality-rate]")) filter.programs.push_back(value);
    if (begins(name, start + "[hotel-collection]")) filter.collections.push_back(value);
    if (begins(name, start + "[amenity]")) {
      if (const auto amenity = parse_number(value, 1, 99)) filter.amenities.push_back(*amenity);
    }
  }
  return filter;
}

}  // namespace voygen::sim
