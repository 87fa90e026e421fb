#include "voygen/offers.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "core/json_schema.hpp"

namespace voygen {
namespace {

using nlohmann::json;

const core::JsonSchema& schema() {
  static const core::JsonSchema answer(json::parse(std::ifstream(std::string(VOYGEN_SCHEMAS) + "/answer.schema.json")));
  return answer;
}

HotelOffer smallest() {
  HotelOffer offer;
  offer.platform_id = "h-1";
  offer.name = "Example";
  offer.check_in = *Date::parse_iso("2027-02-01");
  offer.check_out = *Date::parse_iso("2027-02-04");
  return offer;
}

HotelOffer largest() {
  HotelOffer offer = smallest();
  offer.giata_id = "4711";
  offer.description = "d";
  offer.address = "1 Pier Road";
  offer.coordinates = Coordinates{25.7, -80.2};
  offer.star_halves = 7;
  offer.per_night = Price{Money::from_cents(10'000)};
  offer.stay = Price{Money::from_cents(30'000), PriceBasis::derived};
  offer.total = Price{Money::from_cents(33'333), PriceBasis::rounded_by_portal};
  offer.original_stay = Money::from_cents(40'000);
  offer.commission = Commission{Money::from_cents(3'000), Percent{1'050}, Money::from_cents(30'000)};
  offer.ota_rates = {{"Example Travel", Price{Money::from_cents(11'000)}}};
  offer.best_rate_verified = true;
  offer.programs = {{"FHR", "Fine Hotels"}};
  offer.collections = {"Seaside"};
  offer.amenities = {"Pool"};
  offer.image_urls = {"https://img.example/1.jpg"};
  offer.image_count = 12;
  offer.booking_url = "https://book.example/1";
  offer.sheet_url = "https://book.example/1/sheet";
  offer.warnings = {"odd"};
  return offer;
}

bool has_null_or_empty_text(const json& value) {
  if (value.is_null() || value == "") return true;
  if (!value.is_structured()) return false;
  for (const auto& part : value) {
    if (has_null_or_empty_text(part)) return true;
  }
  return false;
}

TEST(HotelOffer, WhatIsAbsentIsMissing) {
  const json offer = smallest().to_json();
  for (const char* key : {"description", "commission", "otaRates", "bestRateVerified", "programs", "collections", "amenities", "media"}) EXPECT_FALSE(offer.contains(key)) << key;
  EXPECT_EQ(offer.at("pricing"), json::object());
  EXPECT_EQ(offer.at("externalIds"), (json{{"platform", "h-1"}}));
  EXPECT_EQ(offer.at("location"), json::object());
  EXPECT_EQ(offer.at("hotelDetails"), json::object());
  EXPECT_EQ(offer.at("source"), json::object());
  EXPECT_FALSE(has_null_or_empty_text(offer));
}

TEST(HotelOffer, WhatIsThereIsThereExactly) {
  const json offer = largest().to_json();
  EXPECT_EQ(offer.at("pricing").at("basePrice"), json::parse(R"({"amount":100,"currency":"USD","priceBasis":"exact","unit":"per night"})"));
  EXPECT_EQ(offer.at("pricing").at("totalPrice"), json::parse(R"({"amount":333.33,"currency":"USD","priceBasis":"rounded"})"));
  EXPECT_EQ(offer.at("pricing").at("taxesIncluded"), true);
  EXPECT_EQ(offer.at("commission"), json::parse(R"({"amount":30,"currency":"USD","percent":10.5,"base":{"amount":300,"currency":"USD"}})"));
  EXPECT_EQ(offer.at("hotelDetails").at("starRating"), 3.5);
  EXPECT_EQ(offer.at("availability").at("duration"), json::parse(R"({"value":3,"unit":"nights"})"));
  EXPECT_EQ(offer.at("media").at("imageCount"), 12);
  EXPECT_FALSE(has_null_or_empty_text(offer));
}

TEST(HotelAnswer, SatisfiesThePublishedSchema) {
  HotelAnswer answer;
  EXPECT_TRUE(schema().violations(answer.to_json()).empty());
  answer.offers = {smallest(), largest()};
  answer.available = 40;
  answer.nothing_found_evidence = "No hotels";
  answer.place = "Miami, Florida";
  answer.page_url = "https://www.acme.example";
  answer.applied_filters = {"priceRange"};
  const auto violations = schema().violations(answer.to_json());
  EXPECT_TRUE(violations.empty()) << core::explain(violations);
}

TEST(HotelAnswer, TheSchemaSeesWhatIsWrong) {
  HotelAnswer answer;
  answer.offers = {largest()};
  const json good = answer.to_json();
  const std::pair<const char*, json> wrong[] = {
      {"/offers/0/name", ""},
      {"/offers/0/externalIds/platform", 7},
      {"/offers/0/pricing/totalPrice/amount", "333"},
      {"/offers/0/pricing/totalPrice/currency", "usd"},
      {"/offers/0/pricing/basePrice/priceBasis", "guessed"},
      {"/offers/0/hotelDetails/starRating", 9},
      {"/offers/0/location/coordinates/latitude", 91},
      {"/offers/0/extraction/confidence", 2},
      {"/offers/0/availability/startDate", "02/01/2027"},
      {"/offers/0/description", nullptr},
      {"/available", -1},
      {"/nothingFoundEvidence", ""},
  };
  for (const auto& [pointer, value] : wrong) {
    json bad = good;
    bad[json::json_pointer(pointer)] = value;
    EXPECT_FALSE(schema().violations(bad).empty()) << pointer;
  }
}

TEST(HotelOffer, NightlyIsAsShownOrRoundedDownToTheCent) {
  HotelOffer offer = smallest();
  EXPECT_EQ(offer.nightly_micros(), std::nullopt);
  offer.stay = Price{Money::from_cents(10'000)};
  EXPECT_EQ(offer.nightly_micros(), 33'330'000);
  offer.per_night = Price{Money::from_cents(3'400)};
  EXPECT_EQ(offer.nightly_micros(), 34'000'000);
}

TEST(HotelOffer, CompletenessWeighsRequiredFieldsMore) {
  EXPECT_DOUBLE_EQ(smallest().completeness(), 0.2);
  EXPECT_DOUBLE_EQ(largest().completeness(), 1.0);
}

}  // namespace
}  // namespace voygen
