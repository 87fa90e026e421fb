// Searches by the portal's own requests: the same answers as by navigation, and navigation wherever a request is not as it always was.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>

#include "cpmaxx/cpmaxx_portal.hpp"
#include "in_browser.hpp"

namespace cpmaxx::test {
namespace {

using nlohmann::json;
using voygen::Code;
using voygen::Date;
using voygen::HotelQuery;
using voygen::Room;
using voygen::sim::CpmaxxOptions;
using voygen::sim::CpmaxxPortal;
using voygen::testkit::Served;

constexpr const char* kSaid = "searched by full navigation";

CpmaxxOptions hurried(std::vector<std::string> faults = {}) {
  CpmaxxOptions options;
  options.delay_permille = 20;
  options.today = "2027-01-10";
  options.faults = std::move(faults);
  return options;
}

HotelQuery query_for(std::string destination, int max_results = 30) {
  HotelQuery query;
  query.destination = std::move(destination);
  query.check_in = *Date::parse_iso("2027-05-10");
  query.check_out = *Date::parse_iso("2027-05-13");
  query.max_results = max_results;
  return query;
}

Served search_at(const CpmaxxPortal& portal, const HotelQuery& query, json settings) {
  PluginInBrowser plugin(portal.base_url(), std::move(settings));
  return plugin.search(query);
}

bool typed(const Served& served) {
  return std::any_of(served.operations.begin(), served.operations.end(), [](const json& operation) { return operation.at("op") == "type"; });
}

// The portal makes the addresses of pictures new for every search.
json lasting(const Served& served) {
  return json::parse(std::regex_replace(served.answer->dump(), std::regex(R"(\?s=[0-9a-f]+)"), "?s="));
}

std::string warnings_of(const Served& served) { return served.answer ? served.answer->value("warnings", json::array()).dump() : ""; }

TEST(SearchByRequests, FindsWhatNavigationFindsFieldByField) {
  const CpmaxxPortal portal(hurried());
  HotelQuery family = query_for("Cork, Ireland", 45);
  family.rooms = {Room{2, {3, 9}}, Room{3, {}}};
  HotelQuery filtered = query_for("Miami, Florida", 8);
  filtered.min_star_halves = 8;
  filtered.max_nightly_micros = 600 * voygen::Money::kMicrosPerUnit;
  for (const HotelQuery& query : {family, filtered, query_for("Bath, UK", 5), query_for("Seattle, WA", 90), query_for("Cancun, Mexico", 60), query_for("Paris, France", 40)}) {
    SCOPED_TRACE(query.destination);
    const Served quick = search_at(portal, query, {});
    const Served shown = search_at(portal, query, {{"repeatRequests", false}});
    ASSERT_TRUE(quick.ok()) << quick.what();
    ASSERT_TRUE(shown.ok()) << shown.what();
    EXPECT_FALSE(typed(quick)) << warnings_of(quick);
    EXPECT_TRUE(typed(shown));
    EXPECT_GT(quick.answer->at("offers").size(), 4u);
    EXPECT_TRUE(lasting(quick) == lasting(shown)) << json::diff(lasting(shown), lasting(quick)).dump(1).substr(0, 2000);
    EXPECT_EQ(quick.interim.size(), shown.interim.size());
  }
}

TEST(SearchByRequests, ReportsEveryPage) {
  const CpmaxxPortal portal(hurried());
  const Served served = search_at(portal, query_for("Seattle, WA", 60), {});
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_NE(json(served.progress).dump().find("page 3 of "), std::string::npos) << json(served.progress).dump();
}

struct Change {
  const char* name;
  std::vector<std::string> faults;
  json settings;
  const char* says;
};

void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

class SearchByChangedRequests : public ::testing::TestWithParam<Change> {};

TEST_P(SearchByChangedRequests, IsDoneByNavigationAndSaysSo) {
  const Change& change = GetParam();
  const CpmaxxPortal changed(hurried(change.faults));
  PluginInBrowser plugin(changed.base_url(), change.settings);
  const Served served = plugin.search(query_for("Cork, Ireland"));
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_NE(warnings_of(served).find(kSaid), std::string::npos) << warnings_of(served);
  EXPECT_NE(warnings_of(served).find(change.says), std::string::npos) << warnings_of(served);
  const Served expected = plugin.search(query_for("Cork, Ireland"));
  ASSERT_TRUE(expected.ok()) << expected.what();
  EXPECT_TRUE(lasting(served).at("offers") == lasting(expected).at("offers"));
}

INSTANTIATE_TEST_SUITE_P(
    Portals, SearchByChangedRequests,
    ::testing::Values(Change{"suggestions_elsewhere", {}, {{"suggestionsPath", "/main/cities?q={words}"}}, "HTTP 404"},
                      Change{"suggestions_of_another_shape", {}, {{"suggestionsPath", "/HotelEngine/searchFilters?q={words}"}}, "no list of places"},
                      Change{"results_elsewhere", {}, {{"resultsPath", "/HotelEngine"}}, "instead of the results page"},
                      Change{"list_elsewhere", {}, {{"listPath", "/HotelEngine/lists/{page}"}}, "HTTP 404 for /HotelEngine/lists/1"},
                      Change{"always_the_first_page", {}, {{"listPath", "/HotelEngine/displaySearchResults/page_num:1?{page}"}}, "instead of page 2"},
                      Change{"suggestions_down_once", {"autocomplete_down,count=1"}, {}, "HTTP 503"},
                      Change{"half_a_list", {"half_page=clean,count=1"}, {}, "displays 20 hotels"},
                      Change{"broken_list", {"half_page=broken,count=1"}, {}, "requests were not as expected"},
                      Change{"list_fails", {"ajax_500=/HotelEngine/displaySearchResults*,count=1"}, {}, "HTTP 500"},
                      Change{"a_question", {"duplicate_search_dialog,count=1"}, {}, "instead of the results page"},
                      Change{"slow_list", {"spinner_forever,count=1"}, {{"resultsTimeoutSeconds", 5}}, "no answer within"}),
    [](const auto& change) { return std::string(change.param.name); });

TEST(SearchByRequests, ASessionThatHasEndedSignsInAndGoesOn) {
  const CpmaxxPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  ASSERT_TRUE(plugin.search(query_for("Bath, UK", 5)).ok());
  const auto soon = voygen::core::Context::with_timeout(std::chrono::seconds(10), "test");
  ASSERT_TRUE(plugin.page().perform(soon, {{"op", "evaluate"}, {"function", "async () => (await fetch('/__sim/expire-sessions', {method: 'POST'})).status"}}).ok());
  const Served again = plugin.search(query_for("Bath, UK", 5));
  ASSERT_TRUE(again.ok()) << again.what();
  EXPECT_FALSE(typed(again));
  EXPECT_EQ(warnings_of(again).find(kSaid), std::string::npos) << warnings_of(again);
}

TEST(SearchByRequests, AnEndedCallEndsItsRequest) {
  const CpmaxxPortal portal(hurried({"results_delay=60000"}));
  PluginInBrowser plugin(portal.base_url());
  ASSERT_FALSE(plugin.search(query_for("Cork, Ireland"), std::chrono::seconds(6)).ok());
  const auto evaluate = [&](std::chrono::milliseconds allowed, const char* function) {
    return plugin.page().perform(voygen::core::Context::with_timeout(allowed, "test"), {{"op", "evaluate"}, {"function", function}});
  };
  const auto waiting = evaluate(std::chrono::seconds(1), "() => window.ended = fetch('/HotelEngine/displaySearchResults/page_num:1').then(() => 'answered', (error) => error.name)");
  ASSERT_FALSE(waiting.ok());
  const auto ended = evaluate(std::chrono::seconds(5), "() => window.ended");
  ASSERT_TRUE(ended.ok()) << ended.error().message;
  EXPECT_NE(ended->at("value"), "answered");
}

TEST(SearchByRequests, ADeadlineHolds) {
  const CpmaxxPortal portal(hurried({"results_delay=60000"}));
  PluginInBrowser plugin(portal.base_url());
  const auto started = std::chrono::steady_clock::now();
  const Served served = plugin.search(query_for("Cork, Ireland"), std::chrono::seconds(6));
  EXPECT_FALSE(served.ok());
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(8));
  ASSERT_TRUE(served.failure);
  EXPECT_EQ(served.failure->code, Code::timeout) << served.what();
}

}  // namespace
}  // namespace cpmaxx::test
