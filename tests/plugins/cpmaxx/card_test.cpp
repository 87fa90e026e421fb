#include "card.hpp"

#include <gtest/gtest.h>

namespace cpmaxx {
namespace {

using nlohmann::json;
using voygen::Money;

struct CommissionCase {
  const char* text;
  std::int64_t cents;     // -1: absent
  std::int32_t percent;   // hundredths; -1: absent
  bool has_problem;
};

TEST(Commission, IsReadFromEveryNotation) {
  const CommissionCase cases[] = {
      {"Commission: $403.64 (30%)", 40364, 3000, false},
      {"Commission $403.64 (30%)", 40364, 3000, false},
      {"Agent COMMISSION:\xC2\xA0$1,403.64\xC2\xA0(29.2\xC2\xA0%)", 140364, 2920, false},
      {"Commission: $85.49", 8549, -1, false},
      {"Commission: 30%", -1, 3000, false},
      {"Commission: (30%)", -1, 3000, false},
      {"Commission: $0.00 (0%)", 0, 0, false},
      {"Commission: $85.49 compare $285 per night (5%)", 8549, -1, false},
      {"Commission: ask us", -1, -1, true},
      {"Commission: 85.49 (30%)", -1, 3000, true},
      {"Commission: €85.49 (30%)", -1, 3000, true},
      {"Commission: $85.49 (300%)", 8549, -1, false},
      {"$403.64 (30%)", -1, -1, false},
      {"", -1, -1, false},
  };
  for (const CommissionCase& expected : cases) {
    const CommissionReading read = parse_commission(expected.text);
    const auto amount = read.commission ? read.commission->amount : std::nullopt;
    const auto percent = read.commission ? read.commission->percent : std::nullopt;
    EXPECT_EQ(amount ? amount->micros / 10'000 : -1, expected.cents) << expected.text;
    EXPECT_EQ(percent ? percent->hundredths : -1, expected.percent) << expected.text;
    EXPECT_EQ(!read.problem.empty(), expected.has_problem) << expected.text << ": " << read.problem;
  }
}

TEST(Marker, IsDecodedAsOftenAsItWasEncoded) {
  for (const char* text : {R"({"lat":"47.5","lng":"-122.25"})", R"({"lat":47.5,"lng":-122.25})", "{&quot;lat&quot;:&quot;47.5&quot;,&quot;lng&quot;:&quot;-122.25&quot;}",
                           "{&amp;quot;lat&amp;quot;:&amp;quot;47.5&amp;quot;,&amp;quot;lng&amp;quot;:&amp;quot;-122.25&amp;quot;}"}) {
    const auto read = parse_marker(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->latitude, 47.5);
    EXPECT_EQ(read->longitude, -122.25);
  }
  for (const char* text : {"", "{", "[1,2]", R"({"lat":"47.5"})", R"({"lat":"95","lng":"1"})", R"({"lat":"0","lng":"0"})", R"({"lat":"47,5","lng":"1"})"}) {
    EXPECT_FALSE(parse_marker(text)) << text;
  }
}

TEST(Photo, IsTheFirstAddressOfTheStyle) {
  EXPECT_EQ(parse_photo("background-image: url(https://a.example/1.jpg), url(/images/none.png)", ""), "https://a.example/1.jpg");
  EXPECT_EQ(parse_photo("BACKGROUND-IMAGE:URL( '//a.example/1.jpg' )", ""), "https://a.example/1.jpg");
  EXPECT_EQ(parse_photo("background-image: url(&quot;/l/1.jpg?a=1&amp;b=2&quot;)", "https://p.example"), "https://p.example/l/1.jpg?a=1&b=2");
  EXPECT_EQ(parse_photo("color: red", ""), std::nullopt);
}

TEST(Links, AreAbsoluteOrAbsent) {
  EXPECT_EQ(absolute_url("/a/b", "https://p.example/"), "https://p.example/a/b");
  EXPECT_EQ(absolute_url("a/b", "https://p.example"), "https://p.example/a/b");
  EXPECT_EQ(absolute_url("http://q.example/a", "https://p.example"), "http://q.example/a");
  for (const char* nowhere : {"", "#", "#x", "javascript:pick(1)", "mailto:a@b.example"}) EXPECT_EQ(absolute_url(nowhere, "https://p.example"), std::nullopt) << nowhere;
}

TEST(Sheet, HoldsTheStay) {
  const auto stay = stay_of_sheet("/HotelSheets/processor/selectRooms/1/eyJjaGVja2luIjoiMjAyNy0wOS0wMSIsImNoZWNrb3V0IjoiMjAyNy0wOS0wNCJ9");
  ASSERT_TRUE(stay);
  EXPECT_EQ(stay->check_in.iso(), "2027-09-01");
  EXPECT_EQ(stay->check_out.iso(), "2027-09-04");
  for (const char* other : {"", "/a/b", "/a/!!!", "/a/eyJjaGVja2luIjoxfQ=="}) EXPECT_FALSE(stay_of_sheet(other)) << other;
}

// A card with nothing odd about it; each test changes one thing.
json card() {
  return {{"compare", {{"data-giata-id", "7"}, {"data-name", "Inn"}, {"data-total-stay", "855.44"}, {"data-original-price", "855.44"},
                       {"data-star-rating", "3.50"}, {"data-check-in", "2027-03-01"}, {"data-check-out", "2027-03-04"}}},
          {"name", "Inn"}, {"nightly", "$285"}, {"total", "Total: $1,002"}, {"commission", "Commission: $256.63 (30%)"},
          {"text", "Inn $285 per night Total: $1,002 Total price includes taxes and fees"}};
}
CardContext context() { return {Stay{*voygen::Date::parse_iso("2027-03-01"), *voygen::Date::parse_iso("2027-03-04")}, {}, 1, "https://p.example", json::array()}; }

voygen::HotelOffer offer_of(const json& changed, const CardContext& around = context()) {
  const auto read = read_result_card(changed, around);
  EXPECT_TRUE(read.offer) << read.why_not;
  return read.offer.value_or(voygen::HotelOffer{});
}

TEST(Card, WithoutOdditiesIsTrusted) {
  const auto offer = offer_of(card());
  EXPECT_EQ(offer.confidence, 1.0);
  EXPECT_TRUE(offer.warnings.empty());
  EXPECT_EQ(offer.star_halves, 7);
  EXPECT_EQ(offer.stay->amount, Money::from_cents(85544));
  EXPECT_EQ(offer.commission->base, offer.stay->amount);
  EXPECT_FALSE(offer.original_stay);
}

TEST(Card, CommissionMayBeOffByTheRoundingOfItsPercentage) {
  json changed = card();
  for (const char* fine : {"Commission: $256.63 (30%)", "Commission: $257.06 (30%)", "Commission: $256.20 (30%)"}) {
    changed["commission"] = fine;
    EXPECT_TRUE(offer_of(changed).warnings.empty()) << fine;
  }
  for (const char* wrong : {"Commission: $257.10 (30%)", "Commission: $25.66 (30%)"}) {
    changed["commission"] = wrong;
    EXPECT_EQ(offer_of(changed).warnings.size(), 1u) << wrong;
  }
}

TEST(Card, NightlyPriceIsTheStayDividedByItsNights) {
  json changed = card();
  for (const auto& [nightly, warnings] : {std::pair{"$285", 0u}, std::pair{"$285.15", 0u}, std::pair{"$286", 1u}, std::pair{"$285.40", 1u}}) {
    changed["nightly"] = nightly;
    EXPECT_EQ(offer_of(changed).warnings.size(), warnings) << nightly;
  }
}

TEST(Card, NightlyPricePerRoomIsSaid) {
  json changed = card();
  changed["nightly"] = "$143";
  CardContext two = context();
  two.rooms = 2;
  const auto offer = offer_of(changed, two);
  ASSERT_EQ(offer.warnings.size(), 1u);
  EXPECT_EQ(offer.confidence, 1.0);
  EXPECT_NE(offer.warnings[0].find("one of 2 rooms"), std::string::npos);
}

TEST(Card, OriginalPriceCountsOnlyAboveTheStay) {
  json changed = card();
  changed["compare"]["data-original-price"] = "900";
  EXPECT_EQ(offer_of(changed).original_stay, Money::from_cents(90000));
  changed["compare"]["data-original-price"] = "800";
  EXPECT_FALSE(offer_of(changed).original_stay);
  changed["original"] = "$1,000";
  EXPECT_EQ(offer_of(changed).original_stay, Money::from_cents(100000));
}

TEST(Card, OfAnotherStayIsNoOffer) {
  json changed = card();
  changed["compare"]["data-check-out"] = "2027-03-05";
  const auto read = read_result_card(changed, context());
  EXPECT_FALSE(read.offer);
  EXPECT_TRUE(read.wrong_dates);
}

TEST(Card, OfFieldsOfTheWrongTypeIsNoCrash) {
  json changed = card();
  for (const char* key : {"compare", "name", "nightly", "total", "commission", "text", "ota", "programs", "collections", "marker", "style"}) {
    for (const json& odd : {json(nullptr), json(7), json::array({json::array(), 5, "x"}), json::object({{"data-giata-id", 9}})}) {
      changed = card();
      changed[key] = odd;
      (void)read_result_card(changed, context());
      (void)read_featured_card(changed, context());
    }
  }
}

}  // namespace
}  // namespace cpmaxx
