// Streams that outlive their connections: 2025-11-25 only.
#include "http_stream.hpp"
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

constexpr const char* kToken = R"({"progressToken":"p1"})";

std::string resume(const std::string& session, const std::string& last_event_id) { return http_get(session + "Last-Event-ID: " + last_event_id + "\r\n"); }

// "id data" of each event, with the method, or the text of the answer, for the data.
std::vector<std::string> told(const std::vector<StreamEvent>& events) {
  std::vector<std::string> lines;
  for (const StreamEvent& event : events) {
    const json message = event.data.empty() ? json() : event.message();
    const std::string what = message.is_null() ? "(nothing)" : message.contains("method") ? message["method"] : json(said(message));
    lines.push_back(event.id + " " + what + (event.retry.empty() ? "" : " retry " + event.retry));
  }
  return lines;
}
using Told = std::vector<std::string>;

TEST(Resuming, APausedCallIsComeBackFor) {
  World world;
  const std::string session = in_session(world.open_session());
  Listening before(world, http_post(call_text("7", "pausing", "{}", kToken), session));
  EXPECT_EQ(told(before.rest()), (Told{"p1:0 (nothing)", "p1:1 notifications/progress", "p1:1 (nothing) retry 70"}));
  Listening after(world, resume(session, "p1:1"));
  EXPECT_EQ(after.head().status, 200);
  EXPECT_EQ(after.head().header("Content-Type"), "text/event-stream");
  world.tools.release.give();
  EXPECT_EQ(told(after.rest()), (Told{"p1:2 notifications/progress", "p1:3 at last"}));
  // And again, although all is over.
  Listening again(world, resume(session, "p1:0"));
  EXPECT_EQ(told(again.rest()), (Told{"p1:1 notifications/progress", "p1:2 notifications/progress", "p1:3 at last"}));
}

TEST(Resuming, ALostConnectionLosesNothing) {
  World world;
  const std::string session = in_session(world.open_session());
  Listening lost(world, http_post(call_text("7", "stubborn", "{}", kToken), session));
  EXPECT_EQ(lost.event().id, "p1:0");
  lost.close();
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  world.tools.release.give();
  Listening found(world, resume(session, "p1:0"));
  EXPECT_EQ(told(found.rest()), Told{"p1:1 at last"});
}

// Mistake 17: only what belongs to that stream.
TEST(Resuming, OnlyTheEventsOfThatStream) {
  World world;
  const std::string session = in_session(world.open_session());
  Listening other(world, http_post(call_text("1", "progressing", "{}", R"({"progressToken":1})"), session));
  EXPECT_GT(other.rest().size(), 2U);
  Listening mine(world, http_post(call_text("2", "echo", "{}", R"({"progressToken":2})"), session));
  EXPECT_EQ(told(mine.rest()), (Told{"p2:0 (nothing)", "p2:1 {}"}));
  world.server.prompts_changed();
  Listening again(world, resume(session, "p2:0"));
  EXPECT_EQ(told(again.rest()), Told{"p2:1 {}"});
}

TEST(Resuming, UnknownIdsAreRefused) {
  World world;
  const std::string session = in_session(world.open_session());
  const std::string other = in_session(world.open_session());
  Listening stream(world, http_post(call_text("1", "echo", "{}", kToken), session));
  EXPECT_EQ(stream.rest().size(), 2U);
  play(world, {
      {"no such stream", resume(session, "p9:0"), 400, rpc_error(-32000, "no stream of this session has this Last-Event-ID any more")},
      {"no such event", resume(session, "p1:2"), 400, "-32000"},
      {"no id of ours", resume(session, "hello"), 400, "-32000"},
      {"no number", resume(session, "p1:x"), 400, "-32000"},
      {"another session's", resume(other, "p1:0"), 400, "-32000"},
      {"a lost session's", resume(in_session("s-nobody"), "p1:0"), 404, "-32001"},
  });
}

TEST(Resuming, TheStreamForNoRequestIsResumedToo) {
  World world;
  const std::string session = in_session(world.open_session());
  Listening before(world, http_get(session));
  EXPECT_EQ(before.event().id, "s:0");
  world.server.prompts_changed();
  EXPECT_EQ(told({before.event()}), Told{"s:1 notifications/prompts/list_changed"});
  before.close();
  world.server.resources_changed("");
  world.server.prompts_changed();
  Listening after(world, resume(session, "s:1"));
  EXPECT_EQ(told({after.event(), after.event()}), (Told{"s:2 notifications/resources/list_changed", "s:3 notifications/prompts/list_changed"}));
  world.server.prompts_changed();
  EXPECT_EQ(told({after.event()}), Told{"s:4 notifications/prompts/list_changed"});
}

// Their parsers break on events without data.
TEST(Resuming, NothingOfItForOlderVersions) {
  for (const char* const version : {"2024-11-05", "2025-03-26", "2025-06-18"}) {
    World world;
    const std::string session = in_session(world.open_session({}, version));
    Listening stream(world, http_post(call_text("7", "pausing", "{}", kToken), session));
    ASSERT_TRUE(world.tools.waiting_begun.wait());
    world.tools.release.give();
    EXPECT_EQ(told(stream.rest()), (Told{" notifications/progress", " notifications/progress", " at last"})) << version;
    Listening standalone(world, resume(session, "p1:0"));
    EXPECT_EQ(standalone.head().status, 200);
    world.server.prompts_changed();
    EXPECT_EQ(told({standalone.event()}), Told{" notifications/prompts/list_changed"});
  }
}

TEST(Resuming, NothingOfItInTheModernEra) {
  World world;
  json asked = envelope();
  asked["progressToken"] = 1;
  Listening stream(world, modern_call("pausing", json::object(), asked, "Last-Event-ID: p1:0\r\nMcp-Session-Id: s-nobody\r\n"));
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  world.tools.release.give();
  EXPECT_EQ(told(stream.rest()), (Told{" notifications/progress", " notifications/progress", " at last"}));
}

TEST(Resuming, OnlySoMuchIsKept) {
  HttpStream stream("p1", true);
  for (int i = 0; i < 300; ++i) stream.send("{}");
  EXPECT_FALSE(stream.can_resume_after(0));
  EXPECT_FALSE(stream.can_resume_after(43));
  EXPECT_TRUE(stream.can_resume_after(44));
  EXPECT_TRUE(stream.can_resume_after(300));
  EXPECT_FALSE(stream.can_resume_after(301));
}

}  // namespace
}  // namespace voygen::mcp::test
