// The testkit must be as strict as the host: a plugin that passes here shall not fail there.
#include <gtest/gtest.h>

#include "voygen/testkit/plugin_under_test.hpp"
#include "voygen/testkit/recording.hpp"

namespace voygen::testkit {
namespace {

using nlohmann::json;

HotelQuery query(const std::string& destination = "Miami, FL") {
  HotelQuery query;
  query.destination = destination;
  query.check_in = *Date::parse_iso("2027-02-01");
  query.check_out = *Date::parse_iso("2027-02-04");
  return query;
}

const json kSettings{{"baseUrl", "https://www.good.example"}};
constexpr const char* kSteps = R"({"steps":[
  {"when":{"op":"goto"},"reply":{"url":"https://www.good.example/search","status":200}},
  {"when":{"op":"content"},"reply":{"html":"Hotel Example"}}]})";

TEST(Testkit, RunsAPluginOnARecording) {
  auto plugin = PluginUnderTest::load(VOYGEN_TESTED_PLUGIN, kSettings);
  ASSERT_TRUE(plugin.ok()) << plugin.error().message;
  auto recording = Recording::parse(kSteps);
  ASSERT_TRUE(recording.ok());
  ScriptedHost host(*recording);
  host.set_now_ms(5'000'000'000'000);
  const Served served = plugin->search_hotels(host, query());
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_EQ(served.answer->at("offers").at(0).at("name"), "Hotel Example");
  EXPECT_EQ(served.answer->at("available"), 5);
  EXPECT_EQ(served.operations.size(), 2u);
  EXPECT_EQ(served.progress, std::vector<std::string>{"1/2 page 1 of 2"});
  EXPECT_EQ(served.log, std::vector<std::string>{"info: read Hotel Example"});
  EXPECT_TRUE(recording->unused().empty());
}

TEST(Testkit, PassesFailuresOn) {
  auto plugin = PluginUnderTest::load(VOYGEN_TESTED_PLUGIN, kSettings);
  ScriptedHost host(*Recording::parse(R"({"steps":[{"when":{"op":"goto"},"error":{"code":"blocked","message":"captcha"}}]})"));
  const Served served = plugin->search_hotels(host, query());
  ASSERT_TRUE(served.failure);
  EXPECT_EQ(served.failure->code, Code::blocked);
  EXPECT_EQ(served.what(), "blocked: captcha");
}

TEST(Testkit, CancelsAndTimesOut) {
  auto plugin = PluginUnderTest::load(VOYGEN_TESTED_PLUGIN, kSettings);
  ScriptedHost host(*Recording::parse(kSteps));
  host.cancel_after(1);
  EXPECT_EQ(plugin->search_hotels(host, query()).failure->code, Code::cancelled);
  ScriptedHost slow(*Recording::parse(kSteps));
  slow.set_timeout(std::chrono::milliseconds(20));
  EXPECT_EQ(plugin->search_hotels(slow, query("wait")).failure->message, "stopped as asked");
}

TEST(Testkit, SeesBrokenContracts) {
  auto plugin = PluginUnderTest::load(VOYGEN_UNRULY_PLUGIN);
  ASSERT_TRUE(plugin.ok()) << plugin.error().message;
  static auto& kept = *new PluginUnderTest(std::move(plugin).value());  // its destroy throws, which a test program does not survive
  ScriptedHost host([](const json&) -> Result<json> { return json::object(); });
  const std::pair<const char*, const char*> cases[] = {
      {"answers_twice", "ended 2 times"}, {"never_answers", "without an answer"},    {"throws", "exception left serve"},
      {"answers_broken_json", "offers"},  {"fails_with_unknown_code", "4711"},       {"answers_and_fails", "ended 2 times"},
      {"answers_no_object", "offers"},
  };
  for (const auto& [task, part] : cases) {
    const Served served = kept.serve(host, task, json::object());
    EXPECT_FALSE(served.ok());
    EXPECT_NE(served.what().find(part), std::string::npos) << task << ": " << served.what();
  }
  EXPECT_FALSE(kept.serve(host, "performs", {{"operation", "[]"}}).ok());
  EXPECT_TRUE(kept.serve(host, "behaves", json::object()).ok());
}

TEST(Testkit, LoadsAPluginInC) {
  auto plugin = PluginUnderTest::load(VOYGEN_C_PLUGIN);
  ASSERT_TRUE(plugin.ok()) << plugin.error().message;
  EXPECT_EQ(plugin->manifest().at("id"), "plain_c");
  ScriptedHost host([](const json&) -> Result<json> { return json{{"url", "x"}}; });
  EXPECT_TRUE(plugin->search_hotels(host, query()).ok());
}

TEST(Testkit, SaysWhyAPluginDoesNotLoad) {
  EXPECT_NE(PluginUnderTest::load("/nowhere/x.so").error().message.find("/nowhere/x.so"), std::string::npos);
  EXPECT_EQ(PluginUnderTest::load(VOYGEN_TESTED_PLUGIN, {{"baseUrl", "https://refused.good.example"}}).error().message, "this base address is refused");
  EXPECT_FALSE(PluginUnderTest::load(VOYGEN_TESTED_PLUGIN, json::object()).ok()) << "a missing setting throws in create, which is caught";
}

TEST(Recording, TakesStepsInOrderOnceUnlessRepeated) {
  auto recording = *Recording::parse(R"({"steps":[{"when":{"op":"url"},"reply":{"url":"1"}},{"when":{"op":"url"},"reply":{"url":"2"}},{"when":{"op":"wait"},"reply":{},"repeat":true}]})");
  EXPECT_EQ(recording({{"op", "url"}})->at("url"), "1");
  EXPECT_EQ(recording.unused().size(), 2u);
  EXPECT_EQ(recording({{"op", "url"}})->at("url"), "2");
  EXPECT_NE(recording({{"op", "url"}}).error().message.find("no step for"), std::string::npos);
  EXPECT_TRUE(recording({{"op", "wait"}}).ok());
  EXPECT_TRUE(recording({{"op", "wait"}, {"timeoutMs", 5}}).ok());
}

TEST(Recording, NamesItsMistakes) {
  for (const char* text : {"", "[]", "{}", R"({"steps":[{}]})", R"({"steps":[{"when":{}}]})", R"({"steps":[{"when":{},"error":{"code":"ok"}}]})", R"({"steps":[{"when":{},"htmlFile":"/nowhere"}]})"}) {
    EXPECT_FALSE(Recording::parse(text).ok()) << text;
  }
  EXPECT_NE(Recording::parse(R"({"steps":[{"when":{}}]})").error().message.find("step 1"), std::string::npos);
}

}  // namespace
}  // namespace voygen::testkit
