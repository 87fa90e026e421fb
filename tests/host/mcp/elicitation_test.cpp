// Asking the client while its call runs, in the versions with sessions: a request on the call's own stream, answered by a POST.
#include "transcript.hpp"

namespace voygen::mcp::test {
namespace {

std::string answer_text_of(const std::string& id, const std::string& outcome) { return R"({"jsonrpc":"2.0","id":")" + id + "\"," + outcome + "}"; }
std::string accept(const std::string& id, const std::string& name) {
  return answer_text_of(id, R"("result":{"action":"accept","content":{"name":")" + name + R"("}})");
}

class Elicitation : public testing::Test {
 protected:
  void answer(const std::string& text) { EXPECT_EQ(world_.ask(http_post(text, session_)).status, 202); }
  World world_;
  std::string session_ = in_session(world_.open_session({}, "2025-06-18", R"({"elicitation":{},"roots":{}})"));
};

TEST_F(Elicitation, GoesOverTheCallsStream) {
  Listening call(world_, http_post(call_text("7", "asking"), session_));
  EXPECT_EQ(call.head().header("Content-Type"), "text/event-stream");
  EXPECT_EQ(call.event().data,
            R"({"id":"ask-1","jsonrpc":"2.0","method":"elicitation/create","params":{"message":"What is your name?",)"
            R"("requestedSchema":{"properties":{"name":{"type":"string"}},"required":["name"],"type":"object"}}})");
  answer(accept("ask-1", "Ada"));
  EXPECT_EQ(call.event().data, text_result("7", "Hello, Ada"));
  EXPECT_FALSE(call.next());
}

TEST_F(Elicitation, MayTakeSeveralRounds) {
  Listening call(world_, http_post(call_text("7", "asking_twice"), session_));
  EXPECT_EQ(call.event().message()["id"], "ask-1");
  answer(accept("ask-1", "Ada"));
  EXPECT_EQ(call.event().message()["id"], "ask-2");
  answer(accept("ask-2", "Bob"));
  EXPECT_EQ(said(call.event().message()), "Ada and Bob");
}

TEST_F(Elicitation, SeveralQuestionsAreAskedAtOnce) {
  Listening call(world_, http_post(call_text("7", "asking_everything"), session_));
  EXPECT_EQ(call.event().message()["method"], "elicitation/create");
  EXPECT_EQ(call.event().data, R"({"id":"ask-2","jsonrpc":"2.0","method":"roots/list","params":{}})");
  answer(answer_text_of("ask-2", R"("result":{"roots":[]})"));
  answer(accept("ask-1", "Ada"));
  EXPECT_EQ(said(call.event().message()), R"({"roots":{"roots":[]},"who":{"action":"accept","content":{"name":"Ada"}}})");
}

TEST_F(Elicitation, CallsAtOnceGetTheirOwnAnswers) {
  Listening first(world_, http_post(call_text("1", "asking"), session_));
  const std::string first_id = first.event().message()["id"];
  Listening second(world_, http_post(call_text("2", "asking"), session_));
  const std::string second_id = second.event().message()["id"];
  EXPECT_NE(first_id, second_id);
  answer(accept(second_id, "Bob"));
  answer(accept(first_id, "Ada"));
  EXPECT_EQ(said(first.event().message()), "Hello, Ada");
  EXPECT_EQ(said(second.event().message()), "Hello, Bob");
}

// Security 20: only who was asked can answer.
TEST_F(Elicitation, AnotherSessionsAnswerIsNoAnswer) {
  Listening call(world_, http_post(call_text("7", "asking"), session_));
  EXPECT_EQ(call.event().message()["id"], "ask-1");
  EXPECT_EQ(world_.ask(http_post(accept("ask-1", "Eve"), in_session(world_.open_session()))).status, 202);
  answer(accept("ask-2", "Nobody"));
  answer(R"({"jsonrpc":"2.0","id":1,"result":{}})");
  answer(accept("ask-1", "Ada"));
  EXPECT_EQ(said(call.event().message()), "Hello, Ada");
}

TEST_F(Elicitation, ARefusalIsToldToTheModel) {
  for (const std::string outcome : {R"("error":{"code":-1,"message":"no"})", R"("result":5)", R"("result":null)", R"("result":[])"}) {
    Listening call(world_, http_post(call_text("7", "asking"), session_));
    answer(answer_text_of(call.event().message()["id"], outcome));
    const json result = call.event().message();
    EXPECT_EQ(result["result"]["isError"], true);
    EXPECT_EQ(said(result), "the client refused to answer elicitation/create; give everything with the call") << outcome;
  }
}

TEST_F(Elicitation, ACancelledCallIsNoLongerAsked) {
  Listening call(world_, http_post(call_text("7", "asking"), session_));
  EXPECT_TRUE(call.next());
  answer(cancel_text("7"));
  EXPECT_EQ(messages_of(call), std::vector<json>{});
  answer(accept("ask-1", "Ada"));
  EXPECT_EQ(world_.tools.runs_of_asking, 1);
}

TEST_F(Elicitation, AClientThatCannotBeAskedGetsAPlainAnswer) {
  const std::string session = in_session(world_.open_session());
  play(world_, {
      {"no elicitation", http_post(call_text("7", "asking"), session), 200,
       text_result("7", "More has to be known for this, and the client cannot answer elicitation/create.", true), {"Content-Type: application/json"}},
      {"no sampling", http_post(call_text("7", "needs_sampling"), session), 200,
       text_result("7", R"(needs_sampling needs a client that can do more: {\"sampling\":{}})", true)},
  });
}

TEST_F(Elicitation, PromptsMayAskToo) {
  Listening call(world_, http_post(R"({"jsonrpc":"2.0","id":7,"method":"prompts/get","params":{"name":"asking_plan"}})", session_));
  answer(accept(call.event().message()["id"], "Ada"));
  EXPECT_EQ(call.event().data, R"({"jsonrpc":"2.0","id":7,"result":{"messages":[{"content":{"text":"I am Ada","type":"text"},"role":"user"}]}})");
}

// On a stream that was lost the question waits, and is heard by who comes back.
TEST(ElicitationAndResuming, AQuestionIsNotLostWithItsConnection) {
  World world;
  const std::string session = in_session(world.open_session({}, "2025-11-25", R"({"elicitation":{}})"));
  Listening lost(world, http_post(call_text("7", "asking", "{}", R"({"progressToken":1})"), session));
  EXPECT_EQ(lost.event().id, "p1:0");
  lost.close();
  Listening found(world, http_get(session + "Last-Event-ID: p1:0\r\n"));
  EXPECT_EQ(world.ask(http_post(accept(found.event().message()["id"], "Ada"), session)).status, 202);
  EXPECT_EQ(said(found.event().message()), "Hello, Ada");
}

}  // namespace
}  // namespace voygen::mcp::test
