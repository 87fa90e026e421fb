// Every page of pages/*.html, read by the plugin in a real Chromium, against pages/*.json.
#include <gtest/gtest.h>

#include "in_browser.hpp"
#include "saved_pages.hpp"

namespace vax::test {
namespace {

const voygen::test::SavedPages kPages{VAX_PAGES};

class SavedPage : public ::testing::TestWithParam<std::string> {};

TEST_P(SavedPage, IsReadAsExpected) {
  PluginInBrowser plugin("https://new.www.vaxvacationaccess.com", "https://login.www.vaxvacationaccess.com");
  const auto query = voygen::test::hotel_query_of(kPages.expected(GetParam()));
  kPages.expect(GetParam(), plugin.read("https://new.www.vaxvacationaccess.com/Search/Default.aspx", kPages.html(GetParam()), query));
}

INSTANTIATE_TEST_SUITE_P(Pages, SavedPage, ::testing::ValuesIn(kPages.cases()), [](const auto& page) { return page.param; });

}  // namespace
}  // namespace vax::test
