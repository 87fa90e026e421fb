#include "voygen/query.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "core/json_schema.hpp"

namespace voygen {
namespace {

using nlohmann::json;

HotelQuery full() {
  HotelQuery query;
  query.destination = "Zürich";
  query.check_in = *Date::parse_iso("2028-02-28");
  query.check_out = *Date::parse_iso("2028-03-01");
  query.rooms = {{2, {}}, {1, {4, 17}}};
  query.max_results = 7;
  query.min_nightly_micros = 99'990'000;
  query.max_nightly_micros = 250'000'000;
  query.min_star_halves = 7;
  query.amenities = {"Pool", "Spa"};
  return query;
}

TEST(HotelQuery, GoesThroughJsonUnchanged) {
  const auto read = HotelQuery::from_json(json::parse(full().to_json().dump()));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->to_json(), full().to_json());
  EXPECT_EQ(read->nights(), 2);
  EXPECT_EQ(read->rooms.at(1).child_ages, (std::vector<int>{4, 17}));
  EXPECT_EQ(read->min_nightly_micros, 99'990'000);
}

TEST(HotelQuery, LeavesOutWhatIsNotAskedFor) {
  HotelQuery query = full();
  query.min_nightly_micros = query.max_nightly_micros = std::nullopt;
  query.min_star_halves = std::nullopt;
  query.amenities.clear();
  const json written = query.to_json();
  for (const char* key : {"priceRange", "starRating", "amenities"}) EXPECT_FALSE(written.contains(key)) << key;
  EXPECT_EQ(HotelQuery::from_json(written)->to_json(), written);
}

TEST(HotelQuery, SatisfiesThePublishedSchema) {
  const core::JsonSchema schema(json::parse(std::ifstream(std::string(VOYGEN_SCHEMAS) + "/query.schema.json")));
  EXPECT_TRUE(schema.violations(full().to_json()).empty());
}

TEST(HotelQuery, IgnoresMembersOfLaterVersions) {
  json written = full().to_json();
  written["petFriendly"] = true;
  EXPECT_TRUE(HotelQuery::from_json(written).ok());
}

TEST(HotelQuery, RefusesWhatItCannotRead) {
  const std::pair<const char*, json> wrong[] = {
      {"/destination", 7}, {"/checkIn", "2027-02-30"}, {"/checkOut", "tomorrow"}, {"/maxResults", "many"}, {"/rooms", 2}, {"/rooms/0/adults", "two"}, {"/rooms/1/childAges", {"four"}},
      {"/priceRange/min", "100"}, {"/priceRange/max", 1e300}, {"/starRating", "4"}, {"/starRating", 1e300}, {"/amenities", "Pool"},
  };
  for (const auto& [pointer, value] : wrong) {
    json query = full().to_json();
    query[json::json_pointer(pointer)] = value;
    const auto read = HotelQuery::from_json(query);
    ASSERT_FALSE(read.ok()) << pointer << " " << value;
    EXPECT_EQ(read.error().code, Code::invalid_argument);
  }
  EXPECT_FALSE(HotelQuery::from_json(json::array()).ok());
}

TEST(HotelQuery, FiltersPassOnlyWhatIsProven) {
  HotelQuery query = full();
  HotelOffer offer;
  EXPECT_FALSE(query.accepts(offer)) << "no price, no stars";
  offer.per_night = Price{Money::from_cents(9'999)};
  offer.star_halves = 7;
  EXPECT_TRUE(query.accepts(offer));
  offer.per_night = Price{Money::from_cents(9'998)};
  EXPECT_FALSE(query.accepts(offer));
  offer.per_night = Price{Money::from_cents(25'001)};
  EXPECT_FALSE(query.accepts(offer));
  offer.per_night = Price{Money::from_cents(25'000)};
  offer.star_halves = 6;
  EXPECT_FALSE(query.accepts(offer));
  EXPECT_TRUE(HotelQuery{}.accepts(HotelOffer{})) << "no filters";
}

}  // namespace
}  // namespace voygen
