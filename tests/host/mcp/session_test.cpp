// A session without any transport: what it answers, and to whom it leaves the thread.
#include "mcp/session.hpp"

#include <gtest/gtest.h>

#include "fixtures.hpp"

namespace voygen::mcp::test {
namespace {

class KeptReply final : public Reply {
 public:
  void notify(std::string_view message) override { notices.emplace_back(message); }
  void respond(std::string_view message) override { answers.emplace_back(message); }
  void abandon() override { ++abandoned; }
  std::vector<std::string> notices;
  std::vector<std::string> answers;
  int abandoned = 0;
};

class SessionTest : public testing::Test {
 protected:
  SessionTest() { tools_.add_to(server_.tools()); }
  std::optional<ToolRun> receive(const std::string& text) {
    return session_->receive(std::get<Message>(parse_message(text)), reply_);
  }
  Tools tools_;
  Server server_{options_of_tests()};
  std::shared_ptr<Session> session_ = std::make_shared<Session>(server_, "s-1", "ada");
  std::shared_ptr<KeptReply> reply_ = std::make_shared<KeptReply>();
};

TEST_F(SessionTest, LeavesToolCallsToTheTransport) {
  auto run = receive(call_text("1", "whoami"));
  ASSERT_TRUE(run);
  EXPECT_TRUE(session_->busy());
  EXPECT_TRUE(reply_->answers.empty());
  EXPECT_FALSE(run->wants_stream());
  run->run();
  run.reset();
  EXPECT_EQ(reply_->answers, std::vector<std::string>{R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"you are ada"}]}})"});
  EXPECT_FALSE(session_->busy());
  EXPECT_EQ(server_.calls_running(), 0U);
}

TEST_F(SessionTest, ACallGivenUpUnrunIsAnswered) {
  receive(call_text("1", "whoami")).reset();
  ASSERT_EQ(reply_->answers.size(), 1U);
  EXPECT_EQ(json::parse(reply_->answers[0])["result"]["content"][0]["text"], "The server could not run this call. Try again later.");
}

TEST_F(SessionTest, ACallCancelledBeforeItsThreadComesDoesNotRun) {
  auto run = receive(call_text("1", "throwing"));
  receive(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  EXPECT_EQ(reply_->abandoned, 1);
  run->run();
  run.reset();
  EXPECT_TRUE(reply_->answers.empty());
}

TEST_F(SessionTest, StreamsAreWantedForProgressAndLongTools) {
  EXPECT_TRUE(receive(call_text("1", "whoami", "{}", R"({"progressToken":0})"))->wants_stream());
  EXPECT_FALSE(receive(call_text("1", "whoami", "{}", R"({"progressToken":null})"))->wants_stream());
  Tool slow = tool("slow", [](const ToolCall&) { return ToolResult::answer("x"); });
  slow.long_running = true;
  ASSERT_TRUE(server_.tools().add(std::move(slow)).ok());
  EXPECT_TRUE(receive(call_text("1", "slow"))->wants_stream());
}

TEST_F(SessionTest, IsInitializedOnce) {
  EXPECT_FALSE(session_->initialized());
  receive(kInitialize);
  EXPECT_TRUE(session_->initialized());
  receive(kInitialize);
  EXPECT_EQ(json::parse(reply_->answers.back())["error"]["code"], rpc::kInvalidRequest);
}

}  // namespace
}  // namespace voygen::mcp::test
