#include "envelope.hpp"

#include <gtest/gtest.h>

#include "http_visit.hpp"

namespace voygen::mcp {
namespace {

// Does the header agree with the argument, for a tool that mirrors it?
bool agrees(const json& count, const std::string& header) {
  ToolRegistry tools;
  const json schema = {{"type", "object"}, {"properties", {{"count", {{"type", "number"}, {"x-mcp-header", "Count"}}}}}};
  Tool tool;
  tool.name = "t";
  tool.description = "d";
  tool.input_schema = schema;
  tool.handler = [](const ToolCall&) { return ToolResult::answer("x"); };
  EXPECT_TRUE(tools.add(std::move(tool)).ok());
  Message message;
  message.id = 1;
  message.method = "tools/call";
  message.params = {{"name", "t"}, {"arguments", {{"count", count}}}};
  net::HttpRequest request;
  request.headers = {{"Mcp-Param-Count", header}};
  return !argument_mismatch(request, message, Caller{}, tools);
}

TEST(Envelope, MirroredNumbersCompareExactly) {
  EXPECT_TRUE(agrees(3, "3"));
  EXPECT_TRUE(agrees(3, "3.0"));
  EXPECT_TRUE(agrees(2.5, "25e-1"));
  EXPECT_FALSE(agrees(3, "3x"));
  EXPECT_TRUE(agrees(9007199254740993, "9007199254740993"));
  EXPECT_FALSE(agrees(9007199254740993, "9007199254740992"));
  EXPECT_TRUE(agrees(18446744073709551615ULL, "18446744073709551615"));
}

TEST(Accept, OnlyAWeightOfZeroRefuses) {
  for (const char* const taken : {"application/json", "application/json;q=0.5", "Application/JSON;seq=0", "*/*;q=", "text/html;q=0, application/*"}) {
    EXPECT_TRUE(read_accept(taken).json) << taken;
  }
  for (const char* const refused : {"application/json;q=0", "application/json; Q = 0.00", "application/json;q=0;x=y", "text/html"}) {
    EXPECT_FALSE(read_accept(refused).json) << refused;
  }
}

}  // namespace
}  // namespace voygen::mcp
