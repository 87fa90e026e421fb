// What ends a call early, and what must not.
#include <gtest/gtest.h>

#include <thread>

#include "fixtures.hpp"

namespace voygen::mcp::test {
namespace {

std::string cancel_text(const std::string& id) {
  return R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)" + id + R"(,"reason":"test"}})";
}

// The events of a stream, without comments.
std::vector<json> events_of(const RawAnswer& answer) {
  std::vector<json> events;
  for (std::size_t at = answer.body.find("data: "); at != std::string::npos; at = answer.body.find("data: ", at + 6)) {
    events.push_back(json::parse(answer.body.substr(at + 6, answer.body.find('\n', at) - at - 6)));
  }
  return events;
}

constexpr const char* kToken = R"({"progressToken":"p1"})";

TEST(Progress, ComesInOrderBeforeTheAnswerAndIsThinnedOut) {
  const World world;
  const std::string session = in_session(world.open_session());
  const RawAnswer answer = world.ask(http_post(call_text("7", "progressing", "{}", kToken), session));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Type"), "text/event-stream");
  EXPECT_EQ(answer.header("X-Accel-Buffering"), "no");
  const std::vector<json> events = events_of(answer);
  ASSERT_GE(events.size(), 3U);
  EXPECT_LT(events.size(), 50U);
  double last = -1;
  for (std::size_t i = 0; i + 1 < events.size(); ++i) {
    EXPECT_EQ(events[i]["method"], "notifications/progress");
    EXPECT_EQ(events[i]["params"]["progressToken"], "p1");
    EXPECT_GT(events[i]["params"]["progress"].get<double>(), last);
    last = events[i]["params"]["progress"];
  }
  EXPECT_EQ(last, 100);
  EXPECT_EQ(events[events.size() - 2].dump(),
            R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"message":"step 100","progress":100,"progressToken":"p1","total":100}})");
  EXPECT_EQ(events.back()["id"], 7);
  EXPECT_EQ(events.back()["result"]["content"][0]["text"], "done");
}

TEST(Progress, AClientThatReadsNoStreamsGetsJsonOnly) {
  const World world;
  const std::string body = call_text("7", "progressing", "{}", kToken);
  const RawAnswer answer = world.ask("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json\r\n" +
                                     in_session(world.open_session()) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_EQ(json::parse(answer.body)["result"]["content"][0]["text"], "done");
}

TEST(Progress, LongRunningToolsAreStreamedWithoutBeingAsked) {
  World world;
  Tool slow = tool("slow", [](const ToolCall& call) {
    call.progress(1);
    return ToolResult::answer("done");
  });
  slow.long_running = true;
  ASSERT_TRUE(world.server.tools().add(std::move(slow)).ok());
  const RawAnswer answer = world.ask(http_post(call_text("7", "slow"), in_session(world.open_session())));
  EXPECT_EQ(answer.header("Content-Type"), "text/event-stream");
  const std::vector<json> events = events_of(answer);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0]["result"]["content"][0]["text"], "done");
}

TEST(Progress, WhatWasHeldBackIsSentBeforeTheHandlerReturns) {
  World world;
  Signal go_on;
  ASSERT_TRUE(world.server.tools().add(tool("pausing", [&](const ToolCall& call) {
    call.progress(1);
    call.progress(2);
    EXPECT_TRUE(go_on.wait());
    return ToolResult::answer("done");
  })).ok());
  RawClient client = world.connect();
  const std::string session = in_session(world.open_session());
  client.send(http_post(call_text("7", "pausing", "{}", R"({"progressToken":5})"), session));
  client.receive_head();
  EXPECT_NE(client.receive_chunk()->find(R"("progress":1,"progressToken":5)"), std::string::npos);
  EXPECT_NE(client.receive_chunk()->find(R"("progress":2,)"), std::string::npos);
  go_on.give();
  EXPECT_NE(client.receive_chunk()->find("done"), std::string::npos);
}

TEST(Cancelled, TheHandlerEndsAtOnceAndNoAnswerIsSent) {
  World world;
  const std::string session = in_session(world.open_session());
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "waiting", "{}", kToken), session));
  EXPECT_EQ(client.receive_head().header("Content-Type"), "text/event-stream");
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  const RawAnswer accepted = world.ask(http_post(cancel_text("7"), session));
  EXPECT_EQ(accepted.status, 202);
  EXPECT_EQ(accepted.body, "");
  EXPECT_TRUE(world.tools.waiting_ended.wait());
  EXPECT_EQ(client.receive_chunk(), std::nullopt);
  client.send(http_post(R"({"jsonrpc":"2.0","id":8,"method":"ping"})", session));
  EXPECT_EQ(client.receive().body, R"({"jsonrpc":"2.0","id":8,"result":{}})");
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
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "stubborn", "{}", kToken), session));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  EXPECT_EQ(world.ask(http_post(cancel_text("7"), session)).status, 202);
  EXPECT_EQ(client.receive().body, "");
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

// In the versions with sessions, a lost connection says nothing about the call.
TEST(Cancelled, NotByALostConnection) {
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

TEST(Cancelled, ByTheEndOfTheSession) {
  World world;
  const std::string session = in_session(world.open_session());
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "waiting"), session));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  EXPECT_EQ(world.ask("DELETE /mcp HTTP/1.1\r\nHost: localhost\r\n" + session + "\r\n").status, 200);
  EXPECT_TRUE(world.tools.waiting_ended.wait());
  EXPECT_EQ(client.receive().body, "");
}

TEST(Stopping, RunningCallsEndAndAreAnswered) {
  World world;
  const std::string session = in_session(world.open_session());
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "waiting"), session));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  world.server.stop();
  EXPECT_EQ(json::parse(client.receive().body)["result"]["content"][0]["text"], "waiting was cancelled");
  client.send(http_post(call_text("8", "whoami"), session));
  EXPECT_EQ(json::parse(client.receive().body)["result"]["content"][0]["text"], "The server is shutting down. Try again in a minute.");
}

TEST(Deadline, IsGivenToTheHandler) {
  ServerOptions options = options_of_tests();
  options.default_call_deadline = std::chrono::milliseconds(30);
  const World world(options);
  const RawAnswer answer = world.ask(http_post(call_text("7", "waiting"), in_session(world.open_session())));
  EXPECT_EQ(json::parse(answer.body)["result"]["content"][0]["text"], "waiting did not end before its deadline; try again, or allow more time");
}

TEST(Deadline, AHandlerThatIgnoresItIsAnsweredFor) {
  ServerOptions options = options_of_tests();
  options.default_call_deadline = options.call_grace = std::chrono::milliseconds(20);
  World world(options);
  const std::string session = in_session(world.open_session());
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "stubborn"), session));
  const json result = json::parse(client.receive().body)["result"];
  EXPECT_EQ(result["isError"], true);
  EXPECT_EQ(result["content"][0]["text"], "stubborn did not finish within 0 seconds. Try again with a smaller request.");
  world.tools.release.give();
  client.send(http_post(R"({"jsonrpc":"2.0","id":8,"method":"ping"})", session));
  EXPECT_EQ(client.receive().body, R"({"jsonrpc":"2.0","id":8,"result":{}})");
}

TEST(Concurrency, CallsOfOneSessionRunSideBySide) {
  World world;
  std::vector<RawClient> clients;
  const std::string session = in_session(world.open_session());
  constexpr int kCalls = 10;
  for (int i = 0; i < kCalls; ++i) {
    clients.push_back(world.connect());
    clients.back().send(http_post(call_text(std::to_string(i), "stubborn", "{}", R"({"progressToken":)" + std::to_string(i) + "}"), session));
  }
  ASSERT_TRUE(world.tools.waiting_begun.wait(kCalls));
  world.tools.release.give();
  for (int i = 0; i < kCalls; ++i) {
    const auto events = events_of(clients[static_cast<std::size_t>(i)].receive());
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0]["id"], i);
  }
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
