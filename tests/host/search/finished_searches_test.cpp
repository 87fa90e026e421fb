// Finished searches: kept for their owner, for a while, and read page by page.
#include "search/finished_searches.hpp"

#include <gtest/gtest.h>

#include "fake_clock.hpp"
#include "search/resources.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

SearchAnswer search(const std::string& id, const core::Clock& clock, int offers = 1) {
  SearchAnswer answer;
  answer.search_id = id;
  answer.request = *parse_request(Kind::hotels, {{"destination", "Miami, FL"}, {"checkIn", "2027-03-14"}, {"checkOut", "2027-03-19"}, {"maxResults", 50}}, clock, Places::built_in());
  answer.searched_ms = clock.now_ms();
  PlatformOutcome outcome;
  outcome.platform = "acme";
  for (int i = 0; i < offers; ++i) {
    HotelOffer offer;
    offer.platform_id = offer.name = std::to_string(i);
    outcome.answer.offers.push_back(offer.to_json());
  }
  answer.platforms.push_back(std::move(outcome));
  return answer;
}

mcp::Caller caller(std::string principal) {
  mcp::Caller made;
  made.principal = std::move(principal);
  return made;
}

class FinishedSearchesTest : public ::testing::Test {
 protected:
  tests::FakeClock clock_;
  FinishedSearches finished_{clock_, {.per_principal = 2, .all = 3, .lifetime = std::chrono::minutes(60)}};
};

TEST_F(FinishedSearchesTest, BelongToTheirOwner) {
  finished_.keep("ada", search("s-1", clock_));
  EXPECT_NE(finished_.find("ada", "s-1"), nullptr);
  EXPECT_EQ(finished_.find("eve", "s-1"), nullptr);
  EXPECT_TRUE(finished_.of("eve").empty());
}

TEST_F(FinishedSearchesTest, TheOldestOfTheSameOwnerMakesRoomThenTheOldestOfAll) {
  for (const char* const id : {"s-1", "s-2", "s-3"}) finished_.keep("ada", search(id, clock_));
  EXPECT_EQ(finished_.find("ada", "s-1"), nullptr);
  EXPECT_EQ(finished_.of("ada").front()->search_id, "s-3");
  finished_.keep("bob", search("s-4", clock_));
  finished_.keep("cy", search("s-5", clock_));
  EXPECT_EQ(finished_.of("ada").size(), 1U);
  EXPECT_NE(finished_.find("bob", "s-4"), nullptr);
}

TEST_F(FinishedSearchesTest, Expire) {
  finished_.keep("ada", search("s-1", clock_));
  clock_.advance_ms(60 * 60'000);
  EXPECT_NE(finished_.find("ada", "s-1"), nullptr);
  clock_.advance_ms(1);
  EXPECT_EQ(finished_.find("ada", "s-1"), nullptr);
  EXPECT_TRUE(finished_.of("ada").empty());
}

TEST_F(FinishedSearchesTest, ASearchThatWentOnIsKeptOnce) {
  finished_.keep("ada", search("s-1", clock_, 1));
  finished_.keep("ada", search("s-1", clock_, 5));
  EXPECT_EQ(finished_.of("ada").size(), 1U);
  EXPECT_EQ(finished_.find("ada", "s-1")->ranked_offers().size(), 5U);
}

TEST_F(FinishedSearchesTest, AreReadPageByPage) {
  finished_.keep("ada", search("s-1", clock_, 45));
  const auto source = search_resources(finished_);
  const auto read = [&](const std::string& uri) { return source->read(caller("ada"), uri); };
  const json first = json::parse(read("voygen://search/s-1")->text);
  EXPECT_EQ(first["results"].size(), 20U);
  EXPECT_EQ(first["page"], (json{{"number", 1}, {"of", 3}, {"next", "voygen://search/s-1?page=2"}}));
  const json last = json::parse(read("voygen://search/s-1?page=3")->text);
  EXPECT_EQ(last["results"].size(), 5U);
  EXPECT_FALSE(last["page"].contains("next"));
  for (const char* const wrong : {"voygen://search/s-1?page=4", "voygen://search/s-1?page=0", "voygen://search/s-1?page=", "voygen://search/s-1?page=1x",
                                  "voygen://search/s-1?side=2", "voygen://search/", "voygen://search/../s-1", "voygen://search/%2e%2e/s-1",
                                  "file:///etc/passwd", "VOYGEN://search/s-1"}) {
    EXPECT_FALSE(read(wrong)) << wrong;
  }
  EXPECT_FALSE(source->read(caller("eve"), "voygen://search/s-1"));
}

TEST_F(FinishedSearchesTest, AreListedAndCompletedForTheirOwner) {
  finished_.keep("ada", search("s-1", clock_, 3));
  finished_.keep("ada", search("t-2", clock_, 3));
  const auto source = search_resources(finished_);
  ASSERT_EQ(source->list(caller("ada")).size(), 2U);
  EXPECT_EQ(source->list(caller("ada"))[0].uri, "voygen://search/t-2");
  EXPECT_EQ(source->list(caller("ada"))[0].title, "Hotels in Miami, FL, 2027-03-14 to 2027-03-19");
  EXPECT_TRUE(source->list(caller("eve")).empty());
  EXPECT_EQ(source->complete(caller("ada"), "voygen://search/{id}{?page}", "id", "s"), std::vector<std::string>{"s-1"});
}

TEST(HotelCards, ArePageOfTheAppsExtension) {
  const auto source = hotel_cards();
  const auto page = source->read(caller(""), kHotelCardsUri);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->mime_type, "text/html;profile=mcp-app");
  EXPECT_EQ(page->text.substr(0, 15), "<!doctype html>");
  EXPECT_EQ(page->meta["ui"]["csp"]["connectDomains"], json::array());
}

}  // namespace
}  // namespace voygen::search
