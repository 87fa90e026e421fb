#include "search/same_hotel.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "place_names.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

int weight_of(WordRole role) {
  switch (role) {
    case WordRole::telling: return 100;
    case WordRole::sister: return 60;
    case WordRole::apart: return 60;
    case WordRole::quarter: return 50;
    case WordRole::type: return 40;
    case WordRole::place: return 30;
    case WordRole::affiliation: return 10;
    case WordRole::filler: return 4;
  }
  return 0;
}

// Letters to change, add or leave out to get from one word to the other.
std::size_t edits(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row.back();
}

// A slip of the pen: one letter in seven or more, but not the first. Words with numbers have none.
bool is_slip(std::string_view one, std::string_view other) {
  constexpr std::size_t kLongWord = 7;
  if (std::min(one.size(), other.size()) < kLongWord || one.front() != other.front()) return false;
  return std::max(one.size(), other.size()) - std::min(one.size(), other.size()) <= 1 && edits(one, other) == 1;
}

// "res" stands for resorts and for residences.
bool is_res(std::string_view one, std::string_view other) { return one == "res" && (other == "resort" || other == "residences"); }

// Old reservation systems cut names off: the last word of a long name may be the beginning of one.
bool is_cut_off(const HotelFace& face, std::string_view word, std::string_view whole) {
  constexpr std::size_t kLongName = 24;
  constexpr std::size_t kShortestRest = 3;
  return face.folded_name.size() >= kLongName && word.size() >= kShortestRest && face.folded_name.ends_with(" " + std::string(word)) && whole.starts_with(word);
}

// What two names share and what only one of them has.
struct NameComparison {
  int shared = 0;   // weights
  int unshared = 0;
  int telling_shared = 0;  // words
  bool cut_off = false;    // agree as far as one of them goes
  std::vector<NameWord> only_one;
  std::vector<NameWord> only_other;

  [[nodiscard]] int permille() const { return shared == 0 ? 0 : 2000 * shared / (2 * shared + unshared); }
  [[nodiscard]] bool both_have_own(WordRole role) const { return own(only_one, role) && own(only_other, role); }
  [[nodiscard]] const NameWord* one_sided(WordRole role) const {
    for (const auto* side : {&only_one, &only_other}) {
      for (const NameWord& word : *side) {
        if (word.role == role) return &word;
      }
    }
    return nullptr;
  }
  [[nodiscard]] static bool own(const std::vector<NameWord>& words, WordRole role) {
    return std::any_of(words.begin(), words.end(), [&](const NameWord& word) { return word.role == role; });
  }
};

// "Bright Water" and "Brightwater", "Quinta Real" and "Quintareal".
std::string joined(const std::vector<NameWord>& words) {
  std::string text;
  for (const NameWord& word : words) {
    if (word.role == WordRole::telling || word.role == WordRole::sister) text += word.text;
  }
  return text;
}

bool counts(const NameWord& word) { return word.role == WordRole::telling || word.role == WordRole::sister; }

// Takes out what both have. Roles may differ (the marketing group of one is the name of the other): the smaller weight is shared.
NameComparison compare_names(const HotelFace& one, const HotelFace& other) {
  NameComparison result;
  result.only_one = one.name.words;
  result.only_other = other.name.words;
  const auto take_out = [&](auto agree) {
    for (auto word = result.only_one.begin(); word != result.only_one.end();) {
      const auto twin = std::find_if(result.only_other.begin(), result.only_other.end(), [&](const NameWord& candidate) { return agree(*word, candidate); });
      if (twin == result.only_other.end()) {
        ++word;
        continue;
      }
      result.shared += std::min(weight_of(word->role), weight_of(twin->role));
      result.telling_shared += counts(*word) && counts(*twin);
      result.only_other.erase(twin);
      word = result.only_one.erase(word);
    }
  };
  take_out([](const NameWord& a, const NameWord& b) { return a.text == b.text; });
  take_out([](const NameWord& a, const NameWord& b) { return is_res(a.text, b.text) || is_res(b.text, a.text); });
  take_out([](const NameWord& a, const NameWord& b) { return counts(a) && counts(b) && is_slip(a.text, b.text); });
  take_out([&](const NameWord& a, const NameWord& b) {
    const bool cut = is_cut_off(one, a.text, b.text) || is_cut_off(other, b.text, a.text);
    result.cut_off = result.cut_off || cut;
    return cut;
  });
  if (const std::string written = joined(result.only_one); written.size() > 5 && written == joined(result.only_other)) {
    result.shared += weight_of(WordRole::telling);
    ++result.telling_shared;
    std::erase_if(result.only_one, counts);
    std::erase_if(result.only_other, counts);
  }
  // A city, or a part of town that the other one names as its area, is not missing.
  const auto told_elsewhere = [](const std::set<std::string>& area) {
    return [&area](const NameWord& word) { return word.role == WordRole::place || (word.role == WordRole::quarter && area.contains(word.text)); };
  };
  std::erase_if(result.only_one, told_elsewhere(other.area_words));
  std::erase_if(result.only_other, told_elsewhere(one.area_words));
  for (const auto* side : {&result.only_one, &result.only_other}) {
    for (const NameWord& word : *side) result.unshared += weight_of(word.role);
  }
  return result;
}

int points_for_distance(std::int64_t metres) {
  if (metres <= 150) return 150;
  if (metres <= 400) return 100;
  if (metres <= 1000) return 30;
  if (metres <= 2000) return 0;
  return metres <= 5000 ? -100 : -300;
}

enum class Addresses { unknown, same, other, mixed };

// Street and number together tell; a portal's words for the city do not.
Addresses compare_addresses(const HotelFace& one, const HotelFace& other) {
  std::vector<std::string> shared;
  std::set_intersection(one.address_words.begin(), one.address_words.end(), other.address_words.begin(), other.address_words.end(), std::back_inserter(shared));
  const auto number = [](const std::string& word) { return word.find_first_not_of("0123456789") == std::string::npos; };
  const auto has_number = [&](const std::set<std::string>& words) { return std::any_of(words.begin(), words.end(), number); };
  if (!has_number(one.address_words) || !has_number(other.address_words)) return Addresses::unknown;
  const auto numbers = std::count_if(shared.begin(), shared.end(), number);
  const auto others = static_cast<std::ptrdiff_t>(shared.size()) - numbers;
  if (numbers > 0 && others > 0) return Addresses::same;
  return numbers == 0 && others == 0 ? Addresses::other : Addresses::mixed;
}

HotelMatch verdict(int permille, std::string reason) {
  const int score = std::clamp(permille, 0, 1000);
  return {score >= kSame ? SameHotel::same : score >= kMaybe ? SameHotel::maybe : SameHotel::different, score, std::move(reason)};
}

bool share_a_word(std::string_view one, std::string_view other) {
  const auto words = folded_words(other);
  const auto mine = folded_words(one);
  return std::any_of(mine.begin(), mine.end(), [&](const std::string& word) { return words.contains(word); });
}

std::string quoted(const NameWord& word) { return "\"" + word.text + "\""; }

// Why these two cannot be one house; empty when nothing speaks against it.
std::string contradiction(const HotelFace& one, const HotelFace& other, const NameComparison& names, std::optional<std::int64_t> metres) {
  constexpr std::int64_t kFarthest = 20'000;
  constexpr std::size_t kLongestCode = 3;  // "HY" on one platform may be "Hyatt" on the other
  if (!one.name.brand.empty() && !other.name.brand.empty() && one.name.brand != other.name.brand) {
    return "brands differ: " + one.name.brand + ", " + other.name.brand;
  }
  if (one.chain.size() > kLongestCode && other.chain.size() > kLongestCode && !share_a_word(one.chain, other.chain)) return "chains differ: " + one.chain + ", " + other.chain;
  if (names.both_have_own(WordRole::apart)) return "names differ in " + quoted(*names.one_sided(WordRole::apart)) + ", which tells neighbours apart";
  if (metres && *metres > kFarthest) return std::to_string(*metres / 1000) + " km apart";
  return {};
}

bool one_is_called(const NameComparison& names, std::string_view text) {
  const auto is_it = [&](const NameWord& word) { return word.text == text; };
  return std::any_of(names.only_one.begin(), names.only_one.end(), is_it) || std::any_of(names.only_other.begin(), names.only_other.end(), is_it);
}

constexpr int kOneStar = 2;  // in halves

// What is known of one and not of the other, or known otherwise, and tells sister houses apart; empty when nothing is.
std::string doubt(const NameComparison& names, bool near, bool place_known, int star_distance) {
  if (names.telling_shared == 0 && !(names.only_one.empty() && names.only_other.empty())) return "no telling word in common";
  if (const NameWord* word = names.one_sided(WordRole::apart)) return "only one is called " + quoted(*word);
  if (const NameWord* word = names.one_sided(WordRole::sister)) return "only one is called " + quoted(*word);
  const auto has_own = [](const std::vector<NameWord>& words) {
    return NameComparison::own(words, WordRole::telling) || NameComparison::own(words, WordRole::sister) || NameComparison::own(words, WordRole::quarter);
  };
  if (has_own(names.only_one) && has_own(names.only_other)) return "each name has words of its own";
  if (names.both_have_own(WordRole::type)) return "other kinds of house";
  if (near) return {};
  if (!place_known && names.cut_off) return "one name is cut off";
  if (!place_known && star_distance > kOneStar) return "more than a star apart";
  if (!place_known && names.telling_shared < 2 && (one_is_called(names, "spa") || one_is_called(names, "resort"))) return "a short name, and only one is called a spa or resort";
  for (const WordRole role : {WordRole::quarter, WordRole::telling, WordRole::type}) {
    const NameWord* word = names.one_sided(role);
    if (word && !place_known) return "only one is called " + quoted(*word) + ", and the place of one is unknown";
    if (word) return "only one is called " + quoted(*word) + ", and they are not next to each other";
  }
  return {};
}

std::string measured(std::optional<std::int64_t> metres, Addresses addresses) {
  std::string text;
  if (metres) text += ", " + (*metres < 1000 ? std::to_string(*metres) + " m" : std::to_string(*metres / 1000) + " km") + " apart";
  if (addresses == Addresses::same) text += ", same street and number";
  if (addresses == Addresses::other) text += ", other addresses";
  if (!metres && addresses == Addresses::unknown) text += ", places not comparable";
  return text;
}

const json& at_or_null(const json& from, std::string_view member) {
  static const json kNull;
  const auto found = from.is_object() ? from.find(member) : from.end();
  return found == from.end() ? kNull : *found;
}

std::string text_at(const json& from, std::string_view member) {
  const json& value = at_or_null(from, member);
  return value.is_string() ? value.get<std::string>() : std::string{};
}

std::optional<std::int64_t> micro_degrees(const json& number, double largest) {
  if (!number.is_number()) return std::nullopt;
  const double degrees = number.get<double>();
  if (!(std::abs(degrees) <= largest)) return std::nullopt;
  return std::llround(degrees * 1e6);
}

}  // namespace

std::string_view name_of(SameHotel verdict) {
  switch (verdict) {
    case SameHotel::same: return "same";
    case SameHotel::maybe: return "maybe";
    case SameHotel::different: return "different";
  }
  return "different";
}

HotelFace hotel_face(const json& offer, std::string_view place) {
  const json& hotels = at_or_null(at_or_null(offer, "components"), "hotels");
  const json& hotel = hotels.is_array() && !hotels.empty() ? hotels.front() : offer;
  const json& location = at_or_null(hotel, "location");
  const json& address = at_or_null(location, "address");
  const json& details = at_or_null(hotel, "hotelDetails");
  HotelFace face;
  face.giata_id = text_at(at_or_null(hotel, "externalIds"), "giata");
  const std::string name = text_at(hotel, "name");
  std::set<std::string> place_words = folded_words(place);
  place_words.merge(folded_words(text_at(address, "city")));
  face.name = read_hotel_name(name, place_words);
  face.folded_name = fold_name(name).text;
  face.address_words = folded_words(text_at(address, "full") + " " + text_at(address, "street"));
  for (const std::string& word : place_words) face.address_words.erase(word);
  face.area_words = folded_words(text_at(location, "neighborhood"));
  face.chain = fold_name(text_at(at_or_null(details, "chainInfo"), "chain")).text;
  const json& stars = at_or_null(details, "starRating");
  if (stars.is_number()) face.star_halves = static_cast<int>(std::lround(std::clamp(stars.get<double>(), 0.0, 10.0) * 2));
  face.latitude_e6 = micro_degrees(at_or_null(at_or_null(location, "coordinates"), "latitude"), 90);
  face.longitude_e6 = micro_degrees(at_or_null(at_or_null(location, "coordinates"), "longitude"), 180);
  return face;
}

std::optional<std::int64_t> metres_between(const HotelFace& one, const HotelFace& other) {
  if (!one.latitude_e6 || !other.latitude_e6 || !one.longitude_e6 || !other.longitude_e6) return std::nullopt;
  constexpr double kMetresPerMicroDegree = 0.111195;
  constexpr double kRadiansPerMicroDegree = 3.14159265358979 / 180e6;
  const double north = static_cast<double>(*one.latitude_e6 - *other.latitude_e6) * kMetresPerMicroDegree;
  const double narrowing = std::cos(static_cast<double>(*one.latitude_e6) * kRadiansPerMicroDegree);
  const double east = std::remainder(static_cast<double>(*one.longitude_e6 - *other.longitude_e6), 360e6) * kMetresPerMicroDegree * narrowing;
  return std::llround(std::hypot(north, east));
}

HotelMatch compare_hotels(const HotelFace& one, const HotelFace& other) {
  constexpr int kMostWhenDifferent = 300;
  constexpr int kMostWhenDoubtful = kSame - 10;
  if (!one.giata_id.empty() && !other.giata_id.empty()) {
    if (one.giata_id == other.giata_id) return verdict(1000, std::string(kSameGiataId));
    return verdict(0, "other GIATA ids");
  }
  const NameComparison names = compare_names(one, other);
  const auto metres = metres_between(one, other);
  const Addresses addresses = compare_addresses(one, other);
  const int star_distance = one.star_halves && other.star_halves ? std::abs(*one.star_halves - *other.star_halves) : 0;
  int score = names.permille();
  if (metres) score += points_for_distance(*metres);
  if (addresses == Addresses::same) score += 150;
  if (addresses == Addresses::other) score -= 60;
  if (star_distance > kOneStar) score -= star_distance > 2 * kOneStar ? 200 : 80;

  if (std::string reason = contradiction(one, other, names, metres); !reason.empty()) return verdict(std::min(score, kMostWhenDifferent), std::move(reason));
  const bool near = metres ? *metres <= 400 : addresses == Addresses::same;
  const bool place_known = metres || addresses != Addresses::unknown;
  if (std::string reason = doubt(names, near, place_known, star_distance); !reason.empty()) return verdict(std::min(score, kMostWhenDoubtful), reason + measured(metres, addresses));
  const bool far = metres && *metres > 2000 && addresses != Addresses::same;
  if (far) return verdict(std::min(score, kMostWhenDoubtful), "names agree" + measured(metres, addresses));
  return verdict(score, "names agree" + measured(metres, addresses));
}

}  // namespace voygen::search
