// What ends a call early, and what must not.
#include <thread>

#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

constexpr const char* kToken = R"({"progressToken":"p1"})";

TEST(Cancelled, TheHandlerEndsAtOnceAndNoAnswerIsSent) {
  World world;
  const std::string session = in_session(world.open_session({}, "2025-06-18"));
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "waiting", "{}", kToken), session));
  EXPECT_EQ(client.receive_head().header("Content-Type"), "text/event-stream");
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  const RawAnswer accepted = world.ask(http_post(cancel_text("7"), session));
  EXPECT_EQ(accepted.status, 202);
  EXPECT_EQ(accepted.body, "");
  EXPECT_TRUE(world.tools.waiting_ended.wait());
  EXPECT_EQ(client.receive_chunk(), std::nullopt);  // mistake 15: nothing after the cancellation
  client.send(http_post(kPing, session));
  EXPECT_EQ(client.receive().body, kPong);
}

TEST(Cancelled, AJsonAnswerEndsWithoutContent) {
  World world;
  const std::string session = in_session(world.open_session());
  RawClient client = world.connect();
  client.send(http_post(call_text("\"x\"", "waiting"), session));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  EXPECT_EQ(world.ask(http_post(cancel_text("\"x\""), session)).status, 202);
  const RawAnswer answer = client.receive();
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, "");
}

TEST(Cancelled, TheStreamEndsEvenIfTheHandlerDoesNot) {
  World world;
  const std::string session = in_session(world.open_session());
  Listening stream(world, http_post(call_text("7", "stubborn", "{}", kToken), session));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  EXPECT_EQ(world.ask(http_post(cancel_text("7"), session)).status, 202);
  EXPECT_EQ(messages_of(stream), std::vector<json>{});
  world.tools.release.give();
  EXPECT_TRUE(world.tools.waiting_ended.wait());
}

TEST(Cancelled, OnlyTheNamedCallOfTheSameSession) {
  World world;
  const std::string mine = in_session(world.open_session());
  const std::string other = in_session(world.open_session());
  RawClient first = world.connect();
  RawClient second = world.connect();
  first.send(http_post(call_text("7", "stubborn"), mine));
  second.send(http_post(call_text("\"7\"", "stubborn"), mine));
  ASSERT_TRUE(world.tools.waiting_begun.wait(2));
  for (const std::string id : {"8", "7.5", "null", "{}"}) EXPECT_EQ(world.ask(http_post(cancel_text(id), mine)).status, 202);
  EXPECT_EQ(world.ask(http_post(cancel_text("7"), other)).status, 202);
  EXPECT_EQ(world.ask(http_post(R"({"jsonrpc":"2.0","method":"notifications/cancelled"})", mine)).status, 202);
  world.tools.release.give();
  EXPECT_EQ(json::parse(first.receive().body)["id"], 7);
  EXPECT_EQ(json::parse(second.receive().body)["id"], "7");
}

// Mistake 16: in the versions with sessions, a lost connection says nothing about the call ...
TEST(Cancelled, Mistake16LegacyNotByALostConnection) {
  World world;
  const std::string session = in_session(world.open_session());
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "stubborn", "{}", kToken), session));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  client.close();
  RawClient later = world.connect();
  later.send(http_post(call_text("8", "waiting"), session));
  ASSERT_TRUE(world.tools.waiting_begun.wait(2));
  EXPECT_EQ(world.server.calls_running(), 2U);
  EXPECT_EQ(world.ask(http_post(cancel_text("8"), session)).status, 202);
  world.tools.release.give();
  EXPECT_TRUE(world.tools.waiting_ended.wait(2));
}

// ... and in the modern era it is how a request is cancelled, whichever form the answer would have had.
TEST(Cancelled, Mistake16ModernByALostConnection) {
  World world;
  RawClient waits_for_json = world.connect();
  waits_for_json.send(modern_call("waiting"));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  waits_for_json.close();
  EXPECT_TRUE(world.tools.waiting_ended.wait());

  json asked = envelope();
  asked["progressToken"] = 1;
  Listening reads_a_stream(world, modern_call("waiting", json::object(), asked));
  ASSERT_TRUE(world.tools.waiting_begun.wait(2));
  reads_a_stream.close();
  EXPECT_TRUE(world.tools.waiting_ended.wait(2));
}

// Over HTTP the notification belongs to the legacy versions; requests of different clients may well have the same id.
TEST(Cancelled, ModernNotByANotification) {
  World world;
  RawClient client = world.connect();
  client.send(modern_call("stubborn", json::object(), envelope(), "", 7));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  EXPECT_EQ(world.ask(http_post(cancel_text("7"), modern_headers("notifications/cancelled"))).status, 202);
  world.tools.release.give();
  EXPECT_EQ(said(json::parse(client.receive().body)), "at last");
}

TEST(Stopping, RunningCallsEndAndAreAnswered) {
  World world;
  const std::string session = in_session(world.open_session());
  RawClient legacy = world.connect();
  RawClient modern = world.connect();
  legacy.send(http_post(call_text("7", "waiting"), session));
  modern.send(modern_call("waiting"));
  ASSERT_TRUE(world.tools.waiting_begun.wait(2));
  world.server.stop();
  EXPECT_EQ(said(json::parse(legacy.receive().body)), "waiting was cancelled");
  EXPECT_EQ(said(json::parse(modern.receive().body)), "waiting was cancelled");
  legacy.send(http_post(call_text("8", "whoami"), session));
  EXPECT_EQ(said(json::parse(legacy.receive().body)), "The server is shutting down. Try again in a minute.");
}

// Security 9: what a tool does is bounded, and progress never extends the bound.
TEST(Deadline, IsGivenToTheHandler) {
  ServerOptions options = options_of_tests();
  options.default_call_deadline = std::chrono::milliseconds(30);
  const World world(options);
  const RawAnswer answer = world.ask(http_post(call_text("7", "waiting"), in_session(world.open_session())));
  EXPECT_EQ(said(json::parse(answer.body)), "waiting did not end before its deadline; try again, or allow more time");
}

TEST(Deadline, AHandlerThatIgnoresItIsAnsweredFor) {
  ServerOptions options = options_of_tests();
  options.default_call_deadline = options.call_grace = std::chrono::milliseconds(20);
  World world(options);
  const std::string session = in_session(world.open_session());
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "stubborn"), session));
  const json answer = json::parse(client.receive().body);
  EXPECT_EQ(answer["result"]["isError"], true);
  EXPECT_EQ(said(answer), "stubborn did not finish within 0 seconds. Try again with a smaller request.");
  world.tools.release.give();
  client.send(http_post(kPing, session));
  EXPECT_EQ(client.receive().body, kPong);
}

TEST(Concurrency, CallsOfOneSessionRunSideBySide) {
  World world;
  std::vector<RawClient> clients;
  const std::string session = in_session(world.open_session());
  constexpr int kCalls = 10;
  for (int i = 0; i < kCalls; ++i) {
    clients.push_back(world.connect());
    clients.back().send(http_post(call_text(std::to_string(i), "stubborn"), session));
  }
  ASSERT_TRUE(world.tools.waiting_begun.wait(kCalls));
  world.tools.release.give();
  for (int i = 0; i < kCalls; ++i) EXPECT_EQ(json::parse(clients[static_cast<std::size_t>(i)].receive().body)["id"], i);
}

TEST(Concurrency, ToolsComeAndGoWhileTheyAreCalled) {
  World world;
  const std::string session = in_session(world.open_session());
  {
    std::vector<std::jthread> threads;
    for (int caller = 0; caller < 3; ++caller) {
      threads.emplace_back([&] {
        RawClient client = world.connect();
        for (int i = 0; i < 50; ++i) {
          client.send(http_post(call_text("1", "fleeting"), session));
          const std::string body = client.receive().body;
          EXPECT_TRUE(body.find("here") != std::string::npos || body.find("unknown tool") != std::string::npos) << body;
        }
      });
    }
    for (int i = 0; i < 50; ++i) {
      EXPECT_TRUE(world.server.tools().add(tool("fleeting", [](const ToolCall&) { return ToolResult::answer("here"); })).ok());
      EXPECT_TRUE(world.server.tools().remove("fleeting"));
    }
  }
  EXPECT_FALSE(world.server.tools().remove("fleeting"));
}

}  // namespace
}  // namespace voygen::mcp::test
