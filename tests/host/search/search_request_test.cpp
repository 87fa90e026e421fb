#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_clock.hpp"
#include "search/search_request.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json wish(json changes = json::object()) {
  json arguments{{"destination", "Miami, FL"}, {"checkIn", "2027-03-14"}, {"checkOut", "2027-03-19"}};
  arguments.update(changes);
  return arguments;
}

Result<SearchRequest> hotels(json changes, const core::Clock& clock) { return parse_request(Kind::hotels, wish(std::move(changes)), clock, Places::built_in()); }

TEST(SearchRequestTest, RefusesWhatNoSchemaCanSay) {
  tests::FakeClock clock;  // 2026-11-22
  struct Case {
    const char* name;
    json changes;
    const char* names;  // what the message must name
  };
  const Case cases[] = {
      {"30 February", {{"checkIn", "2027-02-30"}}, "\"checkIn\" is \"2027-02-30\""},
      {"month 13", {{"checkOut", "2027-13-01"}}, "\"checkOut\""},
      {"29 February of a common year", {{"checkIn", "2027-02-29"}}, "no date that exists"},
      {"past", {{"checkIn", "2026-11-20"}}, "in the past"},
      {"reversed", {{"checkIn", "2027-03-19"}, {"checkOut", "2027-03-14"}}, "not after"},
      {"same day", {{"checkOut", "2027-03-14"}}, "not after"},
      {"400 nights", {{"checkOut", "2028-04-17"}}, "400 nights"},
      {"fewer guests than rooms", {{"guests", 2}, {"rooms", 3}}, "\"guests\" is 2"},
      {"blank destination", {{"destination", " \t\n "}}, "\"destination\" is empty"},
      {"price range", {{"priceRange", {{"min", 300}, {"max", 200.5}}}}, "min 300.00 above max 200.50"},
  };
  for (const Case& c : cases) {
    const auto request = hotels(c.changes, clock);
    ASSERT_FALSE(request.ok()) << c.name;
    EXPECT_EQ(request.error().code, Code::invalid_argument) << c.name;
    EXPECT_THAT(request.error().message, HasSubstr(c.names)) << c.name;
    EXPECT_FALSE(request.error().next_step.empty()) << c.name;
  }
}

TEST(SearchRequestTest, TodayIsAllowedWhereverTheAgentSits) {
  tests::FakeClock clock(1'795'313'400'000);  // 2026-11-22T02:10Z, still the 21st in the Americas
  EXPECT_TRUE(hotels({{"checkIn", "2026-11-21"}, {"checkOut", "2026-11-23"}}, clock).ok());
  EXPECT_FALSE(hotels({{"checkIn", "2026-11-20"}, {"checkOut", "2026-11-23"}}, clock).ok());
}

TEST(SearchRequestTest, DealsGuestsAndChildrenOverRooms) {
  tests::FakeClock clock;
  const auto request = hotels({{"guests", 5}, {"rooms", 2}, {"childAges", {4, 9, 12}}}, clock);
  ASSERT_TRUE(request.ok());
  ASSERT_EQ(std::get<HotelQuery>(request->query).rooms.size(), 2u);
  EXPECT_EQ(std::get<HotelQuery>(request->query).rooms[0].adults, 3);
  EXPECT_EQ(std::get<HotelQuery>(request->query).rooms[1].adults, 2);
  EXPECT_EQ(std::get<HotelQuery>(request->query).rooms[0].child_ages, (std::vector<int>{4, 12}));
  EXPECT_EQ(std::get<HotelQuery>(request->query).rooms[1].child_ages, (std::vector<int>{9}));
}

TEST(SearchRequestTest, EqualWishesLookEqual) {
  tests::FakeClock clock;
  const auto question = [&](json changes) { return hotels(std::move(changes), clock)->canonical_question(); };
  const std::string base = question(json::object());
  EXPECT_EQ(question({{"destination", "  MIAMI,   fl "}}), base);
  EXPECT_EQ(question({{"guests", 2}, {"rooms", 1}, {"maxResults", 7}, {"sort", "price"}, {"tripId", "t"}, {"forceRefresh", true}}), base);
  EXPECT_EQ(question({{"amenities", {"wifi", "pool", "wifi"}}}), question({{"amenities", {"pool", "wifi"}}}));
  EXPECT_NE(question({{"guests", 3}}), base);
  EXPECT_NE(question({{"childAges", {3}}}), base);
  EXPECT_NE(question({{"checkOut", "2027-03-20"}}), base);
  EXPECT_NE(question({{"starRating", 3.5}}), question({{"starRating", 3}}));
}

}  // namespace
}  // namespace voygen::search
