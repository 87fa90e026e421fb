#include "delta/trip.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "catalogue/dice.hpp"
#include "delta/rooms.hpp"

namespace voygen::sim::delta {

namespace {

constexpr std::array<std::string_view, 6> kAreas = {"Downtown", "Waterfront", "Airport", "Beach Area", "Old Town", "Suburbs"};

std::string area_of(const Hotel& hotel, Dice& dice) {
  return std::string{dice.pick(kAreas)} + " " + std::string{all_places()[hotel.place].city};
}

std::vector<std::string> notes_of(Dice& dice) {
  std::vector<std::string> notes;
  if (dice.chance(420)) notes.push_back("Additional Resort Fee $" + std::to_string(dice.between(12, 55)) + " Plus Tax Per Night");
  if (dice.chance(150)) notes.emplace_back("Guests must be 21 or older to check in");
  if (dice.chance(90)) notes.emplace_back("Pool closed for renovation; call 1-800-555-0142 for details");
  return notes;
}

HotelItem describe(const Hotel& hotel, const Listing& listing) {
  static constexpr std::array<std::string_view, 4> kLevels = {"Superior", "Excellent", "Very Good", "Good"};
  Dice dice{mix(number_of(hotel.giata_id), 0xDE17A)};
  HotelItem item;
  item.hotel = &hotel;
  item.code = listing.id;
  item.name = listing.name;
  item.area = area_of(hotel, dice);
  item.notes = notes_of(dice);
  item.members_pick = hotel.half_stars >= 7 && dice.chance(160);
  const std::int64_t tenths = dice.between(41, 50);
  if (item.members_pick) {
    item.members_rating = tenths == 50 ? "5" : "4." + std::to_string(tenths - 40);
    item.members_level = kLevels[static_cast<std::size_t>((50 - tenths) / 3)];
  }
  item.transfer = dice.chance(220);
  return item;
}

bool shown_before(const HotelItem& left, const HotelItem& right) {
  const auto rank = [](const HotelItem& item) { return !item.has_price() ? 2 : item.members_pick ? 0 : 1; };
  if (rank(left) != rank(right)) return rank(left) < rank(right);
  if (left.lowest_cents() != right.lowest_cents()) return left.lowest_cents() < right.lowest_cents();
  return left.code < right.code;
}

/// A destination has at most that many hotels, always the same ones: the portal contracts them one by one.
std::vector<HotelItem> contracted(const Catalogue& catalogue, const TripRequest& request) {
  constexpr int kRadiusMiles = 20;
  const std::vector<Room> rooms = request.party.spread();
  const Stay stay{request.departure, request.nights(), rooms};
  std::vector<HotelItem> items;
  for (const Offer& offer : catalogue.top_picks(around_place(*request.place, kRadiusMiles), stay)) {
    const Listing listing = listing_on(PortalId::delta, *offer.hotel);
    if (!listing.listed) continue;
    items.push_back(describe(*offer.hotel, listing));
    if (offer.quote.priced) items.back().rooms = rooms_of(*offer.hotel, offer.quote, static_cast<int>(rooms.size()));
  }
  const std::size_t most = 90 + number_of(request.destination->code) % 41;
  std::sort(items.begin(), items.end(), [](const HotelItem& a, const HotelItem& b) { return number_of(a.code) < number_of(b.code); });
  if (items.size() > most) items.resize(most);
  std::sort(items.begin(), items.end(), shown_before);
  return items;
}

/// The package begins with the cheapest room that can be booked.
void select_hotel(Trip& trip) {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
  for (const HotelItem& item : trip.hotels) {
    for (const RoomOffer& room : item.rooms) {
      if (room.status != RoomStatus::bookable || room.hotel_cents >= lowest) continue;
      lowest = room.hotel_cents;
      trip.selected_hotel_cents = room.hotel_cents;
      trip.selected_code = item.code;
    }
  }
}

}  // namespace

std::vector<Room> Party::spread() const {
  std::vector<Room> spread(static_cast<std::size_t>(rooms));
  for (int room = 0; room < rooms; ++room) spread[static_cast<std::size_t>(room)].adults = adults / rooms + (room < adults % rooms ? 1 : 0);
  spread.front().child_ages = child_ages;
  return spread;
}

std::int64_t HotelItem::lowest_cents() const {
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
  for (const RoomOffer& room : rooms) lowest = std::min(lowest, room.hotel_cents);
  return lowest;
}

std::int64_t Trip::flight_cents(const RoundTrip& flight) const {
  return flight.adult_cents * request.party.adults + flight.child_cents * static_cast<std::int64_t>(request.party.child_ages.size());
}

std::int64_t Trip::base_cents() const { return flight_cents(flights.front()) + selected_hotel_cents; }

const std::vector<std::pair<char, std::string_view>>& amenity_pictures() {
  static const std::vector<std::pair<char, std::string_view>> pictures = {
      {'a', "Air Conditioning"}, {'b', "Beach"},       {'d', "Dining On-Site"}, {'f', "Fitness Center"},     {'g', "Golf Nearby"},
      {'h', "Accessible Rooms"}, {'i', "In Room Wi-Fi Access"}, {'k', "Kids Club"}, {'p', "Swimming Pool"}, {'s', "Spa"}, {'t', "Tennis"}};
  return pictures;
}

std::vector<std::pair<char, std::string_view>> amenities_of(const Hotel& hotel) {
  // Letters of the pictures by the catalogue's amenity numbers.
  static constexpr std::array<std::pair<int, char>, 8> kLetters = {{{13, 'a'}, {8, 'd'}, {11, 'f'}, {14, 'h'}, {3, 'i'}, {5, 'p'}, {7, 's'}, {6, 't'}}};
  std::vector<std::pair<char, std::string_view>> amenities;
  for (const auto& [letter, text] : amenity_pictures()) {
    for (const auto& [number, wanted] : kLetters) {
      const bool has = std::find(hotel.amenities.begin(), hotel.amenities.end(), number) != hotel.amenities.end();
      if (wanted == letter && has) amenities.emplace_back(letter, text);
    }
  }
  return amenities;
}

const Place* place_of_airport(std::string_view code) {
  const auto& places = all_places();
  const auto found = std::find_if(places.begin(), places.end(), [&](const Place& place) { return place.airport == code; });
  return code.empty() || found == places.end() ? nullptr : &*found;
}

Trip make_trip(const Catalogue& catalogue, const TripRequest& request) {
  Trip trip;
  trip.request = request;
  trip.flights = round_trips(*request.origin, *request.destination, request.departure, request.back);
  const auto dearer = [&](const RoundTrip& a, const RoundTrip& b) { return trip.flight_cents(a) < trip.flight_cents(b); };
  std::stable_sort(trip.flights.begin(), trip.flights.end(), dearer);
  if (request.place) trip.hotels = contracted(catalogue, request);
  select_hotel(trip);
  return trip;
}

}  // namespace voygen::sim::delta
