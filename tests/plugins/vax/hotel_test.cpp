#include "hotel.hpp"

#include <gtest/gtest.h>

#include "amounts.hpp"
#include "results.hpp"
#include "selectors.hpp"

namespace vax {
namespace {

using nlohmann::json;
using voygen::Date;
using voygen::Money;

json room(const char* total = "$1,000.00", const char* difference = "(+$20.00)", const char* share = "$500.00 per person") {
  return {{"name", "Deluxe Room"}, {"detail", "showModal('/HotelInformation/Default.aspx?tab=R&room=DLX1&HotelId=7')"}, {"total", total}, {"difference", difference},
          {"perPerson", share}, {"select", "Select"}, {"indicators", {"Full Commission"}}};
}

// A hotel with nothing odd about it; each test changes one thing.
json hotel() {
  return {{"name", "Inn"}, {"detail", "showModal('','m','/HotelInformation/Default.aspx?VendorCode=APV&HotelId=WI%3bINNNN&Item=a%2bb')"},
          {"rating", "Hotel Rating 3.5 en-US-HotelRatingOutOfText 5"}, {"score", "4.1 of 5 stars"}, {"reviews", "Based on 4,324 reviews"},
          {"location", "Seattle, WA | 11.40 miles from airport (SEA)"}, {"rooms", json::array({room()})}};
}
HotelContext context() { return {{*Date::parse_iso("2027-03-01"), *Date::parse_iso("2027-03-04")}, "https://p.example", "/Search/Default.aspx"}; }

voygen::HotelOffer offer_of(const json& changed) {
  const auto read = read_hotel(changed, context());
  EXPECT_TRUE(read.offer) << read.why_not;
  return read.offer.value_or(voygen::HotelOffer{});
}

TEST(Hotel, WithoutOdditiesIsTrusted) {
  const auto offer = offer_of(hotel());
  EXPECT_EQ(offer.confidence, 1.0) << (offer.warnings.empty() ? "" : offer.warnings[0]);
  EXPECT_EQ(offer.platform_id, "WI;INNNN");
  EXPECT_EQ(offer.star_halves, 7);
  EXPECT_EQ(offer.rating->overall, 4.1);
  EXPECT_EQ(offer.rating->review_count, 4324);
  EXPECT_EQ(offer.area, "Seattle, WA");
  EXPECT_EQ(offer.airport_distance->value, 11.4);
  EXPECT_EQ(offer.airport_distance->airport_code, "SEA");
  EXPECT_EQ(offer.booking_url, "https://p.example/HotelInformation/Default.aspx?VendorCode=APV&HotelId=WI%3bINNNN&Item=a%2bb");
  EXPECT_EQ(offer.total->amount, Money::from_cents(100000));
  EXPECT_FALSE(offer.commission);
  EXPECT_FALSE(offer.per_night);
  EXPECT_FALSE(offer.taxes_included);
  ASSERT_EQ(offer.rooms.size(), 1u);
  EXPECT_EQ(offer.rooms[0].code, "DLX1");
  EXPECT_EQ(offer.rooms[0].difference, Money::from_cents(2000));
}

TEST(Hotel, DifferencesHaveASignOrAreAbsent) {
  for (const auto& [text, cents] : {std::pair{"(-$12.50)", -1250}, std::pair{"(+$1,057.41)", 105741}, std::pair{"(\xE2\x88\x92$3.00)", -300}, std::pair{"(+$0.00)", 0}}) {
    json changed = hotel();
    changed["rooms"][0]["difference"] = text;
    EXPECT_EQ(offer_of(changed).rooms.at(0).difference, Money::from_cents(cents)) << text;
  }
  json changed = hotel();
  changed["rooms"][0]["difference"] = "";
  EXPECT_FALSE(offer_of(changed).rooms.at(0).difference);
}

TEST(Hotel, ForeignOrUnreadablePricesAreLeftOutAndSaid) {
  for (const char* text : {"CA$1,000.00", "1.000,00 \xE2\x82\xAC", "\xC2\xA3" "900", "Call", "$1.000"}) {
    json changed = hotel();
    changed["rooms"] = json::array({room(text, "", "")});
    const auto offer = offer_of(changed);
    EXPECT_FALSE(offer.total) << text;
    EXPECT_LT(offer.confidence, 1.0) << text;
    EXPECT_FALSE(offer.warnings.empty()) << text;
  }
}

// What is left of one room's three amounts when the selection is known to cost $980.
voygen::RoomOffer checked(const char* total, const char* difference, const char* share) {
  json changed = hotel();
  changed["rooms"] = json::array({room(total, difference, share)});
  auto offer = offer_of(changed);
  (void)check_amounts({&offer}, 2, Money::from_cents(98000).micros);
  return offer.rooms.at(0);
}

TEST(Amounts, TheOddOneOfThreeIsWithheld) {
  const auto whole = checked("$1,000.00", "(+$20.00)", "$500.00 per person");
  EXPECT_TRUE(whole.total && whole.difference && whole.per_person);
  const auto odd_share = checked("$1,000.00", "(+$20.00)", "$400.00 per person");
  EXPECT_TRUE(odd_share.total && odd_share.difference && !odd_share.per_person);
  const auto odd_difference = checked("$1,000.00", "(+$30.00)", "$500.00 per person");
  EXPECT_TRUE(odd_difference.total && !odd_difference.difference && odd_difference.per_person);
  const auto odd_total = checked("$1,100.00", "(+$20.00)", "$500.00 per person");
  EXPECT_TRUE(!odd_total.total && !odd_total.difference && !odd_total.per_person);
}

TEST(Amounts, WithoutAUsualSelectionNoneIsTrusted) {
  json changed = hotel();
  changed["rooms"] = json::array({room("$500.00", "(+$20.00)", ""), room("$610.00", "(+$240.00)", ""), room("$700.00", "(+$420.00)", "")});
  auto offer = offer_of(changed);
  EXPECT_EQ(check_amounts({&offer}, 2, std::nullopt).withheld, 3);
  for (const auto& left : offer.rooms) EXPECT_FALSE(left.total) << left.name;
}

TEST(Hotel, TotalIsOfTheCheapestRoom) {
  json changed = hotel();
  changed["rooms"] = json::array({room("$1,000.00", "", "$500.00 per person"), room("$900.00", "(-$100.00)", "$450.00 per person")});
  EXPECT_EQ(offer_of(changed).total->amount, Money::from_cents(90000));
}

TEST(Hotel, OfFieldsOfTheWrongTypeIsNoCrash) {
  for (const char* key : {"name", "detail", "rating", "score", "reviews", "location", "badge", "rooms", "clicks", "more", "ratingFull"}) {
    for (const json& odd : {json(nullptr), json(7), json::array({json::array(), 5, "x"}), json::object({{"total", 9}})}) {
      json changed = hotel();
      changed[key] = odd;
      (void)read_hotel(changed, context());
    }
  }
  (void)read_hotel(json(5), context());
}

TEST(Stay, IsReadInEveryNotation) {
  for (const char* text : {"Check-in - 10JAN26 | Check-out - 17JAN26", "Check-In: 01/10/2026 Check-Out: 01/17/2026", "Check-in - Sat, 10 Jan 2026 | Check-out - Sat, 17 Jan 2026 2 adults"}) {
    const auto stay = parse_stay(text);
    ASSERT_TRUE(stay) << text;
    EXPECT_EQ(stay->check_in.iso(), "2026-01-10") << text;
    EXPECT_EQ(stay->check_out.iso(), "2026-01-17") << text;
  }
  for (const char* text : {"", "Check-in - soon Check-out - later", "Check-in - 17JAN26 Check-out - 10JAN26"}) EXPECT_FALSE(parse_stay(text)) << text;
}

TEST(Page, OfOtherDatesIsDrift) {
  const json page{{"content", "Check-in - 11JAN26 | Check-out - 17JAN26"}, {"hotels", json::array({hotel()})}};
  const Asked asked{Stay{*Date::parse_iso("2026-01-10"), *Date::parse_iso("2026-01-17")}, 2, "https://p.example", "/Search/Default.aspx"};
  const auto read = parse_page(page, asked, default_selectors());
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, voygen::Code::drift);
  EXPECT_NE(read.error().message.find("2026-01-11"), std::string::npos);
}

TEST(Page, DifferencesLeadToOneSelection) {
  json odd = hotel();
  odd["detail"] = "showModal('','m','/HotelInformation/Default.aspx?HotelId=9')";
  odd["rooms"] = json::array({room("$1,000.00", "(+$33.00)")});
  json third = hotel();
  third["detail"] = "showModal('','m','/HotelInformation/Default.aspx?HotelId=8')";
  const json page{{"content", "Check-in - 10JAN26 | Check-out - 17JAN26"}, {"hotels", {hotel(), odd, third}}};
  const auto read = parse_page(page, {std::nullopt, 2, "https://p.example", "/Search/Default.aspx"}, default_selectors());
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_TRUE(read->hotels[0].offer.warnings.empty());
  EXPECT_EQ(read->hotels[1].offer.warnings.size(), 1u);
}

}  // namespace
}  // namespace vax
