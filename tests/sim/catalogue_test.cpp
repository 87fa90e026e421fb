#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "catalogue/catalogue.hpp"

namespace voygen::sim {
namespace {

const Catalogue& world() {
  static const Catalogue catalogue{7};
  return catalogue;
}

Stay three_nights() { return {*parse_iso_day("2027-03-01"), 3, {Room{}}}; }

TEST(Catalogue, IsTheSameForTheSameSeed) {
  const Catalogue again{7};
  ASSERT_EQ(again.hotels().size(), world().hotels().size());
  for (std::size_t index = 0; index < again.hotels().size(); ++index) {
    const Hotel& left = again.hotels()[index];
    const Hotel& right = world().hotels()[index];
    ASSERT_EQ(left.giata_id, right.giata_id);
    ASSERT_EQ(left.name, right.name);
    ASSERT_EQ(left.lat_e8, right.lat_e8);
    ASSERT_EQ(left.base_nightly_cents, right.base_nightly_cents);
  }
}

// Pinned, so that a compiler or a machine that draws differently is noticed. A deliberate change of the world changes these.
TEST(Catalogue, IsTheSameEverywhere) {
  const auto offers = world().top_picks(around_place(*world().find_place("bath-gb"), 20), three_nights());
  ASSERT_EQ(offers.size(), 29U);
  EXPECT_EQ(offers[0].hotel->giata_id, "477239");
  EXPECT_EQ(offers[0].hotel->name, "Oakmont Extended Stay Bath");
  EXPECT_EQ(offers[0].hotel->lat_e8, 5'133'663'785);
  EXPECT_EQ(offers[0].quote.stay_cents, 19'889);
  EXPECT_EQ(offers[0].quote.commission_cents, 5'967);
  EXPECT_FALSE(offers[2].quote.priced);
}

TEST(Catalogue, DiffersForAnotherSeed) {
  const Catalogue other{8};
  EXPECT_NE(other.hotels().front().name + other.hotels().front().address,
            world().hotels().front().name + world().hotels().front().address);
}

TEST(Catalogue, HasManyPlacesAndThousandsOfHotels) {
  std::map<std::size_t, int> counts;
  for (const Hotel& hotel : world().hotels()) counts[hotel.place] += hotel.supplier_data ? 1 : 0;
  int huge = 0;
  int empty = 0;
  for (std::size_t place = 0; place < all_places().size(); ++place) {
    if (counts[place] > 1000) ++huge;
    if (counts[place] == 0) ++empty;
    EXPECT_TRUE(counts[place] == 0 || counts[place] >= 15) << all_places()[place].label();
  }
  EXPECT_GE(all_places().size(), 64U);
  EXPECT_GE(world().hotels().size(), 5000U);
  EXPECT_GE(huge, 3);
  EXPECT_GE(empty, 1);
}

TEST(Catalogue, GivesEveryHotelAnIdOfItsOwn) {
  std::set<std::string> ids;
  for (const Hotel& hotel : world().hotels()) EXPECT_TRUE(ids.insert(hotel.giata_id).second) << hotel.giata_id;
  std::set<std::string> places;
  for (const Place& place : all_places()) EXPECT_TRUE(places.insert(place.id()).second) << place.id();
}

TEST(Catalogue, HasTheUglyCases) {
  int unrated = 0, halves = 0, no_photo = 0, blank_end = 0, name_only = 0, quotes = 0, ampersands = 0, accents = 0, very_long = 0;
  for (const Hotel& hotel : world().hotels()) {
    unrated += hotel.half_stars == 0;
    halves += hotel.half_stars % 2;
    no_photo += hotel.picture != Picture::photo;
    blank_end += !hotel.address.empty() && hotel.address.back() == ' ';
    name_only += hotel.description == hotel.name;
    quotes += hotel.name.find('"') != std::string::npos;
    ampersands += hotel.name.find('&') != std::string::npos;
    accents += hotel.name.find("\xc3") != std::string::npos;
    very_long += hotel.description.size() > 1500;
  }
  for (const int count : {unrated, halves, no_photo, blank_end, name_only, quotes, ampersands, accents, very_long}) {
    EXPECT_GT(count, 30);
  }
}

TEST(Catalogue, HasNeighboursThatAreEasilyConfused) {
  int towers = 0, airport_twins = 0, at_one_address = 0;
  std::map<std::pair<std::size_t, std::string>, int> names;
  std::map<std::string, int> addresses;
  for (const Hotel& hotel : world().hotels()) {
    towers += hotel.name.find(" Tower") != std::string::npos && hotel.name.find("Resort") != std::string::npos;
    airport_twins += hotel.name.ends_with("Airport North") || hotel.name.ends_with("Terminal B");
    if (hotel.supplier_data && hotel.name.find("Tower") != std::string::npos) at_one_address += addresses[hotel.address]++;
    ++names[{hotel.place, hotel.name}];
  }
  EXPECT_GT(towers, 20);
  EXPECT_GT(airport_twins, 10);
  EXPECT_GT(at_one_address, 10);
  // Namesakes in one town are rare, but there are some.
  const auto namesakes = std::count_if(names.begin(), names.end(), [](const auto& entry) { return entry.second > 1; });
  EXPECT_GT(namesakes, 10);
  EXPECT_LT(namesakes * 20, static_cast<std::ptrdiff_t>(names.size()));
}

TEST(Catalogue, FindsPlacesByIdAndLabelButNotByAnAmbiguousName) {
  ASSERT_NE(world().find_place("Bath, UK"), nullptr);
  EXPECT_EQ(world().find_place("bath-gb"), world().find_place("Bath, UK"));
  EXPECT_EQ(world().find_place("sao paulo"), world().find_place("São Paulo, SP, Brazil"));
  EXPECT_EQ(world().find_place("Springfield"), nullptr);
  EXPECT_EQ(world().find_place("Atlantis"), nullptr);
}

TEST(Catalogue, SuggestsEveryPlaceOfAnAmbiguousName) {
  EXPECT_EQ(world().suggest("springf", 9).size(), 3U);
  EXPECT_EQ(world().suggest("paris", 9).size(), 2U);
  ASSERT_EQ(world().suggest("zurich", 9).size(), 1U);
  EXPECT_EQ(world().suggest("Zürich", 9).front()->label(), "Zürich, Switzerland");
  EXPECT_TRUE(world().suggest("", 9).empty());
}

TEST(Catalogue, OrdersTopPicksByCommission) {
  const auto offers = world().top_picks(around_place(*world().find_place("seattle-wa-us"), 20), three_nights());
  ASSERT_GT(offers.size(), 1000U);
  for (std::size_t index = 1; index < offers.size(); ++index) {
    ASSERT_GE(offers[index - 1].hotel->commission_tenths, offers[index].hotel->commission_tenths);
  }
}

TEST(Catalogue, RadiusDecidesWhoIsInside) {
  const Place& bath = *world().find_place("bath-gb");
  std::size_t before = 0;
  for (const int radius : {5, 10, 20, 50}) {
    const auto offers = world().top_picks(around_place(bath, radius), three_nights());
    EXPECT_GE(offers.size(), before);
    for (const Offer& offer : offers) EXPECT_LE(offer.metres, radius * 1609);
    before = offers.size();
  }
  EXPECT_GT(before, world().top_picks(around_place(bath, 5), three_nights()).size());
}

TEST(Catalogue, MeasuresDistancesWellEnough) {
  const Place& seattle = *world().find_place("seattle-wa-us");
  const Place& portland = *world().find_place("portland-or-us");
  const auto metres = distance_metres(seattle.lat_e7 * 10, seattle.lng_e7 * 10, portland.lat_e7 * 10, portland.lng_e7 * 10);
  EXPECT_NEAR(static_cast<double>(metres), 233'500.0, 1'500.0);
  EXPECT_LT(distance_metres(0, 17'999'000'000, 0, -17'999'000'000), 3'000);
  EXPECT_NEAR(static_cast<double>(cosine_millionths(6'000'000'000)), 500'000.0, 30.0);
}

TEST(Pricing, IsAFunctionOfHotelDatesAndGuests) {
  for (const Hotel& hotel : world().hotels()) {
    const Quote first = quote(hotel, three_nights());
    const Quote second = quote(hotel, three_nights());
    ASSERT_EQ(first.stay_cents, second.stay_cents);
    if (!first.priced) continue;
    ASSERT_EQ(first.nightly_dollars, (first.stay_cents * 2 + 300) / 600);
    ASSERT_EQ(first.commission_cents, (first.stay_cents * hotel.commission_tenths * 2 + 1000) / 2000);
    ASSERT_GE(first.original_cents, first.stay_cents);
    ASSERT_GE(first.total_dollars * 100 + 50, first.stay_cents);
  }
}

TEST(Pricing, RisesWithGuestsAndRooms) {
  Stay couple = three_nights();
  Stay crowd = couple;
  crowd.rooms = {Room{3, {}}};
  Stay family = couple;
  family.rooms = {Room{2, {14}}};
  Stay two_rooms = couple;
  two_rooms.rooms = {Room{}, Room{}};
  int compared = 0;
  for (const Hotel& hotel : world().hotels()) {
    const Quote base = quote(hotel, couple);
    if (!base.priced) continue;
    ++compared;
    ASSERT_GT(quote(hotel, crowd).stay_cents, base.stay_cents);
    ASSERT_GT(quote(hotel, family).stay_cents, base.stay_cents);
    ASSERT_GT(quote(hotel, two_rooms).stay_cents, base.stay_cents * 19 / 10);
  }
  EXPECT_GT(compared, 5000);
}

TEST(Pricing, SometimesHasNoPriceADiscountOrOtherSellers) {
  int unpriced = 0, discounted = 0, compared = 0;
  for (const Hotel& hotel : world().hotels()) {
    const Quote result = quote(hotel, three_nights());
    unpriced += !result.priced;
    discounted += result.original_cents > result.stay_cents;
    compared += !result.other_sellers.empty();
    for (const OtherSeller& seller : result.other_sellers) EXPECT_GE(seller.dollars, result.nightly_dollars);
    EXPECT_EQ(result.priced, result.stay_cents > 0);
  }
  EXPECT_GT(unpriced, 100);
  EXPECT_GT(discounted, 100);
  EXPECT_GT(compared, 100);
}

TEST(Calendar, ReadsAndWritesIsoDays) {
  EXPECT_EQ(iso_day(*parse_iso_day("2028-02-29")), "2028-02-29");
  EXPECT_EQ(weekday_of(*parse_iso_day("2026-11-22")), 0);
  for (const char* wrong : {"2027-02-29", "2027-2-01", "03/01/2027", "", "2027-13-01", "2027-01-00", "20x7-01-01"}) {
    EXPECT_FALSE(parse_iso_day(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace voygen::sim
