#include "mcp/message.hpp"

#include <gtest/gtest.h>

namespace voygen::mcp {
namespace {

Message good(std::string_view text) { return std::get<Message>(parse_message(text)); }
RpcError bad(std::string_view text) { return std::get<RpcError>(parse_message(text)); }

TEST(Message, TellsRequestsNotificationsAndResponsesApart) {
  EXPECT_EQ(good(R"({"jsonrpc":"2.0","id":0,"method":"ping"})").kind, Message::Kind::request);
  EXPECT_EQ(good(R"({"jsonrpc":"2.0","method":"ping"})").kind, Message::Kind::notification);
  EXPECT_EQ(good(R"({"jsonrpc":"2.0","id":"a","result":{}})").kind, Message::Kind::response);
  EXPECT_EQ(good(R"({"jsonrpc":"2.0","id":"a","error":{}})").kind, Message::Kind::response);
  EXPECT_EQ(bad(R"({"jsonrpc":"2.0","result":{}})").code, rpc::kInvalidRequest);
  EXPECT_EQ(bad(R"({"jsonrpc":"2.0","id":1})").code, rpc::kInvalidRequest);
  EXPECT_EQ(bad(R"({"jsonrpc":2.0,"id":1,"method":"ping"})").code, rpc::kInvalidRequest);
}

TEST(Message, ParamsMayBeAbsentOrNull) {
  EXPECT_EQ(good(R"({"jsonrpc":"2.0","id":0,"method":"ping"})").params, json::object());
  EXPECT_EQ(good(R"({"jsonrpc":"2.0","id":0,"method":"ping","params":null})").params, json::object());
}

TEST(Message, DepthIsCountedOutsideOfStrings) {
  EXPECT_EQ(good(R"({"jsonrpc":"2.0","id":0,"method":"[[[[\"{{{{"})").method, "[[[[\"{{{{");
  const auto nested = [](int levels) {
    return R"({"jsonrpc":"2.0","id":0,"method":"m","params":{"a":)" + std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']') + "}}";
  };
  EXPECT_EQ(good(nested(62)).method, "m");
  EXPECT_EQ(bad(nested(63)).code, rpc::kParseError);
}

TEST(Message, NothingMayFollowBehindANul) {
  const std::string text = R"({"jsonrpc":"2.0","id":0,"method":"ping"})";
  EXPECT_EQ(bad(text + '\0').code, rpc::kParseError);
  EXPECT_EQ(bad(text + std::string("\0]]", 3)).code, rpc::kParseError);
}

TEST(Message, AnswersEchoTheIdAsItCame) {
  EXPECT_EQ(result_text(0, "{}"), R"({"jsonrpc":"2.0","id":0,"result":{}})");
  EXPECT_EQ(result_text("0", "{}"), R"({"jsonrpc":"2.0","id":"0","result":{}})");
  EXPECT_EQ(result_text(18446744073709551615ULL, "{}"), R"({"jsonrpc":"2.0","id":18446744073709551615,"result":{}})");
  EXPECT_EQ(error_text({-32700, "a \"b\"", nullptr}), R"({"jsonrpc":"2.0","error":{"code":-32700,"message":"a \"b\""}})");
  EXPECT_EQ(error_text({-32601, "x", "i"}), R"({"jsonrpc":"2.0","id":"i","error":{"code":-32601,"message":"x"}})");
  EXPECT_EQ(notification_text("n", R"({"a":1})"), R"({"jsonrpc":"2.0","method":"n","params":{"a":1}})");
}

TEST(Message, IdsAreTextsOrWholeNumbers) {
  for (const char* const id : {"0", "-1", "18446744073709551615", "\"\"", "\"a\""}) {
    EXPECT_EQ(good(R"({"jsonrpc":"2.0","id":)" + std::string(id) + R"(,"method":"ping"})").id.dump(), id);
  }
  for (const char* const id : {"null", "1.0", "1e3", "true", "{}", "[1]"}) {
    EXPECT_EQ(bad(R"({"jsonrpc":"2.0","id":)" + std::string(id) + R"(,"method":"ping"})").code, rpc::kInvalidRequest) << id;
  }
}

TEST(Message, ABodyMayBeABatch) {
  const ParsedBody one = parse_body(R"({"jsonrpc":"2.0","id":1,"method":"ping"})");
  EXPECT_FALSE(one.is_batch);
  EXPECT_EQ(one.messages.size(), 1U);
  const ParsedBody two = parse_body(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},5])");
  EXPECT_TRUE(two.is_batch);
  ASSERT_EQ(two.messages.size(), 2U);
  EXPECT_EQ(std::get<Message>(two.messages[0]).method, "ping");
  EXPECT_EQ(std::get<RpcError>(two.messages[1]).code, rpc::kInvalidRequest);
  EXPECT_EQ(std::get<RpcError>(parse_body("[]").messages.at(0)).code, rpc::kInvalidRequest);
  EXPECT_EQ(std::get<RpcError>(parse_body("[1,2,3]", {.max_batch = 2}).messages.at(0)).code, rpc::kInvalidRequest);
}

TEST(Message, OnlyMetaClaimsAVersion) {
  EXPECT_EQ(claimed_version(good(R"({"jsonrpc":"2.0","id":0,"method":"m","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"x"}}})")), "x");
  for (const char* const params : {"{}", "[]", R"({"_meta":5})", R"({"_meta":{"io.modelcontextprotocol/protocolVersion":5}})"}) {
    EXPECT_EQ(claimed_version(good(R"({"jsonrpc":"2.0","id":0,"method":"m","params":)" + std::string(params) + "}")), "");
  }
}

TEST(Message, AQuestionWithoutParamsHasEmptyOnes) {
  EXPECT_EQ(request_text("ask-1", "roots/list", nullptr), R"({"id":"ask-1","jsonrpc":"2.0","method":"roots/list","params":{}})");
}

TEST(Message, TextIsOneLineOfValidUtf8) {
  EXPECT_EQ(to_text("a\nb\xff"), "\"a\\nb\xEF\xBF\xBD\"");
  EXPECT_EQ(to_text(json(1000000000000)), "1000000000000");
}

}  // namespace
}  // namespace voygen::mcp
