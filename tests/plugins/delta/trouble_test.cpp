// What goes wrong on the way, made by the simulated portal's faults: each ends as the error it is, never as an empty result and never
// with a wrong price.
#include <gtest/gtest.h>

#include "delta/delta_portal.hpp"
#include "in_browser.hpp"
#include "trouble.hpp"

namespace delta::test {
namespace {

using nlohmann::json;
using voygen::Code;
using voygen::PackageQuery;
using voygen::sim::DeltaOptions;
using voygen::sim::DeltaPortal;
using voygen::test::TroubleCase;
using voygen::testkit::Served;

PackageQuery query() { return package_query("ATL", "NAS", "2027-05-10", "2027-05-17", 30); }

Served search_with(std::vector<std::string> faults, const json& asked = query().to_json(), const char* task = "search_packages") {
  DeltaOptions options;
  options.delay_permille = 0;
  options.today = "2027-01-10";
  options.faults = std::move(faults);
  const DeltaPortal portal(options);
  PluginInBrowser plugin(portal.base_url(), {{"resultsTimeoutSeconds", 6}});
  return plugin.serve(task, asked);
}

class Trouble : public ::testing::TestWithParam<TroubleCase> {};

TEST_P(Trouble, IsCalledByItsName) { expect_trouble(search_with(GetParam().faults), GetParam(), "blue-harbour"); }

INSTANTIATE_TEST_SUITE_P(
    Faults, Trouble,
    ::testing::Values(TroubleCase{"wrong_password", {"wrong_password"}, Code::login_required, "did not accept the login"},
                      TroubleCase{"login_for_results", {"login_for_results"}, Code::login_required, "login page"},
                      TroubleCase{"field_error", {"field_error"}, Code::invalid_argument, "Departure date must be after today's date."},
                      TroubleCase{"stale_token_for_ever", {"stale_token"}, Code::unavailable, "already been submitted"},
                      TroubleCase{"expired_process_for_ever", {"expired_process"}, Code::unavailable, "booking session"},
                      TroubleCase{"no_hotels_without_text", {"no_hotels_without_text"}, Code::drift, "no word that there are none"},
                      TroubleCase{"renamed_classes", {"renamed_classes"}, Code::drift, "0 hotels of \"#_hotelList > li.hotelItem\""},
                      TroubleCase{"removed_fields", {"removed_fields"}, Code::drift, "rooms of \"table.table_lines\""},
                      TroubleCase{"date_format", {"date_format"}, Code::drift, "dates \"10/05/27 to 17/05/27\" cannot be read"},
                      TroubleCase{"wrong_currency", {"wrong_currency"}, Code::drift, "C$"},
                      TroubleCase{"price_images", {"price_images"}, Code::drift, "has a price"},
                      TroubleCase{"captcha_at_login", {"captcha=login"}, Code::blocked, "Security Check"},
                      TroubleCase{"captcha_at_search", {"captcha=search"}, Code::blocked, "Security Check"},
                      TroubleCase{"spinner_forever", {"spinner_forever"}, Code::timeout, "General Info"},
                      TroubleCase{"http_500", {"http_500"}, Code::unavailable, "HTTP 500"},
                      TroubleCase{"maintenance", {"maintenance"}, Code::unavailable, "HTTP 503"}),
    [](const auto& trouble) { return std::string(trouble.param.name); });

TEST(TroubleOnTheWay, WhatIsStaleOnceIsRepaired) {
  for (const char* fault : {"stale_token,count=1", "expired_process,count=1", "login_for_results,count=1"}) {
    const Served served = search_with({fault});
    ASSERT_TRUE(served.ok()) << fault << ": " << served.what();
    EXPECT_FALSE(served.answer->at("offers").empty());
  }
}

TEST(TroubleOnTheWay, NothingIsProven) {
  for (const auto& [fault, words] : {std::pair{"no_flights", "No flights are available"}, std::pair{"no_hotels", "No hotels are available"}, std::pair{"no_hotels=list", "No hotels are available"}}) {
    const Served served = search_with({fault});
    ASSERT_TRUE(served.ok()) << fault << ": " << served.what();
    EXPECT_TRUE(served.answer->at("offers").empty());
    EXPECT_NE(served.answer->at("nothingFoundEvidence").get<std::string>().find(words), std::string::npos) << served.answer->dump();
  }
}

TEST(TroubleOnTheWay, HalfAPageIsPartial) {
  for (const char* fault : {"half_page=clean", "half_page=broken"}) {
    const Served served = search_with({fault});
    if (!served.answer) {
      EXPECT_TRUE(served.failure->code == Code::unavailable || served.failure->code == Code::drift || served.failure->code == Code::timeout) << fault << ": " << served.what();
      continue;
    }
    EXPECT_TRUE(served.answer->at("partial").get<bool>()) << fault;
    EXPECT_NE(served.answer->at("warnings").dump().find("did not arrive whole"), std::string::npos);
  }
}

TEST(TroubleOnTheWay, DatesThatProveThemselvesAreReadInAnyOrder) {
  const Served plain = search_with({});
  const Served dotted = search_with({"date_format=dots"});
  ASSERT_TRUE(plain.ok()) << plain.what();
  ASSERT_TRUE(dotted.ok()) << dotted.what();
  EXPECT_EQ(dotted.answer->at("offers").at(0).at("components").at("flights").at(0).at("itinerary"), plain.answer->at("offers").at(0).at("components").at("flights").at(0).at("itinerary"));
}

TEST(TroubleOnTheWay, ReorderedColumnsAreReadByTheirHeadings) {
  const Served plain = search_with({});
  const Served moved = search_with({"reordered_columns"});
  ASSERT_TRUE(plain.ok()) << plain.what();
  ASSERT_TRUE(moved.ok()) << moved.what();
  EXPECT_EQ(moved.answer->at("offers").size(), plain.answer->at("offers").size());
  for (std::size_t index = 0; index < plain.answer->at("offers").size(); ++index) {
    const auto rooms = [index](const Served& served) { return served.answer->at("offers").at(index).at("components").at("hotels").at(0).value("rooms", json::array()); };
    EXPECT_EQ(rooms(moved), rooms(plain));
  }
}

TEST(TroubleOnTheWay, APriceThatContradictsTheOthersIsWithheld) {
  const Served served = search_with({"inconsistent_price"}, package_query("ATL", "NAS", "2027-05-10", "2027-05-17").to_json());
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_NE(served.answer->at("warnings").dump().find("1 of "), std::string::npos) << served.answer->at("warnings").dump();
  int withheld = 0;
  for (const json& offer : served.answer->at("offers")) {
    const json& hotel = offer.at("components").at("hotels").at(0);
    const bool told = hotel.at("extraction").dump().find("withheld") != std::string::npos;
    withheld += told;
    if (told) {
      EXPECT_LT(hotel.at("extraction").at("confidence").get<double>(), 1.0);
    }
    if (told) {
      EXPECT_FALSE(hotel.at("rooms").at(0).at("pricing").contains("totalPrice"));
    }
  }
  EXPECT_EQ(withheld, 1);
}

TEST(TroubleWithTheQuestion, WhatIsMissingOrNotSoldIsSaidBeforeAnythingIsOpened) {
  PackageQuery without_origin = query();
  without_origin.origin.reset();
  PackageQuery unknown_place = query();
  unknown_place.destination = "Bath";
  PackageQuery cruise = query();
  cruise.package_type = voygen::PackageType::cruise;
  PackageQuery long_stay = query();
  long_stay.return_date = long_stay.departure.plus_days(29);
  const std::vector<std::tuple<PackageQuery, Code, const char*>> cases = {{without_origin, Code::invalid_argument, "origin is missing"},
                                                                         {unknown_place, Code::invalid_argument, "destination \"Bath\" has no known airport"},
                                                                         {cruise, Code::unsupported, "packageType \"cruise\""},
                                                                         {long_stay, Code::unsupported, "at most 28 nights"}};
  for (const auto& [asked, code, says] : cases) {
    const Served served = search_with({}, asked.to_json());
    ASSERT_TRUE(served.failure) << says;
    EXPECT_EQ(served.failure->code, code) << served.what();
    EXPECT_NE(served.failure->message.find(says), std::string::npos) << served.what();
    EXPECT_TRUE(served.operations.empty());
  }
}

TEST(TroubleWithTheQuestion, AnAirportThePortalDoesNotKnowIsNamed) {
  PackageQuery asked = query();
  asked.destination = "XXX";
  const Served served = search_with({}, asked.to_json());
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::invalid_argument);
  EXPECT_NE(served.failure->message.find("Destination city is not valid."), std::string::npos) << served.what();
}

TEST(TroubleWithTheQuestion, APastDateIsRefusedInThePortalsWords) {
  const Served served = search_with({}, package_query("ATL", "NAS", "2027-01-09", "2027-01-14").to_json());
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::invalid_argument);
  EXPECT_NE(served.failure->message.find("Departure date must be after today's date."), std::string::npos) << served.what();
}

TEST(TroubleWithTheQuestion, OneWayIsNotSold) {
  voygen::FlightQuery flight;
  flight.origin = "ATL";
  flight.destination = "NAS";
  flight.departure = *voygen::Date::parse_iso("2027-05-10");
  const Served served = search_with({}, flight.to_json(), "search_flights");
  ASSERT_TRUE(served.failure) << served.what();
  EXPECT_EQ(served.failure->code, Code::unsupported);
}

}  // namespace
}  // namespace delta::test
