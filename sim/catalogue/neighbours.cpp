#include "catalogue/neighbours.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "catalogue/dice.hpp"
#include "catalogue/hotel_maker.hpp"
#include "catalogue/place.hpp"

namespace voygen::sim {

namespace {

/// How two neighbours are called, and how far apart they stand. "*" is a given name, "@" the city.
struct Pair {
  std::string_view first;
  std::string_view second;
  int first_half_stars;
  int second_half_stars;
  int metres;  // at most, in each direction; 0: one address
};

constexpr std::array<Pair, 14> kPairs = {{
    {"* Beach Resort North Tower", "* Beach Resort South Tower", 8, 8, 120},
    {"* Resort & Spa - Ocean Tower", "* Resort & Spa - Garden Tower", 9, 9, 90},
    {"* Plaza Tower 1", "* Plaza Tower 2", 7, 7, 0},
    {"Summit Plaza @ Airport", "Summit Plaza @ Airport North", 7, 7, 1500},
    {"Corona Express @ Airport", "Corona Grand @ Airport", 5, 9, 150},
    {"Blue Wattle @ Airport Terminal A", "Blue Wattle @ Airport Terminal B", 8, 8, 700},
    {"Hotel *", "* Hotel & Spa", 7, 8, 6000},
    {"The * Hotel", "The * Hotel & Suites", 7, 7, 4000},
    {"* Palace", "* Caribe", 9, 9, 800},
    {"* Resort", "* Resort The Grand", 9, 10, 600},
    {"Solara Familia *", "Solara Adultos *", 10, 10, 60},
    {"Lakewell Inn @ East", "Lakewell Inn @ West", 5, 5, 7000},
    {"Casa Aurelio @", "Casa Aurelio @ Residences", 10, 10, 40},
    {"* Garden Inn @", "* @", 6, 8, 300},
}};

constexpr std::array<std::string_view, 16> kGivenNames = {"Calloway", "Montserrat", "Bellamy",  "Santorin", "Aurelia",   "Whitcombe", "Coralina", "Esmeralda",
                                                          "Lindqvist", "Kingsbury", "Palermo", "Isolde",   "Valmont", "Orsini",    "Tamarind", "Zéphyr"};

std::size_t pair_count(PlaceSize size) {
  switch (size) {
    case PlaceSize::none:
    case PlaceSize::tiny:
    case PlaceSize::small: return 0;
    case PlaceSize::medium: return 5;
    case PlaceSize::huge: return kPairs.size();
  }
  return 0;
}

std::string filled(std::string_view pattern, std::string_view given_name, std::string_view city) {
  std::string name{pattern};
  if (const auto star = name.find('*'); star != std::string::npos) name.replace(star, 1, given_name);
  if (const auto at = name.find('@'); at != std::string::npos) name.replace(at, 1, city);
  return name;
}

void move_next_to(Hotel& hotel, const Hotel& other, int metres, Dice& dice) {
  constexpr std::int64_t kDegreesE8PerMetre = 898;
  if (metres < 200) hotel.address = other.address;
  hotel.lat_e8 = other.lat_e8 + dice.between(metres / 2, metres) * kDegreesE8PerMetre * (dice.chance(500) ? 1 : -1);
  const std::int64_t cosine = std::max<std::int64_t>(cosine_millionths(other.lat_e8), 100'000);
  hotel.lng_e8 = other.lng_e8 + dice.between(-metres, metres) * kDegreesE8PerMetre * 1'000'000 / cosine;
}

}  // namespace

std::vector<Hotel> make_neighbours(std::size_t place_index, std::uint64_t seed, std::uint64_t first_number) {
  const Place& place = all_places()[place_index];
  Dice dice{mix(seed + 1, number_of(place.id()))};
  const std::size_t first_pair = static_cast<std::size_t>(dice.between(0, kPairs.size() - 1));
  const std::size_t first_name = static_cast<std::size_t>(dice.between(0, kGivenNames.size() - 1));
  std::vector<Hotel> hotels;
  for (std::size_t index = 0; index < pair_count(place.size); ++index) {
    const Pair& pair = kPairs[(first_pair + index) % kPairs.size()];
    const std::string_view given_name = kGivenNames[(first_name + index) % kGivenNames.size()];
    const std::uint64_t number = first_number + hotels.size();
    hotels.push_back(make_hotel_named(place_index, filled(pair.first, given_name, place.city), pair.first_half_stars, number, seed));
    Hotel second = make_hotel_named(place_index, filled(pair.second, given_name, place.city), pair.second_half_stars, number + 1, seed);
    move_next_to(second, hotels.back(), pair.metres, dice);
    hotels.push_back(std::move(second));
  }
  return hotels;
}

}  // namespace voygen::sim
