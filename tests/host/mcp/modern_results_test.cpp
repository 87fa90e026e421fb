// What modern results carry: resultType everywhere, how long lists may be kept, and who answers. Mistake 5.
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

const json kServer = {{"name", "fixture"}, {"title", "Fixture"}, {"version", "1.2.3"}};

TEST(ModernResults, Discover) {
  const World world;
  const json result = ask_json(world, modern_post("server/discover", json::object(), envelope(), "", "server-discover-probe-1"))["result"];
  EXPECT_EQ(result, (json{{"resultType", "complete"},
                          {"supportedVersions", {"2026-07-28"}},
                          {"capabilities", world.server.capabilities(Era::modern)},
                          {"instructions", "Call greet first."},
                          {"ttlMs", 300000},
                          {"cacheScope", "private"},
                          {"_meta", {{meta::kServerInfo, kServer}}}}));
  EXPECT_TRUE(result["capabilities"]["extensions"].contains(extension::kTasks));
}

// Mistake 5, security 12: what depends on the caller is private; here everything may.
TEST(ModernResults, Mistake5HintsStandWhereTheyBelongAndNowhereElse) {
  const World world;
  const std::pair<const char*, json> hinted[] = {
      {"server/discover", json::object()}, {"tools/list", json::object()}, {"prompts/list", json::object()}, {"resources/list", json::object()},
      {"resources/templates/list", json::object()}, {"resources/read", {{"uri", "test://a"}}},
  };
  for (const auto& [method, params] : hinted) {
    const json result = ask_json(world, modern_post(method, params))["result"];
    EXPECT_EQ(result["resultType"], "complete") << method;
    const std::string_view name = method;  // searches come and go, so their list is not kept
    EXPECT_EQ(result["ttlMs"], name == "resources/list" || name == "resources/read" ? 0 : 300000) << method;
    EXPECT_EQ(result["cacheScope"], "private") << method;
    EXPECT_EQ(result["_meta"][meta::kServerInfo], kServer) << method;
  }
  const std::pair<const char*, json> plain[] = {
      {"tools/call", {{"name", "greet"}, {"arguments", {{"name", "Ada"}}}}},
      {"tools/call", {{"name", "failing"}}},
      {"prompts/get", {{"name", "plan"}, {"arguments", {{"city", "Rome"}}}}},
      {"completion/complete", {{"ref", {{"type", "ref/prompt"}, {"name", "plan"}}}, {"argument", {{"name", "city"}, {"value", "Co"}}}}},
  };
  for (const auto& [method, params] : plain) {
    const json result = ask_json(world, modern_post(method, params))["result"];
    EXPECT_EQ(result["resultType"], "complete") << method;
    EXPECT_FALSE(result.contains("ttlMs")) << method;
    EXPECT_FALSE(result.contains("cacheScope")) << method;
    EXPECT_EQ(result["_meta"][meta::kServerInfo], kServer) << method;
  }
}

// Where the server introduces itself; every other result carries its name, and should stay small.
TEST(ModernResults, IconsOfTheServerAreToldOnce) {
  const json icons = json::array({{{"src", "data:image/svg+xml;base64,PHN2Zy8+"}, {"mimeType", "image/svg+xml"}}});
  ServerOptions options = options_of_tests();
  options.info.icons = icons;
  const World world(std::move(options));
  json introduced = kServer;
  introduced["icons"] = icons;
  EXPECT_EQ(ask_json(world, modern_post("server/discover"))["result"]["_meta"][meta::kServerInfo], introduced);
  EXPECT_EQ(ask_json(world, http_post(kInitialize))["result"]["serverInfo"], introduced);
  EXPECT_EQ(ask_json(world, modern_post("tools/list"))["result"]["_meta"][meta::kServerInfo], kServer);
  EXPECT_EQ(ask_json(world, modern_call("greet", {{"name", "Ada"}}))["result"]["_meta"][meta::kServerInfo], kServer);
  EXPECT_EQ(ask_json(world, modern_call("marked"))["result"]["_meta"][meta::kServerInfo], kServer);
}

TEST(ModernResults, LegacyResultsHaveNoneOfIt) {
  const World world;
  const std::string session = in_session(world.open_session());
  for (const char* const method : {"tools/list", "prompts/list", "resources/list", "resources/templates/list"}) {
    const json result = ask_json(world, http_post(R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(method) + "\"}", session))["result"];
    for (const char* const member : {"resultType", "ttlMs", "cacheScope", "_meta"}) EXPECT_FALSE(result.contains(member)) << method;
  }
}

TEST(ModernResults, ErrorsHaveNoneOfIt) {
  const World world;
  const json answer = ask_json(world, modern_call("nope"));
  EXPECT_FALSE(answer.contains("result"));
  EXPECT_FALSE(answer["error"].contains("data"));
}

TEST(ModernResults, AResultsOwnMetaIsKept) {
  const World world;
  const RawAnswer answer = world.ask(modern_call("marked"));
  EXPECT_EQ(answer.body, R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","content":[{"type":"text","text":"x"}],)"
                         R"("_meta":{"cost":5,"io.modelcontextprotocol/serverInfo":{"name":"fixture","title":"Fixture","version":"1.2.3"}}}})");
}

TEST(ModernResults, PromptsAndResources) {
  const World world;
  const json listed = ask_json(world, modern_post("prompts/list"))["result"]["prompts"];
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[1], json::parse(R"({"name":"plan","title":"Plan a trip","description":"Plans a trip.","arguments":[
      {"name":"city","title":"City","description":"Where to","required":true},{"name":"month","description":"When","required":false}]})"));
  EXPECT_EQ(ask_json(world, modern_post("prompts/get", {{"name", "plan"}, {"arguments", {{"city", "Rome"}}}}))["result"]["messages"],
            json::parse(R"([{"role":"user","content":{"type":"text","text":"Plan a trip to Rome"}}])"));
  EXPECT_EQ(ask_json(world, modern_post("resources/read", {{"uri", "test://a"}}))["result"]["contents"],
            json::parse(R"([{"uri":"test://a","mimeType":"text/plain","text":"hello"}])"));
  EXPECT_EQ(ask_json(world, modern_post("resources/read", {{"uri", "test://image"}}))["result"]["contents"],
            json::parse(R"([{"uri":"test://image","mimeType":"image/png","blob":"iVBORwA="}])"));
  EXPECT_EQ(ask_json(world, modern_post("resources/templates/list"))["result"]["resourceTemplates"],
            json::parse(R"([{"uriTemplate":"test://of/{principal}","name":"own","mimeType":"text/plain"}])"));
}

// Security 16: what is another's does not exist.
TEST(ModernResults, ResourcesOfOthersDoNotExist) {
  const World world(options_of_tests(), with_principals());
  const std::string ada = "Authorization: ada\r\n";
  const std::string eve = "Authorization: eve\r\n";
  EXPECT_EQ(ask_json(world, modern_post("resources/read", {{"uri", "test://of/ada"}}, envelope(), ada))["result"]["contents"][0]["text"], "of ada");
  EXPECT_EQ(ask_json(world, modern_post("resources/read", {{"uri", "test://of/ada"}}, envelope(), eve))["error"]["code"], rpc::kInvalidParams);
  const RawAnswer list = world.ask(modern_post("resources/list", json::object(), envelope(), eve));
  EXPECT_EQ(list.body.find("ada"), std::string::npos);
}

TEST(ModernResults, Completion) {
  const World world;
  const auto complete = [&](const json& ref, const std::string& typed_text) {
    return ask_json(world, modern_post("completion/complete", {{"ref", ref}, {"argument", {{"name", "city"}, {"value", typed_text}}}}));
  };
  const json plan = {{"type", "ref/prompt"}, {"name", "plan"}};
  EXPECT_EQ(complete(plan, "Co")["result"]["completion"], json::parse(R"({"values":["Cologne","Copenhagen"],"total":2,"hasMore":false})"));
  const json many = complete(plan, "many")["result"]["completion"];
  EXPECT_EQ(many["values"].size(), 100U);
  EXPECT_EQ(many["total"], 150);
  EXPECT_EQ(many["hasMore"], true);
  EXPECT_EQ(complete({{"type", "ref/resource"}, {"uri", "test://of/{principal}"}}, "")["result"]["completion"]["values"], json::array({""}));
  for (const json& wrong : {json(), json{{"type", "ref/prompt"}, {"name", "nope"}}, json{{"type", "ref/x"}}, json{{"type", 5}}, json{{"type", "ref/prompt"}, {"name", 5}}}) {
    EXPECT_EQ(complete(wrong, "x")["error"]["code"], rpc::kInvalidParams) << wrong;
  }
}

class ManyResources final : public ResourceSource {
 public:
  [[nodiscard]] std::vector<Resource> list(const Caller&) const override {
    std::vector<Resource> all;
    for (int i = 0; i < 250; ++i) all.push_back({"many://" + std::to_string(i), "n", "", "", "text/plain", {}});
    return all;
  }
  [[nodiscard]] std::optional<ResourceContent> read(const Caller&, std::string_view) const override { return std::nullopt; }
};

TEST(ModernResults, LongListsComeInPages) {
  World world;
  world.server.resources().add(std::make_shared<const ManyResources>());
  std::size_t listed = 0;
  json params = json::object();
  for (int page = 0; page < 3; ++page) {
    const json result = ask_json(world, modern_post("resources/list", params))["result"];
    listed += result["resources"].size();
    EXPECT_EQ(result["cacheScope"], "private");
    EXPECT_EQ(result.contains("nextCursor"), page < 2);
    params["cursor"] = result.value("nextCursor", "");
  }
  EXPECT_EQ(listed, 253U);
  for (const json& wrong : {json(""), json("0"), json("7"), json("300"), json("-100"), json("x"), json(100)}) {
    EXPECT_EQ(ask_json(world, modern_post("resources/list", {{"cursor", wrong}}))["error"]["code"], rpc::kInvalidParams) << wrong;
  }
}

}  // namespace
}  // namespace voygen::mcp::test
