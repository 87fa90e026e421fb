#include "catalogue/listing.hpp"

#include <string_view>

#include "catalogue/dice.hpp"
#include "catalogue/listed_name.hpp"
#include "catalogue/place.hpp"

namespace voygen::sim {

namespace {

std::uint64_t number(const Hotel& hotel) { return std::stoull(hotel.giata_id); }

/// Ids of a portal look unrelated to the GIATA id, yet are different for different hotels: multiplying by a number without
/// a common factor and taking the rest is a bijection on the numbers below `range`.
std::uint64_t shuffled(std::uint64_t value, std::uint64_t range) {
  constexpr std::uint64_t kFactor = 1'000'003;
  return value * kFactor % range;
}

std::string letters(std::uint64_t value, int count) {
  std::string text(static_cast<std::size_t>(count), 'A');
  for (auto letter = text.rbegin(); letter != text.rend(); ++letter, value /= 26) *letter = static_cast<char>('A' + value % 26);
  return text;
}

/// "WI;WASHI" for most, a plain number for what the supplier contracted itself.
std::string vax_id(const Hotel& hotel) {
  constexpr std::uint64_t kFiveLetters = 26ULL * 26 * 26 * 26 * 26;
  const std::uint64_t own = shuffled(number(hotel), kFiveLetters);
  if (own % 5 == 0) return std::to_string(10'000 + own);
  return letters(number_of(hotel.name) % (26ULL * 26), 2) + ";" + letters(own, 5);
}

/// "CUN_78637_78637"; a few have letters where the others have digits.
std::string delta_id(const Hotel& hotel) {
  constexpr std::uint64_t kSixLetters = 26ULL * 26 * 26 * 26 * 26 * 26;
  const Place& place = all_places()[hotel.place];
  std::string area{place.airport};
  if (area.empty()) {
    for (const char letter : plain_key(place.city).substr(0, 3)) area += static_cast<char>(letter - 'a' + 'A');
  }
  const std::uint64_t own = shuffled(number(hotel), kSixLetters);
  const std::string code = own % 12 == 0 ? letters(own, 6) : std::to_string(own % 12 + number(hotel) * 12);
  return area + "_" + code + "_" + code;
}

std::string web_id(const Hotel& hotel, const std::string& name) { return plain_key(name) + "-" + std::to_string(number(hotel)); }

int listed_permille(PortalId portal) {
  switch (portal) {
    case PortalId::cpmaxx: return 1000;
    case PortalId::vax: return 600;
    case PortalId::delta: return 400;
    case PortalId::web: return 500;
  }
  return 0;
}

}  // namespace

Listing listing_on(PortalId portal, const Hotel& hotel) {
  if (portal == PortalId::cpmaxx) return {true, hotel.giata_id, hotel.name};
  Dice dice{mix(number_of(hotel.giata_id), 0x115'7ULL + static_cast<std::uint64_t>(portal))};
  Listing listing;
  // Only what a supplier sells can be found elsewhere; good houses more often than cheap ones.
  const int liking = hotel.half_stars >= 8 ? 150 : hotel.half_stars <= 4 ? -100 : 0;
  listing.listed = dice.chance(listed_permille(portal) + liking) && hotel.supplier_data;
  switch (portal) {
    case PortalId::cpmaxx: break;
    case PortalId::vax:
      listing.name = name_on_vax(hotel, dice);
      listing.id = vax_id(hotel);
      break;
    case PortalId::delta:
      listing.name = name_on_delta(hotel, dice);
      listing.id = delta_id(hotel);
      break;
    case PortalId::web:
      listing.name = name_on_web(hotel, dice);
      listing.id = web_id(hotel, listing.name);
      break;
  }
  return listing;
}

}  // namespace voygen::sim
