#include "core/secret.hpp"
#include "fixture.hpp"

namespace voygen::plugin::testing {
namespace {

class CallTest : public PluginTest {
 protected:
  void SetUp() override { load({"good", "plain_c", "unruly"}); }
  // What a task of the unruly plugin comes to, while its neighbour is at work.
  Result<json> unruly(const std::string& task, const json& extra = json::object()) {
    const UnharmedNeighbour neighbour(platform("good"));
    return platform("unruly")->serve(in_time(), task, extra, services);
  }
  FakeServices services;
};

TEST_F(CallTest, AnswersGoThrough) {
  const auto answer = platform("good")->serve(in_time(), "search_hotels", query(), services);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->at("offers").at(0).at("name"), "Hotel Example");
  EXPECT_EQ(answer->at("pageUrl"), "https://www.good.example/search");
  EXPECT_EQ(answer->at("available"), 3) << "the clock is the services'";
  EXPECT_EQ(services.operations.at(0), (json{{"op", "goto"}, {"url", "https://www.good.example/search"}}));
  EXPECT_EQ(services.told, std::vector<std::string>{"1/2 page 1 of 2"});
}

TEST_F(CallTest, ShowsValidInterimAnswersUntilTheEnd) {
  const auto answer = unruly("shows_interim");
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->at("available"), 2);
  ASSERT_EQ(services.so_far.size(), 1u) << "broken ones, and those after the answer, are not passed on";
  EXPECT_EQ(services.so_far.front().at("available"), 1);
}

TEST_F(CallTest, APluginInCServesToo) {
  const auto answer = platform("plain_c")->serve(in_time(), "search_hotels", query(), services);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->at("nothingFoundEvidence"), "no hotels here");
  EXPECT_EQ(platform("plain_c")->serve(in_time(), "search_cruises", query(), services).error().code, Code::unsupported);
}

TEST_F(CallTest, FailuresOfOperationsReachTheCallerWithTheirCode) {
  services.reply = [](const core::Context&, const json&) -> Result<json> { return {Code::drift, "the page is new", "tell us"}; };
  const auto answer = platform("good")->serve(in_time(), "search_hotels", query(), services);
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::drift);
  EXPECT_EQ(answer.error().message, "the page is new");
  EXPECT_EQ(answer.error().next_step, "tell us");
}

TEST_F(CallTest, AQueryThePluginCannotReadIsAFailureOfItsOwn) {
  EXPECT_EQ(platform("good")->serve(in_time(), "search_hotels", json::object(), services).error().code, Code::invalid_argument);
  EXPECT_EQ(platform("good")->serve(in_time(), "search_cruises", json::object(), services).error().code, Code::unsupported);
  EXPECT_EQ(platform("good")->serve(in_time(), "read_hotels", query(), services).error().code, Code::unsupported);
}

TEST_F(CallTest, EveryMisdeedIsAFaultOfThePluginAndNamesIt) {
  const std::pair<const char*, const char*> cases[] = {
      {"answers_twice", "2 times"},
      {"answers_and_fails", "2 times"},
      {"never_answers", "without an answer"},
      {"throws", "thrown on purpose"},
      {"throws_a_number", "no std::exception"},
      {"throws_after_answer", "too late"},
      {"ends_its_thread", "ended the thread"},
      {"answers_broken_json", "not JSON"},
      {"answers_no_object", "answer.schema.json"},
      {"answers_wrong_shape", "answer.schema.json at "},
      {"answers_latin1", "not UTF-8"},
      {"answers_null_pointer", "not JSON"},
      {"answers_a_gigabyte", "1073741824 bytes"},
      {"answers_deep_nesting", "deeper than 64"},
      {"fails_with_unknown_code", "4711"},
      {"fails_with_ok", "unknown code 0"},
  };
  for (const auto& [task, part] : cases) {
    SCOPED_TRACE(task);
    const auto answer = unruly(task);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, Code::plugin_fault);
    EXPECT_NE(answer.error().message.find(part), std::string::npos) << answer.error().message;
    EXPECT_NE(answer.error().message.find("\"unruly\""), std::string::npos);
    EXPECT_TRUE(unruly("behaves").ok()) << "the next call is served";
  }
  EXPECT_EQ(platform("unruly")->load().running, 0);
}

TEST_F(CallTest, SentencesAreMadeUtf8AndCut) {
  const auto answer = unruly("fails_in_latin1");
  EXPECT_EQ(answer.error().code, Code::drift);
  EXPECT_EQ(answer.error().message, "caf\xEF\xBF\xBD");
  EXPECT_LE(answer.error().next_step.size(), 4100u);
  EXPECT_TRUE(unruly("chatters").ok());
  EXPECT_EQ(services.told.at(0).substr(0, 12), "-1/-1 bad\xEF\xBF\xBD");
}

TEST_F(CallTest, OperationsAreCheckedBeforeTheyArePerformed) {
  const std::string wrong[] = {"[]", "7", "", "{", "\"op\"", "{\"op\":\"\xFF\"}", "{\"x\":" + std::string(100, '[') + std::string(100, ']') + "}",
                               "{\"op\":\"fill\",\"text\":\"" + std::string(2 << 20, 'x') + "\"}"};
  for (const auto& operation : wrong) {
    FakeServices untouched;
    // Text that is not UTF-8 cannot travel inside the query; the plugin would not get it unchanged.
    if (operation.find('\xFF') != std::string::npos) continue;
    const auto answer = platform("unruly")->serve(in_time(), "performs", {{"operation", operation}}, untouched);
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->at("available"), VOYGEN_INVALID_ARGUMENT) << operation.substr(0, 40);
    EXPECT_TRUE(untouched.operations.empty());
  }
  const auto answer = unruly("performs", {{"operation", R"({"op":"url"})"}});
  EXPECT_EQ(answer->at("available"), VOYGEN_OK);
  EXPECT_EQ(services.operations.size(), 1u);
}

TEST_F(CallTest, OperationsComeFromTheCallsThreadBeforeItsEnd) {
  EXPECT_EQ(unruly("performs_elsewhere")->at("available"), VOYGEN_INVALID_ARGUMENT);
  const auto flag = std::filesystem::path(::testing::TempDir()) / ("refused-" + std::to_string(getpid()));
  EXPECT_TRUE(unruly("performs_after_answer", {{"refused", flag.string()}}).ok());
  EXPECT_TRUE(std::filesystem::remove(flag));
  EXPECT_TRUE(services.operations.empty());
}

TEST_F(CallTest, ReceiversMayBeAbsentOrThrow) {
  EXPECT_EQ(unruly("performs_without_receiver")->at("available"), VOYGEN_OK);
  EXPECT_EQ(unruly("receiver_throws")->at("available"), VOYGEN_INTERNAL);
}

TEST_F(CallTest, ServicesThatThrowOrReplyWrongAreAFaultOfTheHost) {
  services.reply = [](const core::Context&, const json&) -> Result<json> { throw std::runtime_error("host bug"); };
  EXPECT_EQ(unruly("performs", {{"operation", R"({"op":"url"})"}})->at("available"), VOYGEN_INTERNAL);
  services.reply = [](const core::Context&, const json&) -> Result<json> { return json(7); };
  EXPECT_EQ(unruly("performs", {{"operation", R"({"op":"url"})"}})->at("available"), VOYGEN_INTERNAL);
}

TEST_F(CallTest, SecretsAreMaskedInRepliesAndFailures) {
  const core::Secret secret(std::string("p\"ss\\word-4711"));
  services.reply = [](const core::Context&, const json&) -> Result<json> {
    return json{{"html", "a p\"ss\\word-4711 b"}, {"list", {"p\"ss\\word-4711"}}, {"p\"ss\\word-4711", 1}};
  };
  const auto reply = json::parse(unruly("performs", {{"operation", R"({"op":"url"})"}})->at("place").get<std::string>());
  EXPECT_EQ(reply, json::parse(R"({"html":"a *** b","list":["***"],"***":1})"));
  services.reply = [](const core::Context&, const json&) -> Result<json> { return {Code::drift, "saw p\"ss\\word-4711", "p\"ss\\word-4711"}; };
  const auto failed = unruly("performs", {{"operation", R"({"op":"url"})"}});
  EXPECT_EQ(failed->at("place"), R"({"message":"saw ***","nextStep":"***"})");
}

TEST_F(CallTest, ACallKeptTooLongIsRefused) {
  EXPECT_TRUE(unruly("keeps_its_call").ok());
  const auto answer = unruly("uses_the_kept_call");
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->at("available"), VOYGEN_CANCELLED);
  EXPECT_TRUE(services.operations.empty());
}

TEST_F(CallTest, OneAnswerTooManyBytesByOne) {
  registry.load({config_of("unruly")});
  PluginRegistry tight(CallLimits{.largest_answer = std::string_view(R"({"offers":[]})").size()});
  tight.load({config_of("unruly")});
  EXPECT_TRUE((*tight.platform("unruly"))->serve(in_time(), "behaves", json::object(), services).ok());
  PluginRegistry tighter(CallLimits{.largest_answer = std::string_view(R"({"offers":[]})").size() - 1});
  tighter.load({config_of("unruly")});
  EXPECT_EQ((*tighter.platform("unruly"))->serve(in_time(), "behaves", json::object(), services).error().code, Code::plugin_fault);
}

TEST_F(CallTest, ManyCallsAtATime) {
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 24; ++i) {
    threads.emplace_back([&, i] {
      FakeServices own;
      const auto served = platform(i % 2 ? "good" : "plain_c")->serve(in_time(), "search_hotels", query(), own);
      good += served.ok();
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 24);
}

}  // namespace
}  // namespace voygen::plugin::testing
