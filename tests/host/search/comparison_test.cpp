#include "search/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ComparisonTest : public ::testing::Test {
 protected:
  // An offer with a total of `dollars` with taxes; tests change what matters to them.
  json& add(const std::string& platform, const std::string& name, std::optional<int> dollars) {
    json offer{{"category", "hotel"}, {"id", platform + "-" + name}, {"name", name}, {"source", {{"platform", platform}}}, {"pricing", json::object()}};
    if (dollars) {
      offer["pricing"]["totalPrice"] = {{"amount", *dollars}, {"currency", "USD"}, {"priceBasis", "exact"}};
      offer["pricing"]["taxesIncluded"] = true;
    }
    offers_.push_back(offer);
    return offers_.back();
  }
  static json earning(double amount, const char* currency = "USD") { return {{"amount", amount}, {"currency", currency}}; }
  Comparison compare(RowOrder order = RowOrder::price) {
    ComparisonInput input;
    for (const json& offer : offers_) input.offers.push_back(&offer);
    input.place = "Cancun, Mexico";
    input.middle = Coordinates{21.0, -86.8};
    input.order = order;
    return compare_offers(input);
  }
  std::vector<std::string> names(RowOrder order) {
    std::vector<std::string> found;
    const Comparison comparison = compare(order);
    for (const HotelRow& row : comparison.rows) found.push_back(row.name);
    return found;
  }
  std::deque<json> offers_;
};

TEST_F(ComparisonTest, PutsOneHotelOfTwoPlatformsIntoOneRow) {
  add("cpmaxx", "Moon Palace Cancun", 1200)["commission"] = earning(150);
  add("vax", "Moon Palace Cancún - All Inclusive", 1100)["commission"] = earning(90.5);
  add("vax", "Riu Caribe", 900);
  const Comparison found = compare();
  ASSERT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(found.rows[0].name, "Riu Caribe");
  const HotelRow& row = found.rows[1];
  ASSERT_EQ(row.prices.size(), 2U);
  EXPECT_EQ(row.prices[*row.cheapest].platform, "vax");
  EXPECT_EQ(row.prices[*row.earns_most].platform, "cpmaxx");
  EXPECT_EQ(row.prices[0].net->micros, 1'050'000'000);
  EXPECT_EQ(row.prices[1].net->micros, 1'009'500'000);
  EXPECT_GE(row.same_permille, kSame);
  EXPECT_TRUE(found.maybe.empty());
}

TEST_F(ComparisonTest, NeverJoinsTwoOffersOfOnePlatform) {
  add("vax", "Moon Palace Cancun", 1000);
  add("vax", "Moon Palace Cancun", 1100);
  EXPECT_EQ(compare().rows.size(), 2U);
}

TEST_F(ComparisonTest, AsksWhichOfTwoNamesakesIsMeant) {
  add("cpmaxx", "Hotel Bellavista", 100);
  add("vax", "Hotel Bellavista", 90);
  add("vax", "Bellavista Hotel", 80);
  const Comparison found = compare();
  EXPECT_EQ(found.rows.size(), 3U);
  ASSERT_EQ(found.maybe.size(), 2U);
  EXPECT_THAT(found.maybe[0].reason, HasSubstr("2 hotels of vax fit about as well"));
  EXPECT_EQ(found.rows[found.maybe[0].one].name, "Hotel Bellavista");
}

TEST_F(ComparisonTest, AGiataIdSettlesNamesakes) {
  add("cpmaxx", "Hotel Bellavista", 100)["externalIds"]["giata"] = "7";
  add("vax", "Hotel Bellavista", 90)["externalIds"]["giata"] = "8";
  add("vax", "Bellavista", 80)["externalIds"]["giata"] = "7";
  const Comparison found = compare();
  ASSERT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(found.rows[0].prices.size(), 2U);
  EXPECT_EQ(found.rows[0].same_permille, 1000);
}

TEST_F(ComparisonTest, ListsWhatMayBeTheSameApart) {
  add("cpmaxx", "Hilton Cancun", 300);
  add("vax", "Hilton Cancun Downtown", 200);
  const Comparison found = compare();
  ASSERT_EQ(found.rows.size(), 2U);
  ASSERT_EQ(found.maybe.size(), 1U);
  EXPECT_EQ(found.rows[found.maybe[0].one].name, "Hilton Cancun");
  EXPECT_EQ(found.rows[found.maybe[0].other].name, "Hilton Cancun Downtown");
  EXPECT_THAT(found.maybe[0].reason, HasSubstr("downtown"));
  EXPECT_LT(found.maybe[0].permille, kSame);
}

TEST_F(ComparisonTest, ARowIsOfOneHotelThroughout) {
  // The second is like both of the others, which are known to be two.
  add("cpmaxx", "Moon Palace Cancun", 100)["externalIds"]["giata"] = "1";
  add("vax", "Moon Palace Cancun", 90);
  add("web", "Moon Palace Cancun", 80)["externalIds"]["giata"] = "2";
  for (const HotelRow& row : compare().rows) EXPECT_LT(row.prices.size(), 3U);
}

TEST_F(ComparisonTest, DoesNotSetPricesBeforeTaxesAgainstPricesWithThem) {
  add("cpmaxx", "Moon Palace", 1000);
  json& before = add("vax", "Moon Palace", std::nullopt);
  before["pricing"]["stayPrice"] = {{"amount", 950}, {"currency", "USD"}, {"priceBasis", "exact"}};
  const Comparison found = compare();
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(found.rows[0].prices[1].taxes, Taxes::excluded);
  EXPECT_FALSE(found.rows[0].cheapest);
  EXPECT_THAT(found.rows[0].note, HasSubstr("may lack taxes"));
  EXPECT_THAT(found.notes, ElementsAre(HasSubstr("before taxes")));
  // What is lower with taxes is lower in any case.
  before["pricing"]["stayPrice"]["amount"] = 1050;
  const Comparison settled = compare();
  EXPECT_EQ(settled.rows[0].prices[*settled.rows[0].cheapest].platform, "cpmaxx");
}

TEST_F(ComparisonTest, ComparesPricesThatAreAllBeforeTaxes) {
  for (const auto& [platform, amount] : {std::pair("vax", 100), std::pair("web", 90)}) {
    add(platform, "Moon Palace", std::nullopt)["pricing"]["stayPrice"] = {{"amount", amount}, {"currency", "USD"}, {"priceBasis", "exact"}};
  }
  const Comparison found = compare();
  EXPECT_EQ(found.rows[0].prices[*found.rows[0].cheapest].platform, "web");
}

TEST_F(ComparisonTest, UnknownTaxesAreNotTakenForNone) {
  add("vax", "Moon Palace", 100)["pricing"].erase("taxesIncluded");
  add("web", "Moon Palace", 110)["pricing"].erase("taxesIncluded");
  const Comparison found = compare();
  EXPECT_EQ(found.rows[0].prices[0].taxes, Taxes::unknown);
  EXPECT_FALSE(found.rows[0].cheapest);
}

TEST_F(ComparisonTest, NeverComparesCurrenciesAsNumbers) {
  add("cpmaxx", "Moon Palace", 1000)["commission"] = earning(100);
  json& euros = add("web", "Moon Palace", 900);
  euros["pricing"]["totalPrice"]["currency"] = "EUR";
  euros["commission"] = earning(120, "EUR");
  const Comparison found = compare();
  EXPECT_FALSE(found.rows[0].cheapest);
  EXPECT_FALSE(found.rows[0].earns_most);
  EXPECT_THAT(found.rows[0].note, HasSubstr("different currencies"));
  EXPECT_THAT(found.notes, ElementsAre(HasSubstr("different currencies")));
}

TEST_F(ComparisonTest, ANetIsOfOneCurrency) {
  add("cpmaxx", "Moon Palace", 1000)["commission"] = earning(100, "EUR");
  EXPECT_FALSE(compare().rows[0].prices[0].net);
}

TEST_F(ComparisonTest, CallsEqualWhatRoundingHides) {
  json& rounded = add("cpmaxx", "Moon Palace", 1000);
  rounded["pricing"]["totalPrice"]["priceBasis"] = "rounded";
  json& exact = add("vax", "Moon Palace", std::nullopt);
  exact["pricing"] = {{"totalPrice", {{"amount", 999.6}, {"currency", "USD"}, {"priceBasis", "exact"}}}, {"taxesIncluded", true}};
  EXPECT_THAT(compare().rows[0].note, HasSubstr("equal but for rounding"));
  exact["pricing"]["totalPrice"]["amount"] = 998.5;
  EXPECT_TRUE(compare().rows[0].cheapest);
}

TEST_F(ComparisonTest, ARowWithOnePriceHasNoCheapest) {
  add("cpmaxx", "Moon Palace", 1000);
  add("vax", "Moon Palace", std::nullopt);
  const Comparison found = compare();
  EXPECT_FALSE(found.rows[0].cheapest);
  EXPECT_THAT(found.rows[0].note, HasSubstr("fewer than two"));
}

TEST_F(ComparisonTest, KeepsPackagesOutOfHotelPrices) {
  add("cpmaxx", "Moon Palace", 1000);
  add("delta", "Moon Palace", 3000)["category"] = "package";
  const Comparison found = compare();
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(found.rows[0].prices.size(), 1U);
  EXPECT_THAT(found.notes, ElementsAre(HasSubstr("another kind")));
}

TEST_F(ComparisonTest, ComparesPackagesByTheirHotel) {
  const json hotels = json::array({{{"name", "Moon Palace Cancun"}}});
  for (const auto& [platform, amount] : {std::pair("vax", 3100), std::pair("delta", 3000)}) {
    json& offer = add(platform, std::string("A week by ") + platform, amount);
    offer["category"] = "package";
    offer["components"]["hotels"] = hotels;
  }
  const Comparison found = compare();
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(found.rows[0].prices[*found.rows[0].cheapest].platform, "delta");
}

TEST_F(ComparisonTest, SortsStablyAndPutsAbsentFiguresLast) {
  add("cpmaxx", "Alpha", std::nullopt);
  add("cpmaxx", "Bravo", 200)["commission"] = earning(10);
  add("cpmaxx", "Charlie", 100)["rating"] = {{"overall", 4.1}, {"scale", 5}};
  add("vax", "Delphi", 200)["commission"] = earning(30);
  json& echo = add("vax", "Echo", 50);
  echo["rating"] = {{"overall", 9}, {"scale", 10}};
  echo["location"]["coordinates"] = {{"latitude", 21.1}, {"longitude", -86.8}};
  offers_[1]["location"]["coordinates"] = {{"latitude", 21.01}, {"longitude", -86.8}};
  EXPECT_THAT(names(RowOrder::price), ElementsAre("Echo", "Charlie", "Bravo", "Delphi", "Alpha"));
  EXPECT_THAT(names(RowOrder::earnings), ElementsAre("Delphi", "Bravo", "Alpha", "Charlie", "Echo"));
  EXPECT_THAT(names(RowOrder::rating), ElementsAre("Echo", "Charlie", "Alpha", "Bravo", "Delphi"));
  EXPECT_THAT(names(RowOrder::distance), ElementsAre("Bravo", "Echo", "Alpha", "Charlie", "Delphi"));
}

TEST_F(ComparisonTest, SortsEachCurrencyByItself) {
  add("web", "Alpha", 5)["pricing"]["totalPrice"]["currency"] = "KWD";
  add("web", "Bravo", 300);
  add("web", "Charlie", 200);
  EXPECT_THAT(names(RowOrder::price), ElementsAre("Charlie", "Bravo", "Alpha"));
}

TEST_F(ComparisonTest, IsToldWithItsOrderAndItsReasons) {
  add("cpmaxx", "Moon | Palace Cancun", 1200)["commission"] = earning(150);
  add("vax", "Moon Palace Cancún", 1100)["extraction"]["confidence"] = 0.5;
  add("vax", "Moon Palace The Grand", 2000);
  const Comparison found = compare(RowOrder::earnings);
  const json told = to_json(found);
  EXPECT_EQ(told["sortedBy"], "earnings");
  EXPECT_EQ(told["rows"][0]["cheapest"], "vax");
  EXPECT_EQ(told["rows"][0]["prices"][0]["taxes"], "included");
  EXPECT_EQ(told["rows"][0]["prices"][0]["net"]["amount"], 1050);
  EXPECT_EQ(told["rows"][0]["prices"][1]["offerId"], "vax-Moon Palace Cancún");
  EXPECT_EQ(told["maybeSame"].size(), 0U);  // vax lists both, so they are two
  const std::string text = comparison_text(found, 10);
  EXPECT_THAT(text, HasSubstr("1 of 2 hotels were found on several platforms. By the agency's earnings"));
  EXPECT_THAT(text, HasSubstr("| Moon / Palace Cancun | cpmaxx $1200.00 with taxes, earns $150.00, net $1050.00; vax $1100.00 with taxes, LOW CONFIDENCE"));
}

TEST_F(ComparisonTest, NothingIsNoReasonToFail) {
  EXPECT_TRUE(compare().rows.empty());
  offers_.push_back(json::object());
  EXPECT_EQ(compare().rows.size(), 1U);
}

}  // namespace
}  // namespace voygen::search
