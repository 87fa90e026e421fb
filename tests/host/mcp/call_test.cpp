#include "call.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "fixtures.hpp"

namespace voygen::mcp::test {
namespace {

class KeptReply final : public Reply {
 public:
  void notify(std::string_view message) override { sent.push_back("progress " + json::parse(message)["params"]["progress"].dump()); }
  void respond(std::string_view) override { sent.emplace_back("answer"); }
  void abandon() override { sent.emplace_back("abandoned"); }
  std::vector<std::string> sent;
};

struct TestCall {
  explicit TestCall(ToolHandler handler)
      : reply(std::make_shared<KeptReply>()),
        call({1, std::make_shared<const RegisteredTool>(tool("t", std::move(handler))), json::object(), "token", "", "", "r-1", std::chrono::seconds(45),
              std::chrono::seconds(5)},
             reply) {}
  std::shared_ptr<KeptReply> reply;
  Call call;
};

using Sent = std::vector<std::string>;

TEST(Call, FirstProgressGoesAtOnceTheRestIsThinnedAndTheLastIsKept) {
  TestCall test([](const ToolCall& call) {
    for (const double done : {0.0, 0.5, 1.0, 1.0, 0.7}) call.progress(done);
    return ToolResult::answer("x");
  });
  test.call.run();
  EXPECT_EQ(test.reply->sent, (Sent{"progress 0", "progress 1", "answer"}));
}

TEST(Call, HeldBackProgressGoesWithTheNextTick) {
  std::optional<TestCall> test;
  test.emplace([&](const ToolCall& call) {
    call.progress(1);
    call.progress(2);
    test->call.tick(std::chrono::steady_clock::now());
    EXPECT_EQ(test->reply->sent, Sent{"progress 1"});
    test->call.tick(std::chrono::steady_clock::now() + std::chrono::seconds(1));
    EXPECT_EQ(test->reply->sent, (Sent{"progress 1", "progress 2"}));
    return ToolResult::answer("x");
  });
  test->call.run();
  EXPECT_EQ(test->reply->sent, (Sent{"progress 1", "progress 2", "answer"}));
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
