// Results that may be given again: who gets them, until when, and what still stands before them.
#include "answers_at_hand.hpp"
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

class Switch final : public Repeatable {
 public:
  bool use() override {
    if (holds) ++uses;
    return holds;
  }
  std::atomic<bool> holds{true};
  std::atomic<int> uses{0};
};

// Counts its runs, and tells in each how many there were.
struct Counting {
  void add_to(Server& server) {
    Tool counting = tool("counting", [this](const ToolCall&) {
      ToolResult result = ToolResult::answer("run " + std::to_string(++runs));
      result.repeatable = repeatable;
      return result;
    }, {{"city", {{"type", "string"}, {"maxLength", 8}}}, {"region", {{"type", "string"}}}});
    counting.long_running = true;
    EXPECT_TRUE(server.tools().add(std::move(counting)).ok());
  }
  std::atomic<int> runs{0};
  std::shared_ptr<Switch> repeatable = std::make_shared<Switch>();
};

std::string ask(const World& world, const std::string& request) {
  const RawAnswer answer = world.ask(request);
  return said(json::parse(answer.body.substr(answer.body.find('{'))));
}

TEST(RepeatedAnswers, TheSameQuestionIsAnsweredWithTheSameWordsWhileTheyHold) {
  World world;
  Counting counting;
  counting.add_to(world.server);
  const std::string session = in_session(world.open_session());
  const auto call = [&](const std::string& id) { return http_post(call_text(id, "counting", R"({"city":"Miami"})"), session); };
  EXPECT_EQ(ask(world, call("1")), "run 1");
  const RawAnswer again = world.ask(call("2"));
  EXPECT_EQ(again.body, text_result("2", "run 1"));
  EXPECT_EQ(again.header("Content-Type"), "application/json") << "there is nothing to wait for";
  EXPECT_EQ(counting.repeatable->uses, 1);

  counting.repeatable->holds = false;
  EXPECT_EQ(ask(world, call("3")), "run 2");
}

TEST(RepeatedAnswers, AnotherQuestionIsAnotherQuestion) {
  World world(options_of_tests(), with_principals());
  Counting counting;
  counting.add_to(world.server);
  const std::string ada = "Authorization: ada\r\n";
  const std::string eve = "Authorization: eve\r\n";
  const auto in_legacy = [&](const std::string& who, const std::string& arguments, const std::string& version = "2025-11-25") {
    return http_post(call_text("1", "counting", arguments), who + in_session(world.open_session(who, version)));
  };
  const json miami{{"city", "Miami"}};
  const std::string questions[] = {
      in_legacy(ada, R"({"city":"Miami"})"),
      in_legacy(ada, R"({"city":"Paris"})"),
      in_legacy(ada, R"({})"),
      in_legacy(ada, R"({"region":"Miami"})"),
      in_legacy(eve, R"({"city":"Miami"})"),
      in_legacy(ada, R"({"city":"Miami"})", "2025-06-18"),
      modern_call("counting", miami, envelope(), ada),
      modern_call("counting", miami, envelope(), eve),
  };
  int run = 0;
  for (const std::string& question : questions) EXPECT_EQ(ask(world, question), "run " + std::to_string(++run));
  run = 0;
  for (const std::string& question : questions) EXPECT_EQ(ask(world, question), "run " + std::to_string(++run));
  EXPECT_EQ(counting.runs, static_cast<int>(std::size(questions)));

  EXPECT_TRUE(world.server.tools().remove("echo"));
  EXPECT_EQ(ask(world, questions[0]), "run 9") << "with other tools, it may be another one's answer";
}

TEST(RepeatedAnswers, WhatIsWrongWithACallIsSaidAsEver) {
  ServerOptions options = options_of_tests();
  options.rate_limit = {.calls_per_minute = 1, .burst = 3};
  World world(options);
  Counting counting;
  counting.add_to(world.server);
  const auto call = [](const char* city) { return modern_call("counting", {{"city", city}}); };
  EXPECT_EQ(ask(world, call("Miami")), "run 1");
  EXPECT_EQ(ask(world, call("Miami")), "run 1");
  EXPECT_NE(ask(world, call("a long city")).find("at most 8"), std::string::npos);
  EXPECT_EQ(ask(world, call("Miami")), "run 1");
  EXPECT_EQ(ask(world, call("Miami")).find("Too many calls in a short time."), 0U) << "an answer at hand counts as a call";
  world.server.stop();
  EXPECT_EQ(ask(world, call("Miami")).find("The server is shutting down."), 0U);
}

TEST(RepeatedAnswers, WhoIsAskedSomethingGetsAnAnswerOfTheirOwn) {
  World world;
  std::atomic<int> runs{0};
  Tool asking = tool("asking_who", [&](const ToolCall& call) {
    if (!call.inputs.contains("who")) return ToolResult::ask({{"who", "elicitation/create", {{"message", "Who?"}, {"requestedSchema", {{"type", "object"}, {"properties", {{"name", {{"type", "string"}}}}}}}}}});
    ToolResult result = ToolResult::answer("run " + std::to_string(++runs));
    result.repeatable = std::make_shared<Switch>();
    return result;
  });
  const auto added = world.server.tools().add(std::move(asking));
  ASSERT_TRUE(added.ok()) << added.error().message;
  for (int round = 1; round <= 2; ++round) {
    const json asked = ask_json(world, modern_call("asking_who", json::object(), envelope(can_elicit())))["result"];
    ASSERT_EQ(asked["resultType"], "input_required");
    const json again{{"name", "asking_who"}, {"arguments", json::object()}, {"requestState", asked["requestState"]}, {"inputResponses", {{"who", accepted("Ada")}}}};
    EXPECT_EQ(ask(world, modern_post("tools/call", again, envelope(can_elicit()))), "run " + std::to_string(round));
  }
}

TEST(RepeatedAnswers, WhatWasNotAskedForLongestMakesRoom) {
  AnswersAtHand at_hand(3'000);
  const auto keep = [&](const char* question) { at_hand.keep(question, std::string(999, 'x'), std::make_shared<Switch>()); };
  for (const char* const question : {"a", "b", "c"}) keep(question);
  EXPECT_TRUE(at_hand.find("a"));
  keep("d");
  EXPECT_TRUE(at_hand.find("a"));
  EXPECT_FALSE(at_hand.find("b"));
  EXPECT_TRUE(at_hand.find("c"));
  at_hand.keep("c", "newer", std::make_shared<Switch>());
  EXPECT_EQ(*at_hand.find("c"), "newer");
  at_hand.keep("e", std::string(5'000, 'x'), std::make_shared<Switch>());
  EXPECT_FALSE(at_hand.find("e")) << "larger than all the room there is";
}

}  // namespace
}  // namespace voygen::mcp::test
