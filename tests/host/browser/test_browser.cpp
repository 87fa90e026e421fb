#include "test_browser.hpp"

#include <unistd.h>

namespace voygen::browser::test {
namespace {

struct Shared {
  std::unique_ptr<Browser> browser;
  std::unique_ptr<Page> page;  // after the browser: it goes first
};

// One browser for all tests of a run; a test that breaks it gets the next a new one.
Shared& shared() {
  static Shared instance;
  return instance;
}

}  // namespace

void close_shared_browser() {
  shared().page.reset();
  shared().browser.reset();
}

std::filesystem::path profile_root() {
  static const std::filesystem::path root = std::filesystem::temp_directory_path() / ("voygen-browser-tests-" + std::to_string(::getpid()));
  return root;
}

LocalProvider& provider() {
  static LocalProvider instance({{}, {}, profile_root(), {}});
  return instance;
}

Page& PageTest::page() { return *shared().page; }

PagePolicy PageTest::policy() const {
  PagePolicy policy;
  policy.platform = "acme";
  policy.allowed_hosts = {site.host()};
  return policy;
}

void PageTest::SetUp() {
  Shared& all = shared();
  if (all.browser && all.browser->is_alive() && all.page->reset(soon()).ok()) return lend(policy());
  all.page.reset();
  all.browser.reset();
  auto browser = provider().launch(soon(), {});
  ASSERT_TRUE(browser.ok()) << browser.error().message;
  all.browser = std::move(*browser);
  auto opened = all.browser->open_page(soon(), policy());
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  all.page = std::move(*opened);
}

void PageTest::TearDown() {
  if (HasFailure()) close_shared_browser();
}

void PageTest::lend(PagePolicy policy) {
  const auto lent = page().lend(soon(), std::move(policy));
  ASSERT_TRUE(lent.ok()) << lent.error().message;
}

json PageTest::done(const json& operation) {
  auto reply = page().perform(soon(), operation);
  if (!reply.ok()) {
    ADD_FAILURE() << operation.dump() << " failed with " << name_of(reply.error().code) << ": " << reply.error().message;
    return json::object();
  }
  return std::move(*reply);
}

Error PageTest::fails(const core::Context& context, const json& operation) {
  const auto reply = page().perform(context, operation);
  if (reply.ok()) {
    ADD_FAILURE() << operation.dump() << " succeeded with " << reply->dump();
    return {};
  }
  return reply.error();
}

}  // namespace voygen::browser::test
