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

Place miami() { return {"Miami, FL, United States", "Miami", "Florida", "US", Coordinates{25.7, -80.2}, {"MIA", "FLL"}}; }

FlightQuery flight() {
  FlightQuery query;
  query.origin = "ATL";
  query.destination = "Miami";
  query.place = miami();
  query.departure = *Date::parse_iso("2027-02-01");
  query.return_date = *Date::parse_iso("2027-02-08");
  query.adults = 2;
  query.children = 1;
  query.infants = 1;
  query.cabin = Cabin::premium_economy;
  query.max_results = 5;
  return query;
}

PackageQuery package() {
  PackageQuery query;
  query.origin = "Atlanta";
  query.destination = "Miami";
  query.place = miami();
  query.departure = *Date::parse_iso("2027-02-01");
  query.return_date = *Date::parse_iso("2027-02-08");
  query.rooms = {{2, {7}}};
  query.package_type = PackageType::all_inclusive;
  query.min_total_micros = 500'000'000;
  query.max_total_micros = 2'500'000'000;
  query.max_results = 3;
  return query;
}

template <class Query>
void expect_round_trip(const Query& query) {
  const core::JsonSchema schema(json::parse(std::ifstream(std::string(VOYGEN_SCHEMAS) + "/query.schema.json")));
  const json written = query.to_json();
  EXPECT_TRUE(schema.violations(written).empty()) << written;
  const auto read = Query::from_json(json::parse(written.dump()));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->to_json(), written);
}

TEST(Queries, OfEveryKindGoThroughJsonUnchanged) {
  HotelQuery hotel = full();
  hotel.place = miami();
  expect_round_trip(hotel);
  expect_round_trip(flight());
  expect_round_trip(package());
  FlightQuery one_way = flight();
  one_way.return_date = std::nullopt;
  one_way.cabin = std::nullopt;
  one_way.place = std::nullopt;
  expect_round_trip(one_way);
  PackageQuery land_only = package();
  land_only.origin = std::nullopt;
  land_only.package_type = std::nullopt;
  land_only.min_total_micros = std::nullopt;
  expect_round_trip(land_only);
}

TEST(Queries, RefuseWhatTheyCannotRead) {
  for (const auto& [pointer, value] : {std::pair<const char*, json>{"/departureDate", "2027-02-30"}, {"/returnDate", 7}, {"/class", "cargo"}, {"/travelers/adults", "two"}, {"/place/name", 7}}) {
    json query = flight().to_json();
    query[json::json_pointer(pointer)] = value;
    EXPECT_FALSE(FlightQuery::from_json(query).ok()) << pointer;
  }
  for (const auto& [pointer, value] : {std::pair<const char*, json>{"/returnDate", "soon"}, {"/packageType", "cheap"}, {"/budget/max", "2500"}, {"/rooms/0/adults", "two"}}) {
    json query = package().to_json();
    query[json::json_pointer(pointer)] = value;
    EXPECT_FALSE(PackageQuery::from_json(query).ok()) << pointer;
  }
}

TEST(PackageQuery, FiltersPassOnlyWhatIsProven) {
  PackageOffer offer;
  offer.type = PackageType::all_inclusive;
  EXPECT_FALSE(package().accepts(offer)) << "no total";
  offer.total = Price{Money::from_cents(250'000)};
  EXPECT_TRUE(package().accepts(offer));
  offer.total = Price{Money::from_cents(250'001)};
  EXPECT_FALSE(package().accepts(offer));
  offer.total = Price{Money::from_cents(100'000)};
  offer.type = PackageType::flight_hotel;
  EXPECT_FALSE(package().accepts(offer));
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
