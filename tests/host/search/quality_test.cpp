#include "search/quality.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

json usd(double amount, const char* basis = "exact") { return {{"amount", amount}, {"currency", "USD"}, {"priceBasis", basis}}; }

// Three nights that add up.
json sound_offer() {
  json offer{{"category", "hotel"}, {"name", "Moon Palace"}, {"extraction", {{"confidence", 1.0}, {"completeness", 0.9}, {"warnings", json::array()}}}};
  offer["availability"]["duration"] = {{"value", 3}, {"unit", "nights"}};
  offer["pricing"] = {{"basePrice", usd(285, "rounded")}, {"stayPrice", usd(855.44)}, {"totalPrice", usd(984, "rounded")}, {"taxesIncluded", true}};
  offer["pricing"]["basePrice"]["unit"] = "per night";
  offer["commission"] = {{"amount", 249.79}, {"currency", "USD"}, {"percent", 29.2}};
  offer["location"]["address"]["full"] = "1 Beach Road";
  offer["hotelDetails"]["starRating"] = 4.5;
  return offer;
}

std::vector<std::string> contradictions(const json& offer, int rooms = 1) { return assess_offers({offer}, rooms).front().contradictions; }

TEST(Quality, FindsNothingInASoundOffer) {
  const OfferQuality quality = assess_offers({sound_offer()}, 1).front();
  EXPECT_THAT(quality.contradictions, IsEmpty());
  EXPECT_EQ(quality.confidence, 1000);
  EXPECT_EQ(quality.completeness, 900);
}

TEST(Quality, NightsTimesNightlyIsTheStay) {
  json offer = sound_offer();
  offer["pricing"]["basePrice"]["amount"] = 290;
  EXPECT_THAT(contradictions(offer), ElementsAre(HasSubstr("3 nights at 290.00 are not the stay of 855.44")));
  offer["pricing"]["basePrice"] = {{"amount", 285.15}, {"currency", "USD"}, {"priceBasis", "exact"}, {"unit", "per night"}};
  EXPECT_THAT(contradictions(offer), IsEmpty());
  offer["pricing"]["basePrice"]["amount"] = 285.18;
  EXPECT_EQ(contradictions(offer).size(), 1U);
}

TEST(Quality, ANightlyPriceMayBeOfOneRoom) {
  json offer = sound_offer();
  offer["pricing"]["basePrice"]["amount"] = 143;
  EXPECT_EQ(contradictions(offer, 1).size(), 1U);
  EXPECT_THAT(contradictions(offer, 2), IsEmpty());
}

TEST(Quality, CommissionIsItsShareOfItsBase) {
  json offer = sound_offer();
  offer["commission"]["amount"] = 200;
  EXPECT_THAT(contradictions(offer), ElementsAre(HasSubstr("200.00 is not 29.20 % of 855.44")));
  offer["commission"]["base"] = usd(684.93);
  EXPECT_THAT(contradictions(offer), IsEmpty());
  offer["commission"].erase("percent");
  offer["commission"]["amount"] = 1;
  EXPECT_THAT(contradictions(offer), IsEmpty());
}

TEST(Quality, ATotalIsAtLeastTheStay) {
  json offer = sound_offer();
  offer["pricing"]["totalPrice"]["amount"] = 855;  // rounded down
  EXPECT_THAT(contradictions(offer), IsEmpty());
  offer["pricing"]["totalPrice"]["amount"] = 800;
  EXPECT_THAT(contradictions(offer), ElementsAre(HasSubstr("below the stay")));
}

TEST(Quality, AnOfferHasOneCurrency) {
  json offer = sound_offer();
  offer["commission"] = {{"amount", 100}, {"currency", "EUR"}};
  EXPECT_THAT(contradictions(offer), ElementsAre(HasSubstr("EUR, USD")));
}

TEST(Quality, TotalLessDifferenceIsOneAmountPerPage) {
  std::vector<json> page;
  for (const auto& [total, difference] : {std::pair(2089.26, 72.93), std::pair(2016.33, 0.0), std::pair(2016.31, -0.01), std::pair(2500.0, 100.0)}) {
    json offer{{"category", "package"}, {"pricing", {{"totalPrice", usd(total)}, {"difference", usd(difference)}}}};
    page.push_back(offer);
  }
  const auto qualities = assess_offers(page, 1);
  EXPECT_THAT(qualities[0].contradictions, IsEmpty());
  EXPECT_THAT(qualities[1].contradictions, IsEmpty());
  EXPECT_THAT(qualities[2].contradictions, IsEmpty());
  EXPECT_THAT(qualities[3].contradictions, ElementsAre(HasSubstr("2400.00, on the rest of the page it is 2016.33")));
}

TEST(Quality, WhatThePlatformUsuallyShowsIsMissed) {
  json poor = sound_offer();
  poor.erase("commission");
  poor["location"] = json::object();
  EXPECT_EQ(assess_offers({sound_offer(), sound_offer(), poor}, 1)[2].confidence, 880);
  EXPECT_EQ(assess_offers({poor}, 1)[0].confidence, 1000);  // nobody there shows it
}

TEST(Quality, IsWrittenIntoTheOffersAndSummedUp) {
  json wrong = sound_offer();
  wrong["pricing"]["totalPrice"]["amount"] = 100;
  std::vector<json> offers{sound_offer(), wrong};
  grade_offers(offers, 1);
  EXPECT_EQ(offers[0]["extraction"]["confidence"], 1);
  EXPECT_EQ(offers[1]["extraction"]["confidence"], 0.7);
  EXPECT_THAT(offers[1]["extraction"]["warnings"][0].get<std::string>(), HasSubstr("CONTRADICTION"));
  const SearchQuality quality = search_quality(offers);
  EXPECT_EQ(quality.confidence, 850);
  EXPECT_EQ(quality.completeness, 900);
  EXPECT_EQ(quality.low, 1);
  EXPECT_EQ(search_quality({}).offers, 0);
}

}  // namespace
}  // namespace voygen::search
