// How the drawings travel. Whether they can be seen is asked of a browser: tests/app/icons.test.mjs.
#include "search/icons.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/base64.hpp"
#include "search/prompts.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

constexpr std::size_t kMostBytes = 600;  // as they travel: lists are fetched often

TEST(IconsTest, AreSmallDrawingsInsideTheirUri) {
  const std::string kBegin = "data:image/svg+xml;base64,";
  std::set<std::string> seen;
  for (const char* const name : {kServerIcon, "search_hotels", "search_flights", "search_packages", "search_continue", "get_cost_metrics", "get_session_status", "cleanup_sessions", "invalidate_cache",
                                 "plan_hotel_search", "compare_offers", "cost_review"}) {
    const json icons = icons_of(name);
    ASSERT_EQ(icons.size(), 1U) << name;
    const std::string uri = icons[0].at("src");
    ASSERT_EQ(icons, json::array({{{"src", uri}, {"mimeType", "image/svg+xml"}}})) << name << " says something that older clients read otherwise";
    EXPECT_LE(uri.size(), kMostBytes) << name;
    ASSERT_EQ(uri.substr(0, kBegin.size()), kBegin) << name;
    const auto drawing = core::from_base64(uri.substr(kBegin.size()));
    ASSERT_TRUE(drawing) << name;
    EXPECT_EQ(drawing->substr(0, 5), "<svg ") << name;
    for (const char* const foreign : {"<script", "<style", "href", "url(", "<!", "<foreignObject", " on"}) EXPECT_EQ(drawing->find(foreign), std::string::npos) << name;
    EXPECT_TRUE(seen.insert(uri).second) << name << " looks like another one";
  }
  EXPECT_THROW((void)icons_of("no_such_tool"), std::out_of_range);
}

TEST(IconsTest, EveryPromptHasItsOwn) {
  mcp::PromptRegistry prompts;
  ASSERT_TRUE(register_prompts(prompts, {}).ok());
  const json listed = prompts.listed();
  EXPECT_EQ(listed.size(), 3U);
  for (const json& prompt : listed) EXPECT_EQ(prompt.at("icons"), icons_of(prompt.at("name")));
}

}  // namespace
}  // namespace voygen::search
