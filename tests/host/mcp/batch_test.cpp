// JSON-RPC batches: only 2025-03-26 has them.
#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

class Batches : public testing::Test {
 protected:
  std::string post(const std::string& body) const { return http_post(body, session_); }
  // The answers of a batch by their ids; those without one are under "".
  std::map<std::string, json> answers(const std::string& body) const {
    const RawAnswer answer = world_.ask(post(body));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Type"), "application/json");
    std::map<std::string, json> by_id;
    for (const json& one : json::parse(answer.body)) by_id[one.contains("id") ? one["id"].dump() : ""] = one;
    return by_id;
  }
  World world_;
  std::string session_ = in_session(world_.open_session({}, "2025-03-26"));
};

TEST_F(Batches, AreAnsweredAsOneArray) {
  const auto found = answers("[" + std::string(kPing) + R"(,{"jsonrpc":"2.0","method":"notifications/initialized"},)" + call_text("\"a\"", "greet", R"({"name":"Ada"})") +
                             R"(,{"jsonrpc":"2.0","id":2,"method":"no/such"},{"jsonrpc":"2.0","id":"ask-1","result":{}}])");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found.at("1").dump(), json::parse(kPong).dump());
  EXPECT_EQ(said(found.at("\"a\"")), "Hello, Ada");
  EXPECT_EQ(found.at("2")["error"]["code"], rpc::kMethodNotFound);
}

TEST_F(Batches, InvalidMembersAreAnsweredSingly) {
  const auto found = answers("[5," + std::string(kPing) + R"(,{"jsonrpc":"2.0","id":"x","method":5}])");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found.at("")["error"]["code"], rpc::kInvalidRequest);
  EXPECT_EQ(found.at("\"x\"")["error"]["code"], rpc::kInvalidRequest);
  EXPECT_TRUE(found.at("1").contains("result"));
}

TEST_F(Batches, OnlyOneMemberIsStillABatch) { EXPECT_EQ(answers("[" + std::string(kPing) + "]").size(), 1U); }

TEST_F(Batches, WithoutRequestsThereIsNoAnswer) {
  play(world_, {
      {"notifications", post(R"([{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","method":"notifications/x"}])"), 202, ""},
      {"responses", post(R"([{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"error":{}}])"), 202, ""},
  });
}

TEST_F(Batches, ProgressMakesItAStreamOfSingleAnswers) {
  Listening stream(world_, post("[" + std::string(kPing) + "," + call_text("7", "progressing", "{}", R"({"progressToken":"p"})") + "," + call_text("8", "whoami") + "]"));
  EXPECT_EQ(stream.head().header("Content-Type"), "text/event-stream");
  int progress = 0;
  std::vector<std::string> ids;
  for (const json& message : messages_of(stream)) {
    if (message.contains("id")) ids.push_back(message["id"].dump());
    else ++progress;
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_GE(progress, 2);
  EXPECT_EQ(ids, (std::vector<std::string>{"1", "7", "8"}));
}

TEST_F(Batches, CallsOfOneRunSideBySideAndAreCancelledSingly) {
  RawClient client = world_.connect();
  client.send(post("[" + call_text("1", "stubborn") + "," + call_text("2", "waiting") + "," + call_text("3", "stubborn") + "]"));
  ASSERT_TRUE(world_.tools.waiting_begun.wait(3));
  EXPECT_EQ(world_.ask(post(cancel_text("2"))).status, 202);
  world_.tools.release.give();
  const json answer = json::parse(client.receive().body);
  ASSERT_EQ(answer.size(), 2U);
  for (const json& one : answer) EXPECT_NE(one["id"], 2);
}

TEST_F(Batches, OfCancelledCallsEndWithoutContent) {
  RawClient client = world_.connect();
  client.send(post("[" + call_text("1", "waiting") + "]"));
  ASSERT_TRUE(world_.tools.waiting_begun.wait());
  EXPECT_EQ(world_.ask(post("[" + cancel_text("1") + "]")).status, 202);
  const RawAnswer answer = client.receive();
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, "");
}

TEST_F(Batches, AreRefusedWhereTheyDoNotBelong) {
  const std::string batch = "[" + std::string(kPing) + "]";
  std::string long_batch = "[";
  for (int i = 0; i < 101; ++i) long_batch.append(i == 0 ? "" : ",").append(kPing);
  long_batch += "]";
  const std::string no_batches = rpc_error(-32600, "this protocol version has no batches; send one message at a time");
  play(world_, {
      {"empty", post("[]"), 400, rpc_error(-32600, "a batch has 1 to 100 messages")},
      {"too long", post(long_batch), 400, "-32600"},
      {"initialize inside", post("[" + std::string(kInitialize) + "]"), 400, rpc_error(-32600, "initialize cannot be part of a batch")},
      {"initialize without session", http_post("[" + std::string(kInitialize) + "]"), 400, "-32600"},
      {"2025-06-18", http_post(batch, in_session(world_.open_session({}, "2025-06-18"))), 400, no_batches},
      {"2025-11-25", http_post(batch, in_session(world_.open_session())), 400, no_batches},
      {"2024-11-05", http_post(batch, in_session(world_.open_session({}, "2024-11-05"))), 400, no_batches},
      {"a modern member", post("[" + std::string(kPing) + "," + modern_text("tools/list") + "]"), 400, no_batches},
      {"no session", http_post(batch), 400, "-32600"},
      {"lost session", http_post(batch, in_session("s-nobody")), 404, "-32001"},
      {"Accept json only", http_post(batch, session_, "Accept: application/json\r\n"), 406, "-32000"},
      {"bad version header", http_post(batch, session_ + "MCP-Protocol-Version: 1999-01-01\r\n"), 400, "-32000"},
  });
}

}  // namespace
}  // namespace voygen::mcp::test
