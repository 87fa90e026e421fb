// extract: what the declarative specification reads, and what it reports about what it did not find.
#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

class Extract : public PageTest {
 protected:
  json extract(const std::string& html, const json& spec) {
    site.serve("/", "<!DOCTYPE html><body>" + html);
    open("/");
    return done({{"op", "extract"}, {"spec", spec}});
  }
  // One field of one item.
  json read(const std::string& html, const json& field) { return extract("<div class=c>" + html + "</div>", {{"items", {".c"}}, {"fields", {{"f", field}}}}); }
  json value(const std::string& html, const json& field) {
    const json reply = read(html, field);
    return reply.at("items").size() == 1 ? reply["items"][0].value("f", json(nullptr)) : json("not one item");
  }
};

TEST_F(Extract, CardsOfAResultPage) {
  const json reply = extract(
      "<div class=results>"
      "<div class=card data-id='7 '><p class=name>  Hotel\n\t<b>Miramar</b>&nbsp; </p><span class=price>from $1,452.50 per night</span><i class=badge></i></div>"
      "<div class=card><h3>Second</h3><span class=price>sold out</span></div></div>",
      {{"items", {".missing", ".card"}},
       {"within", ".results"},
       {"fields",
        {{"id", {{"from", {{{"attribute", "data-id"}}}}, {"type", "integer"}}},
         {"name", {{"from", {{{"selector", ".name"}}, {{"selector", "h3"}}}}}},
         {"price", {{"from", {{{"selector", ".price"}}}}, {"pattern", "\\$([\\d,.]+)"}, {"type", "decimal"}}},
         {"badge", {{"from", {{{"selector", ".badge"}}}}, {"type", "present"}}}}}});
  EXPECT_EQ(reply.at("items"), (json{{{"id", 7}, {"name", "Hotel Miramar"}, {"price", "1,452.50"}, {"badge", true}}, {{"name", "Second"}, {"badge", false}}}));
  EXPECT_EQ(reply.at("itemSelector"), ".card");
  EXPECT_EQ(reply.at("missing"), (json{{"id", 1}, {"price", 1}}));
  EXPECT_EQ(reply.at("fallbacks"), (json{{"name", {{"h3", 1}}}}));
  EXPECT_EQ(reply.at("badType"), json::object());
  EXPECT_EQ(reply.at("matched"), 2);
}

TEST_F(Extract, TextSkipsWhatIsNotShown) {
  EXPECT_EQ(value("a<!-- no --><script>no</script><style>no</style><b>b</b><br>c", {{"from", {json::object()}}}), "ab c");
  EXPECT_EQ(value("<p>own <b>inner</b> text</p>", {{"from", {{{"selector", "p"}, {"own_text", true}}}}}), "own text");
  EXPECT_EQ(value("<p> <b>x</b> </p>", {{"from", {{{"selector", "p"}, {"html", true}}}}}), " <b>x</b> ");
}

TEST_F(Extract, EmptyTextTriesTheNextSource) {
  const json reply = read("<p class=a>&nbsp; </p><p class=b>x</p>", {{"from", {{{"selector", ".a"}}, {{"selector", ".b"}}}}});
  EXPECT_EQ(reply.at("items"), (json{{{"f", "x"}}}));
  EXPECT_EQ(reply.at("fallbacks"), (json{{"f", {{".b", 1}}}}));
}

TEST_F(Extract, APatternThatDoesNotMatchTriesTheNextSource) {
  EXPECT_EQ(value("<p class=a>none</p><p class=b>Total: $5</p>", {{"from", {{{"selector", ".a"}}, {{"selector", ".b"}}}}, {"pattern", "\\$(\\d+)"}, {"type", "integer"}}), 5);
}

TEST_F(Extract, Types) {
  const auto from = json{{{"selector", "p"}}};
  struct Case {
    const char* text;
    const char* type;
    json expected;
  };
  const std::vector<Case> cases{{"1,316", "integer", 1316},   {"-4", "integer", -4},          {"3.5", "integer", nullptr},  {"12,34", "integer", nullptr},
                                {"855.44", "decimal", "855.44"}, {"0.10", "decimal", "0.10"},  {"$5", "decimal", nullptr},   {"1e3", "decimal", nullptr},
                                {"Yes", "boolean", true},     {"0", "boolean", false},        {"maybe", "boolean", nullptr}, {"{\"a\": [1]}", "json", {{"a", {1}}}},
                                {"{a:1}", "json", nullptr},   {"99999999999999999999", "integer", nullptr}};
  for (const Case& one : cases) {
    EXPECT_EQ(value("<p>" + std::string(one.text) + "</p>", {{"from", from}, {"type", one.type}}), one.expected) << one.text << " as " << one.type;
  }
  const json reply = read("<p>3.5</p>", {{"from", from}, {"type", "integer"}});
  EXPECT_EQ(reply.at("badType"), (json{{"f", {"3.5"}}}));
  EXPECT_EQ(reply.at("missing"), (json{{"f", 1}}));
}

TEST_F(Extract, DoublyEncodedJsonInAnAttribute) {
  const json field{{"from", {{{"selector", "a"}, {"attribute", "data-marker"}}}}, {"decode", "entities"}, {"type", "json"}};
  EXPECT_EQ(value("<a data-marker='{&amp;quot;lat&amp;quot;:&amp;quot;51.3&amp;quot;,&amp;quot;t&amp;quot;:&amp;quot;a  &lt;b&gt;&amp;quot;}'>x</a>", field),
            (json{{"lat", "51.3"}, {"t", "a  <b>"}}));
}

TEST_F(Extract, AllTakesEveryMatch) {
  EXPECT_EQ(value("<i>1</i><i></i><i>3</i>", {{"from", {{{"selector", "i"}}}}, {"all", true}, {"type", "integer"}}), (json{1, 3}));
}

TEST_F(Extract, RequiredFieldsKeepIncompleteItemsOut) {
  const json reply = extract("<p class=c><b>1</b></p><p class=c></p>", {{"items", {".c"}}, {"fields", {{"f", {{"from", {{{"selector", "b"}}}}, {"required", true}}}}}});
  EXPECT_EQ(reply.at("items").size(), 1U);
  EXPECT_EQ(reply.at("incomplete"), 1);
  EXPECT_EQ(reply.at("missing"), (json{{"f", 1}}));
}

TEST_F(Extract, NothingFoundIsSaidSo) {
  const json reply = extract("<p>x</p>", {{"items", {".a", ".b"}}, {"within", ".nowhere"}, {"fields", json::object()}});
  EXPECT_EQ(reply.at("items"), json::array());
  EXPECT_EQ(reply.at("itemSelector"), nullptr);
}

TEST_F(Extract, ErrorsNameThePlace) {
  site.serve("/", "<p class=c>x</p>");
  open("/");
  struct Case {
    json spec;
    const char* named;
  };
  const std::vector<Case> cases{{{{"items", {".c["}}, {"fields", json::object()}}, ".c["},
                                {{{"items", {".c"}}, {"fields", {{"f", {{"from", {json::object()}}, {"pattern", "("}}}}}}, "\"f\""},
                                {{{"items", json::array()}, {"fields", json::object()}}, "items"},
                                {{{"items", {".c"}}, {"fields", {{"f", {{"form", 1}}}}}}, "form"},
                                {{{"items", {".c"}}, {"fields", {{"f", {{"from", {{{"selektor", "x"}}}}}}}}}, "selektor"},
                                {{{"items", {".c"}}, {"fields", {{"f", {{"from", {{{"attribute", "x"}, {"html", true}}}}}}}}}, "only one"},
                                {{{"items", {".c"}}, {"fields", {{"f", {{"from", {json::object()}}, {"type", "money"}}}}}}, "decimal"}};
  for (const Case& one : cases) {
    const Error error = fails({{"op", "extract"}, {"spec", one.spec}});
    EXPECT_EQ(error.code, Code::invalid_argument) << one.spec;
    EXPECT_NE(error.message.find(one.named), std::string::npos) << error.message;
  }
}

}  // namespace
}  // namespace voygen::browser::test
