// What a call used: bytes as the site sent them, requests, refusals. And captured answers.
#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

constexpr std::int64_t kHeadersPerAnswer = 400;  // bytes, generous

class Usage : public PageTest {
 protected:
  void serve_big(const std::string& path, const std::string& type) {
    site.serve(path, [type](const SiteRequest&) { return SiteAnswer{200, std::string(50'000, 'x'), type, {{"Cache-Control", "no-store"}}}; });
  }
  void settle() { done({{"op", "wait"}, {"for", "quiet_network"}}); }
  void expect_bytes(std::int64_t answers) {
    const std::int64_t bytes = page().usage().bytes_received;
    EXPECT_GE(bytes, site.body_bytes_sent());
    EXPECT_LE(bytes, site.body_bytes_sent() + answers * kHeadersPerAnswer);
  }
};

TEST_F(Usage, BytesAreThoseOfTheWire) {
  serve_big("/a.js", "text/javascript");
  serve_big("/data", "text/plain");
  site.serve("/old", [](const SiteRequest&) { return SiteAnswer{302, std::string(5000, 'r'), "text/html", {{"Location", "/"}}}; });
  site.serve("/", "<script src=/a.js></script><script>fetch('/data').then((r) => r.text())</script>");
  open("/old");
  settle();
  expect_bytes(5);
  EXPECT_EQ(page().usage().requests - static_cast<std::int64_t>(site.requested().size()), 0);
  EXPECT_EQ(page().usage().requests_blocked, 0);
  EXPECT_GT(page().usage().busy.count(), 0);
}

TEST_F(Usage, BlockedKindsAndTrackersCostNothing) {
  serve_big("/a.png", "image/png");
  serve_big("/a.css", "text/css");
  serve_big("/a.woff2", "font/woff2");
  serve_big("/track.js", "text/javascript");
  serve_big("/app.js", "text/javascript");
  site.serve("/", "<link rel=stylesheet href=/a.css><style>@font-face{font-family:f;src:url(/a.woff2)} p{font-family:f}</style>"
                  "<script src=/track.js></script><p>x</p><img src=/a.png><script src=/app.js></script>");
  PagePolicy blocking = policy();
  blocking.blocked_kinds = {ResourceKind::image, ResourceKind::font, ResourceKind::media, ResourceKind::stylesheet};
  blocking.blocked_urls = {"*/track.js"};
  lend(blocking);
  open("/");
  settle();
  EXPECT_EQ(site.requested(), (std::vector<std::string>{"/", "/app.js"}));
  expect_bytes(2);
  EXPECT_EQ(page().usage().requests, 2);
  EXPECT_EQ(page().usage().requests_blocked, 4);
}

TEST_F(Usage, AnAnswerThatBreaksOffCounts) {
  site.serve("/broken", [](const SiteRequest&) { return SiteAnswer{200, std::string(30'000, 'x'), "text/plain", {}, 90'000}; });
  site.serve("/", "<script>window.size = 0; fetch('/broken').then(async (r) => { const reader = r.body.getReader();"
                  "for (;;) window.size += (await reader.read()).value.length }).catch(() => { window.failed = true })</script>");
  open("/");
  done({{"op", "wait"}, {"for", "function"}, {"expression", "window.size === 30000"}});
  site.release();
  done({{"op", "wait"}, {"for", "function"}, {"expression", "window.failed"}});
  settle();
  expect_bytes(2);
}

TEST_F(Usage, EachBorrowerStartsFromZero) {
  site.serve("/", std::string(20'000, 'x'));
  open("/");
  EXPECT_GT(page().usage().bytes_received, 20'000);
  lend(policy());
  EXPECT_EQ(page().usage().bytes_received, 0);
  EXPECT_EQ(page().usage().requests, 0);
}

TEST_F(Usage, CapturedAnswersAreHandedOverOnce) {
  site.serve("/api", [](const SiteRequest& request) { return SiteAnswer{request.path == "/api?n=2" ? 500 : 200, "{\"asked\": \"" + request.path + "\"}", "application/json", {}}; });
  site.serve("/blob", [](const SiteRequest&) { return SiteAnswer{200, std::string("\xff\x00\xfe", 3), "application/octet-stream", {}}; });
  site.serve("/", "<script>window.all = async () => { for (const u of ['/api?n=1', '/other', '/api?n=2', '/blob']) await (await fetch(u)).arrayBuffer() }</script>");
  open("/");
  done({{"op", "capture_responses"}, {"urlPattern", "*/api*"}});
  done({{"op", "capture_responses"}, {"urlPattern", "*/blob"}});
  evaluate("() => all()");
  done({{"op", "wait"}, {"for", "response"}, {"urlPattern", "*/blob"}});
  const json responses = done({{"op", "take_captured"}}).at("responses");
  ASSERT_EQ(responses.size(), 3U) << responses;
  EXPECT_EQ(responses[0], (json{{"url", site.url("/api?n=1")}, {"status", 200}, {"body", "{\"asked\": \"/api?n=1\"}"}}));
  EXPECT_EQ(responses[1].at("status"), 500);
  EXPECT_EQ(responses[2].at("base64"), true);
  EXPECT_EQ(responses[2].at("body"), "/wD+");
  EXPECT_EQ(done({{"op", "take_captured"}}).at("responses"), json::array());
}

}  // namespace
}  // namespace voygen::browser::test
