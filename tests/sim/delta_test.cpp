// The Delta portal says on its pages what its truth API says, and behaves at its doors as the real one does.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "catalogue/flights.hpp"
#include "delta/delta_portal.hpp"
#include "delta/trip.hpp"
#include "page_reader.hpp"
#include "portal/markup.hpp"
#include "portal_client.hpp"

namespace voygen::sim::test {
namespace {

using nlohmann::json;

constexpr const char* kForm = "/delta/booking/index.do";

DeltaOptions quick_delta() {
  DeltaOptions options;
  options.delay_permille = 0;
  options.today = "2027-01-10";
  return options;
}

FormFields login_fields(const std::string& password = DeltaOptions{}.password) {
  return {{"arcNumber", DeltaOptions{}.arc_number}, {"userId", DeltaOptions{}.user_id}, {"password", password}};
}

FormFields trip_fields(const std::string& token, const std::string& from, const std::string& to) {
  return {{"formToken", token}, {"vacationType", "/ah"}, {"originAirportCode", from}, {"destinationAirportCode", to}, {"departureDate", "3/1/2027"},
          {"returnDate", "3/8/2027"}, {"partyComposition.adultCount", "2"}, {"roomCount", "1"}};
}

class Delta : public ::testing::Test {
 protected:
  Delta() { client_.post("/login.do", login_fields()); }

  std::string fresh_token() {
    const std::string body = client_.get(kForm).body;
    return attribute(body.substr(body.find("id=\"formToken\"")), "value");
  }
  /// Posts the form and follows it to the results.
  Answer search(const std::string& from, const std::string& to) {
    const Answer posted = client_.post(kForm, trip_fields(fresh_token(), from, to));
    return posted.status == 302 ? client_.get(posted.header("Location")) : posted;
  }
  json truth(const std::string& from, const std::string& to) {
    return client_.get("/__sim/catalogue/search?origin=" + from + "&destination=" + to + "&departure=2027-03-01&return=2027-03-08&adults=2").json();
  }

  DeltaPortal portal_{quick_delta()};
  PortalClient client_{portal_.port()};
};

TEST_F(Delta, LoginNeedsAllThreeCredentials) {
  PortalClient stranger{portal_.port()};
  EXPECT_EQ(stranger.get(kForm).status, 302);
  EXPECT_EQ(stranger.get(kForm).header("Location"), "/login");
  EXPECT_NE(stranger.get("/login").body.find("id=\"commonLoginForm\""), std::string::npos);
  const Answer refused = stranger.post("/login.do", login_fields("wrong"));
  EXPECT_EQ(refused.status, 200);
  EXPECT_NE(refused.body.find("class=\"error\""), std::string::npos);
  EXPECT_EQ(stranger.post("/login.do", login_fields()).status, 302);
  EXPECT_NE(stranger.get("/delta/home/index.do").body.find("a href=\"/logout.do\""), std::string::npos);
  stranger.get("/logout.do");
  EXPECT_EQ(stranger.get(kForm).status, 302);
}

TEST_F(Delta, FormTokenIsGoodForOneSubmission) {
  const std::string token = fresh_token();
  EXPECT_EQ(client_.post(kForm, trip_fields(token, "ATL", "NAS")).status, 302);
  const Answer again = client_.post(kForm, trip_fields(token, "ATL", "NAS"));
  EXPECT_EQ(again.status, 200);
  EXPECT_NE(again.body.find("already been submitted"), std::string::npos);
}

TEST_F(Delta, FieldErrorsStandTwiceAndValuesStay) {
  FormFields fields = trip_fields(fresh_token(), "ATL", "NAS");
  for (auto& [name, value] : fields) {
    if (name == "departureDate") value = "1/10/2027";
    if (name == "returnDate") value = "2/10/2027";
  }
  const Answer answer = client_.post(kForm, fields);
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find("Please correct the errors below."), std::string::npos);
  EXPECT_EQ(split_at(answer.body, "Departure date must be after today&#039;s date.").size(), 2U);
  EXPECT_EQ(split_at(answer.body, "Number of nights cannot be more than 28.").size(), 2U);
  EXPECT_NE(answer.body.find("value=\"1/10/2027\""), std::string::npos);
  EXPECT_NE(answer.body.find("value=\"NAS\""), std::string::npos);
}

TEST_F(Delta, SplashIsOnEveryPage) {
  for (const std::string& body : {client_.get(kForm).body, client_.get("/delta/home/index.do").body, search("ATL", "NAS").body}) {
    EXPECT_NE(body.find("id=\"DivSplash\" style=\"display: none;\""), std::string::npos);
  }
}

TEST_F(Delta, UnknownProcessLeadsBackToTheForm) {
  const Answer answer = client_.get("/delta/booking/airhotel.do?processId=20270110000000099");
  EXPECT_NE(answer.body.find("id=\"pkgSharedBookingSchedAirIndexForm\""), std::string::npos);
  EXPECT_NE(answer.body.find("has expired"), std::string::npos);
}

TEST_F(Delta, PageSaysWhatIsTrue) {
  const std::string page = without_comments(search("ATL", "CUN").body);
  const json expected = truth("ATL", "CUN");
  const auto items = split_at(page, "<li class=\"hotelItem\"");
  ASSERT_EQ(items.size(), expected["hotels"].size());
  const std::int64_t base = expected["baseCents"];
  EXPECT_NE(page.find("<span class=\"itinTotalAmount\">" + dollars_and_cents(base) + "</span>"), std::string::npos);
  for (std::size_t index = 0; index < items.size(); ++index) {
    const json& hotel = expected["hotels"][index];
    EXPECT_EQ(attribute(items[index], "data-hotel-code"), hotel["code"]);
    EXPECT_EQ(split_at(items[index], "<td class=\"pad_left_5\"").size(), std::max<std::size_t>(1, hotel["rooms"].size()));
    for (const json& room : hotel["rooms"]) {
      EXPECT_EQ(room["totalCents"].get<std::int64_t>() - room["differenceCents"].get<std::int64_t>(), base);
      EXPECT_NE(items[index].find(dollars_and_cents(room["totalCents"])), std::string::npos);
      if (room["hotelCents"].is_null()) continue;
      EXPECT_EQ(room["hotelCents"].get<std::int64_t>() - room["differenceCents"].get<std::int64_t>(), expected["selectedHotelCents"].get<std::int64_t>());
      EXPECT_NE(items[index].find("name=\"selectedHotelPrice\" value=\"" + plain_cents(room["hotelCents"]) + "\""), std::string::npos);
    }
  }
  EXPECT_EQ(split_at(page, "<div class=\"group\">").size(), expected["flights"].size());
  EXPECT_NE(page.find("HOTEL_INFO_MAP"), std::string::npos);
  EXPECT_NE(page.find("src=\"//static.deltavacations.com/"), std::string::npos);
}

TEST_F(Delta, LargePagesWeighTwoAndAHalfToThreeAndAHalfMegabytes) {
  for (const char* destination : {"SEA", "LHR", "HND"}) {
    const std::string page = search("ATL", destination).body;
    const std::size_t hotels = split_at(page, "<li class=\"hotelItem\"").size();
    const std::size_t rows = split_at(page, "<td class=\"pad_left_5\"").size();
    EXPECT_GE(hotels, 90U) << destination;
    EXPECT_LE(hotels, 130U) << destination;
    EXPECT_GE(rows, 500U) << destination;
    EXPECT_LE(rows, 900U) << destination;
    EXPECT_GT(page.size(), 2'500'000U) << destination;
    EXPECT_LT(page.size(), 3'400'000U) << destination;
  }
}

TEST_F(Delta, RoomsComeInEveryKind) {
  std::set<std::string> statuses;
  int hidden = 0, non_refundable = 0, without_rooms = 0, only_on_request = 0;
  for (const char* destination : {"SEA", "CUN", "LHR"}) {
    const json expected = truth("JFK", destination);
    for (const json& hotel : expected["hotels"]) {
      bool bookable = false;
      for (const json& room : hotel["rooms"]) {
        statuses.insert(room["status"]);
        hidden += room["hidden"].get<bool>();
        non_refundable += room["nonRefundable"].get<bool>();
        bookable = bookable || room["status"] == "bookable";
      }
      without_rooms += hotel["rooms"].empty();
      only_on_request += !hotel["rooms"].empty() && !bookable;
    }
  }
  EXPECT_EQ(statuses.size(), 3U);
  EXPECT_GT(hidden, 500);
  EXPECT_GT(non_refundable, 50);
  EXPECT_GT(without_rooms, 3);
  EXPECT_GT(only_on_request, 3);
}

TEST(Flights, AreTheSameWhenAskedAgainAndConnectWhereTheyLand) {
  const Airport& from = *find_airport("ATL");
  int connections = 0, operated = 0;
  for (const Airport& to : all_airports()) {
    const auto first = flights_on(from, to, 20'880);
    const auto second = flights_on(from, to, 20'880);
    ASSERT_EQ(first.size(), second.size());
    for (std::size_t index = 0; index < first.size(); ++index) {
      EXPECT_EQ(first[index].front().number, second[index].front().number);
      EXPECT_EQ(first[index].front().from, &from);
      EXPECT_EQ(first[index].back().to, &to);
      EXPECT_EQ(first[index].front().departure_day, 20'880);
      for (std::size_t segment = 1; segment < first[index].size(); ++segment) {
        const FlightSegment& before = first[index][segment - 1];
        const FlightSegment& after = first[index][segment];
        EXPECT_EQ(before.to, after.from);
        EXPECT_GE(after.departure_day * 1440 + after.departs, before.arrival_day * 1440 + before.arrives + 45);
        ++connections;
      }
      operated += first[index].front().operated_by.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(connections, 50);
  EXPECT_GT(operated, 20);
  EXPECT_TRUE(flights_on(from, from, 20'880).empty());
}

TEST(Flights, RoundTripsBeginWithTheCheapest) {
  const auto trips = round_trips(*find_airport("RDU"), *find_airport("CUN"), 20'880, 20'887);
  ASSERT_GT(trips.size(), 3U);
  for (std::size_t index = 1; index < trips.size(); ++index) EXPECT_GE(trips[index].adult_cents, trips[index - 1].adult_cents);
  EXPECT_EQ(trips[0].back.front().from->code, "CUN");
}

TEST(Party, IsSpreadEvenly) {
  const auto rooms = delta::Party{5, {7}, 2}.spread();
  ASSERT_EQ(rooms.size(), 2U);
  EXPECT_EQ(rooms[0].adults, 3);
  EXPECT_EQ(rooms[1].adults, 2);
  EXPECT_EQ(rooms[0].child_ages, std::vector<int>{7});
}

}  // namespace
}  // namespace voygen::sim::test
