// Waits: for what is there, for what comes, across documents, and how they end without it.
#include <future>
#include <stop_token>
#include <thread>

#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

class Waits : public PageTest {
 protected:
  static json selector(const std::string& text) { return {{"op", "wait"}, {"for", "selector"}, {"selector", text}}; }
  static json function(const std::string& text) { return {{"op", "wait"}, {"for", "function"}, {"expression", text}}; }
  static json with_timeout(json operation, int ms) {
    operation["timeoutMs"] = ms;
    return operation;
  }
  // Performs on another thread, so that the test can make happen what is waited for.
  std::future<Result<json>> start(json operation, core::Context context = soon()) {
    return std::async(std::launch::async, [this, operation = std::move(operation), context = std::move(context)] { return page().perform(context, operation); });
  }
};

TEST_F(Waits, WhatIsThereReturnsAtOnce) {
  site.serve("/", "<p class=x>text</p>");
  open("/");
  done(selector(".x"));
  EXPECT_EQ(done(function("document.querySelector('.x').textContent")).at("value"), "text");
}

TEST_F(Waits, AnElementThatComesLaterEndsTheWait) {
  site.serve("/data", [&](const SiteRequest&) {
    site.hold();
    return SiteAnswer{200, "<p class=x>new</p>", "text/html", {}};
  });
  site.serve("/", "<div id=list></div><script>fetch('/data').then((r) => r.text()).then((t) => { document.querySelector('#list').innerHTML = t })</script>");
  open("/");
  auto waiting = start(selector("#list .x"));
  site.await_request("/data");
  site.release();
  EXPECT_TRUE(waiting.get().ok());
}

TEST_F(Waits, AChangedAttributeEndsTheWait) {
  site.serve("/", "<p id=x></p><script>setTimeout(() => document.querySelector('#x').className = 'on', 1)</script>");
  open("/");
  done(selector("#x.on"));
}

TEST_F(Waits, AFunctionLooksAgainAfterAnAnswer) {
  site.serve("/data", [&](const SiteRequest&) {
    site.hold();
    return SiteAnswer{200, "5", "text/plain", {}};
  });
  site.serve("/", "<script>window.n = 0; fetch('/data').then((r) => r.text()).then((t) => { window.n = Number(t) })</script>");
  open("/");
  auto waiting = start(function("window.n > 4 && {n: window.n}"));
  site.await_request("/data");
  site.release();
  const auto reply = waiting.get();
  ASSERT_TRUE(reply.ok()) << reply.error().message;
  EXPECT_EQ(reply->at("value"), (json{{"n", 5}}));
}

TEST_F(Waits, ANewDocumentIsWatchedToo) {
  site.serve("/waiting", "<p>Please wait</p><script>fetch('/go').then(() => { location.href = '/results' })</script>");
  site.serve("/go", [&](const SiteRequest&) {
    site.hold();
    return SiteAnswer{200, "", "text/plain", {}};
  });
  site.serve("/results", "<p class=result>one</p>");
  for (const json& operation : {selector(".result"), function("document.querySelector('.result')?.textContent")}) {
    open("/waiting");
    auto waiting = start(operation);
    site.await_request("/go", operation == selector(".result") ? 1 : 2);
    site.release();
    const auto reply = waiting.get();
    ASSERT_TRUE(reply.ok()) << reply.error().message;
  }
}

TEST_F(Waits, SeveralDocumentsInARowAreFollowed) {
  site.serve("/1", "<meta http-equiv=refresh content='0;url=/2'>");
  site.serve("/2", "<script>location.replace('/3')</script>");
  site.serve("/3", "<form action=/4></form><script>document.forms[0].submit()</script>");
  site.serve("/4", "<p id=end>end</p>");
  open("/1");
  done(selector("#end"));
  EXPECT_EQ(evaluate("() => location.pathname"), "/4");
}

TEST_F(Waits, ATimeoutSaysWhatWasAwaitedAndWhere) {
  site.serve("/", "<p>text</p>");
  done({{"op", "goto"}, {"url", site.url("/?token=abc")}});
  const Error missing = fails(with_timeout(selector(".never"), 60));
  EXPECT_EQ(missing.code, Code::timeout);
  EXPECT_NE(missing.message.find("\".never\" on " + site.url("/")), std::string::npos) << missing.message;
  EXPECT_EQ(missing.message.find("token"), std::string::npos) << missing.message;
  EXPECT_NE(missing.message.find("(after 0."), std::string::npos) << missing.message;
  const Error false_one = fails(with_timeout(function("document.querySelector('.never').textContent"), 60));
  EXPECT_EQ(false_one.code, Code::timeout);
  EXPECT_NE(false_one.message.find("TypeError"), std::string::npos) << false_one.message;
  EXPECT_EQ(evaluate("() => 1"), 1);
}

TEST_F(Waits, WrongSelectorsAndExpressionsAreNamed) {
  site.serve("/", "<p>text</p>");
  open("/");
  EXPECT_EQ(fails(selector("p[")).code, Code::invalid_argument);
  EXPECT_EQ(fails(function("a b")).code, Code::invalid_argument);
}

TEST_F(Waits, AResponseCountsFromTheActionBefore) {
  site.serve("/data", [&](const SiteRequest&) { return SiteAnswer{201, "x", "text/plain", {}}; });
  site.serve("/", "<button id=x onclick=\"fetch('/data?page=2')\">x</button>");
  open("/");
  done({{"op", "click"}, {"selector", "#x"}});
  EXPECT_EQ(done({{"op", "wait"}, {"for", "response"}, {"urlPattern", "*/data*"}}), (json{{"url", site.url("/data?page=2")}, {"status", 201}}));
  done({{"op", "press"}, {"key", "Tab"}});
  EXPECT_EQ(fails({{"op", "wait"}, {"for", "response"}, {"urlPattern", "*/data*"}, {"timeoutMs", 50}}).code, Code::timeout);
}

TEST_F(Waits, AQuietNetworkIsHalfASecondWithoutRequests) {
  site.serve("/data", [&](const SiteRequest&) {
    site.hold();
    return SiteAnswer{200, "x", "text/plain", {}};
  });
  site.serve("/", "<script>fetch('/data')</script>");
  open("/");
  EXPECT_EQ(fails({{"op", "wait"}, {"for", "quiet_network"}, {"timeoutMs", 700}}).code, Code::timeout);
  auto waiting = start({{"op", "wait"}, {"for", "quiet_network"}});
  site.release();
  EXPECT_TRUE(waiting.get().ok());
}

TEST_F(Waits, AHungPageIsFreedByTheWaitThatFoundIt) {
  site.serve("/", "<p>text</p>");
  open("/");
  evaluate("() => { setTimeout(() => { for (;;) {} }, 0) }");
  const Error error = fails(with_timeout(selector(".never"), 100));
  EXPECT_EQ(error.code, Code::timeout);
  EXPECT_NE(error.message.find("a script held it up"), std::string::npos) << error.message;
  EXPECT_EQ(evaluate("() => 1"), 1);
}

TEST_F(Waits, EveryWaitEndsAtTheDeadlineAndOnCancel) {
  site.serve("/hang", [&](const SiteRequest&) {
    site.hold();
    return SiteAnswer{};
  });
  site.serve("/", "<p>text</p><script>fetch('/hang')</script>");
  const std::vector<json> operations{selector(".never"), function("false"), {{"op", "wait"}, {"for", "navigation"}}, {{"op", "wait"}, {"for", "quiet_network"}},
                                     {{"op", "wait"}, {"for", "response"}, {"urlPattern", "*/never"}}, {{"op", "evaluate"}, {"function", "() => new Promise(() => {})"}},
                                     {{"op", "goto"}, {"url", site.url("/hang")}}, {{"op", "evaluate"}, {"function", "() => { for (;;) {} }"}}};
  for (const json& operation : operations) {
    open("/");
    const auto started = std::chrono::steady_clock::now();
    EXPECT_EQ(fails(within(milliseconds{150}), operation).code, Code::timeout) << operation;
    std::stop_source stop;
    auto waiting = start(operation, soon().stopped_by(stop.get_token()));
    stop.request_stop();
    const auto reply = waiting.get();
    ASSERT_FALSE(reply.ok());
    EXPECT_EQ(reply.error().code, Code::cancelled) << operation;
    EXPECT_EQ(evaluate("() => 1 + 1"), 2) << "the page is free after " << operation;
    EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(2)) << operation;
  }
}

}  // namespace
}  // namespace voygen::browser::test
