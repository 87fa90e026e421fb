// The versions with sessions over Streamable HTTP: the matrix of what the official server answers, and single messages.
#include "transcript.hpp"

namespace voygen::mcp::test {
namespace {

TEST(Legacy, InitializeAnswersWithCapabilitiesAndASession) {
  const World world;
  const RawAnswer answer = world.ask(http_post(kInitialize));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_EQ(answer.body,
            R"({"jsonrpc":"2.0","id":0,"result":{"capabilities":{"completions":{},"logging":{},"prompts":{"listChanged":true},)"
            R"("resources":{"listChanged":true,"subscribe":true},"tools":{"listChanged":true}},"instructions":"Call greet first.",)"
            R"("protocolVersion":"2025-11-25","serverInfo":{"name":"fixture","title":"Fixture","version":"1.2.3"}}})");
  EXPECT_FALSE(answer.header("Mcp-Session-Id").empty());
}

// Mistake 4, all of its forms: the version is negotiated, never echoed blindly, never a reason to refuse.
TEST(Legacy, Mistake4VersionsAreNegotiatedNeverRefused) {
  const World world;
  const std::pair<const char*, const char*> cases[] = {
      {"2024-11-05", "2024-11-05"}, {"2025-03-26", "2025-03-26"}, {"2025-06-18", "2025-06-18"},
      {"2025-11-25", "2025-11-25"}, {"2026-07-28", "2025-11-25"}, {"1999-01-01", "2025-11-25"}, {"", "2025-11-25"},
  };
  for (const auto& [wanted, spoken] : cases) {
    for (const char* const header : {"", "MCP-Protocol-Version: 2099-01-01\r\n", "MCP-Protocol-Version: 2025-06-18\r\n"}) {
      const RawAnswer answer = world.ask(http_post(initialize_text(wanted), header));
      EXPECT_EQ(answer.status, 200);
      EXPECT_EQ(json::parse(answer.body)["result"]["protocolVersion"], spoken) << wanted;
      EXPECT_FALSE(answer.header("Mcp-Session-Id").empty());
    }
  }
}

// The body says legacy, the header says modern: that cannot be.
TEST(Legacy, InitializeUnderAModernHeaderIsAMismatch) {
  const World world;
  const std::string header = "MCP-Protocol-Version: 2026-07-28\r\n";
  play(world, {
      {"initialize", http_post(kInitialize, header), 400,
       rpc_error(-32020, "initialize belongs to earlier protocol versions than the header MCP-Protocol-Version names", "0")},
      {"initialize of the modern version", http_post(initialize_text("2026-07-28"), header), 400, "-32020"},
  });
}

TEST(Legacy, TheMatrix) {
  const World world;
  const std::string session = in_session(world.open_session());
  const auto ask = [&](const std::string& body, const std::string& headers = {}) { return http_post(body, session + headers); };
  const std::string bad_version = "this MCP-Protocol-Version is not served in a session; 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05 are";
  play(world, {
      {"initialize again", ask(kInitialize), 400, rpc_error(-32600, "this session has been initialized already", "0")},
      {"initialize without version", http_post(R"({"jsonrpc":"2.0","id":7,"method":"initialize"})"), 200,
       rpc_error(-32602, "protocolVersion is missing; give the newest version you speak", "7")},
      {"initialized", ask(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), 202, ""},
      {"unknown notification", ask(R"({"jsonrpc":"2.0","method":"notifications/whatever"})"), 202, ""},
      {"posted response", ask(R"({"jsonrpc":"2.0","id":9,"result":{}})"), 202, ""},
      {"posted error", ask(R"({"jsonrpc":"2.0","id":9,"error":{"code":1,"message":"x"}})"), 202, ""},
      {"no session", http_post(kPing), 400, rpc_error(-32000, "the Mcp-Session-Id header is missing; begin with initialize")},
      {"empty session", http_post(kPing, "Mcp-Session-Id: \r\n"), 400, "-32000"},
      {"notification without session", http_post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), 400, "-32000"},
      {"bad session", http_post(kPing, in_session("s-nobody")), 404, rpc_error(-32001, "Session not found; begin a new one with initialize")},
      {"response in a bad session", http_post(R"({"jsonrpc":"2.0","id":9,"result":{}})", in_session("s-nobody")), 404, "-32001"},
      {"initialize with a lost session", http_post(kInitialize, in_session("s-nobody")), 200, "*"},
      {"bad version", ask(kPing, "MCP-Protocol-Version: 1999-01-01\r\n"), 400, rpc_error(-32000, bad_version)},
      {"another served version", ask(kPing, "MCP-Protocol-Version: 2025-03-26\r\n"), 200, kPong},
      {"empty version", ask(kPing, "MCP-Protocol-Version: \r\n"), 200, kPong},
      {"no version", ask(kPing), 200, kPong},  // mistake 22
      {"unknown method", ask(R"({"jsonrpc":"2.0","id":"x","method":"no/such"})"), 200, rpc_error(-32601, "the method \\\"no/such\\\" is not served", "\"x\"")},
      {"a method of another era", ask(R"({"jsonrpc":"2.0","id":1,"method":"subscriptions/listen"})"), 200, "-32601"},
      {"unknown tool", ask(call_text("2", "nope")), 200, rpc_error(-32602, "unknown tool \\\"nope\\\"; tools/list names those there are", "2")},
      {"unknown resource", ask(R"({"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"test://no"}})"), 200,
       R"({"jsonrpc":"2.0","id":1,"error":{"code":-32002,"message":"there is no such resource; resources/list names those there are","data":{"uri":"test://no"}}})"},
      {"a cursor we never gave", ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}})"), 200,
       rpc_error(-32602, "this cursor is not known; list again without one", "1")},
  });
}

// Mistake 9: a client that probes for the modern era must hear at once that it is not served this way.
TEST(Legacy, Mistake9ProbesWithoutASessionAreAnswered) {
  const World world;
  play(world, {
      {"discover without envelope", http_post(R"({"jsonrpc":"2.0","id":"server-discover-probe-1","method":"server/discover"})"), 200,
       rpc_error(-32601, "the method \\\"server/discover\\\" is not served", "\"server-discover-probe-1\"")},
      {"unknown method", http_post(R"({"jsonrpc":"2.0","id":1,"method":"no/such"})"), 200, "-32601"},
  });
}

TEST(Legacy, WhatIsNotOneMessageIsRefused) {
  const World world;
  const std::string session = in_session(world.open_session());
  const auto ask = [&](const std::string& body) { return http_post(body, session); };
  play(world, {
      {"no JSON", ask("{"), 400, rpc_error(-32700, "the message is not valid JSON")},
      {"nothing", ask(""), 400, rpc_error(-32700, "the message is not valid JSON")},
      {"bad UTF-8", ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}"), 400, "-32700"},
      {"empty object", ask("{}"), 400, "-32600"},
      {"number", ask("5"), 400, rpc_error(-32600, "a JSON-RPC message is an object")},
      {"id null", ask(R"({"jsonrpc":"2.0","id":null,"method":"ping"})"), 400, rpc_error(-32600, "the id of a message must be a string or an integer")},
      {"id fraction", ask(R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})"), 400, "-32600"},
      {"old JSON-RPC", ask(R"({"id":1,"method":"ping"})"), 400, rpc_error(-32600, "\\\"jsonrpc\\\" must be \\\"2.0\\\"", "1")},
      {"method no string", ask(R"({"jsonrpc":"2.0","id":1,"method":5})"), 400, rpc_error(-32600, "\\\"method\\\" must be a string", "1")},
      {"deep", ask(std::string(100'000, '[')), 400, rpc_error(-32700, "the message is nested deeper than 64 levels")},
      {"params array", ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]})"), 200, rpc_error(-32602, "params must be an object", "1")},
      {"call without name", ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})"), 200, rpc_error(-32602, "params.name must be the name of a tool", "1")},
      {"arguments no object", ask(call_text("1", "echo", "[]")), 200, rpc_error(-32602, "params.arguments must be an object", "1")},
      {"and it goes on", ask(kPing), 200, kPong},
  });
}

TEST(Legacy, CallsAnswerInEveryWay) {
  const World world;
  const std::string session = in_session(world.open_session());
  const auto ask = [&](const std::string& body) { return http_post(body, session); };
  play(world, {
      // Mistakes 14 and 23: ids come back as they were sent.
      {"id 0", ask(call_text("0", "greet", R"({"name":"Ada"})")), 200, text_result("0", "Hello, Ada")},
      {"string id", ask(call_text("\"0\"", "greet", R"({"name":"Ada"})")), 200, text_result("\"0\"", "Hello, Ada")},
      {"empty id", ask(call_text("\"\"", "greet", R"({"name":"Ada"})")), 200, text_result("\"\"", "Hello, Ada")},
      {"round id", ask(call_text("1000000", "greet", R"({"name":"Ada"})")), 200, text_result("1000000", "Hello, Ada")},
      {"large id", ask(call_text("9007199254740993", "greet", R"({"name":"Ada"})")), 200, text_result("9007199254740993", "Hello, Ada")},
      {"negative id", ask(call_text("-1", "greet", R"({"name":"Ada"})")), 200, text_result("-1", "Hello, Ada")},
      {"no arguments", ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}})"), 200, text_result("1", "{}")},
      {"structured", ask(call_text("1", "structured")), 200,
       R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"a table"}],"structuredContent":{"name":"Köln","total":9007199254740993}}})"},
      {"failure", ask(call_text("1", "failing")), 200, text_result("1", "the portal does not answer; try again in a minute", true)},
      {"own meta", ask(call_text("1", "marked")), 200, R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"x"}],"_meta":{"cost":5}}})"},
      // Mistake 15: no progress without a token.
      {"progress without token", ask(call_text("1", "progressing")), 200, text_result("1", "done"), {"Content-Type: application/json"}},
      {"a strange progress token", ask(call_text("1", "progressing", "{}", R"({"progressToken":{"a":1}})")), 200, text_result("1", "done")},
  });
}

TEST(Legacy, BadArgumentsAreAnAnswerForTheModel) {
  const World world;
  const json answer = json::parse(world.ask(http_post(call_text("1", "greet", R"({"nam":"A","times":0})"), in_session(world.open_session()))).body);
  EXPECT_EQ(answer["result"]["isError"], true);
  EXPECT_EQ(said(answer), "greet was not run, because its arguments need correcting:\n"
                          "- unknown field \"nam\"; did you mean \"name\"? known fields: name, times\n"
                          "- \"name\" is missing; it is required (string)\n"
                          "- \"times\" is 0; it must be at least 1");
}

// Mistakes 19 and 20: clients refuse the whole list for one entry they do not like.
TEST(Legacy, Mistakes19And20TheListOfToolsPleasesEveryClient) {
  const World world;
  const RawAnswer answer = world.ask(http_post(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", in_session(world.open_session())));
  const json result = json::parse(answer.body)["result"];
  EXPECT_FALSE(result.contains("nextCursor"));
  EXPECT_EQ(answer.body.find("null,"), std::string::npos);
  std::string last;
  for (const json& tool : result["tools"]) {
    EXPECT_EQ(tool["inputSchema"]["type"], "object");
    EXPECT_FALSE(tool["description"].get<std::string>().empty());
    EXPECT_LT(last, tool["name"].get<std::string>());
    last = tool["name"];
  }
  EXPECT_EQ(result["tools"].size(), Tools::kCount);
}

// What the clients of today send, from their first message to their last.
TEST(Legacy, TheWholeTalkOfAVersion1Client) {
  const World world;
  const RawAnswer hello = world.ask(http_post(kInitialize));
  const std::string session = in_session(hello.header("Mcp-Session-Id")) + "MCP-Protocol-Version: 2025-11-25\r\n";
  EXPECT_EQ(json::parse(hello.body)["id"], 0);
  EXPECT_EQ(world.ask(http_post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})", session)).status, 202);
  Listening stream(world, http_get(session));
  EXPECT_EQ(stream.head().status, 200);
  play(world, {
      {"ping", http_post(kPing, session), 200, kPong},
      {"tools/list", http_post(R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})", session), 200, "*"},
      {"tools/call", http_post(call_text("3", "greet", R"({"name":"Ada"})"), session), 200, text_result("3", "Hello, Ada")},
      {"DELETE", http_get(session, "DELETE"), 200, ""},
      {"ping afterwards", http_post(kPing, session), 404, "-32001"},
  });
  EXPECT_EQ(messages_of(stream), std::vector<json>{});
}

}  // namespace
}  // namespace voygen::mcp::test
