// Are two offers of different platforms the same hotel? A GIATA id decides. Without one, name, place, distance, stars and chain do, with a
// score in permille and three classes. Wrong prices side by side are worse than none, so "same" wants everything that tells neighbours
// apart to agree; what agrees but for that is "maybe" and for a person to decide. Pure, any thread.
//
// The score starts from the names: twice the weight of the words both have, over the weight of all words of both, in permille
// (WordRole gives the weights). Then it moves:
//   distance        up to 150 m +150, 400 m +100, 1 km +30, beyond 2 km -100, 5 km -300
//   address         same street and number +150, other street and other number -60
//   stars           more than a star apart -80, more than two -200
// and is capped:
//   different (at most 300)  other brands, other chain, other numbers, towers, terminals or directions, farther apart than 20 km
//   maybe (at most 790)      one name has a word the other lacks that tells houses apart ("Airport", "Tower", "Grand", "Villas"); both have words
//                            of their own ("Ziva", "Zilara"; "Downtown", "Beach"); the names agree, but more than 2 km apart; or the place of one
//                            is unknown and the names differ in more than the city, "Hotel" and "The", or the stars by more than one
// At least kSame is "same", at least kMaybe "maybe".
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "search/hotel_name.hpp"

namespace voygen::search {

enum class SameHotel { same, maybe, different };
std::string_view name_of(SameHotel verdict);

inline constexpr int kSame = 800;
inline constexpr int kMaybe = 600;

// What can be known of a hotel from one offer.
struct HotelFace {
  std::string giata_id;
  HotelName name;
  std::string folded_name;                    // for telling exact repetitions from near ones
  std::set<std::string> address_words;        // of the street address; empty when the platform shows none
  std::set<std::string> area_words;           // of the part of town the platform names
  std::string chain;
  std::optional<int> star_halves;
  std::optional<std::int64_t> latitude_e6;    // millionths of a degree
  std::optional<std::int64_t> longitude_e6;
};

// Of a hotel offer, or of a package offer by its hotel. `place` is the searched place as text: its words do not tell hotels apart.
HotelFace hotel_face(const nlohmann::json& offer, std::string_view place);

struct HotelMatch {
  SameHotel verdict = SameHotel::different;
  int permille = 0;
  std::string reason;  // for a person: "names agree, 80 m apart"
};

inline constexpr std::string_view kSameGiataId = "same GIATA id";

// Nothing when one of them has no coordinates.
std::optional<std::int64_t> metres_between(const HotelFace& one, const HotelFace& other);

HotelMatch compare_hotels(const HotelFace& one, const HotelFace& other);

}  // namespace voygen::search
