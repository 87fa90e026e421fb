// Crashes: what was running fails within a second and says why; what comes after works.
#include <sys/types.h>
#include <csignal>
#include <future>

#include "browser/session_pool.hpp"
#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

using std::chrono::steady_clock;

// A browser of its own: these tests break it.
class Crashes : public ::testing::Test {
 protected:
  void SetUp() override {
    site.serve("/", "<p>text</p>");
    policy.platform = "acme";
    policy.allowed_hosts = {site.host()};
    auto launched = provider().launch(soon(), {});
    ASSERT_TRUE(launched.ok()) << launched.error().message;
    browser = std::move(*launched);
    auto opened = browser->open_page(soon(), policy);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    page = std::move(*opened);
    ASSERT_TRUE(page->perform(soon(), goto_root()).ok());
  }
  [[nodiscard]] json goto_root() const { return {{"op", "goto"}, {"url", site.url("/")}}; }

  // Breaks something under an operation that would never end; returns how that failed and how fast.
  Error break_under(const json& operation, const std::function<void()>& break_it) {
    auto running = std::async(std::launch::async, [&] { return page->perform(soon(), operation); });
    EXPECT_EQ(running.wait_for(milliseconds(100)), std::future_status::timeout);
    const auto broken = steady_clock::now();
    break_it();
    const auto reply = running.get();
    EXPECT_LT(steady_clock::now() - broken, std::chrono::seconds(1));
    EXPECT_FALSE(reply.ok());
    return reply.ok() ? Error{} : reply.error();
  }

  TestSite site;
  PagePolicy policy;
  std::unique_ptr<Browser> browser;
  std::unique_ptr<Page> page;
};

const json kForever{{"op", "evaluate"}, {"function", "() => new Promise(() => {})"}};

// Children of the browser (and of its zygotes) that render pages.
std::vector<pid_t> renderers_of(int browser) {
  std::vector<pid_t> found;
  std::vector<pid_t> to_look_at{browser};
  while (!to_look_at.empty()) {
    const pid_t parent = to_look_at.back();
    to_look_at.pop_back();
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(parent) + "/task")) {
      FILE* list = std::fopen((task.path() / "children").c_str(), "re");
      int child = 0;
      while (list && std::fscanf(list, "%d", &child) == 1) {
        to_look_at.push_back(child);
        char line[256] = {};
        FILE* command = std::fopen(("/proc/" + std::to_string(child) + "/cmdline").c_str(), "re");
        std::string words;
        std::size_t size = 0;
        while (command && (size = std::fread(line, 1, sizeof line, command)) > 0) words.append(line, size);
        if (command) std::fclose(command);
        if (words.find("--type=renderer") != std::string::npos) found.push_back(child);
      }
      if (list) std::fclose(list);
    }
  }
  return found;
}

TEST_F(Crashes, AKilledRendererIsToldAndTheNextGotoWorks) {
  for (const json& operation : {kForever, json{{"op", "wait"}, {"for", "selector"}, {"selector", ".never"}}, json{{"op", "wait"}, {"for", "navigation"}}}) {
    const Error error = break_under(operation, [&] {
      for (const pid_t renderer : renderers_of(*browser->process_id())) ::kill(renderer, SIGKILL);
    });
    EXPECT_EQ(error.code, Code::page_crashed) << error.message;
    EXPECT_TRUE(page->has_crashed());
    const auto at_once = page->perform(soon(), kForever);
    EXPECT_EQ(at_once.error().code, Code::page_crashed);
    const auto reopened = page->perform(soon(), goto_root());
    ASSERT_TRUE(reopened.ok()) << reopened.error().message;
    const auto title = page->perform(soon(), {{"op", "evaluate"}, {"function", "() => document.body.textContent"}});
    ASSERT_TRUE(title.ok()) << title.error().message;
    EXPECT_EQ(title->at("value"), "text");
  }
}

TEST_F(Crashes, AKilledBrowserIsTold) {
  const Error error = break_under(kForever, [&] { ::kill(*browser->process_id(), SIGKILL); });
  EXPECT_EQ(error.code, Code::browser_gone) << error.message;
  EXPECT_FALSE(browser->is_alive());
  EXPECT_EQ(page->perform(soon(), goto_root()).error().code, Code::browser_gone);
}

TEST_F(Crashes, AClosedPageIsTold) {
  auto other = browser->open_page(soon(), policy);
  ASSERT_TRUE(other.ok()) << other.error().message;
  const Error error = break_under(kForever, [&] { browser->close_other_pages(**other); });
  EXPECT_EQ(error.code, Code::page_closed) << error.message;
}

TEST(CrashedSessions, TheNextLeaseWorks) {
  TestSite site;
  site.serve("/", "<p>text</p>");
  PagePolicy policy;
  policy.platform = "acme";
  policy.allowed_hosts = {site.host()};
  SessionPool pool(provider(), {});
  const json operation{{"op", "goto"}, {"url", site.url("/")}};
  std::string first_id;
  {
    auto lease = pool.lease(soon(), "acme", policy);
    ASSERT_TRUE(lease.ok()) << lease.error().message;
    first_id = lease->session_id();
    ASSERT_TRUE(lease->page().perform(soon(), operation).ok());
    auto running = std::async(std::launch::async, [&] { return lease->page().perform(soon(), kForever); });
    for (const pid_t renderer : renderers_of(*lease->browser_process())) ::kill(renderer, SIGKILL);
    EXPECT_EQ(running.get().error().code, Code::page_crashed);
  }
  {
    auto lease = pool.lease(soon(), "acme", policy);
    ASSERT_TRUE(lease.ok()) << lease.error().message;
    EXPECT_EQ(lease->session_id(), first_id) << "its cookies survived the page";
    const auto shown = lease->page().perform(soon(), operation);
    ASSERT_TRUE(shown.ok()) << name_of(shown.error().code) << ": " << shown.error().message;
    EXPECT_EQ(pool.status().at(0).crashes, 1);
    auto running = std::async(std::launch::async, [&] { return lease->page().perform(soon(), kForever); });
    ::kill(*lease->browser_process(), SIGKILL);
    EXPECT_EQ(running.get().error().code, Code::browser_gone);
  }
  auto lease = pool.lease(soon(), "acme", policy);
  ASSERT_TRUE(lease.ok()) << lease.error().message;
  EXPECT_NE(lease->session_id(), first_id);
  EXPECT_TRUE(lease->caused_creation());
  EXPECT_TRUE(lease->page().perform(soon(), operation).ok());
}

}  // namespace
}  // namespace voygen::browser::test
