#include "labelled_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "catalogue/dice.hpp"
#include "search/same_hotel.hpp"
#include "voygen/offers.hpp"

namespace voygen::bench {
namespace {

using nlohmann::json;
using sim::Hotel;
using sim::PortalId;

constexpr PortalId kPortals[] = {PortalId::cpmaxx, PortalId::vax, PortalId::delta, PortalId::web};

std::string town(const Hotel& hotel) {
  const sim::Place& place = sim::all_places()[hotel.place];
  std::string text(place.city);
  if (!place.state_code.empty()) text.append(", ").append(place.state_code);
  return text;
}

Coordinates position(const Hotel& hotel, std::int64_t north_metres, std::int64_t east_metres) {
  constexpr double kDegreesPerMetre = 0.000009;
  const double latitude = static_cast<double>(hotel.lat_e8) / 1e8;
  const double longitude = static_cast<double>(hotel.lng_e8) / 1e8;
  return {latitude + static_cast<double>(north_metres) * kDegreesPerMetre,
          longitude + static_cast<double>(east_metres) * kDegreesPerMetre / std::max(0.1, std::cos(latitude * 0.0174533))};
}

// Sites are off by a house or two, a few by a kilometre, and some say little or nothing.
void locate_on_web(HotelOffer& offer, const Hotel& hotel) {
  sim::Dice dice{sim::mix(sim::number_of(hotel.giata_id), 0x3eb)};
  if (dice.chance(100)) return;
  if (dice.chance(850)) offer.address = hotel.address + ", " + town(hotel);
  const std::int64_t off = dice.chance(950) ? 70 : 1400;
  if (dice.chance(800)) offer.coordinates = position(hotel, dice.between(-off, off), dice.between(-off, off));
}

std::set<std::string> words_of(const std::string& name) { return search::folded_words(name); }

// Share of words in common, in permille: what a careless reader would go by.
int likeness(const std::set<std::string>& one, const std::set<std::string>& other) {
  std::vector<std::string> shared;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(shared));
  return static_cast<int>(2000 * shared.size() / std::max<std::size_t>(1, one.size() + other.size()));
}

const Hotel* most_alike(const std::vector<const Hotel*>& hotels, const Hotel& hotel, PortalId portal) {
  const auto words = words_of(hotel.name);
  const Hotel* best = nullptr;
  int most = -1;
  for (const Hotel* candidate : hotels) {
    if (candidate == &hotel || !sim::listing_on(portal, *candidate).listed) continue;
    const int alike = likeness(words, words_of(candidate->name));
    if (alike > most) {
      most = alike;
      best = candidate;
    }
  }
  return best;
}

bool is_located(const json& offer) {
  return offer["location"].contains("coordinates") || offer["location"].contains("address");
}

LabelledPair make_pair(PortalId first, const Hotel& one, PortalId second, const Hotel& other) {
  LabelledPair pair{offer_on(first, one), offer_on(second, other), sim::all_places()[one.place].label(), &one == &other, false};
  pair.located = is_located(pair.one) && is_located(pair.other);
  return pair;
}

}  // namespace

json offer_on(PortalId portal, const Hotel& hotel) {
  const sim::Listing listing = sim::listing_on(portal, hotel);
  HotelOffer offer;
  offer.platform_id = listing.id;
  offer.name = listing.name;
  offer.check_in = *Date::parse_iso("2027-03-01");
  offer.check_out = *Date::parse_iso("2027-03-04");
  if (hotel.half_stars > 0) offer.star_halves = portal == PortalId::vax ? hotel.half_stars / 2 * 2 : hotel.half_stars;
  if (portal == PortalId::cpmaxx) {
    offer.giata_id = hotel.giata_id;
    if (!hotel.address.empty()) offer.address = hotel.address;
    offer.coordinates = position(hotel, 0, 0);
  }
  if (portal == PortalId::web) locate_on_web(offer, hotel);
  json made = offer.to_json();
  if (portal == PortalId::vax || portal == PortalId::delta) made["location"]["neighborhood"] = town(hotel);
  return made;
}

std::vector<LabelledPair> labelled_pairs(const sim::Catalogue& world, std::uint64_t seed, int hotels) {
  std::vector<std::vector<const Hotel*>> by_place(sim::all_places().size());
  for (const Hotel& hotel : world.hotels()) {
    if (hotel.supplier_data) by_place[hotel.place].push_back(&hotel);
  }
  sim::Dice dice{sim::mix(seed, 0x9a125)};
  std::vector<LabelledPair> pairs;
  while (hotels > 0) {
    const auto& town_hotels = by_place[static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(by_place.size()) - 1))];
    if (town_hotels.empty()) continue;
    // The last of a large place are its easily confused neighbours: they come up as often as all the others.
    constexpr std::int64_t kNeighbours = 10;
    const auto count = static_cast<std::int64_t>(town_hotels.size());
    const bool neighbour = dice.chance(500) && count > 90;
    const Hotel& hotel = *town_hotels[static_cast<std::size_t>(neighbour ? count - dice.between(1, kNeighbours) : dice.between(0, count - 1))];
    const PortalId first = dice.pick(kPortals);
    const PortalId second = dice.pick(kPortals);
    if (first == second || !sim::listing_on(first, hotel).listed) continue;
    const Hotel* alike = most_alike(town_hotels, hotel, second);
    if (!alike || !sim::listing_on(second, hotel).listed) continue;
    pairs.push_back(make_pair(first, hotel, second, hotel));
    pairs.push_back(make_pair(first, hotel, second, *alike));
    --hotels;
  }
  return pairs;
}

Figures measure(const std::vector<LabelledPair>& pairs, Which which) {
  Figures figures;
  for (const LabelledPair& pair : pairs) {
    if (which != Which::all && pair.located != (which == Which::located)) continue;
    const auto match = search::compare_hotels(search::hotel_face(pair.one, pair.place), search::hotel_face(pair.other, pair.place));
    const bool same = match.verdict == search::SameHotel::same;
    const bool maybe = match.verdict == search::SameHotel::maybe;
    ++figures.pairs;
    figures.same += pair.same;
    figures.found += pair.same && same;
    figures.perhaps += pair.same && maybe;
    figures.wrong += !pair.same && same;
    figures.wrong_maybe += !pair.same && maybe;
  }
  return figures;
}

}  // namespace voygen::bench
