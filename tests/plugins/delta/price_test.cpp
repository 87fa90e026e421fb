#include "price_cell.hpp"

#include <gtest/gtest.h>

#include "invariants.hpp"

namespace delta {
namespace {

using voygen::Money;

constexpr std::int64_t kNone = -1'000'000'000;

struct CellCase {
  const char* text;
  std::int64_t difference;  // cents; kNone: absent
  std::int64_t total;
  bool has_problem;
};

TEST(PriceCell, IsReadAsItStandsOrNotAtAll) {
  const CellCase cases[] = {
      {"+$72.93\n=\n$2,089.26\ntotal", 7293, 208926, false},
      {"+$72.93 = $2,089.26 total Non-Refundable", 7293, 208926, false},
      {"  -$25.00\n=\n\n $1,991.33 total", -2500, 199133, false},
      {"\xE2\x88\x92$25.00 = $1,991.33 total", -2500, 199133, false},
      {"(+$57.41) = $1,405.37 total", 5741, 140537, false},
      {"+$0.00 = $2,016.33 total", 0, 201633, false},
      {"+$1,072.93\xC2\xA0=\xC2\xA0$12,089.26 total", 107293, 1208926, false},
      {"+ $72.93 = $ 2,089.26 total", 7293, 208926, false},
      {"", kNone, kNone, false},
      {"Call for price", kNone, kNone, false},
      {"$2,089.26 total", kNone, kNone, true},
      {"+C$72.93 = C$2,089.26 total", kNone, kNone, true},
      {"+\xE2\x82\xAC" "72.93 = \xE2\x82\xAC" "2,089.26 total", kNone, kNone, true},
      {"+72.93 = 2,089.26 total", kNone, kNone, true},
      {"+$72.93 = total", kNone, kNone, true},
      {"+$72.93 = $2,0", kNone, kNone, true},
      {"+$72.93 = $2.089,26 total", kNone, kNone, true},
      {"+ = $2,089.26 total", kNone, kNone, true},
  };
  for (const CellCase& expected : cases) {
    const PriceCell cell = read_price_cell(expected.text);
    EXPECT_EQ(cell.difference ? cell.difference->micros / 10'000 : kNone, expected.difference) << expected.text;
    EXPECT_EQ(cell.total ? cell.total->micros / 10'000 : kNone, expected.total) << expected.text;
    EXPECT_EQ(!cell.problem.empty(), expected.has_problem) << expected.text << ": " << cell.problem;
  }
}

voygen::RoomOffer room(std::int64_t difference_cents, std::int64_t total_cents) {
  voygen::RoomOffer offer;
  offer.name = "Room";
  offer.difference = Money::from_cents(difference_cents);
  offer.total = voygen::Price{Money::from_cents(total_cents)};
  return offer;
}

HotelReading hotel(std::vector<voygen::RoomOffer> rooms, std::vector<std::int64_t> price_cents = {}) {
  HotelReading reading;
  reading.hotel.emplace();
  reading.hotel_prices.resize(rooms.size());
  for (std::size_t index = 0; index < price_cents.size(); ++index) reading.hotel_prices[index] = Money::from_cents(price_cents[index]);
  reading.hotel->rooms = std::move(rooms);
  return reading;
}

TEST(Invariants, FindThePackageAndTheCurrentRoom) {
  const auto found = find_constants({hotel({room(7293, 208926), room(8768, 210401)}, {23454, 24929})}, {}, Money::from_cents(201633));
  ASSERT_TRUE(found.ok()) << found.error().message;
  EXPECT_EQ(found->base, Money::from_cents(201633));
  EXPECT_EQ(found->current_hotel, Money::from_cents(16161));
  EXPECT_EQ(found->contradicting, 0);
}

TEST(Invariants, WithholdWhatContradictsTheRest) {
  std::vector<HotelReading> hotels{hotel({room(0, 201633), room(7293, 198926)}), hotel({room(100, 201733)}, {16261}), hotel({room(200, 201833)}, {99999}), hotel({room(300, 201933)}, {16461})};
  std::vector<FlightReading> flights(1);
  flights[0].offer.emplace();
  flights[0].offer->difference = Money::from_cents(500);
  flights[0].offer->total = voygen::Price{Money::from_cents(201633)};
  const auto found = find_constants(hotels, flights, std::nullopt);
  ASSERT_TRUE(found.ok()) << found.error().message;
  EXPECT_EQ(found->contradicting, 2);
  enforce(*found, hotels, flights);
  EXPECT_TRUE(hotels[0].hotel->rooms[0].total);
  EXPECT_FALSE(hotels[0].hotel->rooms[1].total);
  EXPECT_FALSE(hotels[0].hotel->rooms[1].difference);
  EXPECT_LT(hotels[0].hotel->confidence, 1.0);
  EXPECT_TRUE(hotels[1].hotel->rooms[0].total);
  EXPECT_FALSE(hotels[2].hotel->rooms[0].total);  // the room's own price is another one
  EXPECT_TRUE(hotels[3].hotel->rooms[0].total);
  EXPECT_FALSE(flights[0].offer->total);
}

TEST(Invariants, WithoutAMajorityThePageIsNotBelieved) {
  const auto found = find_constants({hotel({room(0, 100000), room(0, 200000), room(0, 300000)})}, {}, std::nullopt);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, voygen::Code::drift);
}

TEST(Invariants, AStatedTotalFarFromThePricesIsDrift) {
  EXPECT_FALSE(find_constants({hotel({room(0, 100000)})}, {}, Money::from_cents(150000)).ok());
  EXPECT_TRUE(find_constants({hotel({room(0, 100000)})}, {}, Money::from_cents(100010)).ok());
}

TEST(Invariants, NoPriceIsNoConstant) {
  const auto found = find_constants({}, {}, Money::from_cents(100));
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE(found->base);
}

}  // namespace
}  // namespace delta
