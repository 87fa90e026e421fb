#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "search/offer_check.hpp"
#include "voygen/offers.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class OfferCheckTest : public ::testing::Test {
 protected:
  OfferCheckTest() {
    query_.destination = "Miami";
    query_.check_in = *Date::parse_iso("2027-03-14");
    query_.check_out = *Date::parse_iso("2027-03-19");
  }
  HotelOffer offer(std::string id) const {
    HotelOffer made;
    made.platform_id = std::move(id);
    made.name = "Hotel " + made.platform_id;
    made.check_in = query_.check_in;
    made.check_out = query_.check_out;
    made.stay = Price{Money::from_cents(85544), PriceBasis::exact};
    made.booking_url = "https://portal.example/select/1";
    return made;
  }
  Result<CheckedAnswer> check(const std::vector<HotelOffer>& offers, json changes = json::object()) const {
    HotelAnswer answer;
    answer.offers = offers;
    json sent = answer.to_json();
    sent.update(changes);
    return check_answer(sent, platform_, request(), 1'795'348'800'000);
  }
  SearchRequest request() const {
    SearchRequest made;
    made.query = query_;
    return made;
  }
  HotelQuery query_;
  PlatformFace platform_{"acme", "Acme", "1.2.3", {"hotels"}, {"portal.example"}, 1};
};

TEST_F(OfferCheckTest, StampsSourceAndAStableId) {
  const auto first = check({offer("7")});
  const auto second = check({offer("7")});
  ASSERT_TRUE(first.ok());
  const json& shown = first->offers.front();
  EXPECT_EQ(shown["id"], second->offers.front()["id"]);
  EXPECT_EQ(shown["externalIds"]["acme"], "7");
  EXPECT_EQ(shown["source"]["platform"], "acme");
  EXPECT_EQ(shown["source"]["lastUpdated"], "2026-11-22T12:00:00Z");
  EXPECT_EQ(shown["source"]["extractedBy"]["version"], "1.2.3");
  EXPECT_EQ(shown["pricing"]["stayPrice"]["amount"], 855.44);
}

TEST_F(OfferCheckTest, LeavesOutWhatCannotBeShown) {
  HotelOffer other_dates = offer("2");
  other_dates.check_out = other_dates.check_out.plus_days(1);
  HotelOffer nameless = offer("3");
  nameless.name = "\u200b";
  const auto checked = check({offer("1"), other_dates, nameless, offer("1")});
  ASSERT_TRUE(checked.ok());
  EXPECT_EQ(checked->offers.size(), 1u);
  EXPECT_THAT(checked->warnings.back(), HasSubstr("3 of 4 offers"));
}

TEST_F(OfferCheckTest, AnEmptyAnswerNeedsProof) {
  const auto silent = check({});
  ASSERT_FALSE(silent.ok());
  EXPECT_EQ(silent.error().code, Code::drift);
  const auto proven = check({}, {{"nothingFoundEvidence", "Displaying 0 - 0 of 0"}});
  ASSERT_TRUE(proven.ok());
  EXPECT_TRUE(proven->exhaustive(20));
}

TEST_F(OfferCheckTest, AZeroOrNegativeOrForeignPriceIsNoPrice) {
  HotelOffer odd = offer("1");
  odd.stay = Price{Money{0, {}}, PriceBasis::exact};
  odd.total = Price{Money{-1, {}}, PriceBasis::exact};
  const auto checked = check({odd});
  ASSERT_TRUE(checked.ok());
  EXPECT_TRUE(checked->offers.front()["pricing"].empty());
  EXPECT_EQ(checked->offers.front()["extraction"]["warnings"].size(), 2u);
}

TEST_F(OfferCheckTest, OnlyLinksOfThePlatformAreShown) {
  HotelOffer linked = offer("1");
  linked.booking_url = "https://evil.example/portal.example";
  linked.sheet_url = "javascript:alert(1)";
  linked.image_urls = {"https://cdn.example/a.jpg", "data:image/png;base64,xx", "javascript:1"};
  const json shown = check({linked})->offers.front();
  EXPECT_FALSE(shown["source"].contains("bookingUrl"));
  EXPECT_FALSE(shown["source"].contains("sheetUrl"));
  EXPECT_EQ(shown["media"]["images"].size(), 1u);
}

TEST_F(OfferCheckTest, AWrongShapeIsThePluginsFault) {
  const auto checked = check({}, {{"offers", {{{"category", 7}}}}});
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().code, Code::plugin_fault);
}

TEST_F(OfferCheckTest, SurvivesTheCache) {
  auto checked = check({offer("1")}, {{"available", 1316}, {"partial", true}, {"place", "Miami, FL, USA"}});
  const auto again = CheckedAnswer::from_json(json::parse(checked->to_json().dump()));
  EXPECT_EQ(again.to_json(), checked->to_json());
  EXPECT_FALSE(again.exhaustive(20));
}

TEST(HarmlessTextTest, OneLineWithoutTricks) {
  struct Case {
    const char* name;
    std::string text;
    std::string shown;
  };
  const Case cases[] = {
      {"plain", "Zoëtry & Spa – Málaga", "Zoëtry & Spa – Málaga"},
      {"blanks", "  a\t\n b\u00a0c  ", "a b c"},
      {"zero width and direction", "pay\u200bpal \u202egnp\u2066", "paypal gnp"},
      {"control", std::string("a\x1b[31mb\0c", 9), "a[31mbc"},
      {"tags block", "a\U000E0041b", "ab"},
      {"broken utf-8", "a\xff\xc3(b", "a(b"},
      {"emoji stays", "🏨 ok", "🏨 ok"},
  };
  for (const Case& c : cases) EXPECT_EQ(harmless_text(c.text, 100), c.shown) << c.name;
  EXPECT_EQ(harmless_text("ééé", 4), "éé…");
}

}  // namespace
}  // namespace voygen::search
