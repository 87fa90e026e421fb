#include "lenient_json.hpp"

#include <gtest/gtest.h>

namespace generic {
namespace {

using nlohmann::json;

TEST(LenientJson, PutsRightWhatAuthorsBreak) {
  const json expected = {{"name", "A b"}, {"list", {1, 2}}};
  for (const char* text : {
           R"({"name":"A b","list":[1,2]})",
           R"({"name":"A b","list":[1,2,],})",
           R"({,"name":"A b",,"list":[1,,2]})",
           "{\"name\":\"A\nb\",\"list\":[1,2]}",
           "{'name':'A b','list':[1,2]}",
           "{name:'A b', list:[1,2]}",
           "\xEF\xBB\xBF{\"name\":\"A b\",\"list\":[1,2]}",
           "<!--\n{\"name\":\"A b\",\"list\":[1,2]}\n//-->",
           "//<![CDATA[\n{\"name\":\"A b\",\"list\":[1,2]}\n//]]>",
           "{\"name\":\"A b\", // its name\n /* numbers */ \"list\":[1,2]}",
           "{&quot;name&quot;:&quot;A b&quot;,&quot;list&quot;:[1,2]}",
           "window.__STATE__ = {\"name\":\"A b\",\"list\":[1,2]};",
           "window[\"s\"]={\"name\":\"A b\",\"list\":[1,2]};",
       }) {
    const auto read = read_lenient_json(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, expected) << text;
  }
}

TEST(LenientJson, KeepsWhatIsInsideTexts) {
  EXPECT_EQ(*read_lenient_json("{\"a\":\"x, } // y\",}"), json({{"a", "x, } // y"}}));
  EXPECT_EQ(*read_lenient_json("{\"a\":\"https://x.example/\",}"), json({{"a", "https://x.example/"}}));
  EXPECT_EQ(*read_lenient_json("{'a':'say \"hi\"'}"), json({{"a", "say \"hi\""}}));
  EXPECT_EQ(*read_lenient_json("{\"a\":\"\\u00e9\\'s\",}"), json({{"a", "\u00E9's"}}));
}

TEST(LenientJson, SeveralValuesInARowAreAList) { EXPECT_EQ(*read_lenient_json("{\"a\":1}{\"a\":2,}"), json::array({{{"a", 1}}, {{"a", 2}}})); }

TEST(LenientJson, CompletesNothing) {
  for (const char* text : {"", "   ", "{\"a\":1", "{\"a\":\"b", "[1,2", "{\"a\" 1}", "{\"a\":b c}", "hello", "{\"a\":1}}}", "{\"a\":01x}"}) EXPECT_FALSE(read_lenient_json(text)) << text;
  EXPECT_FALSE(read_lenient_json(std::string(100'000, '[')));
}

}  // namespace
}  // namespace generic
