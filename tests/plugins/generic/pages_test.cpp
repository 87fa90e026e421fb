// Every page of pages/*.html, read by the plugin in a real Chromium, against pages/*.json, which also holds the "settings" and the "url" of the site.
#include <gtest/gtest.h>

#include "plugin_in_browser.hpp"
#include "saved_pages.hpp"

namespace generic::test {
namespace {

const voygen::test::SavedPages kPages{GENERIC_PAGES};

class SavedPage : public ::testing::TestWithParam<std::string> {};

TEST_P(SavedPage, IsReadAsExpected) {
  const auto expected = kPages.expected(GetParam());
  voygen::test::PluginInBrowser plugin({GENERIC_PLUGIN, "generic", {"https://saved.example"}, {}}, expected.value("settings", nlohmann::json::object()));
  kPages.expect(GetParam(), plugin.read(expected.value("url", "https://saved.example/list/"), kPages.html(GetParam()), voygen::test::hotel_query_of(expected)));
}

INSTANTIATE_TEST_SUITE_P(Pages, SavedPage, ::testing::ValuesIn(kPages.cases()), [](const auto& page) { return page.param; });

}  // namespace
}  // namespace generic::test
