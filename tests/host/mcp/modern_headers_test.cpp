// The headers that repeat what stands in a modern body: names, blanks, encodings, arguments.
#include "core/base64.hpp"
#include "envelope.hpp"
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

std::string encoded(const std::string& text) { return "=?base64?" + core::to_base64(text) + "?="; }

TEST(ModernHeaders, NamesAreReadWithoutCaseAndValuesWithoutBlanksAround) {
  const World world;
  const std::string body = modern_text("tools/call", {{"name", "greet"}, {"arguments", {{"name", "Ada"}}}});
  const RawAnswer answer = world.ask(http_post(body, "mcp-protocol-version:2026-07-28\r\nMCP-METHOD: \t tools/call \t\r\nmcp-name:   greet  \r\n"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(said(json::parse(answer.body)), "Hello, Ada");
}

TEST(ModernHeaders, WhatARequestIsRoutedBy) {
  const World world;
  const auto with = [](const std::string& method, const json& params, const std::string& name) { return http_post(modern_text(method, params), modern_headers(method, name)); };
  const json prompt = {{"name", "plan"}, {"arguments", {{"city", "Köln"}}}};
  const json resource = {{"uri", "test://a"}};
  play(world, {
      {"prompt", with("prompts/get", prompt, "plan"), 200, "*"},
      {"prompt, missing", with("prompts/get", prompt, ""), 400, "-32020"},
      {"prompt, another", with("prompts/get", prompt, "asking_plan"), 400, rpc_error(-32020, "the header Mcp-Name differs from params.name", "1")},
      {"resource", with("resources/read", resource, "test://a"), 200, "*"},
      {"resource, missing", with("resources/read", resource, ""), 400, "-32020"},
      {"resource, another", with("resources/read", resource, "test://b"), 400, rpc_error(-32020, "the header Mcp-Name differs from params.uri", "1")},
      {"resource, encoded", with("resources/read", resource, encoded("test://a")), 200, "*"},
      {"task", with("tasks/get", {{"taskId", "t-1"}}, "t-2"), 400, rpc_error(-32020, "the header Mcp-Name differs from params.taskId", "1")},
      {"nothing to name", with("tools/list", json::object(), ""), 200, "*"},
      {"no name in the body", with("tools/call", json::object(), "greet"), 200, rpc_error(-32602, "params.name must be the name of a tool", "1")},
  });
}

TEST(ModernHeaders, EncodedNamesAreDecodedStrictly) {
  const World world;
  const auto with = [](const std::string& name) { return http_post(modern_text("tools/call", {{"name", "echo"}}), modern_headers("tools/call", name)); };
  play(world, {
      {"encoded", with(encoded("echo")), 200, "*"},
      {"another encoded", with(encoded("greet")), 400, "-32020"},
      {"bad letter", with("=?base64?ZWNob!==?="), 400, "-32020"},
      {"no padding", with("=?base64?ZWNobw?="), 400, "-32020"},
      {"too much padding", with("=?base64?ZWNobw===?="), 400, "-32020"},
      {"the alphabet of URLs", with("=?base64?_-8=?="), 400, "-32020"},
      {"empty", with(encoded("")), 400, "-32020"},
      {"no end", with("=?base64?ZWNobw=="), 400, "-32020"},
  });
}

TEST(ModernHeaders, DecodedHeader) {
  EXPECT_EQ(decoded_header("plain"), "plain");
  EXPECT_EQ(decoded_header(""), "");
  EXPECT_EQ(decoded_header("=?base64?S8O2bG4=?="), "Köln");
  EXPECT_EQ(decoded_header(encoded("")), "");
  EXPECT_EQ(decoded_header("=?base64?="), "=?base64?=");
  EXPECT_EQ(decoded_header("=?base64?S8O2bG4?="), std::nullopt);
  EXPECT_EQ(decoded_header("=?base64?S8O2bG5=?="), std::nullopt);  // bits behind the end
}

TEST(ModernHeaders, ArgumentsThatTheSchemaWantsRepeated) {
  const World world;
  const auto with = [](const json& arguments, const std::string& headers) { return modern_call("regional", arguments, envelope(), headers); };
  const std::string fine = "Mcp-Param-Region: eu\r\n";
  play(world, {
      {"text", with({{"region", "eu"}}, fine), 200, "*"},
      {"text, encoded", with({{"region", "Köln"}}, "Mcp-Param-Region: " + encoded("Köln") + "\r\n"), 200, "*"},
      {"text, badly encoded", with({{"region", "Köln"}}, "Mcp-Param-Region: =?base64?S8O2bG4?=\r\n"), 400, "-32020"},
      {"text, missing", with({{"region", "eu"}}, ""), 400, rpc_error(-32020, "the header Mcp-Param-Region is missing", "1")},
      {"text, another", with({{"region", "us"}}, fine), 400, rpc_error(-32020, "the header Mcp-Param-Region differs from the argument region", "1")},
      {"text, other letters", with({{"region", "EU"}}, fine), 400, "-32020"},
      {"text, empty", with({{"region", ""}}, "Mcp-Param-Region: \r\n"), 200, "*"},
      {"text, name in other letters", with({{"region", "eu"}}, "mcp-param-REGION: eu\r\n"), 200, "*"},
      {"number", with({{"count", 42}}, "Mcp-Param-Count: 42\r\n"), 200, "*"},
      {"number, written otherwise", with({{"count", 42}}, "Mcp-Param-Count: 42.0\r\n"), 200, "*"},
      {"number, another", with({{"count", 42}}, "Mcp-Param-Count: 43\r\n"), 400, "-32020"},
      {"number, and more", with({{"count", 42}}, "Mcp-Param-Count: 42x\r\n"), 400, "-32020"},
      {"no number", with({{"count", 42}}, "Mcp-Param-Count: \r\n"), 400, "-32020"},
      {"truth", with({{"flag", true}}, "Mcp-Param-Flag: true\r\n"), 200, "*"},
      {"truth, another", with({{"flag", true}}, "Mcp-Param-Flag: 1\r\n"), 400, "-32020"},
      {"within an object", with({{"stay", {{"city", "Rome"}}}}, "Mcp-Param-City: Rome\r\n"), 200, "*"},
      {"within an object, missing", with({{"stay", {{"city", "Rome"}}}}, ""), 400, "-32020"},
      {"within what is no object", with({{"stay", 5}}, ""), 200, "*"},
      {"absent", with(json::object(), ""), 200, "*"},
      {"absent, and a header", with(json::object(), fine), 200, "*"},
      {"not of that tool", modern_call("echo", {{"a", "eu"}}), 200, "*"},
  });
  EXPECT_EQ(world.ask(with({{"region", nullptr}}, "")).status, 200);
  EXPECT_EQ(world.ask(with({{"region", nullptr}}, fine)).status, 200);
}

TEST(ModernHeaders, LegacyCallsNeedNoneOfThem) {
  const World world;
  play(world, {{"call", http_post(call_text("1", "regional", R"({"region":"eu"})"), in_session(world.open_session())), 200, text_result("1", R"({\"region\":\"eu\"})")}});
}

}  // namespace
}  // namespace voygen::mcp::test
