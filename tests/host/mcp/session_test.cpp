// A session without any transport: what it answers, and to whom it leaves the thread.
#include "session.hpp"

#include <gtest/gtest.h>

#include "fixtures.hpp"

namespace voygen::mcp::test {
namespace {

class KeptReply final : public Reply {
 public:
  void notify(std::string_view) override {}
  bool ask(std::string_view) override { return false; }
  void respond(std::string_view message, int) override {
    {
      const std::lock_guard lock(mutex_);
      answers_.emplace_back(message);
    }
    answered.give();
  }
  void abandon() override { ++abandoned; }
  void pause(std::chrono::milliseconds) override {}
  [[nodiscard]] std::vector<std::string> answers() const {
    const std::lock_guard lock(mutex_);
    return answers_;
  }
  Signal answered;
  std::atomic<int> abandoned{0};

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> answers_;  // guarded by mutex_
};

ServerOptions with_one_thread() {
  ServerOptions options = options_of_tests();
  options.workers = {.threads = 1, .waiting = 2};
  return options;
}

class SessionTest : public testing::Test {
 protected:
  SessionTest() { tools_.add_to(server_); }
  ~SessionTest() override {
    tools_.release.give();
    server_.wait_for_calls(std::chrono::seconds(20));
  }
  std::shared_ptr<Call> receive(const std::string& text) { return session_->receive(std::get<Message>(parse_message(text)), reply_); }

  Tools tools_;
  Server server_{with_one_thread()};
  std::vector<std::string> outside_;  // what belongs to no request
  std::shared_ptr<Session> session_ = std::make_shared<Session>(server_, "s-1", "ada", [this](std::string_view text) { outside_.emplace_back(text); });
  std::shared_ptr<KeptReply> reply_ = std::make_shared<KeptReply>();
};

TEST_F(SessionTest, LeavesToolCallsToTheTransport) {
  const auto call = receive(call_text("1", "whoami"));
  ASSERT_TRUE(call);
  EXPECT_TRUE(reply_->answers().empty());
  EXPECT_FALSE(call->wants_stream());
  session_->start(call);
  ASSERT_TRUE(reply_->answered.wait());
  EXPECT_EQ(reply_->answers(), std::vector<std::string>{text_result("1", "you are ada")});
  ASSERT_TRUE(server_.wait_for_calls(std::chrono::seconds(20)));
  EXPECT_FALSE(session_->busy());
  EXPECT_EQ(server_.calls_running(), 0U);
}

TEST_F(SessionTest, IsBusyWhileACallRuns) {
  session_->start(receive(call_text("1", "stubborn")));
  ASSERT_TRUE(tools_.waiting_begun.wait());
  EXPECT_TRUE(session_->busy());
}

TEST_F(SessionTest, ACallThatNoThreadTakesIsAnswered) {
  session_->start(receive(call_text("1", "stubborn")));
  ASSERT_TRUE(tools_.waiting_begun.wait());
  for (const char* const id : {"2", "3", "4"}) session_->start(receive(call_text(id, "whoami")));
  ASSERT_TRUE(reply_->answered.wait());
  EXPECT_EQ(reply_->answers()[0], text_result("4", "The server could not run this call. Try again later.", true));
}

TEST_F(SessionTest, ACallCancelledBeforeItsThreadComesDoesNotRun) {
  session_->start(receive(call_text("1", "stubborn")));
  ASSERT_TRUE(tools_.waiting_begun.wait());
  session_->start(receive(call_text("2", "asking")));
  receive(cancel_text("2"));
  EXPECT_EQ(reply_->abandoned, 1);
  session_->start(receive(call_text("3", "whoami")));
  tools_.release.give();
  ASSERT_TRUE(reply_->answered.wait(2));
  EXPECT_EQ(tools_.runs_of_asking, 0);
  EXPECT_EQ(reply_->answers(), (std::vector<std::string>{text_result("1", "at last"), text_result("3", "you are ada")}));
}

TEST_F(SessionTest, StreamsAreWantedForProgressAndLongTools) {
  receive(kInitialize);
  EXPECT_TRUE(receive(call_text("1", "whoami", "{}", R"({"progressToken":0})"))->wants_stream());
  EXPECT_FALSE(receive(call_text("1", "whoami"))->wants_stream());
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
  EXPECT_EQ(json::parse(reply_->answers().back())["error"]["code"], rpc::kInvalidRequest);
}

TEST_F(SessionTest, HearsOfChangesOnlyOnceItIsInitialized) {
  server_.prompts_changed();
  EXPECT_TRUE(outside_.empty());
  receive(kInitialize);
  server_.prompts_changed();
  EXPECT_EQ(outside_, std::vector<std::string>{R"({"jsonrpc":"2.0","method":"notifications/prompts/list_changed","params":{}})"});
}

TEST_F(SessionTest, HearsOfTheResourcesItWatches) {
  receive(kInitialize);
  const auto watch = [](const char* method, const char* uri) {
    return std::string(R"({"jsonrpc":"2.0","id":1,"method":"resources/)") + method + R"(","params":{"uri":")" + uri + "\"}}";
  };
  receive(watch("subscribe", "test://a"));
  EXPECT_EQ(reply_->answers().back(), kPong);
  receive(watch("subscribe", "test://of/eve"));
  EXPECT_EQ(json::parse(reply_->answers().back())["error"]["code"], rpc::kResourceNotFound);
  server_.resource_updated("test://of/eve");
  server_.resource_updated("test://a");
  EXPECT_EQ(outside_, std::vector<std::string>{R"({"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"test://a"}})"});
  receive(watch("unsubscribe", "test://a"));
  server_.resource_updated("test://a");
  EXPECT_EQ(outside_.size(), 1U);
}

}  // namespace
}  // namespace voygen::mcp::test
