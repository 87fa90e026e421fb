#include "mcp/tool_registry.hpp"

#include <gtest/gtest.h>

#include "fixtures.hpp"

namespace voygen::mcp::test {
namespace {

ToolResult nothing(const ToolCall&) { return ToolResult::answer("ok"); }

TEST(ToolRegistry, ListsByNameAndCountsChanges) {
  ToolRegistry registry;
  EXPECT_EQ(*registry.list_text(), R"({"tools":[]})");
  ASSERT_TRUE(registry.add(tool("b", nothing)).ok());
  ASSERT_TRUE(registry.add(tool("a", nothing)).ok());
  EXPECT_EQ(registry.version(), 2U);
  EXPECT_EQ(registry.names(), (std::vector<std::string>{"a", "b"}));
  const std::string entry = R"("annotations":{"destructiveHint":true,"idempotentHint":false,"openWorldHint":true,"readOnlyHint":false},)"
                            R"("description":"A tool of the tests.","inputSchema":{"additionalProperties":false,"properties":{},"type":"object"})";
  EXPECT_EQ(*registry.list_text(), R"({"tools":[{)" + entry + R"(,"name":"a"},{)" + entry + R"(,"name":"b"}]})");
  const auto kept = registry.find("a");
  EXPECT_TRUE(registry.remove("a"));
  EXPECT_EQ(registry.find("a"), nullptr);
  EXPECT_EQ(kept->tool().name, "a");
  EXPECT_EQ(registry.version(), 3U);
}

TEST(ToolRegistry, RefusesWhatClientsWouldChokeOn) {
  const auto why = [](Tool refused) {
    ToolRegistry registry;
    const auto outcome = registry.add(std::move(refused));
    return outcome.ok() ? std::string() : outcome.error().message;
  };
  EXPECT_EQ(why(tool("", nothing)), R"(the tool "" cannot be offered: its name must have 1 to 64 letters, digits, _, - or .)");
  EXPECT_NE(why(tool("a b", nothing)), "");
  EXPECT_NE(why(tool(std::string(65, 'a'), nothing)), "");
  EXPECT_EQ(why(tool("a", nullptr)), R"(the tool "a" cannot be offered: it has no handler)");
  Tool silent = tool("a", nothing);
  silent.description.clear();
  EXPECT_EQ(why(silent), R"(the tool "a" cannot be offered: it has no description)");
  for (const char* const schema : {"{}", "null", R"({"type":"array"})", R"({"type":["object"]})"}) {
    Tool untyped = tool("a", nothing);
    untyped.input_schema = json::parse(schema);
    EXPECT_EQ(why(untyped), R"(the tool "a" cannot be offered: its input schema is not of "type": "object")");
  }
  Tool broken = tool("a", nothing);
  broken.input_schema["properties"] = 5;
  EXPECT_EQ(why(broken).find(R"(the tool "a" cannot be offered: a schema of it is broken: )"), 0U);
  ToolRegistry registry;
  ASSERT_TRUE(registry.add(tool("a", nothing)).ok());
  EXPECT_EQ(registry.add(tool("a", nothing)).error().message, R"(there is a tool "a" already)");
}

TEST(CheckOutput, SaysWhatTheServerWouldNotSend) {
  Tool strict = tool("a", nothing);
  strict.output_schema = json::parse(R"({"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]})");
  EXPECT_EQ(check_output(strict, ToolResult::answer(json{{"n", 1}}, "x")), std::nullopt);
  EXPECT_EQ(check_output(strict, ToolResult::answer("x")), "the structured content is missing");
  EXPECT_EQ(check_output(strict, ToolResult::answer(json{{"n", "x"}}, "x")), R"("n" is "x"; it must be an integer)");
  EXPECT_EQ(check_output(strict, ToolResult::failure("x")), std::nullopt);
  EXPECT_EQ(check_output(tool("a", nothing), ToolResult::answer(json::array(), "x")), "the structured content is not an object");
}

TEST(CallResultText, OmitsWhatIsNotThere) {
  EXPECT_EQ(call_result_text(ToolResult::answer("x")), R"({"content":[{"type":"text","text":"x"}]})");
  EXPECT_EQ(call_result_text(ToolResult::answer(json{{"a", 1}}, "")), R"({"content":[{"type":"text","text":"{\"a\":1}"}],"structuredContent":{"a":1}})");
  ToolResult failed = ToolResult::failure("x");
  failed.structured = json{{"a", 1}};
  failed.meta = json{{"cost", 5}};
  EXPECT_EQ(call_result_text(failed), R"({"content":[{"type":"text","text":"x"}],"isError":true,"_meta":{"cost":5}})");
  EXPECT_EQ(call_result_text(ToolResult::answer("a\xffz")), "{\"content\":[{\"type\":\"text\",\"text\":\"a\xEF\xBF\xBDz\"}]}");
}

}  // namespace
}  // namespace voygen::mcp::test
