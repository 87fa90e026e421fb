// Operations are parsed strictly; no browser takes part.
#include "operation.hpp"

#include <gtest/gtest.h>

#include "browser/page_policy.hpp"

namespace voygen::browser::test {
namespace {

using nlohmann::json;

TEST(Operations, WrongOnesAreNamed) {
  struct Case {
    const char* operation;
    const char* named;
  };
  const std::vector<Case> cases{
      {R"([])", "object"},
      {R"({"url": "x"})", "\"op\""},
      {R"({"op": "fly"})", "\"fly\""},
      {R"({"op": "goto"})", "\"url\" is missing"},
      {R"({"op": "goto", "url": 5})", "\"url\" must be a string"},
      {R"({"op": "goto", "url": ""})", "\"url\" must be"},
      {R"({"op": "goto", "url": "http://x/", "wait": true})", "no field \"wait\""},
      {R"({"op": "wait"})", "\"for\" is missing"},
      {R"({"op": "wait", "for": "luck"})", "quiet_network"},
      {R"({"op": "wait", "for": "selector"})", "\"selector\" is missing"},
      {R"({"op": "wait", "for": "selector", "selector": "a", "timeoutMs": -1})", "\"timeoutMs\""},
      {R"({"op": "wait", "for": "selector", "selector": "a", "timeoutMs": 1.5})", "\"timeoutMs\""},
      {R"({"op": "wait", "for": "navigation", "selector": "a"})", "\"selector\""},
      {R"({"op": "fill", "selector": "a"})", "\"text\""},
      {R"({"op": "fill", "selector": "a", "text": "b", "secret": "c"})", "not both"},
      {R"({"op": "check", "selector": "a", "on": "yes"})", "true or false"},
      {R"({"op": "click", "selector": "a", "waitForNavigation": 1})", "true or false"},
      {R"({"op": "evaluate", "function": "f", "arguments": {}})", "\"arguments\" must be a list"},
      {R"({"op": "cookies_present", "names": "sid"})", "list of strings"},
      {R"({"op": "mark_signed_in"})", "\"signedIn\" is missing"},
  };
  for (const Case& one : cases) {
    const auto parsed = parse_operation(json::parse(one.operation));
    ASSERT_FALSE(parsed.ok()) << one.operation;
    EXPECT_EQ(parsed.error().code, Code::invalid_argument) << one.operation;
    EXPECT_NE(parsed.error().message.find(one.named), std::string::npos) << parsed.error().message;
  }
}

TEST(Operations, DescriptionsNeverTellWhatIsFilledIn) {
  const auto parsed = parse_operation({{"op", "fill"}, {"selector", "#x"}, {"text", "hush"}});
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(describe(*parsed), "filling \"#x\"");
}

TEST(Patterns, StarsStandForAnything) {
  EXPECT_TRUE(matches_pattern("*/api/*", "http://x/api/y"));
  EXPECT_TRUE(matches_pattern("http://x/", "http://x/"));
  EXPECT_TRUE(matches_pattern("*a*b", "xxaxxabb"));
  EXPECT_FALSE(matches_pattern("*a*b", "xxaxxabc"));
  EXPECT_FALSE(matches_pattern("", "x"));
}

}  // namespace
}  // namespace voygen::browser::test
