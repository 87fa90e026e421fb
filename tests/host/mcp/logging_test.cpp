// Lines for the client's log: by level, per session or per modern request.
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

// The levels of the lines a call of "chatty" is told, before its answer.
std::vector<std::string> levels(Listening stream) {
  std::vector<std::string> found;
  for (const json& message : messages_of(stream)) {
    if (message.contains("method")) found.push_back(message["params"]["level"]);
  }
  return found;
}
using Levels = std::vector<std::string>;

std::string set_level(const std::string& level) { return R"({"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":)" + level + "}}"; }

TEST(Logging, LinesComeOnTheCallsStreamBeforeItsAnswer) {
  const World world;
  Listening stream(world, http_post(call_text("7", "chatty"), in_session(world.open_session({}, "2025-06-18"))));
  EXPECT_EQ(stream.event().data, R"({"jsonrpc":"2.0","method":"notifications/message","params":{"data":"about to answer","level":"debug","logger":"chatty"}})");
  EXPECT_EQ(stream.event().message()["params"]["level"], "info");
  EXPECT_EQ(stream.event().message()["params"]["level"], "error");
  EXPECT_EQ(stream.event().data, text_result("7", "done"));
}

TEST(Logging, EachSessionHasItsLevel) {
  const World world;
  const std::string quiet = in_session(world.open_session());
  const std::string other = in_session(world.open_session());
  play(world, {
      {"nonsense", http_post(set_level("3"), quiet), 200, rpc_error(-32602, "level must be one of debug, info, notice, warning, error, critical, alert, emergency", "1")},
      {"unknown", http_post(set_level("\"loud\""), quiet), 200, "-32602"},
      {"error", http_post(set_level("\"error\""), quiet), 200, kPong},
  });
  EXPECT_EQ(levels(Listening(world, http_post(call_text("7", "chatty"), quiet))), Levels{"error"});
  EXPECT_EQ(levels(Listening(world, http_post(call_text("7", "chatty"), other))), (Levels{"debug", "info", "error"}));
  EXPECT_EQ(world.ask(http_post(set_level("\"emergency\""), quiet)).status, 200);
  EXPECT_EQ(world.ask(http_post(call_text("7", "chatty"), quiet)).body, text_result("7", "done"));
}

TEST(Logging, AModernRequestSaysItself) {
  const World world;
  const RawAnswer silent = world.ask(modern_call("chatty"));
  EXPECT_EQ(silent.header("Content-Type"), "application/json");
  EXPECT_EQ(said(json::parse(silent.body)), "done");
  json asked = envelope();
  asked[meta::kLogLevel] = "info";
  EXPECT_EQ(levels(Listening(world, modern_call("chatty", json::object(), asked))), (Levels{"info", "error"}));
  asked[meta::kLogLevel] = "emergency";
  EXPECT_EQ(said(ask_json(world, modern_call("chatty", json::object(), asked))), "done");
  for (const json& wrong : {json("loud"), json(3), json()}) {
    asked[meta::kLogLevel] = wrong;
    const RawAnswer answer = world.ask(modern_call("chatty", json::object(), asked));
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(json::parse(answer.body)["error"]["code"], rpc::kInvalidParams);
  }
}

}  // namespace
}  // namespace voygen::mcp::test
