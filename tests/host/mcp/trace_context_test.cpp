// W3C Trace Context: the trace a call belongs to, from the message or from the header of its POST, becomes part of the call's id in the log.
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

const std::string kTrace = "0af7651916cd43dd8448eb211c80319c";
const std::string kOther = "4bf92f3577b34da6a3ce929d0e0e4736";

std::string parent_of(const std::string& trace, const std::string& version = "00") { return version + "-" + trace + "-b7ad6b7169203331-01"; }
std::string traced(const std::string& parent) { return "traceparent: " + parent + "\r\n"; }
json meta_with(const json& parent) {
  json said = envelope();
  said["traceparent"] = parent;
  return said;
}

class TraceContext : public testing::Test {
 protected:
  TraceContext() {
    const auto trace = [](const ToolCall& call) {
      const std::string& id = call.context.request_id();
      const auto slash = id.find('/');
      return slash == std::string::npos ? std::string("none") : id.substr(slash + 1);
    };
    EXPECT_TRUE(world_.server.tools().add(tool("trace", [trace](const ToolCall& call) { return ToolResult::answer(trace(call)); })).ok());
    EXPECT_TRUE(world_.server.prompts().add({"trace", "", "Tells its trace.", {}, [trace](const ToolCall& call) {
      return PromptResult{"", json::array({prompt_message("user", trace(call))}), {}, {}};
    }}).ok());
  }
  World world_;
};

TEST_F(TraceContext, ComesFromTheHeaderOrTheMessageWhichWins) {
  const std::string legacy = in_session(world_.open_session());
  const auto legacy_call = [&](const std::string& headers, const std::string& meta = {}) { return http_post(call_text("1", "trace", "{}", meta), legacy + headers); };
  const auto modern = [](const std::string& headers, const json& said = envelope()) { return modern_call("trace", json::object(), said, headers); };
  const struct {
    const char* what;
    std::string request;
    std::string trace;
  } cases[] = {
      {"nothing", modern(""), "none"},
      {"header", modern(traced(parent_of(kTrace))), kTrace},
      {"header in other letters", modern("TraceParent:  " + parent_of(kTrace) + " \r\n"), kTrace},
      {"message", modern("", meta_with(parent_of(kOther))), kOther},
      {"both", modern(traced(parent_of(kTrace)), meta_with(parent_of(kOther))), kOther},
      {"header beside a malformed one in the message", modern(traced(parent_of(kTrace)), meta_with("?")), kTrace},
      {"header beside one that is no text", modern(traced(parent_of(kTrace)), meta_with(5)), kTrace},
      {"legacy, nothing", legacy_call(""), "none"},
      {"legacy, header", legacy_call(traced(parent_of(kTrace))), kTrace},
      {"legacy, both", legacy_call(traced(parent_of(kTrace)), R"({"traceparent":")" + parent_of(kOther) + "\"}"), kOther},
  };
  for (const auto& one : cases) EXPECT_EQ(said(ask_json(world_, one.request)), one.trace) << one.what;
}

TEST_F(TraceContext, IsIgnoredWhenMalformed) {
  const std::string upper = "0AF7651916CD43DD8448EB211C80319C";
  const std::pair<std::string, std::string> parents[] = {
      {parent_of(kTrace, "cc"), kTrace},           // a version to come
      {parent_of(kTrace, "cc") + "-more", kTrace},  // which may say more
      {parent_of(kTrace, "cc") + "more", "none"},
      {parent_of(kTrace) + "-more", "none"},
      {parent_of(kTrace, "ff"), "none"},
      {parent_of(upper), "none"},
      {parent_of(std::string(32, '0')), "none"},
      {"00-" + kTrace + "-0000000000000000-01", "none"},
      {"00-" + kTrace + "-b7ad6b7169203331", "none"},
      {"00_" + kTrace + "_b7ad6b7169203331_01", "none"},
      {parent_of(kTrace).substr(1), "none"},
      {parent_of(kTrace) + ", " + parent_of(kOther), "none"},  // two headers that a proxy made one
      {kTrace, "none"},
      {std::string(5000, '0'), "none"},
      {"-", "none"},
      {"", "none"},
  };
  for (const auto& [parent, trace] : parents) {
    EXPECT_EQ(said(ask_json(world_, modern_call("trace", json::object(), envelope(), traced(parent)))), trace) << parent;
    EXPECT_EQ(said(ask_json(world_, modern_call("trace", json::object(), meta_with(parent)))), trace) << parent;
  }
  const std::string twice = traced(parent_of(kTrace)) + traced(parent_of(kOther));
  EXPECT_EQ(said(ask_json(world_, modern_call("trace", json::object(), envelope(), twice))), "none");
}

TEST_F(TraceContext, ReachesPromptsBatchesAndTheOldTransport) {
  const std::string header = traced(parent_of(kTrace));
  const json prompt = ask_json(world_, modern_post("prompts/get", {{"name", "trace"}}, envelope(), header))["result"];
  EXPECT_EQ(prompt["messages"][0]["content"]["text"], kTrace);

  const std::string session = in_session(world_.open_session({}, "2025-03-26"));
  const std::string own = call_text("2", "trace", "{}", R"({"traceparent":")" + parent_of(kOther) + "\"}");
  std::map<int, std::string> traces;
  for (const json& one : ask_json(world_, http_post("[" + call_text("1", "trace") + "," + own + "]", session + header))) traces[one["id"]] = said(one);
  EXPECT_EQ(traces, (std::map<int, std::string>{{1, kTrace}, {2, kOther}}));

  Listening stream(world_, http_get("", "GET", "/sse"));
  const std::string endpoint = stream.event().data;
  EXPECT_EQ(world_.ask(http_post(initialize_text("2024-11-05"), "", "", endpoint)).status, 202);
  EXPECT_EQ(stream.event().message()["id"], 0);
  EXPECT_EQ(world_.ask(http_post(call_text("1", "trace"), header, "", endpoint)).status, 202);
  EXPECT_EQ(said(stream.event().message()), kTrace);
  EXPECT_EQ(world_.ask(http_post(call_text("2", "trace"), "", "", endpoint)).status, 202);
  EXPECT_EQ(said(stream.event().message()), "none") << "a trace is of one request, not of the session";
}

}  // namespace
}  // namespace voygen::mcp::test
