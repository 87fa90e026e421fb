#include "catalogue/catalogue.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "catalogue/dice.hpp"
#include "catalogue/hotel_maker.hpp"
#include "catalogue/neighbours.hpp"

namespace voygen::sim {

namespace {

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool better_pick(const Offer& left, const Offer& right) {
  if (left.hotel->commission_tenths != right.hotel->commission_tenths) {
    return left.hotel->commission_tenths > right.hotel->commission_tenths;
  }
  const std::uint64_t left_luck = number_of(left.hotel->giata_id);
  const std::uint64_t right_luck = number_of(right.hotel->giata_id);
  return left_luck != right_luck ? left_luck < right_luck : left.hotel->giata_id < right.hotel->giata_id;
}

bool more_featured(const Offer& left, const Offer& right) {
  if (left.hotel->featured_weight != right.hotel->featured_weight) {
    return left.hotel->featured_weight > right.hotel->featured_weight;
  }
  return left.hotel->giata_id < right.hotel->giata_id;
}

/// Metres when inside, -1 when outside.
std::int64_t metres_inside(const Around& around, const Hotel& hotel) {
  constexpr std::int64_t kMetresPerMile = 1609;
  constexpr std::int64_t kLatitudePerMile = 1'500'000;  // a little more than a mile, to spare the exact sum for the rest
  if (std::abs(around.lat_e8 - hotel.lat_e8) > around.radius_miles * kLatitudePerMile) return -1;
  const std::int64_t metres = distance_metres(around.lat_e8, around.lng_e8, hotel.lat_e8, hotel.lng_e8);
  return metres <= around.radius_miles * kMetresPerMile ? metres : -1;
}

}  // namespace

Around around_place(const Place& place, int radius_miles) {
  return {place.lat_e7 * 10, place.lng_e7 * 10, radius_miles};
}

const Catalogue& Catalogue::of(std::uint64_t seed) {
  static std::mutex mutex;
  static std::map<std::uint64_t, std::unique_ptr<const Catalogue>> made;
  const std::lock_guard lock(mutex);
  auto& catalogue = made[seed];
  if (!catalogue) catalogue = std::make_unique<const Catalogue>(seed);
  return *catalogue;
}

Catalogue::Catalogue(std::uint64_t seed) {
  for (std::size_t place = 0; place < all_places().size(); ++place) {
    for (Hotel& hotel : make_hotels(place, seed, hotels_.size())) hotels_.push_back(std::move(hotel));
  }
  for (std::size_t place = 0; place < all_places().size(); ++place) {
    for (Hotel& hotel : make_neighbours(place, seed, hotels_.size())) hotels_.push_back(std::move(hotel));
  }
}

const Place* Catalogue::find_place(std::string_view text) const {
  const std::string key = plain_key(text);
  const Place* by_city = nullptr;
  int same_city = 0;
  for (const Place& place : all_places()) {
    if (place.id() == key || plain_key(place.label()) == key) return &place;
    if (plain_key(place.city) != key) continue;
    by_city = &place;
    ++same_city;
  }
  return same_city == 1 ? by_city : nullptr;
}

std::vector<const Place*> Catalogue::suggest(std::string_view typed, std::size_t most) const {
  std::vector<const Place*> found;
  const std::string key = plain_key(typed);
  if (key.empty()) return found;
  for (const Place& place : all_places()) {
    const bool fits = starts_with(plain_key(place.label()), key) || starts_with(plain_key(place.country), key) ||
                      starts_with(plain_key(place.airport), key);
    if (fits && found.size() < most) found.push_back(&place);
  }
  return found;
}

const Hotel* Catalogue::find_hotel(std::string_view giata_id) const {
  const auto found = std::find_if(hotels_.begin(), hotels_.end(),
                                  [&](const Hotel& hotel) { return hotel.giata_id == giata_id; });
  return found == hotels_.end() ? nullptr : &*found;
}

std::vector<Offer> Catalogue::top_picks(const Around& around, const Stay& stay) const {
  std::vector<Offer> offers;
  for (const Hotel& hotel : hotels_) {
    const std::int64_t metres = hotel.supplier_data ? metres_inside(around, hotel) : -1;
    if (metres >= 0) offers.push_back({&hotel, quote(hotel, stay), metres});
  }
  std::sort(offers.begin(), offers.end(), better_pick);
  return offers;
}

std::vector<Offer> Catalogue::featured(const Around& around, const Stay& stay) const {
  constexpr std::size_t kMost = 3;
  std::vector<Offer> offers;
  for (const Hotel& hotel : hotels_) {
    const std::int64_t metres = hotel.featured_weight > 0 ? metres_inside(around, hotel) : -1;
    if (metres >= 0) offers.push_back({&hotel, {}, metres});
  }
  std::sort(offers.begin(), offers.end(), more_featured);
  if (offers.size() > kMost) offers.resize(kMost);
  for (Offer& offer : offers) offer.quote = quote(*offer.hotel, stay);
  return offers;
}

}  // namespace voygen::sim
