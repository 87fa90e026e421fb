// Every page of pages/*.html, read by the plugin in a real Chromium, against pages/*.json.
#include <gtest/gtest.h>

#include "in_browser.hpp"
#include "saved_pages.hpp"

namespace cpmaxx::test {
namespace {

const voygen::test::SavedPages kPages{CPMAXX_PAGES};

class SavedPage : public ::testing::TestWithParam<std::string> {};

TEST_P(SavedPage, IsReadAsExpected) {
  PluginInBrowser plugin("https://cpmaxx.cruiseplannersnet.com");
  kPages.expect(GetParam(), plugin.read(kPages.html(GetParam()), voygen::test::hotel_query_of(kPages.expected(GetParam()))));
}

INSTANTIATE_TEST_SUITE_P(Pages, SavedPage, ::testing::ValuesIn(kPages.cases()), [](const auto& page) { return page.param; });

}  // namespace
}  // namespace cpmaxx::test
