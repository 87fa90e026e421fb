// The policy of a page: where it may go, and that secrets stay secret.
#include <gtest/gtest.h>

#include "core/log.hpp"
#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

class Policy : public PageTest {
 protected:
  void expect_refused(const Error& error, const std::string& host) const {
    EXPECT_EQ(error.code, Code::invalid_argument) << error.message;
    EXPECT_NE(error.message.find("\"" + host + "\""), std::string::npos) << error.message;
    EXPECT_TRUE(elsewhere.requested().empty());
  }
  TestSite elsewhere;
};

TEST_F(Policy, OtherHostsAreRefusedAtTheDoor) {
  expect_refused(fails({{"op", "goto"}, {"url", elsewhere.url("/")}}), elsewhere.host());
  for (const char* url : {"file:///etc/passwd", "chrome://version", "data:text/html,x", "javascript:1", "ws://127.0.0.1/"}) {
    EXPECT_EQ(fails({{"op", "goto"}, {"url", url}}).code, Code::invalid_argument) << url;
  }
}

TEST_F(Policy, ARedirectToAnotherHostIsRefused) {
  site.serve("/", [&](const SiteRequest&) { return SiteAnswer{302, "", "text/html", {{"Location", elsewhere.url("/")}}}; });
  expect_refused(fails({{"op", "goto"}, {"url", site.url("/")}}), elsewhere.host());
}

TEST_F(Policy, AClickToAnotherHostIsRefused) {
  site.serve("/", "<a id=x href='" + elsewhere.url("/") + "'>x</a>");
  open("/");
  expect_refused(fails({{"op", "click"}, {"selector", "#x"}, {"waitForNavigation", true}}), elsewhere.host());
  EXPECT_EQ(evaluate("() => document.querySelector('#x').textContent"), "x") << "the page stays";
  EXPECT_EQ(page().usage().requests_blocked, 1);
}

TEST_F(Policy, FramesOfOtherHostsStayEmpty) {
  site.serve("/inner", "<p>inner</p>");
  site.serve("/", "<iframe id=own src=/inner></iframe><iframe src='" + elsewhere.url("/") + "'></iframe>");
  open("/");
  done({{"op", "wait"}, {"for", "function"}, {"expression", "document.readyState === 'complete'"}});
  EXPECT_EQ(evaluate("() => document.querySelector('#own').contentDocument.body.textContent"), "inner");
  EXPECT_TRUE(elsewhere.requested().empty());
}

TEST_F(Policy, OtherHostsMayServeDataAndScripts) {
  elsewhere.serve("/lib.js", [](const SiteRequest&) { return SiteAnswer{200, "window.loaded = true", "text/javascript", {}}; });
  site.serve("/", "<script src='" + elsewhere.url("/lib.js") + "'></script>");
  open("/");
  EXPECT_EQ(evaluate("() => window.loaded"), true);
}

// ------------------------------------------------------------------ secrets

constexpr const char* kSecret = "pa&ss \"wörd\" 7";

class Secrets : public PageTest {
 protected:
  void SetUp() override {
    PageTest::SetUp();
    PagePolicy with_secrets = policy();
    with_secrets.secret_names = {"password"};
    with_secrets.secrets = [this](std::string_view name) -> Result<core::Secret> {
      asked.emplace_back(name);
      if (name == "acme.password") return core::Secret(kSecret);
      return {Code::not_found, "no such secret"};
    };
    lend(with_secrets);
    site.serve("/", "<form action=/in method=get><input id=p name=p><button id=go>go</button></form>");
    site.serve("/in", "<p id=echo></p><script>document.querySelector('#echo').textContent = new URLSearchParams(location.search).get('p')</script>");
    open("/");
  }
  void expect_clean(const json& reply) {
    const std::string text = reply.dump();
    EXPECT_EQ(text.find("rd\\\" 7"), std::string::npos) << text;
    EXPECT_EQ(text.find("pa&"), std::string::npos) << text;
    EXPECT_EQ(text.find("pa%26"), std::string::npos) << text;
  }
  std::vector<std::string> asked;
};

TEST_F(Secrets, ReachThePageAndNobodyElse) {
  EXPECT_EQ(done({{"op", "fill"}, {"selector", "#p"}, {"secret", "password"}}), json::object());
  EXPECT_EQ(asked, std::vector<std::string>{"acme.password"});
  EXPECT_EQ(evaluate("() => document.querySelector('#p').value.length"), 14);
  EXPECT_EQ(evaluate("() => ({v: [document.querySelector('#p').value]})"), (json{{"v", {"***"}}}));
  const json in = done({{"op", "click"}, {"selector", "#go"}, {"waitForNavigation", true}});
  EXPECT_EQ(evaluate("() => document.querySelector('#echo').textContent.length"), 14) << "the site got it";
  expect_clean(in);
  expect_clean(done({{"op", "url"}}));
  expect_clean(done({{"op", "content"}}));
  expect_clean(done({{"op", "extract"}, {"spec", {{"items", {"#echo"}}, {"fields", {{"t", {{"from", {json::object()}}}}}}}}}));
  expect_clean(done({{"op", "wait"}, {"for", "function"}, {"expression", "document.querySelector('#echo').textContent"}}));
  expect_clean(fails({{"op", "evaluate"}, {"function", "() => { throw new Error(document.querySelector('#echo').textContent) }"}}).message);
}

TEST_F(Secrets, AreNotPhotographed) {
  done({{"op", "fill"}, {"selector", "#p"}, {"secret", "password"}});
  EXPECT_TRUE(page().perform(soon(), {{"op", "screenshot"}}).ok()) << "the field itself is covered";
  done({{"op", "click"}, {"selector", "#go"}, {"waitForNavigation", true}});
  EXPECT_EQ(fails({{"op", "screenshot"}}).code, Code::unsupported) << "the page shows it as text";
}

TEST_F(Secrets, OnlyThoseThePlatformMayUse) {
  EXPECT_EQ(fails({{"op", "fill"}, {"selector", "#p"}, {"secret", "other"}}).code, Code::invalid_argument);
  EXPECT_TRUE(asked.empty());
}

TEST_F(Secrets, OnlyOnThePlatformsOwnHosts) {
  done({{"op", "goto"}, {"url", site.url("/")}});
  PagePolicy moved = policy();
  moved.secret_names = {"password"};
  moved.secrets = [this](std::string_view name) -> Result<core::Secret> {
    asked.emplace_back(name);
    return core::Secret(kSecret);
  };
  moved.allowed_hosts = {"other.example"};
  lend(moved);
  EXPECT_EQ(fails({{"op", "fill"}, {"selector", "#p"}, {"secret", "password"}}).code, Code::invalid_argument);
  EXPECT_TRUE(asked.empty());
}

TEST_F(Secrets, AreAskedForEachTimeAndMayBeMissing) {
  PagePolicy missing = policy();
  missing.secret_names = {"password"};
  missing.secrets = [](std::string_view) -> Result<core::Secret> { return {Code::not_found, "secret is not set", "voygen secret set acme.password"}; };
  lend(missing);
  const Error error = fails({{"op", "fill"}, {"selector", "#p"}, {"secret", "password"}});
  EXPECT_EQ(error.code, Code::not_found);
  EXPECT_EQ(error.next_step, "voygen secret set acme.password");
}

}  // namespace
}  // namespace voygen::browser::test
