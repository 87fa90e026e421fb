// Whole searches of the simulated travel sites, each read by configuration alone, compared with what the sites say is true, field by field.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <string>

#include "cpmaxx/cpmaxx_portal.hpp"
#include "plugin_in_browser.hpp"
#include "sites/sites_portal.hpp"

namespace generic::test {
namespace {

using nlohmann::json;
using voygen::HotelQuery;
using voygen::sim::SitesOptions;
using voygen::sim::SitesPortal;
using voygen::test::PluginInBrowser;
using voygen::testkit::Served;

SitesOptions hurried(std::vector<std::string> faults = {}) {
  SitesOptions options;
  options.delay_permille = 50;
  options.today = "2027-01-10";
  options.faults = std::move(faults);
  return options;
}

// sites.json holds the configuration of every site, "@" for the portal's address.
json settings_for(const SitesPortal& portal, const std::vector<std::string>& ids) {
  std::ifstream file(GENERIC_PAGES "/../sites.json");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  for (auto at = text.find("@/"); at != std::string::npos; at = text.find("@/", at)) text.replace(at, 1, portal.base_url());
  json sites = json::array();
  const json all = json::parse(text);
  for (const std::string& id : ids) {
    for (const json& site : all) {
      if (site.at("id") == id) sites.push_back(site);
    }
  }
  return {{"hosts", {portal.base_url()}}, {"allowPrivateAddresses", true}, {"sites", sites}};
}

PluginInBrowser plugin_for(const SitesPortal& portal, const std::vector<std::string>& ids) {
  return PluginInBrowser({GENERIC_PLUGIN, "generic", {portal.base_url()}, {}}, settings_for(portal, ids));
}

HotelQuery query_for(std::string destination, int max_results = 50) {
  HotelQuery query;
  query.destination = std::move(destination);
  query.check_in = *voygen::Date::parse_iso("2027-05-10");
  query.check_out = *voygen::Date::parse_iso("2027-05-13");
  query.max_results = max_results;
  return query;
}

json truth_of(PluginInBrowser& plugin, const SitesPortal& portal, const std::string& site, const HotelQuery& query) {
  const auto soon = voygen::core::Context::with_timeout(std::chrono::seconds(10), "test");
  const std::string function = "async (site, place, checkIn, checkOut) => (await fetch('" + portal.base_url() +
                               "/__sim/catalogue/search?' + new URLSearchParams({site, place, checkIn, checkOut}))).json()";
  const auto reply = plugin.page().perform(soon, {{"op", "evaluate"}, {"function", function}, {"arguments", {site, query.destination, query.check_in.iso(), query.check_out.iso()}}});
  EXPECT_TRUE(reply.ok()) << reply.error().message;
  return reply.ok() ? reply->at("value") : json::object();
}

// The members the truth can be compared with, in its units.
json seen_of(const json& offer, int decimals, bool nightly) {
  const json& pricing = offer.at("pricing");
  const char* member = nightly ? "basePrice" : "totalPrice";
  json amount;
  json currency;
  if (pricing.contains(member)) {
    amount = std::llround(pricing.at(member).at("amount").get<double>() * (decimals == 0 ? 1 : 100));
    currency = pricing.at(member).at("currency");
  }
  const json& location = offer.at("location");
  return {{"id", offer.at("externalIds").at("platform")}, {"name", offer.at("name")}, {"url", offer.at("source").at("bookingUrl")}, {"site", offer.at("source").at("site")},
          {"address", location.at("address").at("full")}, {"amount", amount}, {"currency", currency}, {"available", offer.at("availability").at("available")},
          {"stars", offer.at("hotelDetails").value("starRating", 0.0)}, {"lat", location.at("coordinates").at("latitude")}, {"lng", location.at("coordinates").at("longitude")}};
}

json true_of(const json& hotel, const std::string& site, const std::string& title, bool nightly) {
  const json amount = hotel.at(nightly ? "nightly" : "total");
  return {{"id", site + ":" + hotel.at("id").get<std::string>()}, {"name", hotel.at("name")}, {"url", hotel.at("url")}, {"site", title}, {"address", hotel.at("address")}, {"amount", amount},
          {"currency", amount.is_null() ? json() : hotel.at("currency")}, {"available", !hotel.at("soldOut").get<bool>()}, {"stars", hotel.at("halfStars").get<int>() / 2.0},
          {"lat", std::stod(hotel.at("lat").get<std::string>())}, {"lng", std::stod(hotel.at("lng").get<std::string>())}};
}

struct SiteCase {
  const char* id;
  const char* title;
  bool nightly;
};

class SitesSearch : public ::testing::TestWithParam<SiteCase> {};

TEST_P(SitesSearch, ReadsEveryHotelAsTheSiteKnowsIt) {
  const SitesPortal portal(hurried());
  PluginInBrowser plugin = plugin_for(portal, {GetParam().id});
  const HotelQuery query = query_for("Cork, Ireland");
  const Served served = plugin.search(query);
  ASSERT_TRUE(served.ok()) << served.what();
  const json truth = truth_of(plugin, portal, GetParam().id, query);
  const json& offers = served.answer->at("offers");
  const std::size_t expected = std::min<std::size_t>(truth.at("total").get<std::size_t>(), std::string(GetParam().id) == "rivage" ? 20 : GetParam().nightly || std::string(GetParam().id) == "northline" ? 25 : 40);
  ASSERT_EQ(offers.size(), expected);
  ASSERT_GT(expected, 12u);
  int with_prices = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const json& hotel = truth.at("hotels").at(i);
    EXPECT_EQ(seen_of(offers.at(i), hotel.at("decimals").get<int>(), GetParam().nightly), true_of(hotel, GetParam().id, GetParam().title, GetParam().nightly));
    with_prices += !hotel.at("total").is_null();
  }
  EXPECT_GT(with_prices, 10);
}

INSTANTIATE_TEST_SUITE_P(Sites, SitesSearch,
                         ::testing::Values(SiteCase{"harbour", "Harbour Stays", true}, SiteCase{"etoile", "Étoile Voyages", true}, SiteCase{"patchwork", "Patchwork Travel", true},
                                           SiteCase{"bergland", "Bergland Reisen", true}, SiteCase{"solmar", "Solmar Viajes", true}, SiteCase{"northline", "Northline", false},
                                           SiteCase{"alpenblick", "Alpenblick", false}, SiteCase{"rivage", "Rivage", false}, SiteCase{"fjordly", "Fjordly", false},
                                           SiteCase{"tokimachi", "Tokimachi", false}, SiteCase{"praia", "Praia", false}),
                         [](const auto& site) { return site.param.id; });

TEST(SitesSearchTogether, OneHotelByMetaTags) {
  const SitesPortal portal(hurried());
  PluginInBrowser plugin = plugin_for(portal, {"onestay"});
  const HotelQuery query = query_for("Cork, Ireland");
  const Served served = plugin.search(query);
  ASSERT_TRUE(served.ok()) << served.what();
  const json hotel = truth_of(plugin, portal, "onestay", query).at("hotels").at(0);
  ASSERT_EQ(served.answer->at("offers").size(), 1u);
  const json& offer = served.answer->at("offers").at(0);
  EXPECT_EQ(offer.at("name"), hotel.at("name"));
  EXPECT_EQ(offer.at("source").at("bookingUrl"), hotel.at("url"));
  EXPECT_EQ(std::llround(offer.at("pricing").at("totalPrice").at("amount").get<double>() * 100), hotel.at("total").get<int>());
}

TEST(SitesSearchTogether, EachSiteFailsForItself) {
  const SitesPortal portal(hurried());
  PluginInBrowser plugin = plugin_for(portal, {"fortress", "harbour", "clubhouse", "praia"});
  const Served served = plugin.search(query_for("Cork, Ireland", 10));
  ASSERT_TRUE(served.ok()) << served.what();
  const json& answer = *served.answer;
  EXPECT_TRUE(answer.at("partial").get<bool>());
  ASSERT_EQ(answer.at("offers").size(), 10u);
  EXPECT_EQ(answer.at("offers").at(0).at("source").at("site"), "Harbour Stays");
  EXPECT_EQ(answer.at("offers").at(1).at("source").at("site"), "Praia");
  const std::string warnings = answer.at("warnings").dump();
  EXPECT_NE(warnings.find("fortress: blocked"), std::string::npos) << warnings;
  EXPECT_NE(warnings.find("clubhouse: login_required"), std::string::npos) << warnings;
}

// What plugins/generic/README.md tells an operator to write, run as it stands there.
TEST(SitesSearchTogether, TheReadmesExampleWorks) {
  const SitesPortal portal(hurried());
  std::ifstream file(GENERIC_README);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto start = text.find("```json\n", text.find("<!-- example -->")) + 8;
  text = text.substr(start, text.find("```", start) - start);
  for (auto at = text.find("http://127.0.0.1:8931"); at != std::string::npos; at = text.find("http://127.0.0.1:8931")) text.replace(at, 21, portal.base_url());
  PluginInBrowser plugin({GENERIC_PLUGIN, "generic", {portal.base_url()}, {}}, json::parse(text));
  const HotelQuery query = query_for("Cork, Ireland");
  const Served served = plugin.search(query);
  ASSERT_TRUE(served.ok()) << served.what();
  const json truth = truth_of(plugin, portal, "alpenblick", query);
  EXPECT_EQ(served.answer->at("available"), truth.at("total"));
  ASSERT_EQ(served.answer->at("offers").size(), truth.at("hotels").size());
  int discounted = 0;
  for (std::size_t i = 0; i < truth.at("hotels").size(); ++i) {
    const json& hotel = truth.at("hotels").at(i);
    const json& pricing = served.answer->at("offers").at(i).at("pricing");
    const auto cents = [&](const char* member) { return pricing.contains(member) ? json(std::llround(pricing.at(member).at("amount").get<double>() * 100)) : json(); };
    EXPECT_EQ(cents("totalPrice"), hotel.at("total"));
    EXPECT_EQ(cents("originalPrice"), hotel.at("before"));
    discounted += !hotel.at("before").is_null();
  }
  EXPECT_GT(discounted, 0);
}

struct TroubleCase {
  const char* site;
  const char* fault;
  const char* status;  // a code, or "nothing"
};

class SitesSearchTrouble : public ::testing::TestWithParam<TroubleCase> {};

TEST_P(SitesSearchTrouble, IsSaid) {
  const SitesPortal portal(hurried({GetParam().fault}));
  PluginInBrowser plugin = plugin_for(portal, {GetParam().site});
  const Served served = plugin.search(query_for("Cork, Ireland"), std::chrono::seconds(12));
  if (std::string(GetParam().status) == "nothing") {
    ASSERT_TRUE(served.ok()) << served.what();
    EXPECT_TRUE(served.answer->at("offers").empty());
    EXPECT_NE(served.answer->value("nothingFoundEvidence", ""), "");
    return;
  }
  ASSERT_TRUE(served.failure) << served.answer->dump().substr(0, 1500);
  EXPECT_EQ(name_of(served.failure->code), std::string(GetParam().status)) << served.what();
}

INSTANTIATE_TEST_SUITE_P(Faults, SitesSearchTrouble,
                         ::testing::Values(TroubleCase{"harbour", "captcha", "blocked"}, TroubleCase{"praia", "captcha", "blocked"}, TroubleCase{"bergland", "sign_in_wall", "login_required"},
                                           TroubleCase{"praia", "sign_in_wall", "login_required"}, TroubleCase{"harbour", "maintenance", "unavailable"},
                                           TroubleCase{"praia", "http_500", "unavailable"}, TroubleCase{"harbour", "empty_result", "nothing"}, TroubleCase{"praia", "empty_result", "nothing"},
                                           TroubleCase{"alpenblick", "empty_result", "nothing"}, TroubleCase{"solmar", "empty_result", "nothing"},
                                           TroubleCase{"harbour", "empty_without_text", "drift"}, TroubleCase{"praia", "empty_without_text", "drift"},
                                           TroubleCase{"praia", "renamed_classes", "drift"}, TroubleCase{"tokimachi", "prices_as_images", "drift"},
                                           TroubleCase{"harbour", "half_page", "drift"}),
                         [](const auto& trouble) { return std::string(trouble.param.site) + "_" + trouble.param.fault; });

TEST(SitesSearchTogether, ViatorTilesByConfigurationAlone) {
  voygen::sim::CpmaxxOptions options;
  options.delay_permille = 0;
  const voygen::sim::CpmaxxPortal portal(options);
  std::ifstream file(GENERIC_PAGES "/../viator.json");
  json site = json::parse(file);
  site["search"]["url"] = portal.base_url() + "/main/excursionsAndActivities?{destination}";
  PluginInBrowser plugin({GENERIC_PLUGIN, "generic", {portal.base_url()}, {}}, {{"hosts", {portal.base_url()}}, {"allowPrivateAddresses", true}, {"sites", {site}}});
  const auto soon = voygen::core::Context::with_timeout(std::chrono::seconds(10), "test");
  ASSERT_TRUE(plugin.page().perform(soon, {{"op", "goto"}, {"url", portal.base_url() + "/main/login"}}).ok());
  for (const auto& [selector, text] : {std::pair{"input[placeholder*=\"mail\"]", "agent@example.com"}, std::pair{"input[type=\"password\"]", "blue-harbour-7"}}) {
    ASSERT_TRUE(plugin.page().perform(soon, {{"op", "fill"}, {"selector", selector}, {"text", text}}).ok());
  }
  ASSERT_TRUE(plugin.page().perform(soon, {{"op", "click"}, {"selector", "form button"}, {"waitForNavigation", true}}).ok());
  ASSERT_TRUE(plugin.page().perform(soon, {{"op", "goto"}, {"url", portal.base_url() + "/main/excursionsAndActivities"}}).ok());
  const auto told = plugin.page().perform(soon, {{"op", "evaluate"}, {"function", "async () => (await fetch('/__sim/excursions')).json()"}, {"arguments", json::array()}});
  ASSERT_TRUE(told.ok()) << told.error().message;
  const json& truth = told->at("value").at("excursions");
  const Served served = plugin.serve("read_hotels", query_for("anywhere").to_json());
  ASSERT_TRUE(served.ok()) << served.what();
  const json& offers = served.answer->at("offers");
  ASSERT_EQ(offers.size(), truth.size());
  ASSERT_EQ(offers.size(), 12u);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    EXPECT_EQ(offers[i].at("name"), truth[i].at("title"));
    EXPECT_EQ(offers[i].at("externalIds").at("platform"), "viator:" + truth[i].at("productCode").get<std::string>());
    EXPECT_EQ(std::llround(offers[i].at("pricing").at("quotedPrice").at("amount").get<double>() * 100), truth[i].at("cents").get<int>());
    EXPECT_EQ(offers[i].at("pricing").at("quotedPrice").at("currency"), "USD");
    EXPECT_EQ(offers[i].at("location").at("neighborhood"), truth[i].at("city"));
    EXPECT_EQ(offers[i].at("description"), truth[i].at("duration"));
    EXPECT_EQ(offers[i].at("rating").at("overall"), truth[i].at("stars"));
  }
  // A search for hotels must not be answered with tours.
  const Served searched = plugin.search(query_for("anywhere"));
  ASSERT_TRUE(searched.failure);
  EXPECT_EQ(searched.failure->code, voygen::Code::unsupported);
}

}  // namespace
}  // namespace generic::test
