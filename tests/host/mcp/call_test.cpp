#include "call.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "fixtures.hpp"

namespace voygen::mcp::test {
namespace {

class KeptReply final : public Reply {
 public:
  void notify(std::string_view message) override { sent.push_back("progress " + json::parse(message)["params"]["progress"].dump()); }
  bool ask(std::string_view) override { return false; }
  void respond(std::string_view, int) override { sent.emplace_back("answer"); }
  void abandon() override { sent.emplace_back("abandoned"); }
  void pause(std::chrono::milliseconds) override {}
  std::vector<std::string> sent;
};

CallOrder order_of(ToolHandler handler) {
  CallOrder order;
  order.id = 1;
  order.what = "t";
  order.caller = std::make_shared<const Caller>();
  order.arguments = json::object();
  order.progress_token = "token";
  order.request_id = "r-1";
  order.allowed = std::chrono::seconds(45);
  order.grace = std::chrono::seconds(5);
  order.work = [handler = std::move(handler)](const ToolCall& call) { return CallOutcome{call_result_text(handler(call)), {}, false}; };
  order.failure = [](std::string text) { return call_result_text(ToolResult::failure(std::move(text))); };
  return order;
}

struct TestCall {
  explicit TestCall(ToolHandler handler) : reply(std::make_shared<KeptReply>()), call(order_of(std::move(handler)), reply) {}
  std::shared_ptr<KeptReply> reply;
  Call call;
};

using Sent = std::vector<std::string>;

// Mistake 15: increasing, before the answer, and not more than a client can take.
TEST(Call, AFewProgressNoticesGoAtOnceTheRestIsThinnedAndTheLastIsKept) {
  TestCall test([](const ToolCall& call) {
    for (const double done : {0.0, 0.5, 1.0, 1.0, 0.7, 2.0, 3.0, 4.0, 5.0, 6.0, 5.0}) call.progress(done);
    return ToolResult::answer("x");
  });
  test.call.run();
  EXPECT_EQ(test.reply->sent, (Sent{"progress 0", "progress 0.5", "progress 1", "progress 2", "progress 6", "answer"}));
}

TEST(Call, HeldBackProgressGoesWithTheNextTick) {
  const Sent burst{"progress 1", "progress 2", "progress 3", "progress 4"};
  std::optional<TestCall> test;
  test.emplace([&](const ToolCall& call) {
    for (int i = 1; i <= 6; ++i) call.progress(i);
    test->call.tick(std::chrono::steady_clock::now());
    EXPECT_EQ(test->reply->sent, burst);
    test->call.tick(std::chrono::steady_clock::now() + std::chrono::seconds(1));
    EXPECT_EQ(test->reply->sent.back(), "progress 6");
    return ToolResult::answer("x");
  });
  test->call.run();
  EXPECT_EQ(test->reply->sent, (Sent{"progress 1", "progress 2", "progress 3", "progress 4", "progress 6", "answer"}));
}

TEST(Call, ProgressThatIsNoNumberIsNotSent) {
  TestCall test([](const ToolCall& call) {
    call.progress(std::numeric_limits<double>::quiet_NaN());
    call.progress(1, std::numeric_limits<double>::infinity());
    return ToolResult::answer("x");
  });
  test.call.run();
  EXPECT_EQ(test.reply->sent, Sent{"answer"});
}

TEST(Call, NothingIsSentAfterCancel) {
  std::optional<TestCall> test;
  test.emplace([&](const ToolCall& call) {
    call.progress(1);
    test->call.cancel();
    EXPECT_EQ(call.context.ended(), Code::cancelled);
    call.progress(2);
    return ToolResult::answer("x");
  });
  test->call.run();
  test->call.cancel();
  EXPECT_EQ(test->reply->sent, (Sent{"progress 1", "abandoned"}));
}

TEST(Call, IsAnsweredOnceWhenTheGraceIsOver) {
  std::optional<TestCall> test;
  test.emplace([&](const ToolCall& call) {
    const auto now = std::chrono::steady_clock::now();
    test->call.tick(now + std::chrono::seconds(49));
    EXPECT_EQ(test->reply->sent, Sent{});
    test->call.tick(now + std::chrono::seconds(51));
    EXPECT_EQ(call.context.ended(), Code::cancelled);
    return ToolResult::answer("too late");
  });
  test->call.run();
  EXPECT_EQ(test->reply->sent, Sent{"answer"});
}

}  // namespace
}  // namespace voygen::mcp::test
