// 2026-07-28 over HTTP: the matrix of what the official server answers, the order of the checks, and which era a body belongs to.
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

// The shortest body of the modern era, as bytes.
std::string raw(const std::string& method, const std::string& params = {}, const std::string& id = "1") {
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":")" + method + R"(","params":{)" + params + (params.empty() ? "" : ",") +
         R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}})";
}

TEST(Modern, TheMatrix) {
  const World world;
  const std::string list = raw("tools/list");
  const std::string call = raw("tools/call", R"("name":"greet","arguments":{"name":"Ada"})");
  const std::string version = "MCP-Protocol-Version: 2026-07-28\r\n";
  const auto unsupported = [](const std::string& claimed) {
    return R"({"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"the protocol version )" + claimed +
           R"( is not served this way","data":{"requested":")" + claimed + R"(","supported":["2026-07-28"]}}})";
  };
  const auto claiming = [](const char* claimed) {
    return modern_text("tools/list", json::object(), {{meta::kVersion, claimed}, {meta::kClientCapabilities, json::object()}});
  };
  play(world, {
      {"full request", http_post(call, modern_headers("tools/call", "greet")), 200,
       R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"fixture","title":"Fixture","version":"1.2.3"}},)"
       R"("content":[{"type":"text","text":"Hello, Ada"}]}})", {"Content-Type: application/json", "Mcp-Session-Id: "}},
      {"no version header", http_post(list, "Mcp-Method: tools/list\r\n"), 400, rpc_error(-32020, "the header MCP-Protocol-Version is missing", "1")},
      {"another version header", http_post(list, "MCP-Protocol-Version: 2025-11-25\r\nMcp-Method: tools/list\r\n"), 400,
       rpc_error(-32020, "the header MCP-Protocol-Version differs from params._meta", "1")},
      {"no Mcp-Method", http_post(list, version), 400, rpc_error(-32020, "the header Mcp-Method is missing", "1")},
      {"another Mcp-Method", http_post(list, modern_headers("tools/call")), 400, rpc_error(-32020, "the header Mcp-Method differs from the method", "1")},
      {"Mcp-Method in other letters", http_post(list, modern_headers("Tools/List")), 400, "-32020"},
      {"no Mcp-Name", http_post(call, modern_headers("tools/call")), 400, rpc_error(-32020, "the header Mcp-Name is missing", "1")},
      {"another Mcp-Name", http_post(call, modern_headers("tools/call", "echo")), 400, rpc_error(-32020, "the header Mcp-Name differs from params.name", "1")},
      {"modern header, no _meta", http_post(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", modern_headers("tools/list")), 400,
       rpc_error(-32602, "params._meta lacks, or has in a wrong form: io.modelcontextprotocol/protocolVersion, io.modelcontextprotocol/clientCapabilities", "1")},
      {"no clientCapabilities",
       http_post(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})", modern_headers("tools/list")),
       400, rpc_error(-32602, "params._meta lacks, or has in a wrong form: io.modelcontextprotocol/clientCapabilities", "1")},
      {"claim of 2099-01-01", http_post(claiming("2099-01-01"), "MCP-Protocol-Version: 2099-01-01\r\nMcp-Method: tools/list\r\n"), 400, unsupported("2099-01-01")},
      {"claim of 2025-11-25", http_post(claiming("2025-11-25"), "MCP-Protocol-Version: 2025-11-25\r\nMcp-Method: tools/list\r\n"), 400, unsupported("2025-11-25")},
      {"claim of 2025-11-25 under the modern header", http_post(claiming("2025-11-25"), modern_headers("tools/list")), 400, "-32020"},
      {"unknown method", modern_post("no/such"), 404, rpc_error(-32601, "the method \\\"no/such\\\" is not served", "1")},
      {"ping", modern_post("ping"), 404, "-32601"},
      {"initialize with an envelope", modern_post("initialize", {{"protocolVersion", "2026-07-28"}}), 404, "-32601"},
      {"logging/setLevel", modern_post("logging/setLevel", {{"level", "info"}}), 404, "-32601"},
      {"resources/subscribe", modern_post("resources/subscribe", {{"uri", "test://a"}}), 404, "-32601"},
      {"resources/unsubscribe", modern_post("resources/unsubscribe", {{"uri", "test://a"}}), 404, "-32601"},
      {"tasks/list", modern_post("tasks/list", json::object(), envelope(), "Mcp-Name: x\r\n"), 404, "-32601"},
      {"tasks/result", modern_post("tasks/result", {{"taskId", "x"}}), 404, "-32601"},
      {"unknown tool", modern_call("nope"), 200, rpc_error(-32602, "unknown tool \\\"nope\\\"; tools/list names those there are", "1")},
      {"unknown prompt", modern_post("prompts/get", {{"name", "nope"}}), 200, "-32602"},
      {"prompt without its argument", modern_post("prompts/get", {{"name", "plan"}}), 200, rpc_error(-32602, "the argument \\\"city\\\" is missing", "1")},
      {"resource not found", modern_post("resources/read", {{"uri", "test://no"}}), 200,
       R"({"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"there is no such resource; resources/list names those there are","data":{"uri":"test://no"}}})"},
      {"capability missing", modern_call("needs_sampling"), 400,
       R"({"jsonrpc":"2.0","id":1,"error":{"code":-32021,"message":"the client has not declared what this needs: {\"sampling\":{}}","data":{"requiredCapabilities":{"sampling":{}}}}})"},
      {"Mcp-Session-Id sent", modern_post("tools/list", json::object(), envelope(), "Mcp-Session-Id: s-nobody\r\n"), 200, "*"},
      {"Accept json only", http_post(list, modern_headers("tools/list"), "Accept: application/json\r\n"), 200, "*", {"Content-Type: application/json"}},
      {"no Accept", http_post(list, modern_headers("tools/list"), ""), 200, "*", {"Content-Type: application/json"}},
      {"Accept streams only", http_post(list, modern_headers("tools/list"), "Accept: text/event-stream\r\n"), 200, "*", {"Content-Type: text/event-stream"}},
      {"Accept streams only, and an error", http_post(raw("ping"), modern_headers("ping"), "Accept: text/event-stream\r\n"), 404, "-32601"},
      {"array", http_post("[" + list + "]", modern_headers("tools/list")), 400, "-32600"},
      {"notification cancelled", http_post(cancel_text("1"), version), 202, ""},
      {"id null", http_post(raw("tools/list", "", "null"), modern_headers("tools/list")), 400, "-32600"},
      {"Host evil", "POST /mcp HTTP/1.1\r\nHost: evil\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 403, "-32000"},
      {"Origin evil", http_post(list, modern_headers("tools/list") + "Origin: http://evil.example.com\r\n"), 403, "-32000"},
  });
}

// What is wrong first decides: each request is wrong in its own way and in all the ways that come later.
TEST(Modern, TheOrderOfTheChecks) {
  World world;
  Tool sampled = tool("sampled", [](const ToolCall&) { return ToolResult::answer("x"); }, {{"region", {{"type", "string"}, {"x-mcp-header", "Region"}}}});
  ASSERT_TRUE(world.server.tools().add(std::move(sampled)).ok());
  const json no_version = {{meta::kVersion, 5}, {meta::kClientCapabilities, json::object()}};
  const json old_version = {{meta::kVersion, "2025-11-25"}, {meta::kClientCapabilities, json::object()}};
  const json can_sample = {{meta::kVersion, kModernVersion}, {meta::kClientCapabilities, {{"sampling", json::object()}}}};
  const auto text = [](const std::string& name, const json& said) {
    return modern_text("tools/call", {{"name", name}, {"arguments", {{"region", "eu"}}}}, said);
  };
  const std::string named = modern_headers("tools/call", "needs_sampling");
  std::string plain = http_post("{", "MCP-Protocol-Version: 2026-07-28\r\n");
  plain.replace(plain.find("application/json"), 16, "text/plain");
  play(world, {
      {"form of the body", plain, 415, "-32000"},
      {"JSON", http_post("{", "MCP-Protocol-Version: 2026-07-28\r\n"), 400, "-32700"},
      {"message", http_post(R"({"id":1,"method":"no/such"})", "MCP-Protocol-Version: 2026-07-28\r\n"), 400, "-32600"},
      {"envelope", http_post(text("needs_sampling", no_version)), 400, "-32602"},
      {"version", http_post(text("needs_sampling", old_version)), 400, "-32022"},
      {"headers", http_post(text("needs_sampling", envelope())), 400, "-32020"},
      {"capabilities", http_post(text("needs_sampling", envelope()), named), 400, "-32021"},
      {"repeated arguments", http_post(text("needs_sampling", can_sample), named), 400, "-32020"},
      {"the call itself", http_post(text("needs_sampling", can_sample), named + "Mcp-Param-Region: eu\r\n"), 200, "*"},
      {"unknown method before anything it would need", modern_post("no/such", {{"name", 5}}), 404, "-32601"},
  });
}

// The body decides; headers are only checked against it.
TEST(Modern, WhichEraABodyBelongsTo) {
  const World world;
  const std::string session = in_session(world.open_session());
  const std::string header = "MCP-Protocol-Version: 2026-07-28\r\n";
  play(world, {
      {"claim in a session", http_post(raw("tools/list"), session + modern_headers("tools/list")), 200, "*"},
      {"claim without headers in a session", http_post(raw("tools/list"), session), 400, "-32020"},
      {"request without claim under the modern header", http_post(kPing, session + header), 400, "-32602"},
      {"probe without claim under the modern header", http_post(R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})", header), 400, "-32602"},
      {"request without claim", http_post(kPing, session), 200, kPong},
      {"response", http_post(R"({"jsonrpc":"2.0","id":1,"result":{}})", session), 202, ""},
      {"response without session", http_post(R"({"jsonrpc":"2.0","id":1,"result":{}})"), 400, "-32000"},
      {"response under the modern header", http_post(R"({"jsonrpc":"2.0","id":1,"result":{}})", header), 400, "-32000"},
      {"notification under the modern header", http_post(cancel_text("1"), header), 202, ""},
      {"the same with a method header", http_post(cancel_text("1"), modern_headers("notifications/cancelled")), 202, ""},
      {"the same with another method", http_post(cancel_text("1"), modern_headers("tools/list")), 400, "-32020"},
      {"notification with a session", http_post(cancel_text("1"), session), 202, ""},
      {"notification with neither", http_post(cancel_text("1")), 400, "-32000"},
      {"_meta without a claim", http_post(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"x":1}}})", session), 200, kPong},
      {"a claim that is no text", http_post(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":5}}})", session), 400, "-32602"},
      {"params that are a list", http_post(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]})", header), 400, "-32602"},
  });
}

// Mistake 14: ids come back as they were sent, errors included.
TEST(Modern, Mistake14IdsComeBackAsTheyWereSent) {
  const World world;
  for (const json& id : {json(0), json("0"), json("server-discover-probe-1"), json(9007199254740993), json(-1)}) {
    EXPECT_EQ(ask_json(world, modern_post("tools/list", json::object(), envelope(), "", id))["id"], id);
    EXPECT_EQ(ask_json(world, modern_post("no/such", json::object(), envelope(), "", id))["id"], id);
    EXPECT_EQ(ask_json(world, http_post(modern_text("tools/list", json::object(), envelope(), id)))["id"], id);
  }
}

// Nothing is remembered: what one request said does not hold for the next.
TEST(Modern, RequestsKnowNothingOfEachOther) {
  World world;
  RawClient client = world.connect();
  client.send(modern_call("needs_sampling", json::object(), {{meta::kVersion, kModernVersion}, {meta::kClientCapabilities, {{"sampling", json::object()}}}}));
  EXPECT_EQ(client.receive().status, 200);
  client.send(modern_call("needs_sampling"));
  EXPECT_EQ(client.receive().status, 400);
  EXPECT_EQ(world.http.sessions(), 0U);
}

}  // namespace
}  // namespace voygen::mcp::test
