#include "catalogue/hotel_maker.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "catalogue/dice.hpp"
#include "catalogue/hotel_words.hpp"
#include "catalogue/place.hpp"

namespace voygen::sim {

namespace {

std::int64_t hotel_count(Dice& dice, PlaceSize size) {
  switch (size) {
    case PlaceSize::none: return 0;
    case PlaceSize::tiny: return dice.between(15, 29);
    case PlaceSize::small: return dice.between(30, 79);
    case PlaceSize::medium: return dice.between(80, 200);
    case PlaceSize::huge: return dice.between(1040, 1420);
  }
  return 0;
}

/// A bijection on small numbers: ids look random, never repeat, and differ between seeds.
std::string giata_id(std::uint64_t number, std::uint64_t seed) {
  constexpr std::uint64_t kRange = 900'001;
  return std::to_string(3'000 + (number * 7'919 + seed % kRange) % kRange);
}

// Stars set the level, the place and the dice the rest. An unrated house still has a level.
void price_it(Hotel& hotel, Dice& dice, const Place& place, int price_percent) {
  static constexpr std::array<int, 11> kCentsByHalfStars = {6100,  3800,  4300,  4900,  6000, 7400,
                                                            9100, 11900, 15400, 23900, 38700};
  const std::int64_t usual = kCentsByHalfStars[static_cast<std::size_t>(hotel.half_stars)];
  hotel.base_nightly_cents = usual * place.price_level * price_percent * dice.between(780, 1290) / 10'000'000;
}

void name_it(Hotel& hotel, Dice& dice, const Place& place) {
  int price_percent = 100;
  if (dice.chance(550)) {
    const Chain& chain = pick_chain(dice);
    hotel.name.append(chain.name).append(" ").append(place.city);
    if (dice.chance(600)) hotel.name.append(" ").append(quarter(dice, place.flavour));
    hotel.half_stars = chain.half_stars;
    price_percent = chain.price_percent;
  } else {
    hotel.name = independent_name(dice, place.flavour);
    hotel.half_stars = static_cast<int>(dice.between(3, 10));
  }
  price_it(hotel, dice, place, price_percent);
  if (dice.chance(60)) hotel.half_stars = 0;
}

void place_it(Hotel& hotel, Dice& dice, const Place& place) {
  hotel.address = street_line(dice, place.flavour) + " " + std::string{place.city};
  const std::string zip = postal_code(dice, place);
  if (!zip.empty() && !dice.chance(70)) hotel.address += " " + zip;
  if (dice.chance(90)) hotel.address += " ";
  // Most houses stand within 8 miles of the centre, some as far as 30: the radius of a search must matter.
  const std::int64_t reach = dice.chance(820) ? 11'000'000 : 42'000'000;
  hotel.lat_e8 = place.lat_e7 * 10 + dice.between(-reach, reach);
  const std::int64_t cosine = std::max<std::int64_t>(cosine_millionths(place.lat_e7 * 10), 100'000);
  hotel.lng_e8 = place.lng_e7 * 10 + dice.between(-reach, reach) * 1'000'000 / cosine;
}

void dress_it(Hotel& hotel, Dice& dice, const Place& place) {
  static constexpr std::array<int, 14> kAmenities = {1, 2, 3, 13, 6, 12, 9, 11, 14, 10, 4, 8, 7, 5};
  static constexpr std::array<std::string_view, 5> kCollections = {"Cruise Port Picks", "Adults Only", "Family Favorites",
                                                                   "Boutique & Design", "Agent Picks"};
  static constexpr std::array<std::string_view, 4> kPerks = {"Breakfast", "Early Check-In", "Hotel Amenity", "Room Upgrade"};
  for (const int amenity : kAmenities) {
    if (dice.chance(420)) hotel.amenities.push_back(amenity);
  }
  for (const std::string_view collection : kCollections) {
    if (dice.chance(45)) hotel.collections.push_back(collection);
  }
  for (const std::string_view perk : kPerks) {
    if (dice.chance(600)) hotel.perks.push_back(perk);
  }
  hotel.description = description(dice, hotel.name, place);
  if (dice.chance(930)) {
    hotel.photos = static_cast<int>(dice.between(1, 94));
  } else {
    hotel.picture = dice.chance(600) ? Picture::map : Picture::placeholder;
  }
}

void add_programs(Hotel& hotel, Dice& dice) {
  static constexpr std::array<Program, 4> kPrograms = {{{"FHR", "Fine Hotels + Resorts", 0},
                                                        {"SGP", "Signature Preferred", 0},
                                                        {"SIG", "Signature Travel Network", 0},
                                                        {"GCD", "The Hotel Collection (THC)", 0}}};
  const int level = hotel.half_stars >= 9 ? 260 : hotel.half_stars >= 7 ? 70 : 4;
  for (Program program : kPrograms) {
    if (!dice.chance(level)) continue;
    program.sabre_id = static_cast<int>(dice.between(10'000, 399'999));
    hotel.programs.push_back(program);
  }
}

void trade_it(Hotel& hotel, Dice& dice, const Place& place) {
  hotel.commission_tenths = dice.chance(450) ? static_cast<int>(dice.between(10, 30)) * 10
                                             : static_cast<int>(dice.between(100, 300));
  hotel.tax_basis_points = std::max(0, place.tax_basis_points + static_cast<int>(dice.between(-120, 260)));
  hotel.sold_out_permille = dice.chance(90) ? static_cast<int>(dice.between(100, 500)) : 12;
  hotel.discount_permille = dice.chance(80) ? static_cast<int>(dice.between(4, 30)) * 10 : 0;
  hotel.guests_per_room = static_cast<int>(dice.between(4, 8));
  hotel.compared = dice.chance(300);
  const bool special = !hotel.programs.empty() || !hotel.collections.empty();
  hotel.featured_weight = special && dice.chance(400) ? static_cast<int>(dice.between(1, 1'000'000)) : 0;
}

void furnish(Hotel& hotel, Dice& dice, const Place& place) {
  place_it(hotel, dice, place);
  dress_it(hotel, dice, place);
  add_programs(hotel, dice);
  trade_it(hotel, dice, place);
}

Hotel make_hotel(std::size_t place_index, Dice dice) {
  const Place& place = all_places()[place_index];
  Hotel hotel;
  hotel.place = place_index;
  name_it(hotel, dice, place);
  furnish(hotel, dice, place);
  return hotel;
}

/// "123 Pine Avenue Seattle 98101" -> "Pine Avenue"
std::string street_of(const Hotel& hotel, const Place& place) {
  std::string street = hotel.address.substr(0, hotel.address.rfind(" " + std::string{place.city}));
  const auto is_number = [](std::string_view word) { return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos; };
  if (is_number(std::string_view{street}.substr(0, street.find(' ')))) return street.substr(street.find(' ') + 1);
  if (is_number(std::string_view{street}.substr(street.rfind(' ') + 1))) street.erase(street.rfind(' '));
  return street;
}

/// A name without what nobody would tell two houses apart by.
std::string spoken_name(const std::string& name) {
  std::string key = "-" + plain_key(name) + "-";
  for (const std::string_view word : {"-hotel-", "-the-"}) {
    if (const auto at = key.find(word); at != std::string::npos) key.replace(at, word.size(), "-");
  }
  return key;
}

/// Houses of one town go by different names, as in life: a second "Red Lantern Inn Bath Downtown" says which street it is in.
/// One in fifty stays a namesake.
void tell_apart(Hotel& hotel, std::set<std::string>& taken, const Place& place) {
  const bool namesake = number_of(hotel.giata_id) % 50 == 0;
  if (!taken.contains(spoken_name(hotel.name)) || namesake || !hotel.supplier_data) {
    taken.insert(spoken_name(hotel.name));
    return;
  }
  const std::string old_name = hotel.name;
  const std::string with_street = old_name + " " + street_of(hotel, place);
  hotel.name = with_street;
  for (int tried = 2; !taken.insert(spoken_name(hotel.name)).second; ++tried) hotel.name = with_street + " " + std::to_string(tried);
  for (std::size_t at = hotel.description.find(old_name); at != std::string::npos; at = hotel.description.find(old_name, at + hotel.name.size())) {
    hotel.description.replace(at, old_name.size(), hotel.name);
  }
}

/// A house a portal advertises without being able to sell it: nothing but name, text and programme.
void strip_supplier_data(Hotel& hotel, Dice& dice) {
  hotel.supplier_data = false;
  hotel.address.clear();
  hotel.half_stars = 0;
  hotel.picture = Picture::placeholder;
  hotel.photos = 0;
  hotel.featured_weight = static_cast<int>(dice.between(400'000, 1'300'000));
  if (hotel.programs.empty()) hotel.programs.push_back({"FHR", "Fine Hotels + Resorts", static_cast<int>(dice.between(10'000, 399'999))});
}

}  // namespace

std::string star_text(int half_stars) {
  return std::to_string(half_stars / 2) + (half_stars % 2 == 1 ? ".50" : ".00");
}

std::vector<Hotel> make_hotels(std::size_t place_index, std::uint64_t seed, std::uint64_t first_number) {
  const Place& place = all_places()[place_index];
  Dice dice{mix(seed, number_of(place.id()))};
  const std::int64_t sold = hotel_count(dice, place.size);
  const std::int64_t advertised = sold > 40 ? dice.between(0, 3) : 0;
  std::vector<Hotel> hotels;
  std::set<std::string> taken;
  for (std::int64_t index = 0; index < sold + advertised; ++index) {
    Hotel hotel = make_hotel(place_index, Dice{dice.next()});
    hotel.giata_id = giata_id(first_number + static_cast<std::uint64_t>(index), seed);
    if (index >= sold) strip_supplier_data(hotel, dice);
    tell_apart(hotel, taken, place);
    hotels.push_back(std::move(hotel));
  }
  return hotels;
}

Hotel make_hotel_named(std::size_t place_index, std::string name, int half_stars, std::uint64_t number, std::uint64_t seed) {
  constexpr int kUsualPrice = 100;
  const Place& place = all_places()[place_index];
  Dice dice{mix(seed, mix(number, number_of(name)))};
  Hotel hotel;
  hotel.place = place_index;
  hotel.giata_id = giata_id(number, seed);
  hotel.name = std::move(name);
  hotel.half_stars = half_stars;
  price_it(hotel, dice, place, kUsualPrice);
  furnish(hotel, dice, place);
  return hotel;
}

}  // namespace voygen::sim
