// stdio in the modern era, and how the era of a process is decided.
#include "modern.hpp"
#include "stdio_fixture.hpp"

namespace voygen::mcp::test {
namespace {

class StdioModernTest : public StdioTest {};

std::string modern_call_text(const std::string& name, const json& said_about = envelope(), const json& id = 1) { return modern_text("tools/call", {{"name", name}}, said_about, id); }

TEST_F(StdioModernTest, NeedsNoGreetingAndNoHeaders) {
  start();
  const json result = ask(modern_text("tools/list"))["result"];
  EXPECT_EQ(result["resultType"], "complete");
  EXPECT_EQ(result["cacheScope"], "private");
  EXPECT_EQ(said(ask(modern_text("tools/call", {{"name", "greet"}, {"arguments", {{"name", "Ada"}}}}))), "Hello, Ada");
  EXPECT_EQ(ask(modern_text("ping"))["error"]["code"], rpc::kMethodNotFound);
  EXPECT_EQ(ask(modern_call_text("needs_sampling"))["error"]["code"], rpc::kMissingCapability);
}

TEST_F(StdioModernTest, AModernRequestPinsTheEra) {
  start();
  EXPECT_TRUE(ask(modern_text("tools/list")).contains("result"));
  const json late = ask(initialize_text("2025-11-25"));
  EXPECT_EQ(late["error"]["code"], rpc::kUnsupportedVersion);
  EXPECT_EQ(late["error"]["data"], json::parse(R"({"requested":"2025-11-25","supported":["2026-07-28"]})"));
  EXPECT_EQ(ask(kPing)["error"]["code"], rpc::kInvalidParams);
  EXPECT_TRUE(ask(modern_text("server/discover")).contains("result"));
}

TEST_F(StdioModernTest, DiscoverPinsNothing) {
  start();
  EXPECT_EQ(ask(modern_text("server/discover", json::object(), envelope(), "server-discover-probe-1"))["result"]["supportedVersions"], json::array({"2026-07-28"}));
  EXPECT_EQ(ask(kInitialize)["result"]["protocolVersion"], "2025-11-25");
  send(call_text("1", "greet", R"({"name":"Ada"})"));
  EXPECT_EQ(receive(), text_result("1", "Hello, Ada"));
}

TEST_F(StdioModernTest, AVersionThatIsNotServedPinsNothing) {
  start();
  const json refused = ask(modern_text("tools/list", json::object(), {{meta::kVersion, "2027-01-01"}, {meta::kClientCapabilities, json::object()}}));
  EXPECT_EQ(refused["error"]["code"], rpc::kUnsupportedVersion);
  EXPECT_EQ(refused["error"]["data"]["supported"], json::array({"2026-07-28"}));
  EXPECT_TRUE(ask(kInitialize).contains("result"));
}

TEST_F(StdioModernTest, ARequestWithoutClaimPinsTheOtherEra) {
  start();
  EXPECT_TRUE(ask(modern_text("server/discover")).contains("result"));
  EXPECT_EQ(ask(kPing), json::parse(kPong));
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})")["error"]["code"], rpc::kMethodNotFound);
}

TEST_F(StdioModernTest, ACallIsCancelledByItsId) {
  start();
  send(modern_call_text("waiting", envelope(), "x"));
  ASSERT_TRUE(tools_.waiting_begun.wait());
  send(cancel_text("\"x\""));
  EXPECT_TRUE(tools_.waiting_ended.wait());
  EXPECT_EQ(ask(modern_call_text("whoami"))["id"], 1);
  in_.close_end(1);
  EXPECT_TRUE(running_.get());
  EXPECT_EQ(rest(), "");
}

TEST_F(StdioModernTest, QuestionsComeAsResults) {
  start();
  const json needed = ask(modern_call_text("asking", envelope(can_elicit())))["result"];
  EXPECT_EQ(needed["resultType"], "input_required");
  const json retry = {{"name", "asking"}, {"inputResponses", {{"who", accepted("Ada")}}}, {"requestState", needed["requestState"]}};
  EXPECT_EQ(said(ask(modern_text("tools/call", retry, envelope(can_elicit()), 2))), "Hello, Ada");
}

TEST_F(StdioModernTest, ProgressAndLogComeBeforeTheAnswer) {
  start();
  json about = envelope();
  about[meta::kLogLevel] = "error";
  about["progressToken"] = "p";
  EXPECT_EQ(ask(modern_call_text("chatty", about))["method"], "notifications/message");
  EXPECT_EQ(json::parse(receive())["id"], 1);
  EXPECT_EQ(ask(modern_call_text("progressing", about))["params"]["progressToken"], "p");
}

TEST_F(StdioModernTest, ChangesAreHeardUntilTheListeningIsCancelled) {
  start();
  const json acknowledged = ask(modern_text("subscriptions/listen", {{"notifications", {{"promptsListChanged", true}}}}, envelope(), 7));
  EXPECT_EQ(acknowledged["method"], "notifications/subscriptions/acknowledged");
  EXPECT_EQ(acknowledged["params"]["_meta"][meta::kSubscriptionId], 7);
  server_.prompts_changed();
  EXPECT_EQ(json::parse(receive())["method"], "notifications/prompts/list_changed");
  send(cancel_text("7"));
  EXPECT_TRUE(ask(modern_text("tools/list")).contains("result"));
  server_.prompts_changed();
  EXPECT_TRUE(ask(modern_text("tools/list")).contains("result"));
}

TEST_F(StdioModernTest, AClientThatWantsNoChangesHearsOfNone) {
  start();
  EXPECT_TRUE(ask(modern_text("tools/list")).contains("result"));
  server_.prompts_changed();
  EXPECT_TRUE(ask(modern_text("tools/list")).contains("result"));
}

}  // namespace
}  // namespace voygen::mcp::test
