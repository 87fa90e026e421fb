// What goes wrong on the way, made by the simulated portal's faults: each ends as the error it is, never as an empty result.
#include <gtest/gtest.h>

#include "cpmaxx/cpmaxx_portal.hpp"
#include "in_browser.hpp"
#include "trouble.hpp"

namespace cpmaxx::test {
namespace {

using nlohmann::json;
using voygen::Code;
using voygen::Date;
using voygen::HotelQuery;
using voygen::Room;
using voygen::sim::CpmaxxPortal;
using voygen::sim::CpmaxxOptions;
using voygen::test::TroubleCase;
using voygen::testkit::Served;

HotelQuery query(std::string destination = "Cork, Ireland") {
  HotelQuery made;
  made.destination = std::move(destination);
  made.check_in = *Date::parse_iso("2027-05-10");
  made.check_out = *Date::parse_iso("2027-05-12");
  made.max_results = 30;
  return made;
}

Served search_with(std::vector<std::string> faults, const HotelQuery& asked = query(), CpmaxxOptions options = {}, bool repeat_requests = true) {
  options.delay_permille = 20;
  options.today = "2027-01-10";
  options.faults = std::move(faults);
  const CpmaxxPortal portal(options);
  PluginInBrowser plugin(portal.base_url(), {{"resultsTimeoutSeconds", 6}, {"pageTimeoutSeconds", 5}, {"autocompleteTimeoutSeconds", 3}, {"repeatRequests", repeat_requests}});
  return plugin.search(asked);
}

class Trouble : public ::testing::TestWithParam<std::tuple<TroubleCase, bool>> {};

TEST_P(Trouble, IsCalledByItsName) {
  const auto& [trouble, repeat_requests] = GetParam();
  expect_trouble(search_with(trouble.faults, query(), {}, repeat_requests), trouble, "blue-harbour");
}

INSTANTIATE_TEST_SUITE_P(
    Faults, Trouble,
    ::testing::Combine(::testing::Values(TroubleCase{"wrong_password", {"wrong_password"}, Code::login_required, "did not accept the login"},
                                         TroubleCase{"expired_twice", {"session_expires_after=4"}, Code::login_required, "signed the session out"},
                                         TroubleCase{"ajax_login_for_ever", {"ajax_login"}, Code::login_required, "signed the session out"},
                                         TroubleCase{"empty_without_text", {"empty_without_text"}, Code::drift, "no word that there are none"},
                                         TroubleCase{"renamed_classes", {"renamed_classes"}, Code::drift, "0 cards of \".results .result.rounded\""},
                                         TroubleCase{"spinner_forever", {"spinner_forever"}, Code::timeout, "3 featured hotels"},
                                         TroubleCase{"http_500", {"http_500"}, Code::unavailable, "HTTP 500"},
                                         TroubleCase{"maintenance", {"maintenance"}, Code::unavailable, "HTTP 503"},
                                         TroubleCase{"ajax_500", {"ajax_500"}, Code::unavailable, "HTTP 500"},
                                         TroubleCase{"autocomplete_down", {"autocomplete_down"}, Code::unavailable, "HTTP 503"},
                                         TroubleCase{"supplier_error", {"supplier_error"}, Code::unavailable, "suppliers"},
                                         TroubleCase{"captcha_at_login", {"captcha=login"}, Code::blocked, "Security Check"},
                                         TroubleCase{"captcha_at_search", {"captcha=search"}, Code::blocked, "Security Check"}),
                       ::testing::Bool()),
    [](const auto& made) { return std::string(std::get<0>(made.param).name) + (std::get<1>(made.param) ? "" : "_by_navigation"); });

TEST(TroubleOnTheWay, OneLostSessionIsRepaired) {
  const Served served = search_with({"ajax_login,count=1"});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_EQ(served.answer->at("offers").size(), 30u);
}

TEST(TroubleOnTheWay, AnOldSearchInTheWayIsConfirmed) {
  const Served served = search_with({"duplicate_search_dialog,count=1"});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_EQ(served.answer->at("offers").size(), 30u);
}

TEST(TroubleOnTheWay, HalfAPageIsPartial) {
  const Served served = search_with({"half_page=clean,count=1"}, query(), {}, false);
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_TRUE(served.answer->at("partial").get<bool>());
  EXPECT_NE(served.answer->at("warnings").dump().find("displays 20 hotels"), std::string::npos);
}

TEST(TroubleOnTheWay, AMissingPaginatorIsPartial) {
  const Served served = search_with({"no_next_link"});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_TRUE(served.answer->at("partial").get<bool>());
}

TEST(TroubleOnTheWay, NoHotelsAreProven) {
  const Served served = search_with({"empty_result"});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_TRUE(served.answer->at("offers").empty());
  EXPECT_NE(served.answer->at("nothingFoundEvidence").get<std::string>().find("No hotels were found"), std::string::npos);
}

TEST(TroubleWithTheQuestion, AnAmbiguousPlaceIsAskedBack) {
  const Served served = search_with({}, query("Springfield"));
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::invalid_argument);
  for (const char* candidate : {"Springfield, IL, USA", "Springfield, MO, USA", "Springfield, MA, USA"}) {
    EXPECT_NE(served.failure->message.find(candidate), std::string::npos) << served.what();
  }
}

TEST(TroubleWithTheQuestion, AnUnknownPlaceIsNotFound) {
  const Served served = search_with({}, query("Zzyzx Nowhere"));
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::not_found);
  EXPECT_NE(served.failure->message.find("Zzyzx Nowhere"), std::string::npos);
}

TEST(TroubleWithTheQuestion, APastDateIsRefused) {
  HotelQuery past = query();
  past.check_in = *Date::parse_iso("2027-01-08");
  CpmaxxOptions options;
  const Served served = search_with({}, past, options);
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::invalid_argument) << served.what();
  EXPECT_NE(served.failure->message.find("2027-01-08"), std::string::npos);
}

TEST(TroubleWithTheQuestion, WhatTheFormCannotExpressIsRefusedBeforeAnythingIsOpened) {
  for (const auto& rooms : {std::vector<Room>(5), {Room{5, {}}}, {Room{2, {1, 2, 3, 4, 5}}}}) {
    HotelQuery large = query();
    large.rooms = rooms;
    const Served served = search_with({}, large);
    ASSERT_TRUE(served.failure);
    EXPECT_EQ(served.failure->code, Code::unsupported);
    EXPECT_NE(served.failure->message.find("at most 4"), std::string::npos);
    EXPECT_TRUE(served.operations.empty());
  }
}

TEST(TroubleWithTheQuestion, NoTimeIsATimeout) {
  CpmaxxOptions options;
  const CpmaxxPortal portal(options);
  PluginInBrowser plugin(portal.base_url());
  const Served served = plugin.search(query(), std::chrono::milliseconds(600));
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::timeout) << served.what();
}

}  // namespace
}  // namespace cpmaxx::test
