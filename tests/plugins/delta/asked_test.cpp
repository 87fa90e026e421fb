#include "asked.hpp"

#include <gtest/gtest.h>

namespace delta {
namespace {

using voygen::Code;
using voygen::Date;
using voygen::FlightQuery;
using voygen::PackageQuery;
using voygen::Place;
using voygen::Room;

PackageQuery trip() {
  PackageQuery query;
  query.origin = "Atlanta";
  query.origin_place = Place{"Atlanta, GA, United States", "Atlanta", "Georgia", "US", {}, {"ATL"}};
  query.destination = "Miami";
  query.place = Place{"Miami, FL, United States", "Miami", "Florida", "US", {}, {"MIA", "FLL"}};
  query.departure = *Date::parse_iso("2027-03-09");
  query.return_date = *Date::parse_iso("2027-03-16");
  return query;
}

TEST(Asked, TakesTheNearestAirportAndNamesTheOthers) {
  const auto asked = asked_of(trip());
  ASSERT_TRUE(asked.ok()) << asked.error().message;
  EXPECT_EQ(asked->origin, "ATL");
  EXPECT_EQ(asked->destination, "MIA");
  ASSERT_EQ(asked->warnings.size(), 1u);
  EXPECT_NE(asked->warnings[0].find("FLL"), std::string::npos);
}

TEST(Asked, TakesAnAirportCodeAsItIs) {
  PackageQuery query = trip();
  query.destination = "FLL";
  const auto asked = asked_of(query);
  ASSERT_TRUE(asked.ok());
  EXPECT_EQ(asked->destination, "FLL");
  EXPECT_TRUE(asked->warnings.empty());
}

TEST(Asked, SaysWhatIsMissing) {
  PackageQuery query = trip();
  query.origin.reset();
  query.origin_place.reset();
  const auto without = asked_of(query);
  ASSERT_FALSE(without.ok());
  EXPECT_EQ(without.error().code, Code::invalid_argument);
  EXPECT_NE(without.error().message.find("origin is missing"), std::string::npos);
  EXPECT_FALSE(without.error().next_step.empty());
  query = trip();
  query.place.reset();
  EXPECT_EQ(asked_of(query).error().code, Code::invalid_argument);
}

TEST(Asked, RefusesWhatTheFormCannotSay) {
  const std::vector<std::vector<Room>> parties = {{{10, {}}}, {{2, {1, 2, 3, 4, 5}}}, std::vector<Room>(5), {{0, {}}}, {{2, {18}}}};
  for (const auto& rooms : parties) {
    PackageQuery query = trip();
    query.rooms = rooms;
    ASSERT_FALSE(asked_of(query).ok());
    EXPECT_EQ(asked_of(query).error().code, Code::unsupported);
  }
  PackageQuery backwards = trip();
  backwards.return_date = backwards.departure;
  EXPECT_EQ(asked_of(backwards).error().code, Code::invalid_argument);
}

TEST(Asked, SaysWhenRoomsMayBeOccupiedOtherwise) {
  PackageQuery query = trip();
  query.destination = "FLL";
  query.rooms = {{3, {}}, {1, {}}};
  EXPECT_EQ(asked_of(query)->warnings.size(), 1u);
  query.rooms = {{2, {}}, {1, {}}};
  EXPECT_TRUE(asked_of(query)->warnings.empty());
  EXPECT_EQ(asked_of(query)->adults, 3);
}

TEST(Asked, FlightsOfChildrenNeedAges) {
  FlightQuery query;
  query.origin = "ATL";
  query.destination = "CUN";
  query.departure = *Date::parse_iso("2027-03-09");
  query.return_date = Date::parse_iso("2027-03-16");
  query.children = 2;
  query.infants = 1;
  query.cabin = voygen::Cabin::premium_economy;
  const auto asked = asked_of(query);
  ASSERT_TRUE(asked.ok()) << asked.error().message;
  EXPECT_EQ(asked->child_ages, (std::vector<int>{11, 11, 1}));
  EXPECT_EQ(asked->cabin, "V");
  EXPECT_EQ(asked->warnings.size(), 2u);
  query.return_date.reset();
  EXPECT_EQ(asked_of(query).error().code, Code::unsupported);
}

TEST(FormDate, HasNoLeadingZeros) {
  EXPECT_EQ(form_date(*Date::parse_iso("2027-03-09")), "3/9/2027");
  EXPECT_EQ(form_date(*Date::parse_iso("2027-11-21")), "11/21/2027");
  EXPECT_EQ(form_date(*Date::parse_iso("2027-10-01")), "10/1/2027");
}

}  // namespace
}  // namespace delta
