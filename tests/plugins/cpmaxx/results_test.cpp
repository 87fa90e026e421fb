#include "results.hpp"

#include <gtest/gtest.h>

#include "selectors.hpp"

namespace cpmaxx {
namespace {

using nlohmann::json;
using voygen::HotelOffer;
using voygen::Money;

HotelOffer hotel(const std::string& id, std::int64_t nightly_dollars) {
  HotelOffer offer;
  offer.platform_id = id;
  offer.name = "Hotel " + id;
  offer.check_in = *voygen::Date::parse_iso("2027-03-01");
  offer.check_out = *voygen::Date::parse_iso("2027-03-02");
  if (nightly_dollars > 0) offer.per_night = voygen::Price{Money::from_cents(nightly_dollars * 100), voygen::PriceBasis::rounded_by_portal};
  return offer;
}

PageReading page_of(std::vector<HotelOffer> results, std::vector<HotelOffer> featured = {}) {
  PageReading page;
  page.results = std::move(results);
  page.featured = std::move(featured);
  return page;
}

std::vector<std::string> ids(const voygen::HotelAnswer& answer) {
  std::vector<std::string> list;
  for (const HotelOffer& offer : answer.offers) list.push_back(offer.platform_id);
  return list;
}

TEST(Displaying, IsReadWithThousands) {
  const auto read = parse_displaying(" Displaying\n1,281 - 1,300 of\xC2\xA0" "1,316 ");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->first, 1281);
  EXPECT_EQ(read->last, 1300);
  EXPECT_EQ(read->of, 1316);
  EXPECT_EQ(parse_displaying("Displaying 0 - 0 of 0")->of, 0);
  for (const char* odd : {"", "Displaying all", "20 - 1 of 5", "1 - 20 of 5", "1 - 20 of"}) EXPECT_FALSE(parse_displaying(odd)) << odd;
}

TEST(HotelList, KeepsThePortalsOrderAndAppendsFeaturedWhileThereIsRoom) {
  voygen::HotelQuery query;
  query.max_results = 4;
  HotelList list(query);
  list.add(page_of({hotel("3", 10), hotel("1", 30)}, {hotel("9", 0), hotel("1", 0), hotel("8", 0)}));
  list.add(page_of({hotel("2", 20)}, {hotel("9", 0)}));
  EXPECT_FALSE(list.is_full());
  EXPECT_EQ(ids(std::move(list).finish()), (std::vector<std::string>{"3", "1", "2", "9"}));
}

TEST(HotelList, FiltersCountOnlyWhatPasses) {
  voygen::HotelQuery query;
  query.max_results = 2;
  query.max_nightly_micros = 25 * Money::kMicrosPerUnit;
  query.amenities = {"pool"};
  HotelList list(query);
  list.add(page_of({hotel("3", 10), hotel("1", 30), hotel("4", 0)}));
  EXPECT_FALSE(list.is_full());
  list.add(page_of({hotel("2", 20)}));
  EXPECT_TRUE(list.is_full());
  const auto answer = std::move(list).finish();
  EXPECT_EQ(ids(answer), (std::vector<std::string>{"3", "2"}));
  EXPECT_EQ(answer.applied_filters, std::vector<std::string>{"priceRange"});
  ASSERT_EQ(answer.warnings.size(), 2u);  // one hotel without a price, and the amenity
  EXPECT_NE(answer.warnings[1].find("pool"), std::string::npos);
}

TEST(HotelList, SaysWhyNothingIsLeft) {
  voygen::HotelQuery query;
  query.min_star_halves = 10;
  HotelList list(query);
  list.add(page_of({hotel("3", 10)}));
  const auto answer = std::move(list).finish();
  EXPECT_TRUE(answer.offers.empty());
  ASSERT_TRUE(answer.nothing_found_evidence);
  EXPECT_NE(answer.nothing_found_evidence->find("1 hotels read"), std::string::npos);
}

TEST(HotelList, AHotelOnTwoPagesIsOneOffer) {
  HotelList list({});
  list.add(page_of({hotel("3", 10), hotel("4", 10)}));
  list.add(page_of({hotel("3", 10), hotel("4", 11)}));
  const auto answer = std::move(list).finish();
  EXPECT_EQ(ids(answer), (std::vector<std::string>{"3", "4"}));
  EXPECT_EQ(answer.warnings.size(), 2u);
  EXPECT_EQ(answer.offers[0].confidence, 1.0);
  EXPECT_LT(answer.offers[1].confidence, 1.0);
}

TEST(Merge, TheResultCardWinsAndListsAreUnited) {
  HotelOffer result = hotel("1", 30);
  result.description = "mine";
  result.collections = {"A"};
  result.programs = {{"FHR", "Fine Hotels & Resorts"}};
  HotelOffer extra = hotel("1", 99);
  extra.description = "theirs";
  extra.address = "1 Street";
  extra.collections = {"A", "B"};
  extra.programs = {{"FHR", "x"}, {"SIG", "SIG"}};
  extra.amenities = {"Breakfast"};
  merge_featured(result, extra);
  EXPECT_TRUE(result.featured);
  EXPECT_EQ(result.description, "mine");
  EXPECT_EQ(result.address, "1 Street");
  EXPECT_EQ(result.nightly_micros(), 30 * Money::kMicrosPerUnit);
  EXPECT_EQ(result.collections, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(result.programs.size(), 2u);
  EXPECT_EQ(result.amenities, std::vector<std::string>{"Breakfast"});
}

TEST(Page, OfOddTypesIsNoCrash) {
  for (const json& odd : {json(nullptr), json::array(), json(5), json{{"results", 5}, {"featured", "x"}, {"markers", 7}, {"next", "yes"}},
                          json{{"results", {1, "x", nullptr, json::object()}}, {"featured", {json::array()}}}}) {
    (void)parse_page(odd, {}, default_selectors());
  }
}

TEST(Selectors, AreOverriddenByKey) {
  const auto changed = selectors_from({{"cardNightly", {".new"}}});
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->at("cardNightly"), json({".new"}));
  EXPECT_EQ(changed->at("card"), default_selectors().at("card"));
  const auto unknown = selectors_from({{"cardNighty", {".new"}}});
  ASSERT_FALSE(unknown.ok());
  EXPECT_NE(unknown.error().message.find("cardNighty"), std::string::npos);
}

}  // namespace
}  // namespace cpmaxx
