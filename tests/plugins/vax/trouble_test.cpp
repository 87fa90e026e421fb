// What goes wrong on the way, made by the simulated portal's faults: each ends as the error it is, never as an empty result or a wrong price.
#include <gtest/gtest.h>

#include "in_browser.hpp"
#include "trouble.hpp"

namespace vax::test {
namespace {

using nlohmann::json;
using voygen::Code;
using voygen::Date;
using voygen::HotelQuery;
using voygen::Room;
using voygen::sim::VaxOptions;
using voygen::sim::VaxPortal;
using voygen::test::TroubleCase;
using voygen::testkit::Served;

HotelQuery query(std::string destination = "Las Vegas, Nevada") {
  HotelQuery made;
  made.destination = std::move(destination);
  made.check_in = *Date::parse_iso("2027-02-10");
  made.check_out = *Date::parse_iso("2027-02-14");
  made.max_results = 30;
  return made;
}

Served search_with(std::vector<std::string> faults, const HotelQuery& asked = query()) {
  VaxOptions options;
  options.delay_permille = 20;
  options.today = "2027-01-10";
  options.faults = std::move(faults);
  const VaxPortal portal(options);
  PluginInBrowser plugin(portal, {{"resultsTimeoutSeconds", 6}, {"windowTimeoutSeconds", 5}});
  return plugin.search(asked);
}

class Trouble : public ::testing::TestWithParam<TroubleCase> {};

TEST_P(Trouble, IsCalledByItsName) { expect_trouble(search_with(GetParam().faults), GetParam(), "green-lantern"); }

INSTANTIATE_TEST_SUITE_P(
    Faults, Trouble,
    ::testing::Values(TroubleCase{"wrong_password", {"wrong_password"}, Code::login_required, "Login failed"},
                      TroubleCase{"expires_for_ever", {"session_expires_after=3"}, Code::login_required, "signed the session out"},
                      TroubleCase{"stale_view_state", {"stale_view_state"}, Code::unavailable, "viewstate"},
                      TroubleCase{"empty_without_text", {"empty_without_text"}, Code::drift, "no word that there are none"},
                      TroubleCase{"spinner_forever", {"spinner_forever"}, Code::timeout, "wait indicator"},
                      TroubleCase{"removed_price", {"removed_fields"}, Code::drift, "has a price under"},
                      TroubleCase{"removed_name", {"removed_fields=name"}, Code::drift, "could be read"},
                      TroubleCase{"removed_id", {"removed_fields=id"}, Code::drift, "has no hotel id"},
                      TroubleCase{"wrong_currency", {"wrong_currency"}, Code::drift, "not in US dollars"},
                      TroubleCase{"price_images", {"price_images"}, Code::drift, "has a price under"},
                      TroubleCase{"wrong_dates", {"wrong_dates"}, Code::drift, "2027-02-11"},
                      TroubleCase{"http_500", {"http_500"}, Code::unavailable, "HTTP 500"},
                      TroubleCase{"maintenance", {"maintenance"}, Code::unavailable, "HTTP 503"},
                      TroubleCase{"markets_down", {"markets_down"}, Code::unavailable, "HTTP 500"},
                      TroubleCase{"captcha_at_login", {"captcha=login"}, Code::blocked, "Security Check"},
                      TroubleCase{"captcha_at_search", {"captcha=search"}, Code::blocked, "Security Check"}),
    [](const auto& trouble) { return std::string(trouble.param.name); });

// What only looks different must read the same.
TEST(TroubleOnTheWay, ChangesOfLooksChangeNoOffer) {
  const Served plain = search_with({});
  ASSERT_TRUE(plain.ok()) << plain.what();
  for (const char* fault : {"changed_ids", "renamed_classes", "reordered_columns", "date_format"}) {
    const Served served = search_with({fault});
    ASSERT_TRUE(served.ok()) << fault << ": " << served.what();
    ASSERT_EQ(served.answer->at("offers").size(), plain.answer->at("offers").size()) << fault;
    for (std::size_t i = 0; i < plain.answer->at("offers").size(); ++i) {
      json ours = served.answer->at("offers")[i];
      json wanted = plain.answer->at("offers")[i];
      for (json* offer : {&ours, &wanted}) offer->erase("source");  // another port
      EXPECT_EQ(ours, wanted) << fault << ", offer " << i;
    }
  }
}

TEST(TroubleOnTheWay, OneStaleFormIsRepaired) {
  const Served served = search_with({"stale_view_state,count=1"});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_FALSE(served.answer->at("offers").empty());
}

TEST(TroubleOnTheWay, HalfAPageIsPartial) {
  const Served served = search_with({"half_page=clean"});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_TRUE(served.answer->at("partial").get<bool>());
  EXPECT_NE(served.answer->at("warnings").dump().find("its page holds"), std::string::npos);
}

TEST(TroubleOnTheWay, ABrokenConnectionIsWorthAnotherTry) {
  const Served served = search_with({"half_page=broken"});
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_TRUE(voygen::is_retryable(served.failure->code)) << served.what();
}

TEST(TroubleOnTheWay, RoomsThatCannotBeFetchedArePartial) {
  const Served served = search_with({"windows_500"});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_TRUE(served.answer->at("partial").get<bool>());
  EXPECT_NE(served.answer->at("warnings").dump().find("only the room shown at first is here"), std::string::npos);
  for (const json& offer : served.answer->at("offers")) EXPECT_EQ(offer.at("rooms").size(), 1u);
}

TEST(TroubleOnTheWay, MissingRatingAndLocationAreAbsent) {
  for (const char* fault : {"removed_fields=rating", "removed_fields=location"}) {
    const Served served = search_with({fault});
    ASSERT_TRUE(served.ok()) << fault << ": " << served.what();
    const bool rating = std::string(fault).find("rating") != std::string::npos;
    for (const json& offer : served.answer->at("offers")) {
      EXPECT_FALSE(rating ? offer.at("hotelDetails").contains("starRating") : offer.at("location").contains("distanceFromAirport")) << offer.dump();
      EXPECT_TRUE(offer.at("pricing").contains("totalPrice"));
    }
  }
}

TEST(TroubleOnTheWay, NoHotelsAreProven) {
  const Served served = search_with({"empty_result"});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_TRUE(served.answer->at("offers").empty());
  EXPECT_NE(served.answer->at("nothingFoundEvidence").get<std::string>().find("no availability"), std::string::npos);
}

TEST(TroubleWithTheQuestion, AnAmbiguousPlaceIsAskedBack) {
  const Served served = search_with({}, query("Portland"));
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::invalid_argument);
  for (const char* candidate : {"Portland, Oregon (PDX)", "Portland, Maine (PWM)"}) EXPECT_NE(served.failure->message.find(candidate), std::string::npos) << served.what();
}

TEST(TroubleWithTheQuestion, AnUnknownPlaceIsNotFound) {
  const Served served = search_with({}, query("Zzyzx Nowhere"));
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::not_found);
}

TEST(TroubleWithTheQuestion, APastDateIsRefusedAsThePortalSays) {
  HotelQuery past = query();
  past.check_in = *Date::parse_iso("2027-01-08");
  const Served served = search_with({}, past);
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::invalid_argument) << served.what();
  EXPECT_NE(served.failure->message.find("valid departure date"), std::string::npos) << served.what();
}

TEST(TroubleWithTheQuestion, WhatTheFormCannotExpressIsRefusedBeforeAnythingIsOpened) {
  for (const auto& rooms : {std::vector<Room>(5), {Room{7, {}}}, {Room{2, {1, 2, 3, 4, 5}}}}) {
    HotelQuery large = query();
    large.rooms = rooms;
    const Served served = search_with({}, large);
    ASSERT_TRUE(served.failure);
    EXPECT_EQ(served.failure->code, Code::unsupported);
    EXPECT_TRUE(served.operations.empty());
  }
}

}  // namespace
}  // namespace vax::test
