// The small parts under the pages: fields, markup, pictures, the search form as values.
#include <gtest/gtest.h>

#include <stdexcept>

#include "cpmaxx/dead_weight.hpp"
#include "cpmaxx/paginator.hpp"
#include "cpmaxx/search_request.hpp"
#include "page_reader.hpp"
#include "portal/assets.hpp"
#include "portal/fields.hpp"
#include "portal/markup.hpp"
#include "portal/picture.hpp"

namespace voygen::sim {
namespace {

TEST(Fields, ReadsWhatBrowsersSend) {
  const Fields fields = Fields::parse("a=1&b%5Bx%5D=S%C3%A3o+Paulo&c&=d&&e=%zz&a=2");
  EXPECT_EQ(fields.value("a"), "1");
  EXPECT_EQ(fields.value("b[x]"), "São Paulo");
  EXPECT_EQ(fields.value("c"), "");
  EXPECT_EQ(fields.value("e"), "%zz");
  EXPECT_EQ(fields.number("a", 1, 4, 9), 1);
  EXPECT_EQ(fields.number("a", 2, 4, 9), 9);
  EXPECT_FALSE(fields.find("zzz"));
}

TEST(Markup, LeavesAmpersandsRawWhereThePortalDoes) {
  EXPECT_EQ(sloppy_attribute("B&B \"x\" <y>"), "B&B &quot;x&quot; &lt;y&gt;");
  EXPECT_EQ(escaped("a&'\""), "a&amp;&#039;&quot;");
}

TEST(Markup, WritesMoney) {
  EXPECT_EQ(dollars(1452), "$1,452");
  EXPECT_EQ(dollars(7), "$7");
  EXPECT_EQ(dollars_and_cents(140364), "$1,403.64");
  EXPECT_EQ(dollars_and_cents(5), "$0.05");
  EXPECT_EQ(plain_cents(185544), "1855.44");
  EXPECT_EQ(with_commas(1234567), "1,234,567");
  EXPECT_EQ(percent_text(292), "29.2");
  EXPECT_EQ(percent_text(300), "30");
}

TEST(Markup, FillsTemplatesOnce) {
  EXPECT_EQ(fill("a {{x}} b {{y}}", {{"x", "{{y}}"}, {"y", "2"}}), "a {{y}} b 2");
  EXPECT_THROW(fill("{{z}}", {{"x", ""}}), std::logic_error);
}

TEST(Markup, Base64ComesBack) {
  for (const char* text : {"", "a", "ab", "abc", "{\"checkin\":\"2027-03-01\"}"}) {
    EXPECT_EQ(test::base64_decoded(base64(text)), text);
    EXPECT_EQ(base64(text).size() % 4, 0U);
  }
}

TEST(Picture, WeighsWhatAPhotoWeighs) {
  const std::string picture = draw_landscape(1, 180, 135, 16);
  EXPECT_EQ(picture.substr(1, 3), "PNG");
  EXPECT_GT(picture.size(), 40'000U);
  EXPECT_LT(picture.size(), 64'000U);
  EXPECT_EQ(picture, draw_landscape(1, 180, 135, 16));
  EXPECT_NE(picture, draw_landscape(2, 180, 135, 16));
}

TEST(Assets, AnswersNotModified) {
  Assets assets{7};
  add_cpmaxx_assets(assets, 7);
  Request request;
  request.path = "/adzuki/js/core.min.js";
  const auto first = assets.find(request);
  ASSERT_TRUE(first);
  EXPECT_GT(first->content().size(), 80'000U);
  for (const auto& [name, value] : first->headers) {
    if (name == "ETag") request.if_none_match = value;
  }
  EXPECT_EQ(assets.find(request)->status, 304);
  request.path = "/nothing";
  EXPECT_FALSE(assets.find(request));
}

TEST(Paginator, CountsLikeThePortal) {
  const std::string first = render_paginator(page_of_list(1, 1316));
  EXPECT_NE(first.find("Page 1 of 66"), std::string::npos);
  EXPECT_NE(first.find("Displaying 1 - 20 of 1,316"), std::string::npos);
  EXPECT_NE(first.find("<li class=\"disabled\"><span aria-label=\"Prev\">"), std::string::npos);
  const std::string last = render_paginator(page_of_list(99, 1316));
  EXPECT_NE(last.find("Displaying 1,301 - 1,316 of 1,316"), std::string::npos);
  EXPECT_NE(last.find("<li class=\"disabled\"><span aria-label=\"Next\">"), std::string::npos);
  EXPECT_NE(render_paginator(page_of_list(1, 0)).find("Displaying 0 - 0 of 0"), std::string::npos);
}

TEST(SearchRequest, ReadsDegreesWithoutFloatingPoint) {
  EXPECT_EQ(parse_degrees_e8("47.6061389"), 4'760'613'890);
  EXPECT_EQ(parse_degrees_e8("-122.3328481"), -12'233'284'810);
  EXPECT_EQ(parse_degrees_e8("-0.1275862"), -12'758'620);
  EXPECT_EQ(parse_degrees_e8("5"), 500'000'000);
  for (const char* wrong : {"", "-", "north", "200.1", "1.2.3", "1e5"}) EXPECT_FALSE(parse_degrees_e8(wrong)) << wrong;
}

}  // namespace
}  // namespace voygen::sim
