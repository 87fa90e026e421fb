// GET: the stream for what belongs to no request.
#include "transcript.hpp"

namespace voygen::mcp::test {
namespace {

std::string watch(const std::string& uri) { return R"({"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":")" + uri + "\"}}"; }
Tool another_tool() {
  return tool("another", [](const ToolCall&) { return ToolResult::answer("x"); });
}

// Mistake 10: a client that is told anything else comes back at once, for ever.
TEST(StandaloneStream, Mistake10ItIsHeldOpenAndThereIsOne) {
  World world;
  const std::string session = in_session(world.open_session({}, "2025-06-18"));
  Listening stream(world, http_get(session));
  EXPECT_EQ(stream.head().status, 200);
  EXPECT_EQ(stream.head().header("Content-Type"), "text/event-stream");
  EXPECT_EQ(stream.head().header("X-Accel-Buffering"), "no");
  play(world, {{"a second one", http_get(session), 409, rpc_error(-32000, "this session has its stream already")}});
  ASSERT_TRUE(world.server.tools().add(another_tool()).ok());
  const StreamEvent event = stream.event();
  EXPECT_EQ(event.name, "message");
  EXPECT_EQ(event.data, R"({"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{}})");
}

TEST(StandaloneStream, WhoLostItMayOpenItAgain) {
  World world;
  const std::string session = in_session(world.open_session());
  Listening first(world, http_get(session));
  first.close();
  int status = 409;
  while (status == 409) status = Listening(world, http_get(session)).head().status;  // until the server has noticed
  EXPECT_EQ(status, 200);
}

// Mistake 17, security 20: once to every session, on this stream only.
TEST(StandaloneStream, Mistake17ChangesAreToldOnceAndOnNoOtherStream) {
  World world;
  const std::string ada = in_session(world.open_session({}, "2025-06-18"));
  const std::string bob = in_session(world.open_session({}, "2025-06-18"));
  Listening of_ada(world, http_get(ada));
  Listening of_bob(world, http_get(bob));
  Listening call(world, http_post(call_text("7", "stubborn", "{}", R"({"progressToken":1})"), ada));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  EXPECT_EQ(world.ask(http_post(watch("test://a"), ada)).body, kPong);

  ASSERT_TRUE(world.server.tools().add(another_tool()).ok());
  world.server.resource_updated("test://a");
  world.server.resource_updated("test://image");
  world.server.prompts_changed();
  EXPECT_EQ(of_ada.event().method(), "notifications/tools/list_changed");
  EXPECT_EQ(of_ada.event().data, R"({"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"test://a"}})");
  EXPECT_EQ(of_ada.event().method(), "notifications/prompts/list_changed");
  EXPECT_EQ(of_bob.event().method(), "notifications/tools/list_changed");
  EXPECT_EQ(of_bob.event().method(), "notifications/prompts/list_changed");
  world.tools.release.give();
  const auto messages = messages_of(call);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0]["id"], 7);
}

TEST(StandaloneStream, ProgressOfACallDoesNotComeHere) {
  World world;
  const std::string session = in_session(world.open_session({}, "2025-06-18"));
  Listening stream(world, http_get(session));
  Listening call(world, http_post(call_text("7", "progressing", "{}", R"({"progressToken":1})"), session));
  EXPECT_GT(messages_of(call).size(), 2U);
  world.server.prompts_changed();
  EXPECT_EQ(stream.event().method(), "notifications/prompts/list_changed");
}

TEST(StandaloneStream, EndsWithTheServer) {
  World world;
  Listening stream(world, http_get(in_session(world.open_session())));
  world.http.stop();
  EXPECT_EQ(messages_of(stream), std::vector<json>{});
}

}  // namespace
}  // namespace voygen::mcp::test
