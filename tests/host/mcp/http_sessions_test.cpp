// Sessions over HTTP: whose they are, how long they live, how many there may be.
#include <set>

#include "transcript.hpp"

namespace voygen::mcp::test {
namespace {

// Security 4: nobody can guess one.
TEST(Sessions, IdsAreLongRandomAndPrintable) {
  const World world;
  std::set<std::string> ids;
  for (int i = 0; i < 20; ++i) ids.insert(world.open_session());
  EXPECT_EQ(ids.size(), 20U);
  for (const std::string& id : ids) {
    EXPECT_GE(id.size(), 26U);  // 128 bits of base 32
    for (const char c : id) EXPECT_TRUE(c >= 0x21 && c <= 0x7e);
  }
}

// Security 3 and 4: the key counts, before anything of the body is read, and a session is no key.
TEST(Sessions, BelongToTheirPrincipal) {
  const World world(options_of_tests(), with_principals());
  const std::string ada = "Authorization: ada\r\n";
  const std::string eve = "Authorization: eve\r\n";
  const std::string session = in_session(world.open_session(ada));
  play(world, {
      {"nobody", http_post(kInitialize), 401, "*", {"WWW-Authenticate: Bearer"}},
      {"nobody with a broken body", http_post("{"), 401, "*"},
      {"nobody at /sse", http_get("", "GET", "/sse"), 401, "*"},
      {"nobody at /messages", http_post("{", "", kBoth, "/messages?sessionId=x"), 401, "*"},
      {"a session is no key", http_post(kPing, session), 401, "*"},
      {"ada", http_post(call_text("1", "whoami"), session + ada), 200, text_result("1", "you are ada")},
      {"eve in ada's session", http_post(call_text("1", "whoami"), session + eve), 404, "-32001"},
      {"eve listens in it", http_get(session + eve), 404, "-32001"},
      {"eve ends it", http_get(session + eve, "DELETE"), 404, "-32001"},
      {"ada again", http_post(kPing, session + ada), 200, kPong},
  });
}

// Security 5, mistake 3: clients forget to end them. Mistake 2: what has ended is 404, never 400.
TEST(Sessions, Mistake3IdleOnesExpire) {
  World world;
  const std::string used = in_session(world.open_session());
  const std::string idle = in_session(world.open_session());
  world.clock.advance(std::chrono::minutes(20));
  EXPECT_EQ(world.ask(http_post(kPing, used)).status, 200);
  world.clock.advance(std::chrono::minutes(20));
  play(world, {
      {"idle", http_post(kPing, idle), 404, "-32001"},
      {"idle GET", http_get(idle), 404, "-32001"},
      {"idle DELETE", http_get(idle, "DELETE"), 404, "-32001"},
      {"used", http_post(kPing, used), 200, kPong},
  });
  EXPECT_EQ(world.http.sessions(), 1U);
}

TEST(Sessions, AreNotIdleWhileACallRunsOrSomebodyListens) {
  World world;
  const std::string working = in_session(world.open_session());
  const std::string listening = in_session(world.open_session());
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "stubborn"), working));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  const Listening stream(world, http_get(listening));
  EXPECT_EQ(stream.head().status, 200);
  world.clock.advance(std::chrono::hours(5));
  EXPECT_EQ(world.http.sessions(), 2U);
  play(world, {{"working", http_post(kPing, working), 200, kPong}, {"listening", http_post(kPing, listening), 200, kPong}});
  world.tools.release.give();
  EXPECT_EQ(json::parse(client.receive().body)["id"], 7);
}

TEST(Sessions, TheLongestIdleOneMakesRoom) {
  StreamableHttpOptions options;
  options.max_sessions = 2;
  World world(options_of_tests(), options);
  std::vector<std::string> sessions;
  for (int i = 0; i < 2; ++i) {
    sessions.push_back(in_session(world.open_session()));
    world.clock.advance(std::chrono::seconds(1));
  }
  EXPECT_EQ(world.ask(http_post(kPing, sessions[0])).status, 200);
  world.clock.advance(std::chrono::seconds(1));
  sessions.push_back(in_session(world.open_session()));
  EXPECT_EQ(world.ask(http_post(kPing, sessions[0])).status, 200);
  EXPECT_EQ(world.ask(http_post(kPing, sessions[1])).status, 404);
  EXPECT_EQ(world.ask(http_post(kPing, sessions[2])).status, 200);
}

TEST(Sessions, WhenAllAreAtWorkThereIsNoRoom) {
  StreamableHttpOptions options;
  options.max_sessions = 1;
  World world(options_of_tests(), options);
  RawClient client = world.connect();
  client.send(http_post(call_text("7", "stubborn"), in_session(world.open_session())));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  const RawAnswer refused = world.ask(http_post(kInitialize));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("Mcp-Session-Id"), "");
}

// Security 5: the end of a session is the end of all that runs in it.
TEST(Sessions, DeleteFreesAtOnce) {
  World world;
  const std::string session = in_session(world.open_session());
  Listening listening(world, http_get(session));
  Listening call(world, http_post(call_text("7", "waiting", "{}", R"({"progressToken":1})"), session));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  EXPECT_EQ(world.ask(http_get(session, "DELETE")).status, 200);
  EXPECT_EQ(world.http.sessions(), 0U);
  EXPECT_TRUE(world.tools.waiting_ended.wait());
  EXPECT_EQ(messages_of(call), std::vector<json>{});
  EXPECT_EQ(messages_of(listening), std::vector<json>{});
}

}  // namespace
}  // namespace voygen::mcp::test
