// subscriptions/listen: a modern client's one way to hear of changes.
#include <thread>

#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

std::string listen(const json& filter, const json& id = "sub-1", const std::string& headers = {}) {
  return modern_post("subscriptions/listen", {{"notifications", filter}}, envelope(), headers, id);
}
json of(const json& id, json params = json::object()) {
  params["_meta"] = {{meta::kSubscriptionId, id}};
  return params;
}
Outcome add_tool(World& world, const char* name) {
  return world.server.tools().add(tool(name, [](const ToolCall&) { return ToolResult::answer("x"); }));
}

TEST(Subscriptions, TheAcknowledgementComesFirstAndSaysWhatIsHonoured) {
  const World world;
  Listening stream(world, listen({{"toolsListChanged", true}, {"promptsListChanged", false}, {"somethingNew", true}, {"resourceSubscriptions", {"test://a", "test://no"}}}));
  EXPECT_EQ(stream.head().status, 200);
  EXPECT_EQ(stream.head().header("Content-Type"), "text/event-stream");
  EXPECT_EQ(stream.head().header("X-Accel-Buffering"), "no");
  const StreamEvent first = stream.event();
  EXPECT_EQ(first.id, "");
  EXPECT_EQ(first.message(), (json{{"jsonrpc", "2.0"},
                                   {"method", "notifications/subscriptions/acknowledged"},
                                   {"params", of("sub-1", {{"notifications", {{"toolsListChanged", true}, {"resourceSubscriptions", {"test://a"}}}}})}}));
}

TEST(Subscriptions, OnlyWhatWasAskedForIsTold) {
  World world;
  Listening tools(world, listen({{"toolsListChanged", true}}, 7));
  Listening rest(world, listen({{"promptsListChanged", true}, {"resourcesListChanged", true}, {"resourceSubscriptions", {"test://a"}}}, "7"));
  EXPECT_TRUE(tools.next() && rest.next());
  world.server.prompts_changed();
  world.server.resources_changed("");
  world.server.resource_updated("test://image");
  world.server.resource_updated("test://a");
  ASSERT_TRUE(add_tool(world, "new").ok());
  EXPECT_EQ(tools.event().message(), (json{{"jsonrpc", "2.0"}, {"method", "notifications/tools/list_changed"}, {"params", of(7)}}));
  EXPECT_EQ(rest.event().message(), (json{{"jsonrpc", "2.0"}, {"method", "notifications/prompts/list_changed"}, {"params", of("7")}}));
  EXPECT_EQ(rest.event().method(), "notifications/resources/list_changed");
  EXPECT_EQ(rest.event().message()["params"], of("7", {{"uri", "test://a"}}));
  ASSERT_TRUE(world.server.tools().remove("new"));
  EXPECT_EQ(tools.event().method(), "notifications/tools/list_changed");
  world.server.prompts_changed();
  EXPECT_EQ(rest.event().method(), "notifications/prompts/list_changed");
}

TEST(Subscriptions, EndWithAResultWhenTheServerStops) {
  World world;
  Listening stream(world, listen({{"toolsListChanged", true}}));
  EXPECT_TRUE(stream.next());
  world.http.stop();
  EXPECT_EQ(stream.event().message(), (json{{"jsonrpc", "2.0"}, {"id", "sub-1"}, {"result", of("sub-1", {{"resultType", "complete"}})}}));
  EXPECT_FALSE(stream.next());
  Listening late(world, listen({{"toolsListChanged", true}}, 2));
  EXPECT_EQ(late.event().method(), "notifications/subscriptions/acknowledged");
  EXPECT_EQ(late.event().message()["result"]["resultType"], "complete");
  EXPECT_FALSE(late.next());
}

TEST(Subscriptions, WhatCannotBeListenedForIsRefused) {
  const World world;
  const std::string json_only = http_post(modern_text("subscriptions/listen", {{"notifications", json::object()}}), modern_headers("subscriptions/listen"), "Accept: application/json\r\n");
  play(world, {
      {"no filter", modern_post("subscriptions/listen"), 200, "-32602"},
      {"filter that is no object", listen(json::array()), 200, "-32602"},
      {"kind that is no truth", listen({{"toolsListChanged", "yes"}}), 200, rpc_error(-32602, "params.notifications.toolsListChanged must be true or false", "\"sub-1\"")},
      {"resources that are no list", listen({{"resourceSubscriptions", "test://a"}}), 200, "-32602"},
      {"resource that is no URI", listen({{"resourceSubscriptions", {5}}}), 200, "-32602"},
      {"a client that reads no streams", json_only, 406, "-32000"},
      {"headers first", http_post(modern_text("subscriptions/listen", {{"notifications", json::object()}})), 400, "-32020"},
  });
}

// Security 5.
TEST(Subscriptions, ThereAreOnlySoMany) {
  StreamableHttpOptions options;
  options.max_listens = 1;
  World world(options_of_tests(), options);
  Listening first(world, listen(json::object()));
  EXPECT_TRUE(first.next());
  Listening second(world, listen(json::object()));
  EXPECT_EQ(second.rest().size(), 2U);  // acknowledged and ended
  first.close();
  for (std::string method = "(none)"; !method.empty();) {  // until the server has noticed that there is room
    Listening third(world, listen({{"promptsListChanged", true}}));
    EXPECT_TRUE(third.next());
    world.server.prompts_changed();
    const json message = third.event().message();
    method = message.contains("result") ? "(none)" : "";
  }
}

// Security 16 and 20.
TEST(Subscriptions, ResourcesOfOthersAreNotListenedTo) {
  World world(options_of_tests(), with_principals());
  const json filter = {{"resourceSubscriptions", {"test://of/ada"}}, {"promptsListChanged", true}};
  Listening ada(world, listen(filter, 1, "Authorization: ada\r\n"));
  Listening eve(world, listen(filter, 1, "Authorization: eve\r\n"));
  EXPECT_EQ(ada.event().message()["params"]["notifications"]["resourceSubscriptions"].size(), 1U);
  EXPECT_EQ(eve.event().message()["params"]["notifications"]["resourceSubscriptions"].size(), 0U);
  world.server.resource_updated("test://of/ada");
  world.server.prompts_changed();
  EXPECT_EQ(ada.event().method(), "notifications/resources/updated");
  EXPECT_EQ(eve.event().method(), "notifications/prompts/list_changed");
}

// The acknowledgement stays the first word, even while things change.
TEST(Subscriptions, ChangesWhileTheyBegin) {
  World world;
  std::jthread changing([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      EXPECT_TRUE(add_tool(world, "fleeting").ok());
      EXPECT_TRUE(world.server.tools().remove("fleeting"));
    }
  });
  for (int i = 0; i < 20; ++i) {
    Listening stream(world, listen({{"toolsListChanged", true}}));
    EXPECT_EQ(stream.event().method(), "notifications/subscriptions/acknowledged");
    EXPECT_EQ(stream.event().method(), "notifications/tools/list_changed");
  }
}

}  // namespace
}  // namespace voygen::mcp::test
