#include "vax/availability.hpp"

#include <array>

#include "catalogue/dice.hpp"
#include "catalogue/listing.hpp"

namespace voygen::sim::vax {

namespace {

constexpr int kMarketMiles = 20;

// Texts as suppliers deliver them: wide blanks, cut words, measures with a slash.
constexpr std::array<std::string_view, 8> kBeds = {"1 King",         "2 Queens",       "2 Double Beds", "1 King, Sofa bed",
                                                   "1 Queen, Daybed", "2 Twin Beds",    "1 King Bed",    "3 Single Beds"};
constexpr std::array<std::string_view, 7> kClasses = {"Standard Room", "Superior Room", "Deluxe Room", "Club Room", "Junior Suite",
                                                      "One Bedroom Suite", "Premier Suite"};
constexpr std::array<std::string_view, 8> kExtras = {"City vi ew",
                                                     "Free wi-fi , Coffee/tea maker",
                                                     "325sqft/30sqm, Wireless internet, for a fee",
                                                     "Mini fridge, 430sqft/40sqm , Hi gh floor",
                                                     "Balcony & Partial Ocean View",
                                                     "Non-smoking",
                                                     "Accessible, Roll-in shower",
                                                     "Hot breakfast included - \"Sunrise\" rate"};
constexpr std::array<ValueIndicator, 6> kIndicators = {{
    {"Full Commission", "  This hotel pays the full commission.\r\n"},
    {"Contracted Connect Hotel", "   Rates and rooms are contracted directly. Changes may be subject to rules of their own.\r\n"},
    {"Luxe Selection", "  Booking here opens the concierge desk for luxury clients.\xC2\xA0 See the profile for extras."},
    {"Preferred Partner", "  One of our preferred partners."},
    {"Family Friendly", "  Kids stay & play; ask about ages < 12."},
    {"Green Leaf", "  Certified for sustainable operation."},
}};
constexpr std::array<Promotion, 5> kPromotions = {{
    {9202977, "Special Reduced Rates!", "The reduction is part of the price shown."},
    {9411203, "Free Nights: Stay 7, Pay 6", "The cheapest night is free; already in the price."},
    {8807715, "Resort Credit up to $250", "Credit is given at check-in. $25 per night, at most $250."},
    {9100042, "Kids Stay & Eat Free", "For children up to 11 with two paying adults."},
    {9555501, "Early Booking Bonus", "Book 60 days ahead."},
}};
constexpr std::array<Badge, 3> kBadges = {{{"LX", "Luxe Selection® badge"}, {"CV", "Verified Cleaning badge"}, {"GL", "Green Leaf badge"}}};

std::int64_t permille_of(std::int64_t cents, std::int64_t permille) { return divide_rounded(cents * permille, 1000); }

/// The hotel's stay with its taxes and the supplier's mark-up.
std::int64_t hotel_cents(const Offer& offer, const Vendor& vendor) {
  const std::int64_t taxed = divide_rounded(offer.quote.stay_cents * (10'000 + offer.hotel->tax_basis_points), 10'000);
  return permille_of(taxed, vendor.price_permille);
}

/// There and back for one traveller: by distance, day and luck.
std::int64_t fare_cents(const SearchRequest& request) {
  if (!request.with_flight()) return 0;
  const Place& from = *request.origin;
  const Place& to = *request.destination;
  const std::int64_t metres = distance_metres(from.lat_e7 * 10, from.lng_e7 * 10, to.lat_e7 * 10, to.lng_e7 * 10);
  Dice dice{mix(number_of(market_label(from) + market_label(to)), static_cast<std::uint64_t>(request.stay.check_in))};
  return permille_of(9'800 + metres / 1000 * 11, dice.between(850, 1250)) + dice.between(0, 99);
}

/// Where the runway is: the same place for every hotel of a market.
std::int64_t airport_hundredths(const Hotel& hotel, const Place& market) {
  Dice dice{number_of(market.airport)};
  const std::int64_t lat = market.lat_e7 * 10 + dice.between(-9'000'000, 9'000'000);
  const std::int64_t lng = market.lng_e7 * 10 + dice.between(-9'000'000, 9'000'000);
  return divide_rounded(distance_metres(hotel.lat_e8, hotel.lng_e8, lat, lng) * 100'000, 1'609'344);
}

std::string room_code(Dice& dice) {
  std::string code;
  for (int letter = 0; letter < 4; ++letter) code += static_cast<char>('A' + dice.between(0, 25));
  return code;
}

RoomType make_room(const HotelRow& hotel, Dice& dice, int number) {
  RoomType room;
  room.code = room_code(dice) + (number == 0 ? "" : std::to_string(number));  // never twice in a hotel
  room.name = std::string{dice.pick(kClasses)} + ", " + std::string{dice.pick(kBeds)};
  if (dice.chance(800)) room.name += ", " + std::string{dice.pick(kExtras)};
  if (number > 0 && dice.chance(120)) room.name = hotel.rooms.back().name;  // another rate of the same room
  for (const ValueIndicator& indicator : kIndicators) {
    if (dice.chance(300)) room.indicators.push_back(indicator);
  }
  for (const Promotion& promotion : kPromotions) {
    if (dice.chance(130)) room.promotions.push_back(promotion);
  }
  return room;
}

void add_rooms(HotelRow& hotel, const SearchRequest& request, std::int64_t base_cents, std::int64_t fares_cents, Dice& dice) {
  const auto count = static_cast<int>(dice.between(1, 7));
  std::int64_t permille = 1000;
  for (int number = 0; number < count; ++number) {
    RoomType room = make_room(hotel, dice, number);
    room.total_cents = permille_of(base_cents, permille) + fares_cents;
    room.per_person_cents = divide_rounded(room.total_cents, request.travellers());
    const std::uint64_t mark = mix(number_of(hotel.id + room.code), static_cast<std::uint64_t>(request.stay.check_in));
    room.item = "-" + std::to_string(100'000'000 + mark % 1'900'000'000) + "|H|1|1|0";
    permille += dice.between(0, 180);
    hotel.rooms.push_back(std::move(room));
  }
}

HotelRow make_row(const Offer& offer, const Listing& listing, const SearchRequest& request, std::int64_t fares_cents) {
  const Hotel& house = *offer.hotel;
  HotelRow row;
  row.hotel = &house;
  row.id = listing.id;
  row.name = listing.name;
  row.source = row.id.find(';') == std::string::npos ? "ContractedHotel" : "PegasusHotel";
  Dice dice{mix(number_of(house.giata_id), number_of(request.vendor->code))};
  if (dice.chance(850)) {
    row.review_tenths = static_cast<int>(dice.between(21, 50));
    row.reviews = static_cast<int>(dice.between(1, 6400));
  }
  row.airport_hundredths = airport_hundredths(house, *request.destination);
  if (dice.chance(250)) row.badge = &dice.pick(kBadges);
  add_rooms(row, request, hotel_cents(offer, *request.vendor), fares_cents, dice);
  return row;
}

}  // namespace

Availability find_availability(const Catalogue& catalogue, const SearchRequest& request) {
  Availability found;
  found.request = request;
  const std::int64_t fares = fare_cents(request) * request.travellers();
  for (const Offer& offer : catalogue.top_picks(around_place(*request.destination, kMarketMiles), request.stay)) {
    const Listing listing = listing_on(PortalId::vax, *offer.hotel);
    Dice sold_by{mix(number_of(offer.hotel->giata_id), number_of(request.vendor->name))};
    if (!offer.quote.priced || !listing.listed || !sold_by.chance(request.vendor->share_permille)) continue;
    found.hotels.push_back(make_row(offer, listing, request, fares));
  }
  if (!found.hotels.empty()) found.selected_cents = found.hotels.front().rooms.front().total_cents;
  return found;
}

}  // namespace voygen::sim::vax
