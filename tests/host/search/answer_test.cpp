// What an answer of several platforms shows: nobody is cut off, and only prices that compare are put into one figure.
#include "search/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

json hotel(const std::string& platform, const std::string& name, double amount, const char* currency = "USD", bool taxes_included = true) {
  return {{"category", "hotel"},
          {"id", platform + "-" + name},
          {"name", name},
          {"source", {{"platform", platform}}},
          {"availability", {{"available", true}}},
          {"extraction", {{"confidence", 1.0}}},
          {"pricing", {{"totalPrice", {{"amount", amount}, {"currency", currency}, {"priceBasis", "exact"}}}, {"taxesIncluded", taxes_included}}}};
}

class AnswerTest : public ::testing::Test {
 protected:
  AnswerTest() { answer_.search_id = "s-1"; }
  HotelQuery& query() { return std::get<HotelQuery>(answer_.request.query); }
  void add(const std::string& platform, std::vector<json> offers) {
    PlatformOutcome outcome;
    outcome.platform = platform;
    outcome.answer.offers = std::move(offers);
    answer_.platforms.push_back(std::move(outcome));
  }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const json* offer : answer_.ranked_offers()) found.push_back((*offer)["name"]);
    return found;
  }
  SearchAnswer answer_;
};

TEST_F(AnswerTest, PlatformsTakeTurnsSoThatALongListHidesNobody) {
  add("acme", {hotel("acme", "A1", 1), hotel("acme", "A2", 2), hotel("acme", "A3", 3)});
  add("beta", {hotel("beta", "B1", 9)});
  query().max_results = 3;
  EXPECT_THAT(names(), ElementsAre("A1", "B1", "A2"));
}

TEST_F(AnswerTest, SortingByPriceKeepsOtherCurrenciesApart) {
  add("acme", {hotel("acme", "A300", 300), hotel("acme", "A100", 100)});
  add("beta", {hotel("beta", "B50 EUR", 50, "EUR"), hotel("beta", "B200", 200)});
  answer_.request.sort = Sort::price;
  EXPECT_THAT(names(), ElementsAre("A100", "B200", "A300", "B50 EUR"));
}

TEST_F(AnswerTest, TheSummaryIsOfPricesThatCompareAndSaysWhich) {
  add("acme", {hotel("acme", "A", 300), hotel("acme", "B", 100), hotel("acme", "C", 120)});
  add("beta", {hotel("beta", "D", 50, "EUR"), hotel("beta", "E", 80, "USD", false)});
  EXPECT_EQ(structured_content(answer_)["summary"],
            (json{{"count", 5}, {"priced", 3}, {"currency", "USD"}, {"taxes", "included"}, {"lowest", 100}, {"median", 120}, {"highest", 300}}));
}

TEST_F(AnswerTest, AnAmountOfUnknownMeaningIsShownAsThat) {
  json offer = hotel("acme", "A", 1);
  offer["pricing"] = {{"quotedPrice", {{"amount", 120}, {"currency", "EUR"}, {"unit", "unknown"}}}};
  add("acme", {offer});
  EXPECT_THAT(text_content(answer_), HasSubstr("shown as 120 EUR, for what is not said"));
}

}  // namespace
}  // namespace voygen::search
