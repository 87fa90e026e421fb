// Whole searches against the simulated portal, compared with what its catalogue says is true.
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "cpmaxx/cpmaxx_portal.hpp"
#include "in_browser.hpp"

namespace cpmaxx::test {
namespace {

using nlohmann::json;
using voygen::Date;
using voygen::HotelQuery;
using voygen::Room;
using voygen::sim::CpmaxxPortal;
using voygen::sim::CpmaxxOptions;
using voygen::testkit::Served;

CpmaxxOptions hurried() {
  CpmaxxOptions options;
  options.delay_permille = 20;
  options.today = "2027-01-10";
  return options;
}

HotelQuery query_for(std::string destination, const char* check_in, const char* check_out, int max_results) {
  HotelQuery query;
  query.destination = std::move(destination);
  query.check_in = *Date::parse_iso(check_in);
  query.check_out = *Date::parse_iso(check_out);
  query.max_results = max_results;
  return query;
}

// What the simulated portal itself says about the search, read through the same browser.
json truth_of(PluginInBrowser& plugin, const CpmaxxPortal& portal, const HotelQuery& query, const std::string& place) {
  const auto soon = voygen::core::Context::with_timeout(std::chrono::seconds(10), "test");
  const std::string function = "async (place, checkIn, checkOut, rooms) => (await fetch('" + portal.base_url() +
                               "/__sim/catalogue/search?' + new URLSearchParams({place, checkIn, checkOut, rooms}))).json()";
  const auto reply = plugin.page().perform(soon, {{"op", "evaluate"}, {"function", function},
                                                 {"arguments", {place, query.check_in.iso(), query.check_out.iso(), query.to_json().at("rooms").dump()}}});
  EXPECT_TRUE(reply.ok()) << reply.error().message;
  return reply.ok() ? reply->at("value") : json::object();
}

// The members of an offer that the truth can be compared with, in the truth's units.
json seen_of(const json& offer) {
  const json& pricing = offer.at("pricing");
  const auto cents = [](const json& amount) { return amount.is_null() ? json(nullptr) : json(std::llround(amount.at("amount").get<double>() * 100)); };
  const auto part = [](const json& object, const char* key) { return object.contains(key) ? object.at(key) : json(nullptr); };
  json programs = json::array();
  for (const json& program : offer.value("programs", json::array())) programs.push_back(program.at("code"));
  json rates = json::array();
  for (const json& rate : offer.value("otaRates", json::array())) rates.push_back({rate.at("provider"), std::llround(rate.at("amount").get<double>())});
  const json commission = part(offer, "commission");
  return {{"giata", offer.at("externalIds").at("giata")}, {"name", offer.at("name")}, {"stay", cents(part(pricing, "stayPrice"))},
          {"nightly", cents(part(pricing, "basePrice"))}, {"total", cents(part(pricing, "totalPrice"))}, {"commission", cents(commission)},
          {"percent", commission.is_null() ? json(nullptr) : json(std::llround(commission.at("percent").get<double>() * 10))},
          {"stars", offer.at("hotelDetails").value("starRating", 0.0)}, {"programs", programs}, {"collections", offer.value("collections", json::array())},
          {"otaRates", rates}, {"featured", offer.at("featured")}};
}

json true_of(const json& hotel, bool featured) {
  const auto dollars = [](const json& whole) { return whole.is_null() ? json(nullptr) : json(whole.get<std::int64_t>() * 100); };
  json programs = json::array();
  for (const json& program : hotel.at("programs")) programs.push_back(program.at("rateCode"));
  json rates = json::array();
  for (const json& rate : hotel.at("otaRates")) rates.push_back({rate.at("provider"), rate.at("dollars")});
  return {{"giata", hotel.at("giataId")}, {"name", hotel.at("name")}, {"stay", hotel.at("stayCents")}, {"nightly", dollars(hotel.at("nightlyDollars"))},
          {"total", dollars(hotel.at("totalDollars"))}, {"commission", hotel.at("commissionCents")}, {"percent", hotel.at("commissionPercentTenths")},
          {"stars", hotel.at("stars").is_null() ? 0.0 : std::stod(hotel.at("stars").get<std::string>())}, {"programs", programs},
          {"collections", hotel.at("collections")}, {"otaRates", hotel.at("verified").get<bool>() ? rates : json::array()}, {"featured", featured}};
}

TEST(Search, ReadsSeveralPagesExactlyAsThePortalKnowsThem) {
  const CpmaxxPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  HotelQuery query = query_for("Cork, Ireland", "2027-05-10", "2027-05-13", 45);
  query.rooms = {Room{2, {3, 9}}, Room{3, {}}};
  const Served served = plugin.search(query);
  ASSERT_TRUE(served.ok()) << served.what();
  const json& answer = *served.answer;
  EXPECT_EQ(answer.at("place"), "Cork, Ireland");
  EXPECT_FALSE(answer.at("partial").get<bool>());
  const json truth = truth_of(plugin, portal, query, "Cork, Ireland");
  EXPECT_EQ(answer.at("available"), truth.at("total"));
  std::set<std::string> featured;
  for (const json& hotel : truth.at("featured")) featured.insert(hotel.at("giataId").get<std::string>());
  ASSERT_EQ(answer.at("offers").size(), 45u);
  for (std::size_t i = 0; i < 45; ++i) {
    const json& hotel = truth.at("hotels").at(i);
    EXPECT_EQ(seen_of(answer.at("offers").at(i)), true_of(hotel, featured.count(hotel.at("giataId").get<std::string>()) != 0));
  }
}

TEST(Search, AWarmSessionNeedsNoSecondLogin) {
  const CpmaxxPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  ASSERT_TRUE(plugin.search(query_for("Bath, UK", "2027-05-10", "2027-05-12", 5)).ok());
  const Served again = plugin.search(query_for("Cork, Ireland", "2027-06-10", "2027-06-12", 5));
  ASSERT_TRUE(again.ok()) << again.what();
  EXPECT_EQ(again.answer->at("place"), "Cork, Ireland");
  for (const json& operation : again.operations) EXPECT_FALSE(operation.contains("secret")) << operation.dump();
}

TEST(Search, WalksOnUntilEnoughHotelsPassTheFilters) {
  const CpmaxxPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  HotelQuery query = query_for("Miami, Florida", "2027-03-01", "2027-03-03", 6);
  query.min_star_halves = 8;
  query.max_nightly_micros = 600 * voygen::Money::kMicrosPerUnit;
  const Served served = plugin.search(query);
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_EQ(served.answer->at("place"), "Miami, FL, USA");
  EXPECT_EQ(served.answer->at("appliedFilters"), json({"priceRange", "starRating"}));
  ASSERT_EQ(served.answer->at("offers").size(), 6u);
  for (const json& offer : served.answer->at("offers")) {
    EXPECT_GE(offer.at("hotelDetails").at("starRating").get<double>(), 4.0);
    EXPECT_LE(offer.at("pricing").at("basePrice").at("amount").get<double>(), 600.0);
  }
}

TEST(Search, StopsAtTheMostPagesAndSaysSo) {
  const CpmaxxPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url(), {{"maxPages", 2}});
  const Served served = plugin.search(query_for("Seattle, WA", "2027-03-01", "2027-03-03", 50));
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_TRUE(served.answer->at("partial").get<bool>());
  EXPECT_GE(served.answer->at("offers").size(), 40u);
  EXPECT_NE(served.answer->at("warnings").dump().find("maxPages"), std::string::npos);
  EXPECT_NE(json(served.progress).dump().find("page 2 of "), std::string::npos);
}

TEST(Search, AnswersWhatItHasWhenTimeIsShort) {
  CpmaxxOptions options = hurried();
  options.faults = {"slow=500"};
  const CpmaxxPortal portal(options);
  PluginInBrowser plugin(portal.base_url(), {{"maxPages", 100}});
  const Served served = plugin.search(query_for("Seattle, WA", "2027-03-01", "2027-03-03", 300), std::chrono::seconds(14));
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_TRUE(served.answer->at("partial").get<bool>());
  EXPECT_GE(served.answer->at("offers").size(), 20u);
}

TEST(Search, CopesWithWhatNobodyHasSeenOfTheRealPortal) {
  for (const auto waiting : {voygen::sim::WaitingMechanism::redirect, voygen::sim::WaitingMechanism::meta_refresh}) {
    CpmaxxOptions options = hurried();
    options.waiting = waiting;
    options.menu_class = "pac-container";
    options.item_class = "pac-item";
    options.suggestions_need_keys = true;
    options.email_field = "u";
    options.password_field = "p";
    const CpmaxxPortal portal(options);
    PluginInBrowser plugin(portal.base_url());
    const Served served = plugin.search(query_for("Bath, UK", "2027-05-10", "2027-05-12", 3));
    ASSERT_TRUE(served.ok()) << served.what();
    EXPECT_EQ(served.answer->at("offers").size(), 3u);
  }
}

}  // namespace
}  // namespace cpmaxx::test
