// goto, url, content, evaluate, click with navigation, screenshot, cookies: what a document is and how one gets there.
#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

class Documents : public PageTest {};

TEST_F(Documents, GotoTellsWhereItEndedAndTheStatus) {
  site.serve("/a", [](const SiteRequest&) { return SiteAnswer{302, "", "text/html", {{"Location", "/b"}}}; });
  site.serve("/b", "<title>B</title>");
  EXPECT_EQ(open("/a"), (json{{"url", site.url("/b")}, {"status", 200}}));
  EXPECT_EQ(evaluate("() => document.title"), "B");
  EXPECT_EQ(done({{"op", "url"}}).at("url"), site.url("/b"));
}

TEST_F(Documents, GotoReturnsBeforePicturesCame) {
  site.serve("/slow.png", [&](const SiteRequest&) {
    site.hold();
    return SiteAnswer{200, "x", "image/png", {}};
  });
  site.serve("/", "<img src=/slow.png><p id=x>text</p>");
  EXPECT_EQ(open("/").at("status"), 200);
  site.await_request("/slow.png");
  EXPECT_EQ(evaluate("() => document.querySelector('#x').textContent"), "text");
  EXPECT_EQ(evaluate("() => document.readyState"), "interactive");
  site.release();
}

TEST_F(Documents, ErrorStatusesAreReportedNotHidden) {
  site.serve("/gone", [](const SiteRequest&) { return SiteAnswer{410, "<p>gone</p>", "text/html", {}}; });
  site.serve("/empty", [](const SiteRequest&) { return SiteAnswer{503, "", "text/html", {}}; });
  EXPECT_EQ(open("/gone").at("status"), 410);
  EXPECT_EQ(open("/empty").at("status"), 503);
}

TEST_F(Documents, AnchorsInTheSameDocumentCount) {
  site.serve("/", "<p id=x>text</p>");
  open("/");
  EXPECT_EQ(done({{"op", "goto"}, {"url", site.url("/#x")}}).at("url"), site.url("/#x"));
  EXPECT_EQ(evaluate("() => location.hash"), "#x");
}

TEST_F(Documents, UnreachableHostIsUnavailable) {
  PagePolicy all = policy();
  all.allowed_hosts.push_back("127.0.0.1:1");
  lend(all);
  const Error error = fails({{"op", "goto"}, {"url", "http://127.0.0.1:1/secret?token=abc"}});
  EXPECT_EQ(error.code, Code::unavailable);
  EXPECT_NE(error.message.find("\"127.0.0.1:1\""), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("net::ERR_"), std::string::npos) << error.message;
  EXPECT_EQ(error.message.find("token"), std::string::npos) << error.message;
}

TEST_F(Documents, EvaluateTakesJsonAndAwaitsPromises) {
  site.serve("/", "<script>window.known = 41</script>");
  open("/");
  EXPECT_EQ(evaluate("(a, b) => ({sum: a.n + b, known: window.known})", {{{"n", 1}}, 2}), (json{{"sum", 3}, {"known", 41}}));
  EXPECT_EQ(evaluate("async (text) => (await Promise.resolve(text)) + '\\u2028'", {"line\u2028"}), "line\u2028\u2028");
  EXPECT_EQ(evaluate("() => undefined"), nullptr);
  EXPECT_EQ(evaluate("() => 1 // a comment at the end"), 1);
}

TEST_F(Documents, EvaluateSaysWhatWentWrong) {
  site.serve("/", "<p>text</p>");
  open("/");
  const Error thrown = fails({{"op", "evaluate"}, {"function", "() => document.querySelector('.no').textContent"}});
  EXPECT_EQ(thrown.code, Code::drift);
  EXPECT_NE(thrown.message.find("TypeError"), std::string::npos) << thrown.message;
  EXPECT_NE(thrown.message.find(site.url("/")), std::string::npos) << thrown.message;
  EXPECT_EQ(fails({{"op", "evaluate"}, {"function", "() => { return"}}).code, Code::invalid_argument);
  EXPECT_EQ(fails({{"op", "evaluate"}, {"function", "() => { throw 'plain' }"}}).code, Code::drift);
}

TEST_F(Documents, ClickCanWaitForTheNextDocument) {
  site.serve("/form", "<form action=/post method=post><input name=q value=7><button id=go>go</button></form>");
  site.serve("/post", [](const SiteRequest& request) { return SiteAnswer{200, "<p id=x>" + request.method + request.body + "</p>", "text/html", {}}; });
  open("/form");
  EXPECT_EQ(done({{"op", "click"}, {"selector", "#go"}, {"waitForNavigation", true}}), (json{{"url", site.url("/post")}, {"status", 200}}));
  EXPECT_EQ(evaluate("() => document.querySelector('#x').textContent"), "POSTq=7");
}

TEST_F(Documents, NavigationWaitCountsFromTheActionBefore) {
  site.serve("/form", "<form action=/next><input id=q name=q><button id=go>go</button></form>");
  site.serve("/next", "<p>next</p>");
  open("/form");
  done({{"op", "type"}, {"selector", "#q"}, {"text", "x"}});
  done({{"op", "press"}, {"key", "Enter"}});
  EXPECT_EQ(done({{"op", "wait"}, {"for", "navigation"}}).at("url"), site.url("/next?q=x"));
  const Error error = fails({{"op", "wait"}, {"for", "navigation"}, {"timeoutMs", 50}});
  EXPECT_EQ(error.code, Code::timeout);
  EXPECT_EQ(error.message.find("q=x"), std::string::npos) << error.message;
}

TEST_F(Documents, ClickToADeadHostIsUnavailable) {
  PagePolicy all = policy();
  all.allowed_hosts.push_back("127.0.0.1:2");
  lend(all);
  site.serve("/", "<a id=x href='http://127.0.0.1:2/'>away</a>");
  open("/");
  EXPECT_EQ(fails({{"op", "click"}, {"selector", "#x"}, {"waitForNavigation", true}}).code, Code::unavailable);
}

TEST_F(Documents, ContentIsTheWholeDocument) {
  site.serve("/", "<!DOCTYPE html><html><body><p>some text</p></body></html>");
  open("/");
  const std::string html = done({{"op", "content"}}).at("html");
  EXPECT_EQ(html.rfind("<!DOCTYPE html>", 0), 0U);
  EXPECT_NE(html.find("<p>some text</p>"), std::string::npos);
}

TEST_F(Documents, ScreenshotIsAPng) {
  site.serve("/", "<p>text</p>");
  open("/");
  EXPECT_EQ(done({{"op", "screenshot"}}).at("png").get<std::string>().substr(0, 8), "iVBORw0K");
}

TEST_F(Documents, CookiesAreToldByNameOnly) {
  site.serve("/", [](const SiteRequest&) { return SiteAnswer{200, "<p>x</p>", "text/html", {{"Set-Cookie", "sid=topsecret; HttpOnly"}}}; });
  open("/");
  const json reply = done({{"op", "cookies_present"}, {"names", {"sid", "other"}}});
  EXPECT_EQ(reply, (json{{"present", {{"sid", true}, {"other", false}}}}));
}

TEST_F(Documents, DialogsAreDismissed) {
  site.serve("/", "<button id=x onclick=\"window.answer = confirm('sure?'); alert('hello')\">x</button>");
  open("/");
  done({{"op", "click"}, {"selector", "#x"}});
  EXPECT_EQ(evaluate("() => window.answer"), false);
}

TEST_F(Documents, LeavingAPageIsNotHeldUp) {
  site.serve("/", "<button id=x>x</button><script>addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'stay' })</script>");
  site.serve("/b", "<p>b</p>");
  open("/");
  done({{"op", "click"}, {"selector", "#x"}});
  EXPECT_EQ(open("/b").at("url"), site.url("/b"));
}

TEST_F(Documents, DownloadsAreRefused) {
  site.serve("/file", [](const SiteRequest&) { return SiteAnswer{200, "bytes", "application/octet-stream", {{"Content-Disposition", "attachment; filename=x.bin"}}}; });
  site.serve("/", "<p>x</p>");
  open("/");
  EXPECT_EQ(fails({{"op", "goto"}, {"url", site.url("/file")}}).code, Code::unavailable);
  EXPECT_EQ(open("/").at("status"), 200);
}

TEST_F(Documents, PopUpsAreClosed) {
  site.serve("/popup", "<p>popup</p>");
  site.serve("/", "<a id=x href=/popup target=_blank>x</a><button id=y onclick=\"window.open('/popup')\">y</button>");
  open("/");
  done({{"op", "click"}, {"selector", "#x"}});
  done({{"op", "click"}, {"selector", "#y"}});
  EXPECT_EQ(evaluate("() => location.pathname"), "/");
  EXPECT_EQ(site.requested(), std::vector<std::string>{"/"});
}

}  // namespace
}  // namespace voygen::browser::test
