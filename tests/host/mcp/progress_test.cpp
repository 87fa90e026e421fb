// Progress: in order, thinned out, before the answer, and only on the request's own stream.
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

constexpr const char* kToken = R"({"progressToken":"p1"})";

TEST(Progress, ComesInOrderBeforeTheAnswerAndIsThinnedOut) {
  const World world;
  Listening stream(world, http_post(call_text("7", "progressing", "{}", kToken), in_session(world.open_session())));
  EXPECT_EQ(stream.head().status, 200);
  EXPECT_EQ(stream.head().header("Content-Type"), "text/event-stream");
  EXPECT_EQ(stream.head().header("X-Accel-Buffering"), "no");  // mistake 12
  const std::vector<json> events = messages_of(stream);
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
  EXPECT_EQ(said(events.back()), "done");
}

TEST(Progress, AModernClientThatReadsNoStreamsGetsJsonOnly) {
  const World world;
  json asked = envelope();
  asked["progressToken"] = 1;
  const std::string body = modern_text("tools/call", {{"name", "progressing"}}, asked);
  const RawAnswer answer = world.ask(http_post(body, modern_headers("tools/call", "progressing"), "Accept: application/json\r\n"));
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_EQ(said(json::parse(answer.body)), "done");
}

TEST(Progress, LongRunningToolsAreStreamedWithoutBeingAsked) {
  World world;
  Tool slow = tool("slow", [](const ToolCall& call) {
    call.progress(1);
    return ToolResult::answer("done");
  });
  slow.long_running = true;
  ASSERT_TRUE(world.server.tools().add(std::move(slow)).ok());
  for (const std::string& request : {http_post(call_text("7", "slow"), in_session(world.open_session())), modern_call("slow")}) {
    Listening stream(world, request);
    EXPECT_EQ(stream.head().header("Content-Type"), "text/event-stream");
    const std::vector<json> events = messages_of(stream);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(said(events[0]), "done");
  }
}

TEST(Progress, WhatWasHeldBackIsSentBeforeTheHandlerReturns) {
  World world;
  Signal go_on;
  ASSERT_TRUE(world.server.tools().add(tool("holding", [&](const ToolCall& call) {
    for (int i = 1; i <= 6; ++i) call.progress(i);
    EXPECT_TRUE(go_on.wait());
    return ToolResult::answer("done");
  })).ok());
  Listening stream(world, http_post(call_text("7", "holding", "{}", R"({"progressToken":5})"), in_session(world.open_session({}, "2025-06-18"))));
  for (const int done : {1, 2, 3, 4, 6}) {
    const json message = stream.event().message();
    EXPECT_EQ(message["params"], (json{{"progress", done}, {"progressToken", 5}}));
  }
  go_on.give();
  EXPECT_EQ(said(stream.event().message()), "done");
}

// Mistake 17: each call's progress stays on its own stream.
TEST(Progress, Mistake17ThreeCallsAtOnceHaveTheirOwnStreams) {
  World world;
  const std::string session = in_session(world.open_session({}, "2025-06-18"));
  std::vector<std::unique_ptr<Listening>> streams;
  for (const char* const id : {"1", "2", "3"}) {
    streams.push_back(std::make_unique<Listening>(
        world, http_post(call_text(id, "pausing", "{}", R"({"progressToken":)" + std::string(id) + "}"), session)));
  }
  ASSERT_TRUE(world.tools.waiting_begun.wait(3));
  world.tools.release.give();
  for (int id = 1; id <= 3; ++id) {
    const auto messages = messages_of(*streams[static_cast<std::size_t>(id - 1)]);
    ASSERT_EQ(messages.size(), 3U);
    EXPECT_EQ(messages[0]["params"]["progressToken"], id);
    EXPECT_EQ(messages[1]["params"]["progressToken"], id);
    EXPECT_EQ(messages[2]["id"], id);
  }
}

}  // namespace
}  // namespace voygen::mcp::test
