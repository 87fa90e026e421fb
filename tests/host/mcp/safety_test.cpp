// What must hold against careless tools and hostile clients, in both eras. The numbers are those of the security statements.
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

// Security 2.
TEST(Safety, TheDefaultAddressIsLoopback) { EXPECT_EQ(net::HttpServerOptions{}.host, "127.0.0.1"); }

// Security 10 and 18, mistakes 7 and 8: a fault of a tool is an error result without a word of what went wrong inside.
TEST(Safety, FaultsOfToolsAreToldNeutrally) {
  const World world;
  const std::string session = in_session(world.open_session());
  for (const char* const name : {"throwing", "broken_shape"}) {
    for (const std::string& request : {http_post(call_text("1", name), session), modern_call(name)}) {
      const RawAnswer answer = world.ask(request);
      EXPECT_EQ(answer.status, 200);
      const json result = json::parse(answer.body)["result"];
      EXPECT_EQ(result["isError"], true);
      EXPECT_FALSE(result.contains("structuredContent"));
      const std::string text = result["content"][0]["text"];
      EXPECT_EQ(text.find(std::string(name) + " failed because of a fault inside the server. The fault has been logged as r-"), 0U) << text;
      for (const char* const secret : {"hunter2", "/etc", "many"}) EXPECT_EQ(answer.body.find(secret), std::string::npos);
    }
  }
}

// Mistake 7: with an output schema the structured content is there and fits; with an error it is not there.
TEST(Safety, Mistake7StructuredContent) {
  const World world;
  const json good = ask_json(world, modern_call("structured"))["result"];
  EXPECT_EQ(good["structuredContent"].dump(), R"({"name":"Köln","total":9007199254740993})");
  EXPECT_FALSE(good.contains("isError"));
  const json bad = ask_json(world, modern_call("failing"))["result"];
  EXPECT_FALSE(bad.contains("structuredContent"));
  EXPECT_EQ(bad["isError"], true);
}

// Mistake 8: an unknown tool is an error of the request, not a text.
TEST(Safety, Mistake8UnknownToolsAreErrors) {
  const World world;
  for (const std::string& request : {http_post(call_text("1", "nope"), in_session(world.open_session())), modern_call("nope")}) {
    EXPECT_EQ(ask_json(world, request)["error"]["code"], rpc::kInvalidParams);
  }
}

// Mistake 18: the same error, and what HTTP says about it.
TEST(Safety, Mistake18StatusOfErrors) {
  const World world;
  const std::string session = in_session(world.open_session());
  play(world, {
      {"legacy", http_post(R"({"jsonrpc":"2.0","id":1,"method":"no/such"})", session), 200, "-32601"},
      {"modern", modern_post("no/such"), 404, "-32601"},
  });
}

// Security 7.
TEST(Safety, BadArgumentsNeverReachATool) {
  const World world;
  const std::string session = in_session(world.open_session());
  for (const json& bad : {json{{"unknown", 1}}, json{{"loud", "yes"}}}) {
    EXPECT_EQ(ask_json(world, modern_call("asking", bad))["result"]["isError"], true);
    EXPECT_EQ(ask_json(world, http_post(call_text("1", "asking", bad.dump()), session))["result"]["isError"], true);
  }
  EXPECT_EQ(world.tools.runs_of_asking, 0);
}

// Security 8: a result the model understands, never a status that makes clients give up.
TEST(Safety, CallsAreLimitedForEachPrincipal) {
  ServerOptions options = options_of_tests();
  options.rate_limit = {.calls_per_minute = 1, .burst = 2};
  const World world(options, with_principals());
  const std::string ada = "Authorization: ada\r\n";
  const auto call = [&](const std::string& headers) { return world.ask(modern_call("whoami", json::object(), envelope(), headers)); };
  const std::string session = in_session(world.open_session(ada));
  EXPECT_EQ(said(json::parse(call(ada).body)), "you are ada");
  EXPECT_EQ(world.ask(http_post(call_text("1", "whoami"), session + ada)).body, text_result("1", "you are ada"));
  const RawAnswer refused = call(ada);
  EXPECT_EQ(refused.status, 200);
  EXPECT_EQ(json::parse(refused.body)["result"]["isError"], true);
  EXPECT_EQ(said(json::parse(refused.body)).rfind("Too many calls in a short time. Wait ", 0), 0U);
  EXPECT_EQ(json::parse(world.ask(http_post(call_text("1", "whoami"), session + ada)).body)["result"]["isError"], true);
  EXPECT_EQ(world.ask(http_post(kPing, session + ada)).body, kPong);
  EXPECT_EQ(said(json::parse(call("Authorization: eve\r\n").body)), "you are eve");
}

// Security 6.
TEST(Safety, DeepMessagesAreRefusedInBothEras) {
  const World world;
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  const std::string body = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"nested":)" + deep + "}}}";
  play(world, {
      {"legacy", http_post(body, in_session(world.open_session())), 400, "-32700"},
      {"modern", http_post(body, modern_headers("tools/call", "echo")), 400, "-32700"},
  });
}

// Security 3: the key is asked for before anything else, in the modern era too.
TEST(Safety, NothingIsReadForStrangers) {
  const World world(options_of_tests(), with_principals());
  play(world, {
      {"modern", modern_post("tools/list"), 401, "*", {"WWW-Authenticate: Bearer"}},
      {"broken", http_post("{", modern_headers("tools/list")), 401, "*"},
      {"listen", modern_post("subscriptions/listen", {{"notifications", json::object()}}), 401, "*"},
      {"known", modern_post("tools/list", json::object(), envelope(), "Authorization: ada\r\n"), 200, "*"},
  });
}

}  // namespace
}  // namespace voygen::mcp::test
