#include <gtest/gtest.h>

#include "parse.hpp"
#include "voygen/testkit/plugin_under_test.hpp"
#include "voygen/testkit/recording.hpp"

using nlohmann::json;
namespace testkit = voygen::testkit;

namespace {

voygen::HotelQuery query() {
  voygen::HotelQuery query;
  query.destination = "Miami, FL";
  query.check_in = *voygen::Date::parse_iso("2027-02-01");
  query.check_out = *voygen::Date::parse_iso("2027-02-04");
  return query;
}

testkit::Recording recording(const std::string& name) {
  auto read = testkit::Recording::read(std::string(VOYGEN_TEST_DATA) + "/data/" + name);
  if (!read.ok()) throw std::runtime_error(read.error().message);
  return std::move(read).value();
}

testkit::PluginUnderTest plugin() {
  auto loaded = testkit::PluginUnderTest::load(VOYGEN_TESTED_PLUGIN, {{"baseUrl", "https://www.acme.example"}, {"itemSelectors", {"article.hotel"}}});
  if (!loaded.ok()) throw std::runtime_error(loaded.error().message);
  return std::move(loaded).value();
}

TEST(Acme, ReadsTheRecordedSearch) {
  auto steps = recording("miami.json");
  testkit::ScriptedHost host(steps);
  const auto served = plugin().search_hotels(host, query());
  ASSERT_TRUE(served.ok()) << served.what();
  const auto& offers = served.answer->at("offers");
  ASSERT_EQ(offers.size(), 2u);
  EXPECT_EQ(offers[0]["name"], "Harbour House");
  EXPECT_EQ(offers[0]["pricing"]["totalPrice"]["amount"], 1452.5);
  EXPECT_TRUE(offers[1]["pricing"].empty()) << "a price that cannot be read stays absent";
  EXPECT_TRUE(steps.unused().empty());
}

TEST(Acme, ProvesThatThereIsNothing) {
  testkit::ScriptedHost host(recording("nothing.json"));
  const auto served = plugin().search_hotels(host, query());
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_EQ(served.answer->at("nothingFoundEvidence"), "No hotels for these dates.");
}

TEST(Acme, AnUnknownPageIsDrift) {
  const auto answer = acme::parse_list(json::parse(R"({"items":[]})"), json::parse(R"({"items":[]})"), query());
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, voygen::Code::drift);
}

TEST(Acme, StopsWhenCancelled) {
  testkit::ScriptedHost host(recording("miami.json"));
  host.cancel_after(1);
  const auto served = plugin().search_hotels(host, query());
  ASSERT_TRUE(served.failure);
  EXPECT_EQ(served.failure->code, voygen::Code::cancelled);
  EXPECT_TRUE(served.faults.empty()) << served.what();
}

}  // namespace
