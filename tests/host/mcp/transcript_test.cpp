// Streamable HTTP as transcripts: the request's bytes, and status, headers and body of the answer.
#include <gtest/gtest.h>

#include <thread>

#include "fixtures.hpp"

namespace voygen::mcp::test {
namespace {

struct Exchange {
  const char* what;
  std::string request;
  int status;
  std::string body;  // compared whole; "*" for any
};

void play(const World& world, const std::vector<Exchange>& transcript) {
  for (const Exchange& step : transcript) {
    const RawAnswer answer = world.ask(step.request);
    EXPECT_EQ(answer.status, step.status) << step.what;
    if (step.body != "*") {
      EXPECT_EQ(answer.body, step.body) << step.what;
    }
    EXPECT_EQ(answer.body.find("null"), std::string::npos) << step.what;
  }
}

std::string initialize_with(const std::string& version, const std::string& headers = {}) {
  return http_post(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":")" + version +
                       R"(","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})", headers);
}
std::string get(const std::string& headers = {}, const std::string& method = "GET") {
  return method + " /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + headers + "\r\n";
}
std::string rpc_error(int code, const std::string& message, const std::string& id = {}) {
  return R"({"jsonrpc":"2.0",)" + (id.empty() ? "" : "\"id\":" + id + ",") + R"("error":{"code":)" + std::to_string(code) + R"(,"message":")" + message + "\"}}";
}
std::string text_result(const std::string& id, const std::string& text, bool is_error = false) {
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{"content":[{"type":"text","text":")" + text + "\"}]" +
         (is_error ? R"(,"isError":true)" : "") + "}}";
}

TEST(Transcript, InitializeAnswersWithCapabilitiesAndASession) {
  const World world;
  const RawAnswer answer = world.ask(initialize_with("2025-11-25"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_EQ(answer.body,
            R"({"jsonrpc":"2.0","id":0,"result":{"capabilities":{"logging":{},"tools":{}},"instructions":"Call greet first.",)"
            R"("protocolVersion":"2025-11-25","serverInfo":{"name":"fixture","title":"Fixture","version":"1.2.3"}}})");
  const std::string id = answer.header("Mcp-Session-Id");
  EXPECT_GE(id.size(), 26U);
  for (const char c : id) EXPECT_TRUE(c >= 0x21 && c <= 0x7e);
  EXPECT_NE(id, world.open_session());
}

TEST(Transcript, VersionsAreNegotiatedNeverRefused) {
  const World world;
  const std::pair<const char*, const char*> cases[] = {
      {"2024-11-05", "2024-11-05"}, {"2025-03-26", "2025-03-26"}, {"2025-06-18", "2025-06-18"},
      {"2025-11-25", "2025-11-25"}, {"2026-07-28", "2025-11-25"}, {"1999-01-01", "2025-11-25"}, {"", "2025-11-25"},
  };
  for (const auto& [wanted, spoken] : cases) {
    for (const char* const header : {"", "MCP-Protocol-Version: 2026-07-28\r\n", "MCP-Protocol-Version: 2099-01-01\r\n"}) {
      const RawAnswer answer = world.ask(initialize_with(wanted, header));
      EXPECT_EQ(answer.status, 200);
      EXPECT_EQ(json::parse(answer.body)["result"]["protocolVersion"], spoken) << wanted;
    }
  }
}

// The matrix of what the official server answers.
TEST(Transcript, LegacyProbes) {
  const World world;
  const std::string id = world.open_session();
  const std::string session = in_session(id);
  const auto ask = [&](const std::string& body, const std::string& headers = {}) { return http_post(body, session + headers); };
  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  const std::string bad_version = "this MCP-Protocol-Version is not served; 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05 are";
  play(world, {
      {"initialize again", ask(kInitialize), 400, rpc_error(-32600, "this session has been initialized already", "0")},
      {"initialize without version", http_post(R"({"jsonrpc":"2.0","id":7,"method":"initialize"})"), 200,
       rpc_error(-32602, "protocolVersion is missing; give the newest version you speak", "7")},
      {"initialized", ask(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), 202, ""},
      {"unknown notification", ask(R"({"jsonrpc":"2.0","method":"notifications/whatever"})"), 202, ""},
      {"posted response", ask(R"({"jsonrpc":"2.0","id":9,"result":{}})"), 202, ""},
      {"posted error", ask(R"({"jsonrpc":"2.0","id":9,"error":{"code":1,"message":"x"}})"), 202, ""},
      {"no session", http_post(ping), 400, rpc_error(-32000, "the Mcp-Session-Id header is missing; begin with initialize")},
      {"empty session", http_post(ping, "Mcp-Session-Id: \r\n"), 400, "*"},
      {"notification without session", http_post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), 400, "*"},
      {"bad session", http_post(ping, in_session("s-nobody")), 404, rpc_error(-32001, "Session not found; begin a new one with initialize")},
      {"initialize with a lost session", http_post(kInitialize, in_session("s-nobody")), 200, "*"},
      {"bad version", ask(ping, "MCP-Protocol-Version: 1999-01-01\r\n"), 400, rpc_error(-32000, bad_version)},
      {"newer version", ask(ping, "MCP-Protocol-Version: 2026-07-28\r\n"), 400, rpc_error(-32000, bad_version)},
      {"another served version", ask(ping, "MCP-Protocol-Version: 2025-03-26\r\n"), 200, R"({"jsonrpc":"2.0","id":1,"result":{}})"},
      {"empty version", ask(ping, "MCP-Protocol-Version: \r\n"), 200, "*"},
      {"no version", ask(ping), 200, R"({"jsonrpc":"2.0","id":1,"result":{}})"},
      {"unknown method", ask(R"({"jsonrpc":"2.0","id":"x","method":"prompts/list"})"), 200, rpc_error(-32601, "the method \\\"prompts/list\\\" is not served", "\"x\"")},
      {"probe without session", http_post(R"({"jsonrpc":"2.0","id":"server-discover-probe-1","method":"server/discover"})"), 200,
       rpc_error(-32601, "the method \\\"server/discover\\\" is not served", "\"server-discover-probe-1\"")},
      {"unknown tool", ask(call_text("2", "nope")), 200, rpc_error(-32602, "unknown tool \\\"nope\\\"; tools/list names those there are", "2")},
      {"setLevel", ask(R"({"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"info"}})"), 200, R"({"jsonrpc":"2.0","id":1,"result":{}})"},
      {"setLevel to nonsense", ask(R"({"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":3}})"), 200,
       rpc_error(-32602, "level must be one of debug, info, notice, warning, error, critical, alert, emergency", "1")},
      {"a cursor we never gave", ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}})"), 200,
       rpc_error(-32602, "this cursor is not known; list the tools without one", "1")},
  });
}

TEST(Transcript, WhatIsNotOneMessageIsRefused) {
  const World world;
  const std::string session = in_session(world.open_session());
  const auto ask = [&](const std::string& body) { return http_post(body, session); };
  const std::string batch = rpc_error(-32600, "batches are not served; send one message at a time");
  play(world, {
      {"no JSON", ask("{"), 400, rpc_error(-32700, "the message is not valid JSON")},
      {"nothing", ask(""), 400, rpc_error(-32700, "the message is not valid JSON")},
      {"bad UTF-8", ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}"), 400, rpc_error(-32700, "the message is not valid JSON")},
      {"empty object", ask("{}"), 400, "*"},
      {"number", ask("5"), 400, rpc_error(-32600, "a JSON-RPC message is an object")},
      {"empty batch", ask("[]"), 400, batch},
      {"batch", ask(R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])"), 400, batch},
      {"id null", ask(R"({"jsonrpc":"2.0","id":null,"method":"ping"})"), 400, rpc_error(-32600, "the id of a message must be a string or an integer")},
      {"id fraction", ask(R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})"), 400, "*"},
      {"old JSON-RPC", ask(R"({"id":1,"method":"ping"})"), 400, rpc_error(-32600, "\\\"jsonrpc\\\" must be \\\"2.0\\\"", "1")},
      {"method no string", ask(R"({"jsonrpc":"2.0","id":1,"method":5})"), 400, rpc_error(-32600, "\\\"method\\\" must be a string", "1")},
      {"deep", ask(std::string(100'000, '[')), 400, rpc_error(-32700, "the message is nested deeper than 64 levels")},
      {"params array", ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]})"), 200, rpc_error(-32602, "params must be an object", "1")},
      {"call without name", ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})"), 200, rpc_error(-32602, "params.name must be the name of a tool", "1")},
      {"arguments no object", ask(call_text("1", "echo", "[]")), 200, rpc_error(-32602, "params.arguments must be an object", "1")},
  });
  EXPECT_EQ(world.ask(ask(R"({"jsonrpc":"2.0","id":1,"method":"ping"})")).status, 200);
}

TEST(Transcript, CallsAnswerInEveryWay) {
  const World world;
  const std::string session = in_session(world.open_session());
  const auto ask = [&](const std::string& body) { return http_post(body, session); };
  play(world, {
      {"id 0", ask(call_text("0", "greet", R"({"name":"Ada"})")), 200, text_result("0", "Hello, Ada")},
      {"string id", ask(call_text("\"0\"", "greet", R"({"name":"Ada"})")), 200, text_result("\"0\"", "Hello, Ada")},
      {"large id", ask(call_text("9007199254740993", "greet", R"({"name":"Ada"})")), 200, text_result("9007199254740993", "Hello, Ada")},
      {"negative id", ask(call_text("-1", "greet", R"({"name":"Ada"})")), 200, text_result("-1", "Hello, Ada")},
      {"no arguments", ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}})"), 200, text_result("1", "{}")},
      {"structured", ask(call_text("1", "structured")), 200,
       R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"a table"}],"structuredContent":{"name":"Köln","total":9007199254740993}}})"},
      {"wrong shape", ask(call_text("1", "broken_shape")), 200, "*"},
      {"failure", ask(call_text("1", "failing")), 200, text_result("1", "the portal does not answer; try again in a minute", true)},
      {"progress without token", ask(call_text("1", "progressing")), 200, text_result("1", "done")},
      {"a strange progress token", ask(call_text("1", "progressing", "{}", R"({"progressToken":{"a":1}})")), 200, text_result("1", "done")},
  });
}

TEST(Transcript, BadArgumentsAreAnAnswerForTheModel) {
  const World world;
  const std::string session = in_session(world.open_session());
  const json answer = json::parse(world.ask(http_post(call_text("1", "greet", R"({"nam":"A","times":0})"), session)).body);
  EXPECT_EQ(answer["result"]["isError"], true);
  EXPECT_EQ(answer["result"]["content"][0]["text"],
            "greet was not run, because its arguments need correcting:\n"
            "- unknown field \"nam\"; did you mean \"name\"? known fields: name, times\n"
            "- \"name\" is missing; it is required (string)\n"
            "- \"times\" is 0; it must be at least 1");
}

TEST(Transcript, FaultsOfToolsAreToldNeutrally) {
  const World world;
  const std::string session = in_session(world.open_session());
  for (const char* const name : {"throwing", "broken_shape"}) {
    const json result = json::parse(world.ask(http_post(call_text("1", name), session)).body)["result"];
    EXPECT_EQ(result["isError"], true);
    EXPECT_FALSE(result.contains("structuredContent"));
    const std::string text = result["content"][0]["text"];
    EXPECT_EQ(text.find(std::string(name) + " failed because of a fault inside the server. The fault has been logged as r-"), 0U) << text;
    EXPECT_EQ(text.find("hunter2"), std::string::npos);
  }
}

TEST(Transcript, TheListOfToolsPleasesEveryClient) {
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
  EXPECT_EQ(result["tools"].size(), 10U);
}

TEST(Transcript, ContentTypeAndAccept) {
  const World world;
  const std::string session = in_session(world.open_session());
  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  const auto ask = [&](const std::string& type, const std::string& accept) {
    return world.ask("POST /mcp HTTP/1.1\r\nhost: localhost\r\n" + type + accept + session + "content-length: " + std::to_string(ping.size()) + "\r\n\r\n" + ping);
  };
  const std::string type = "CONTENT-TYPE: application/json; charset=utf-8\r\n";
  struct Case {
    const char* accept;
    int status;
    const char* content_type;
  };
  const Case cases[] = {
      {"", 200, "application/json"},
      {"Accept: */*\r\n", 200, "application/json"},
      {"accept: application/json\r\n", 200, "application/json"},
      {"Accept: application/*;q=0.5\r\n", 200, "application/json"},
      {"Accept: text/event-stream;q=0.9, application/json;q=0.1\r\n", 200, "application/json"},
      {"Accept: text/event-stream\r\n", 200, "text/event-stream"},
      {"Accept: text/event-stream, application/json;q=0\r\n", 200, "text/event-stream"},
      {"Accept: text/html\r\n", 406, "application/json"},
      {"Accept: application/json;q=0\r\n", 406, "application/json"},
  };
  for (const Case& one : cases) {
    const RawAnswer answer = ask(type, one.accept);
    EXPECT_EQ(answer.status, one.status) << one.accept;
    EXPECT_EQ(answer.header("Content-Type"), one.content_type) << one.accept;
  }
  for (const char* const wrong : {"", "Content-Type: text/plain\r\n", "Content-Type: application/jsonp\r\n"}) EXPECT_EQ(ask(wrong, "").status, 415) << wrong;
}

TEST(Transcript, OtherMethods) {
  const World world;
  const std::string session = in_session(world.open_session());
  play(world, {
      {"GET", get(session), 405, "*"},
      {"GET without session", get(), 405, "*"},
      {"GET of a lost session", get(in_session("s-nobody")), 404, "*"},
      {"PUT", get(session, "PUT"), 405, "*"},
      {"OPTIONS", get("Origin: http://localhost:1\r\nAccess-Control-Request-Method: POST\r\n", "OPTIONS"), 405, "*"},
      {"DELETE without session", get("", "DELETE"), 400, "*"},
      {"DELETE of a lost session", get(in_session("s-nobody"), "DELETE"), 404, "*"},
      {"DELETE", get(session, "DELETE"), 200, ""},
      {"DELETE again", get(session, "DELETE"), 404, "*"},
      {"POST afterwards", http_post(R"({"jsonrpc":"2.0","id":1,"method":"ping"})", session), 404, "*"},
      {"GET afterwards", get(session), 404, "*"},
  });
  RawClient client = world.connect();
  client.send("HEAD /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const RawAnswer head = client.receive(true);
  EXPECT_EQ(head.status, 405);
  EXPECT_EQ(head.header("Allow"), "POST, DELETE");
  client.send(http_post(kInitialize));
  EXPECT_EQ(client.receive().status, 200);
}

TEST(Transcript, ForeignHostsAndOriginsAreForbidden) {
  StreamableHttpOptions options;
  options.access = {{"travel-mcp"}, {"https://chat.example.com"}};
  const World world(options_of_tests(), options);
  const auto with = [](const std::string& method, const std::string& host, const std::string& origin) {
    return method + " /mcp HTTP/1.1\r\nHost: " + host + "\r\n" + (origin.empty() ? "" : "Origin: " + origin + "\r\n") + "Content-Type: application/json\r\nContent-Length: " +
           std::to_string(std::string_view(kInitialize).size()) + "\r\n\r\n" + kInitialize;
  };
  play(world, {
      {"evil host", with("POST", "evil.example.com", ""), 403, "*"},
      {"evil origin", with("POST", "localhost", "http://evil.example.com"), 403, "*"},
      {"origin equal to host", with("POST", "evil.example.com", "http://evil.example.com"), 403, "*"},
      {"evil GET", with("GET", "localhost", "http://evil.example.com"), 403, "*"},
      {"evil DELETE", with("DELETE", "localhost", "http://evil.example.com"), 403, "*"},
      {"evil OPTIONS", with("OPTIONS", "localhost", "http://evil.example.com"), 403, "*"},
      {"configured host", with("POST", "travel-mcp:8931", ""), 200, "*"},
      {"loopback origin", with("POST", "127.0.0.1:80", "http://localhost:3000"), 200, "*"},
  });
  const RawAnswer allowed = world.ask(with("POST", "localhost", "https://chat.example.com"));
  EXPECT_EQ(allowed.status, 200);
  EXPECT_EQ(allowed.header("Access-Control-Allow-Origin"), "https://chat.example.com");
  EXPECT_EQ(allowed.header("Access-Control-Expose-Headers"), "Mcp-Session-Id");
  const RawAnswer preflight = world.ask(with("OPTIONS", "localhost", "https://chat.example.com"));
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(preflight.header("Access-Control-Allow-Methods"), "POST, DELETE");
}

TEST(Transcript, SessionsBelongToTheirPrincipal) {
  StreamableHttpOptions options;
  options.authenticate = [](const net::HttpRequest& request) -> std::optional<std::string> {
    const std::string_view key = request.header("Authorization");
    return key.empty() ? std::nullopt : std::optional<std::string>(key);
  };
  const World world(options_of_tests(), options);
  const std::string ada = "Authorization: ada\r\n";
  const std::string session = in_session(world.open_session(ada));
  const RawAnswer nobody = world.ask(http_post(kInitialize));
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(nobody.header("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(world.ask(http_post(call_text("1", "whoami"), session + ada)).body, text_result("1", "you are ada"));
  EXPECT_EQ(world.ask(http_post(call_text("1", "whoami"), session + "Authorization: eve\r\n")).status, 404);
  EXPECT_EQ(world.ask(get(session + "Authorization: eve\r\n", "DELETE")).status, 404);
  EXPECT_EQ(world.ask(http_post(call_text("1", "whoami"), session + ada)).status, 200);
}

TEST(Transcript, IdleSessionsExpire) {
  World world;
  const std::string used = in_session(world.open_session());
  const std::string idle = in_session(world.open_session());
  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  world.clock.advance(std::chrono::minutes(20));
  EXPECT_EQ(world.ask(http_post(ping, used)).status, 200);
  world.clock.advance(std::chrono::minutes(20));
  EXPECT_EQ(world.ask(http_post(ping, idle)).status, 404);
  EXPECT_EQ(world.ask(http_post(ping, used)).status, 200);
  EXPECT_EQ(world.http.sessions(), 1U);
}

TEST(Transcript, TheLongestIdleSessionMakesRoom) {
  StreamableHttpOptions options;
  options.max_sessions = 2;
  World world(options_of_tests(), options);
  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  std::vector<std::string> sessions;
  for (int i = 0; i < 2; ++i) {
    sessions.push_back(in_session(world.open_session()));
    world.clock.advance(std::chrono::seconds(1));
  }
  EXPECT_EQ(world.ask(http_post(ping, sessions[0])).status, 200);
  world.clock.advance(std::chrono::seconds(1));
  sessions.push_back(in_session(world.open_session()));
  EXPECT_EQ(world.ask(http_post(ping, sessions[0])).status, 200);
  EXPECT_EQ(world.ask(http_post(ping, sessions[1])).status, 404);
  EXPECT_EQ(world.ask(http_post(ping, sessions[2])).status, 200);
}

TEST(Transcript, LargeBodiesAreRefusedAndTheServerGoesOn) {
  const World world;
  RawClient client = world.connect();
  client.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 52428800\r\n\r\n");
  EXPECT_EQ(client.receive().status, 413);
  EXPECT_EQ(world.ask(http_post(kInitialize)).status, 200);
}

TEST(Transcript, EarlyAnswersLeaveTheConnectionInStep) {
  const World world;
  RawClient client = world.connect();
  const std::string smuggled = http_post(kInitialize);
  client.send(http_post(smuggled, in_session("s-nobody")));
  EXPECT_EQ(client.receive().status, 400);
  client.send(http_post(kInitialize, "Origin: http://evil.example.com\r\n"));
  EXPECT_EQ(client.receive().status, 403);
  client.send(http_post(kInitialize));
  const RawAnswer answer = client.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["id"], 0);
}

}  // namespace
}  // namespace voygen::mcp::test
