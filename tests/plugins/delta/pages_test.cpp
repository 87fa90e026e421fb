// Every page of pages/*.html, read by the plugin in a real Chromium, against pages/*.json, which also says the "task".
#include <gtest/gtest.h>

#include "in_browser.hpp"
#include "saved_pages.hpp"

namespace delta::test {
namespace {

const voygen::test::SavedPages kPages{DELTA_PAGES};

class SavedPage : public ::testing::TestWithParam<std::string> {};

TEST_P(SavedPage, IsReadAsExpected) {
  const auto expected = kPages.expected(GetParam());
  PluginInBrowser plugin("https://www.worldagentdirect.com");
  kPages.expect(GetParam(), plugin.read(expected.value("task", "read_packages"), kPages.html(GetParam()), expected.at("query")));
}

INSTANTIATE_TEST_SUITE_P(Pages, SavedPage, ::testing::ValuesIn(kPages.cases()), [](const auto& page) { return page.param; });

}  // namespace
}  // namespace delta::test
