// open_saved: a recorded page at its own address, with nothing else.
#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

class SavedPages : public PageTest {};

TEST_F(SavedPages, AreShownAtTheirAddressWithoutScriptsOrNetwork) {
  TestSite elsewhere;
  const std::string html = "<!DOCTYPE html><meta http-equiv=refresh content='0;url=/elsewhere'><title>Saved</title><p class=r>ä one</p><p class=r>two</p><img src='" + elsewhere.url("/a.png") +
                           "'><script>document.title = 'ran'</script><script src='" + site.url("/x.js") + "'></script><iframe src='" + site.url("/frame") +
                           "'></iframe><button id=b onclick=\"document.title = 'ran'\">b</button><script>location.href = '/away'</script>";
  const std::string url = "https://portal.example/results?page=2";
  const auto opened = page().open_saved(soon(), url, html);
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_EQ(done({{"op", "url"}}).at("url"), url);
  const json reply = done({{"op", "extract"}, {"spec", {{"items", {".r"}}, {"fields", {{"t", {{"from", {json::object()}}}}}}}}});
  EXPECT_EQ(reply.at("items"), (json{{{"t", "ä one"}}, {{"t", "two"}}}));
  EXPECT_EQ(evaluate("async () => { await new Promise((r) => setTimeout(r, 20)); return document.title + location.pathname }"), "Saved/results");
  done({{"op", "wait"}, {"for", "selector"}, {"selector", ".r"}});
  EXPECT_EQ(fails({{"op", "wait"}, {"for", "selector"}, {"selector", ".never"}, {"timeoutMs", 30}}).code, Code::timeout);
  done({{"op", "click"}, {"selector", "#b"}});
  EXPECT_EQ(evaluate("() => document.title"), "Saved");
  EXPECT_TRUE(site.requested().empty());
  EXPECT_TRUE(elsewhere.requested().empty());
}

TEST_F(SavedPages, NothingElseCanBeOpenedUntilReset) {
  site.serve("/", "<p>live</p>");
  ASSERT_TRUE(page().open_saved(soon(), site.url("/saved"), "<input id=x><p>saved</p>").ok());
  const Error error = fails({{"op", "goto"}, {"url", site.url("/")}});
  EXPECT_EQ(error.code, Code::invalid_argument) << error.message;
  EXPECT_EQ(evaluate("() => document.body.textContent"), "saved");
  EXPECT_TRUE(site.requested().empty());
  ASSERT_TRUE(page().reset(soon()).ok());
  lend(policy());
  open("/");
  EXPECT_EQ(evaluate("() => document.body.textContent"), "live");
}

}  // namespace
}  // namespace voygen::browser::test
