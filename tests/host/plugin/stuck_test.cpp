// Deadlines, cancelling, waiting for a place, and plugins that do not stop.
#include <fstream>

#include "fixture.hpp"

namespace voygen::plugin::testing {
namespace {

class StuckTest : public PluginTest {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "voygen-stuck-XXXXXX";
    folder = mkdtemp(pattern.data());
    load({"good", "unruly"});
  }
  void TearDown() override {
    release();
    std::filesystem::remove_all(folder);
  }
  json hang_query() const { return {{"release", (folder / "release").string()}, {"refused", (folder / "refused").string()}}; }
  void release() { std::ofstream(folder / "release") << "now"; }
  template <class Ready>
  static void wait_until(Ready ready) {
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (!ready() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(1ms);
    ASSERT_TRUE(ready());
  }
  std::filesystem::path folder;
  FakeServices services;
};

TEST_F(StuckTest, APoliteCallEndsWithItsOwnWordsAtTheDeadline) {
  const auto answer = platform("good")->serve(in_time(30ms), "search_hotels", query("wait"), services);
  EXPECT_EQ(answer.error().code, Code::cancelled);
  EXPECT_EQ(answer.error().message, "stopped as asked");
  EXPECT_EQ(platform("good")->load().stuck, 0);
}

TEST_F(StuckTest, AnAnswerWithinTheGraceStillCounts) {
  PluginRegistry patient(CallLimits{.grace = 10s});
  patient.load({config_of("unruly")});
  const auto answer = (*patient.platform("unruly"))->serve(in_time(20ms), "waits_politely", json::object(), services);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->at("partial"), true);
}

TEST_F(StuckTest, CancellingEndsACallAtOnce) {
  std::stop_source stop;
  std::thread canceller([&] {
    wait_until([&] { return platform("good")->load().running == 1; });
    stop.request_stop();
  });
  const auto answer = platform("good")->serve(in_time().stopped_by(stop.get_token()), "search_hotels", query("wait"), services);
  canceller.join();
  EXPECT_EQ(answer.error().code, Code::cancelled);
}

TEST_F(StuckTest, APluginThatIgnoresItsDeadlineIsAbandonedRefusedAndComesBack) {
  const auto unruly = platform("unruly");
  {
    const UnharmedNeighbour neighbour(platform("good"));
    const auto start = std::chrono::steady_clock::now();
    const auto answer = unruly->serve(in_time(20ms), "hangs", hang_query(), services);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, Code::timeout);
    EXPECT_NE(answer.error().message.find("did not stop"), std::string::npos);
    EXPECT_EQ(unruly->load().stuck, 1);
    EXPECT_EQ(unruly->load().running, 0);
    EXPECT_EQ(registry.statuses().at(1).load.stuck, 1);
    const auto refused = unruly->serve(in_time(), "behaves", json::object(), services);
    EXPECT_EQ(refused.error().code, Code::unavailable);
  }
  release();
  wait_until([&] { return unruly->load().stuck == 0; });
  EXPECT_TRUE(std::filesystem::exists(folder / "refused")) << "the abandoned call was refused everything, safely";
  EXPECT_TRUE(services.operations.empty());
  EXPECT_TRUE(services.told.empty());
  EXPECT_TRUE(unruly->serve(in_time(), "behaves", json::object(), services).ok());
}

TEST_F(StuckTest, APluginThatIgnoresCancellingIsAbandonedToo) {
  std::stop_source stop;
  stop.request_stop();
  // The place is free, so the call begins although it is cancelled already only when the wait for it saw it first.
  const auto unruly = platform("unruly");
  std::stop_source later;
  std::thread canceller([&] {
    wait_until([&] { return unruly->load().running == 1; });
    later.request_stop();
  });
  const auto answer = unruly->serve(in_time().stopped_by(later.get_token()), "hangs", hang_query(), services);
  canceller.join();
  EXPECT_EQ(answer.error().code, Code::cancelled);
  EXPECT_NE(answer.error().message.find("did not stop"), std::string::npos);
  release();
  wait_until([&] { return unruly->load().stuck == 0; });
}

TEST_F(StuckTest, TheInstanceLivesUntilTheStuckCallReturned) {
  const auto answer = platform("unruly")->serve(in_time(10ms), "hangs", hang_query(), services);
  EXPECT_FALSE(answer.ok());
  registry.load({config_of("good")});  // the unruly platform is gone, its library must not be
  EXPECT_TRUE(platform("good")->serve(in_time(), "search_hotels", query(), services).ok());
  release();
  wait_until([&] { return std::filesystem::exists(folder / "refused"); });
  std::this_thread::sleep_for(50ms);  // the worker ends after that; nothing tells, because nobody holds the platform any more
}

TEST_F(StuckTest, ServicesAreNotUsedAfterServeReturned) {
  std::atomic<bool> inside = false;
  services.reply = [&](const core::Context& context, const json&) -> Result<json> {
    inside = true;
    while (!context.ended()) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(150ms);  // longer than the grace: serve() must wait for this all the same
    inside = false;
    return context.why_ended("the operation");
  };
  const auto answer = platform("good")->serve(in_time(20ms), "search_hotels", query(), services);
  EXPECT_FALSE(inside);
  EXPECT_FALSE(answer.ok());
  wait_until([&] { return platform("good")->load().stuck == 0; });
}

TEST_F(StuckTest, CallsWaitForAPlaceAndGiveUpInTime) {
  const auto good = platform("good");  // four places
  std::stop_source stop;
  std::vector<std::thread> holders;
  for (int i = 0; i < 4; ++i) {
    holders.emplace_back([&] {
      FakeServices own;
      EXPECT_FALSE(good->serve(in_time().stopped_by(stop.get_token()), "search_hotels", query("wait"), own).ok());
    });
  }
  wait_until([&] { return good->load().running == 4; });
  const auto late = good->serve(in_time(20ms), "search_hotels", query(), services);
  EXPECT_EQ(late.error().code, Code::timeout);
  EXPECT_NE(late.error().message.find("4 calls at a time"), std::string::npos) << late.error().message;
  EXPECT_TRUE(services.operations.empty());
  std::thread patient([&] {
    FakeServices own;
    EXPECT_TRUE(good->serve(in_time(), "search_hotels", query(), own).ok());
  });
  wait_until([&] { return good->load().waiting == 1; });
  EXPECT_EQ(good->load().running, 4);
  stop.request_stop();
  patient.join();
  for (auto& holder : holders) holder.join();
  EXPECT_EQ(good->load().running, 0);
}

TEST_F(StuckTest, AStuckCallWakesThoseWhoWaitForAPlace) {
  const auto unruly = platform("unruly");  // two places
  std::vector<std::thread> callers;
  std::atomic<int> unavailable = 0;
  for (int i = 0; i < 2; ++i) callers.emplace_back([&] { FakeServices own; EXPECT_FALSE(unruly->serve(in_time(60ms), "hangs", hang_query(), own).ok()); });
  wait_until([&] { return unruly->load().running == 2; });
  callers.emplace_back([&] {
    FakeServices own;
    const auto answer = unruly->serve(in_time(), "behaves", json::object(), own);
    unavailable += !answer.ok() && answer.error().code == Code::unavailable;
  });
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(unavailable, 1);
  EXPECT_EQ(unruly->load().stuck, 2);
  release();
  wait_until([&] { return unruly->load().stuck == 0; });
}

}  // namespace
}  // namespace voygen::plugin::testing
