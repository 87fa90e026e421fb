// The two endpoints of 2024-11-05: a stream for all the server says, and a path the client posts to.
#include "transcript.hpp"

namespace voygen::mcp::test {
namespace {

// A client of that version: everything it hears comes on one stream.
struct OldClient {
  explicit OldClient(const World& server, const std::string& headers = {})
      : world(server), own_headers(headers), stream(server, http_get(headers, "GET", "/sse")), endpoint(stream.event()) {}
  RawAnswer post(const std::string& body) const { return world.ask(http_post(body, own_headers, "", endpoint.data)); }
  // What the stream says to a posted message.
  json ask(const std::string& body) {
    EXPECT_EQ(post(body).status, 202);
    return stream.event().message();
  }
  const World& world;
  std::string own_headers;
  Listening stream;
  StreamEvent endpoint;
};

TEST(Sse, TheFirstEventNamesTheEndpoint) {
  const World world;
  const OldClient client(world);
  EXPECT_EQ(client.stream.head().status, 200);
  EXPECT_EQ(client.stream.head().header("Content-Type"), "text/event-stream");
  EXPECT_EQ(client.stream.head().header("X-Accel-Buffering"), "no");
  EXPECT_EQ(client.stream.head().header("Mcp-Session-Id"), "");
  EXPECT_EQ(client.endpoint.name, "endpoint");
  EXPECT_EQ(client.endpoint.data.rfind("/messages?sessionId=s-", 0), 0U);
  EXPECT_GE(client.endpoint.data.size(), std::string_view("/messages?sessionId=").size() + 26);
  EXPECT_EQ(world.sse.sessions(), 1U);
}

TEST(Sse, AWholeTalk) {
  const World world;
  OldClient client(world);
  const RawAnswer accepted = client.post(initialize_text("2024-11-05"));
  EXPECT_EQ(accepted.status, 202);
  EXPECT_EQ(accepted.body, "Accepted");
  const StreamEvent hello = client.stream.event();
  EXPECT_EQ(hello.name, "message");
  EXPECT_EQ(hello.id, "");
  EXPECT_EQ(hello.message()["result"]["protocolVersion"], "2024-11-05");
  EXPECT_EQ(client.post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})").status, 202);
  EXPECT_EQ(client.ask(kPing), json::parse(kPong));
  EXPECT_EQ(client.ask(call_text("0", "greet", R"({"name":"Köln"})")), json::parse(text_result("0", "Hello, Köln")));
  EXPECT_EQ(client.ask(R"({"jsonrpc":"2.0","id":"x","method":"no/such"})")["error"]["code"], rpc::kMethodNotFound);
  EXPECT_EQ(client.ask(kInitialize)["error"]["code"], rpc::kInvalidRequest);
}

// Today's clients say their newest version here too.
TEST(Sse, NewerVersionsAreNegotiated) {
  const World world;
  EXPECT_EQ(OldClient(world).ask(kInitialize)["result"]["protocolVersion"], "2025-11-25");
  EXPECT_EQ(OldClient(world).ask(initialize_text("2026-07-28"))["result"]["protocolVersion"], "2025-11-25");
}

TEST(Sse, WhatIsWrongIsSaidByTheStatus) {
  const World world;
  const OldClient client(world);
  const std::string path = client.endpoint.data;
  const auto post = [&](const std::string& to, const std::string& body = kPing) { return http_post(body, "", "", to); };
  std::string plain = post(path);
  plain.replace(plain.find("application/json"), 16, "text/plain");
  play(world, {
      {"no session", post("/messages"), 400, "the parameter sessionId is missing; open the event stream first"},
      {"unknown session", post("/messages?sessionId=s-nobody"), 404, "Session not found; open a new event stream"},
      {"no JSON", post(path, "{"), 400, "the message is not valid JSON"},
      {"no message", post(path, "{}"), 400, "*"},
      {"a batch", post(path, "[" + std::string(kPing) + "]"), 400, "*"},
      {"text/plain", plain, 400, "*"},
      {"GET of messages", http_get("", "GET", path), 405, "*", {"Allow: POST"}},
      {"POST to the stream", post("/sse"), 405, "*", {"Allow: GET"}},
      {"DELETE of the stream", http_get("", "DELETE", "/sse"), 405, "*"},
  });
  RawClient large = world.connect();
  large.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 52428800\r\n\r\n");
  EXPECT_EQ(large.receive().status, 413);
}

TEST(Sse, ClosingTheStreamCancelsWhatRuns) {
  World world;
  OldClient client(world);
  EXPECT_EQ(client.post(call_text("7", "waiting")).status, 202);
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  client.stream.close();
  EXPECT_TRUE(world.tools.waiting_ended.wait());
  EXPECT_EQ(client.post(kPing).status, 404);
  EXPECT_EQ(world.sse.sessions(), 0U);
}

TEST(Sse, ProgressCancellationAndQuestionsGoOverTheStream) {
  World world;
  OldClient client(world);
  client.ask(initialize_text("2024-11-05", R"({"elicitation":{}})"));
  EXPECT_EQ(client.ask(call_text("7", "no_such", "{}"))["error"]["code"], rpc::kInvalidParams);
  EXPECT_EQ(client.post(call_text("8", "pausing", "{}", R"({"progressToken":"p"})")).status, 202);
  EXPECT_EQ(client.stream.event().message()["params"], (json{{"progress", 1}, {"progressToken", "p"}}));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  EXPECT_EQ(client.post(cancel_text("8")).status, 202);
  world.tools.release.give();
  ASSERT_TRUE(world.tools.waiting_ended.wait());
  const json question = client.ask(call_text("9", "asking"));  // nothing of call 8 came between
  EXPECT_EQ(question["method"], "elicitation/create");
  EXPECT_EQ(said(client.ask(R"({"jsonrpc":"2.0","id":")" + question["id"].get<std::string>() + R"(","result":{"action":"accept","content":{"name":"Ada"}}})")), "Hello, Ada");
}

// Security 20.
TEST(Sse, SessionsDoNotHearEachOther) {
  World world;
  OldClient ada(world);
  OldClient bob(world);
  ada.ask(kInitialize);
  bob.ask(kInitialize);
  ada.ask(R"({"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"test://a"}})");
  world.server.resource_updated("test://a");
  world.server.prompts_changed();
  EXPECT_EQ(ada.stream.event().method(), "notifications/resources/updated");
  EXPECT_EQ(ada.stream.event().method(), "notifications/prompts/list_changed");
  EXPECT_EQ(bob.stream.event().method(), "notifications/prompts/list_changed");
}

// Security 3 and 4.
TEST(Sse, SessionsBelongToTheirPrincipal) {
  const World world(options_of_tests(), with_principals());
  OldClient ada(world, "Authorization: ada\r\n");
  EXPECT_EQ(said(ada.ask(call_text("1", "whoami"))), "you are ada");
  play(world, {
      {"eve", http_post(kPing, "Authorization: eve\r\n", "", ada.endpoint.data), 404, "*"},
      {"nobody", http_post(kPing, "", "", ada.endpoint.data), 401, "*", {"WWW-Authenticate: Bearer"}},
  });
}

// Security 5.
TEST(Sse, ThereAreOnlySoMany) {
  StreamableHttpOptions options;
  options.max_sessions = 1;
  const World world(options_of_tests(), options);
  const OldClient first(world);
  EXPECT_EQ(world.ask(http_get("", "GET", "/sse")).status, 503);
}

// The two generations keep to their own endpoints.
TEST(Sse, ASessionIsNoneOfTheOtherEndpoint) {
  const World world;
  const OldClient client(world);
  const std::string id = client.endpoint.data.substr(client.endpoint.data.find('=') + 1);
  EXPECT_EQ(world.ask(http_post(kPing, in_session(id))).status, 404);
  EXPECT_EQ(world.ask(http_post(kPing, "", "", "/messages?sessionId=" + world.open_session())).status, 404);
}

}  // namespace
}  // namespace voygen::mcp::test
