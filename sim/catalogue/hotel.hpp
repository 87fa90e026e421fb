// One hotel of the simulated world, independent of any portal. Made once by hotel_maker, read-only afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace voygen::sim {

/// A rate programme a portal shows as a badge.
struct Program {
  std::string_view rate_code;  // FHR, SGP, SIG, GCD
  std::string_view label;
  int sabre_id;
};

enum class Picture {
  photo,
  map,         // no photo: the portal shows a piece of map
  placeholder  // no photo: the portal shows its own "no image" picture
};

struct Hotel {
  std::string giata_id;
  std::size_t place = 0;  // index into all_places()
  std::string name;
  std::string address;  // one line; may end in a blank, may lack the zip
  std::int64_t lat_e8 = 0;
  std::int64_t lng_e8 = 0;
  int half_stars = 0;  // 7 = 3.5 stars; 0 = unrated
  std::string description;
  std::vector<int> amenities;  // portal-wide amenity numbers
  std::vector<std::string_view> collections;
  std::vector<Program> programs;
  std::vector<std::string_view> perks;  // what a featured card lists
  Picture picture = Picture::photo;
  int photos = 0;

  std::int64_t base_nightly_cents = 0;
  int commission_tenths = 0;  // 292 = 29.2 %
  int tax_basis_points = 0;
  int sold_out_permille = 0;
  int discount_permille = 0;  // 0 = never discounted
  int guests_per_room = 4;
  bool compared = false;  // other sellers' prices are known on many dates

  int featured_weight = 0;     // 0 = never featured
  bool supplier_data = true;   // false: only ever featured, without address, stars or price
};

/// "3.50", "0.00" for unrated.
std::string star_text(int half_stars);

}  // namespace voygen::sim
