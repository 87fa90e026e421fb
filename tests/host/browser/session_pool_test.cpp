// The pool: who gets a session when, and when one ends. Time is set by the tests; browsers are real.
#include "browser/session_pool.hpp"

#include <algorithm>
#include <future>
#include <thread>

#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

using std::chrono::steady_clock;
using State = SessionStatus::State;

class CountingProvider final : public Provider {
 public:
  Result<std::unique_ptr<Browser>> launch(const core::Context& context, const LaunchOptions& options) override {
    ++launches;
    if (fail_next.exchange(false)) return {Code::unavailable, "no browser today"};
    return provider().launch(context, options);
  }
  std::atomic<int> launches = 0;
  std::atomic<bool> fail_next = false;
};

class Pool : public ::testing::Test {
 protected:
  SessionPool& make(int most, int most_per_platform) {
    PoolSettings settings;
    settings.max_sessions = most;
    settings.max_per_platform = most_per_platform;
    settings.idle_ttl = std::chrono::minutes(10);
    settings.absolute_ttl = std::chrono::minutes(60);
    pool = std::make_unique<SessionPool>(counting, settings, [this] { return core::SteadyTime(std::chrono::seconds(now)); });
    return *pool;
  }
  Result<Lease> lease(const std::string& platform, core::Context context = soon()) {
    PagePolicy policy;
    policy.platform = platform;
    policy.allowed_hosts = {site.host()};
    return pool->lease(context, platform, policy);
  }
  Lease must_lease(const std::string& platform) {
    auto got = lease(platform);
    if (!got.ok()) throw std::runtime_error(got.error().message);
    return std::move(*got);
  }
  // Takes a lease on another thread; returns when it stands in line.
  std::future<Result<Lease>> queue_up(const std::string& platform, core::Context context = soon()) {
    const int before = pool->waiting();
    auto future = std::async(std::launch::async, [this, platform, context] { return lease(platform, context); });
    while (pool->waiting() == before) std::this_thread::yield();
    return future;
  }
  int count(State state) {
    const auto all = pool->status();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const SessionStatus& one) { return one.state == state; }));
  }

  TestSite site;
  CountingProvider counting;
  std::atomic<int> now = 1'000'000;  // seconds
  std::unique_ptr<SessionPool> pool;
};

TEST_F(Pool, ASessionIsReusedAndCarriesItsCookies) {
  make(2, 2);
  site.serve("/", [](const SiteRequest& request) { return SiteAnswer{200, "<p>" + request.cookie + "</p>", "text/html", {{"Set-Cookie", "sid=7"}}}; });
  std::string id;
  {
    Lease first = must_lease("a");
    EXPECT_TRUE(first.caused_creation());
    id = first.session_id();
    ASSERT_TRUE(first.page().perform(soon(), {{"op", "goto"}, {"url", site.url("/")}}).ok());
    EXPECT_GT(first.usage().bytes_received, 0);
  }
  Lease second = must_lease("a");
  EXPECT_FALSE(second.caused_creation());
  EXPECT_EQ(second.session_id(), id);
  EXPECT_EQ(second.usage().bytes_received, 0);
  EXPECT_EQ(second.page().perform(soon(), {{"op", "url"}})->at("url"), "about:blank");
  ASSERT_TRUE(second.page().perform(soon(), {{"op", "goto"}, {"url", site.url("/")}}).ok());
  EXPECT_EQ(second.page().perform(soon(), {{"op", "evaluate"}, {"function", "() => document.body.textContent"}})->at("value"), "sid=7");
  EXPECT_EQ(counting.launches, 1);
}

TEST_F(Pool, SignedInSessionsAreLentFirst) {
  make(3, 3);
  std::string signed_in;
  {
    Lease one = must_lease("a");
    Lease two = must_lease("a");
    signed_in = one.session_id();
    ASSERT_TRUE(one.page().perform(soon(), {{"op", "mark_signed_in"}, {"signedIn", true}}).ok());
    Lease gone_first = std::move(one);
    now += 5;
  }
  now += 5;
  EXPECT_EQ(must_lease("a").session_id(), signed_in);
  const auto all = pool->status();
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const SessionStatus& one) { return one.signed_in; }), 1);
}

TEST_F(Pool, SessionsBelongToTheirPlatform) {
  make(3, 3);
  { Lease a = must_lease("a"); }
  EXPECT_TRUE(must_lease("b").caused_creation());
}

TEST_F(Pool, WaitersAreServedInOrder) {
  make(1, 1);
  std::optional<Lease> held = must_lease("a");
  std::vector<std::future<Result<Lease>>> line;
  for (int i = 0; i < 3; ++i) line.push_back(queue_up("a"));
  for (auto& waiting : line) {
    held.reset();
    held = *waiting.get();
    EXPECT_EQ(pool->waiting(), static_cast<int>(&line.back() - &waiting));
  }
  EXPECT_EQ(counting.launches, 1);
}

TEST_F(Pool, APlatformAtItsLimitLetsOthersPass) {
  make(2, 1);
  Lease a = must_lease("a");
  auto second_a = queue_up("a");
  EXPECT_TRUE(must_lease("b").caused_creation());
  EXPECT_EQ(pool->waiting(), 1);
  { const Lease done = std::move(a); }
  EXPECT_TRUE(second_a.get().ok());
}

TEST_F(Pool, WaitingEndsWithAPlaceInTheLine) {
  make(1, 1);
  Lease a = must_lease("a");
  auto first = queue_up("a");
  const auto late = lease("b", within(milliseconds(50)));
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, Code::timeout);
  EXPECT_NE(late.error().message.find("place in the line: 2 of 2"), std::string::npos) << late.error().message;
  std::stop_source stop;
  auto cancelled = queue_up("a", soon().stopped_by(stop.get_token()));
  stop.request_stop();
  EXPECT_EQ(cancelled.get().error().code, Code::cancelled);
  { const Lease done = std::move(a); }
  EXPECT_TRUE(first.get().ok());
}

TEST_F(Pool, TheLeastRecentlyUsedIdleSessionMakesRoom) {
  make(2, 2);
  { Lease a = must_lease("a"); }
  now += 10;
  { Lease b = must_lease("b"); }
  now += 10;
  { Lease a = must_lease("a"); }
  now += 10;
  EXPECT_TRUE(must_lease("c").caused_creation());
  const auto all = pool->status();
  EXPECT_EQ(all.size(), 2U);
  EXPECT_TRUE(std::none_of(all.begin(), all.end(), [](const SessionStatus& one) { return one.platform == "b"; }));
}

TEST_F(Pool, IdleAndOldSessionsEnd) {
  make(2, 2);
  { Lease a = must_lease("a"); }
  now += 9 * 60;
  EXPECT_EQ(pool->close_expired(), 0);
  now += 60;
  EXPECT_EQ(pool->close_expired(), 1);
  EXPECT_TRUE(pool->status().empty());
  for (int i = 0; i < 7; ++i) {
    { Lease a = must_lease("a"); }
    now += 9 * 60;
  }
  EXPECT_EQ(counting.launches, 2) << "used often enough, but";
  EXPECT_TRUE(must_lease("a").caused_creation()) << "older than an hour";
}

TEST_F(Pool, TheClosingThreadEndsIdleSessionsByItself) {
  PoolSettings settings;
  settings.idle_ttl = milliseconds(100);
  pool = std::make_unique<SessionPool>(counting, settings);
  { Lease a = must_lease("a"); }
  const auto started = steady_clock::now();
  while (!pool->status().empty() && steady_clock::now() - started < std::chrono::seconds(5)) std::this_thread::yield();
  EXPECT_TRUE(pool->status().empty());
}

TEST_F(Pool, SessionsAreRetiredAfterManyUses) {
  PoolSettings settings;
  settings.max_uses = 2;
  pool = std::make_unique<SessionPool>(counting, settings);
  for (int i = 0; i < 4; ++i) must_lease("a");
  EXPECT_EQ(counting.launches, 2);
}

TEST_F(Pool, StatusTellsEverySession) {
  make(2, 2);
  Lease a = must_lease("a");
  { Lease b = must_lease("b"); }
  now += 5;
  for (const SessionStatus& one : pool->status()) {
    EXPECT_EQ(one.state, one.platform == "a" ? State::active : State::idle);
    EXPECT_EQ(one.age, std::chrono::seconds(5));
    EXPECT_EQ(one.uses, 1);
    EXPECT_TRUE(one.is_healthy);
    EXPECT_FALSE(one.signed_in);
  }
}

TEST_F(Pool, CleaningUpClosesIdleNowAndActiveLater) {
  make(3, 2);
  std::optional<Lease> a = must_lease("a");
  { Lease b = must_lease("b"); }
  { Lease c = must_lease("c"); }
  EXPECT_EQ(pool->close_idle("b"), 1);
  EXPECT_EQ(pool->close_all(), 1);
  EXPECT_EQ(pool->status().size(), 1U);
  EXPECT_TRUE(a->page().perform(soon(), {{"op", "evaluate"}, {"function", "() => 1"}}).ok());
  a.reset();
  while (!pool->status().empty()) std::this_thread::yield();
}

TEST_F(Pool, AFailedLaunchFreesItsPlace) {
  make(1, 1);
  counting.fail_next = true;
  const auto failed = lease("a");
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().message, "no browser today");
  EXPECT_TRUE(lease("a").ok());
}

TEST_F(Pool, ACancelledCallReturnsItsSessionAtOnce) {
  make(1, 1);
  std::stop_source stop;
  auto call = std::async(std::launch::async, [&] {
    Lease a = must_lease("a");
    const auto context = soon().stopped_by(stop.get_token());
    std::promise<void> ready;
    return a.page().perform(context, {{"op", "evaluate"}, {"function", "() => { for (;;) {} }"}}).error().code;
  });
  while (count(State::active) == 0) std::this_thread::yield();
  auto next = queue_up("a");
  const auto stopped = steady_clock::now();
  stop.request_stop();
  EXPECT_EQ(call.get(), Code::cancelled);
  EXPECT_TRUE(next.get().ok());
  EXPECT_LT(steady_clock::now() - stopped, std::chrono::seconds(1));
  EXPECT_EQ(counting.launches, 1);
}

TEST_F(Pool, AScriptThatHangsDoesNotCostTheSession) {
  make(1, 1);
  ASSERT_TRUE(must_lease("a").page().perform(soon(), {{"op", "evaluate"}, {"function", "() => { setTimeout(() => { for (;;) {} }, 0) }"}}).ok());
  EXPECT_FALSE(must_lease("a").caused_creation());
}

TEST_F(Pool, StopEndsWhatRunsAndWhatWaits) {
  make(1, 1);
  std::promise<void> running;
  auto call = std::async(std::launch::async, [&] {
    Lease a = must_lease("a");
    running.set_value();
    return a.page().perform(soon(), {{"op", "evaluate"}, {"function", "() => new Promise(() => {})"}}).error().code;
  });
  running.get_future().get();
  auto waiting = queue_up("a");
  const auto started = steady_clock::now();
  pool->stop();
  EXPECT_LT(steady_clock::now() - started, std::chrono::seconds(5));
  EXPECT_EQ(call.get(), Code::browser_gone);
  EXPECT_EQ(waiting.get().error().code, Code::unavailable);
  EXPECT_EQ(lease("a").error().code, Code::unavailable);
  EXPECT_TRUE(pool->status().empty());
}

TEST_F(Pool, ManyCallsShareFewSessions) {
  make(3, 2);
  site.serve("/", "<p>text</p>");
  std::atomic<int> served = 0;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&, caller] {
      for (int turn = 0; turn < 3; ++turn) {
        auto got = lease(std::string(1, static_cast<char>('a' + caller % 4)));
        if (got.ok() && got->page().perform(soon(), {{"op", "goto"}, {"url", site.url("/")}}).ok()) ++served;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(served, 24);
  EXPECT_LE(pool->status().size(), 3U);
}

}  // namespace
}  // namespace voygen::browser::test
