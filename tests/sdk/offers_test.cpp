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

RoomOffer room() {
  RoomOffer offer;
  offer.code = "DUOC";
  offer.name = "Double, ocean view";
  offer.rate_plan = "EP";
  offer.total = Price{Money::from_cents(208'926)};
  offer.difference = Money::from_cents(-7'293);
  offer.per_person = Price{Money::from_cents(104'463)};
  offer.per_night = Price{Money::from_cents(29'847), PriceBasis::derived};
  offer.perks = {"Breakfast"};
  offer.promotions = {"Save 10 %"};
  offer.value_indicators = {"Full Commission"};
  offer.status = OfferStatus::call_to_request;
  offer.refundable = false;
  return offer;
}

FlightSegment segment(const char* from, const char* to) {
  FlightSegment flown;
  flown.from = {from, "The airport", "The city", LocalDateTime{Date::parse_iso("2027-02-01"), 9 * 60 + 45}};
  flown.to = {to, {}, {}, LocalDateTime{{}, 11 * 60 + 5}};
  flown.carrier_code = "DL";
  flown.flight_number = "588";
  flown.operated_by = "Example Connection";
  flown.aircraft = "Boeing 737-800";
  flown.stops = 0;
  flown.booking_class = "L";
  return flown;
}

FlightOffer flight() {
  FlightOffer offer;
  offer.outbound.segments = {segment("ATL", "MEX"), segment("MEX", "CUN")};
  offer.inbound = FlightLeg{{segment("CUN", "ATL")}, 195};
  offer.total = Price{Money::from_cents(138'879)};
  offer.total_is_of_package = true;
  offer.difference = Money::from_cents(8'000);
  offer.per_person = Price{Money::from_cents(69'440), PriceBasis::derived};
  offer.cabin = "economy";
  offer.fare_type = "Published";
  offer.refundable = true;
  offer.baggage = {"1 carry-on"};
  offer.commission = Commission{Money::from_cents(2'000), {}, {}};
  return offer;
}

PackageOffer package() {
  PackageOffer offer;
  offer.type = PackageType::all_inclusive;
  offer.hotel = largest();
  offer.hotel.rooms = {room()};
  offer.flights = {flight()};
  offer.transfers = {"Airport transfer"};
  offer.departure = offer.hotel.check_in;
  offer.return_date = offer.hotel.check_out;
  offer.total = Price{Money::from_cents(208'926)};
  offer.taxes_included = std::nullopt;
  offer.difference = Money{};
  offer.per_person = Price{Money::from_cents(104'463)};
  offer.inclusions = {"Taxes"};
  offer.booking_url = "https://book.example/1";
  return offer;
}

TEST(RoomOffer, SaysWhatThePageSays) {
  const json written = room().to_json();
  EXPECT_EQ(written.at("pricing").at("difference"), json::parse(R"({"amount":-72.93,"currency":"USD"})"));
  EXPECT_EQ(written.at("pricing").at("totalPrice").at("amount"), 2089.26);
  EXPECT_EQ(written.at("status"), "call_to_request");
  EXPECT_EQ(written.at("refundable"), false);
  RoomOffer bare;
  bare.name = "Room";
  EXPECT_EQ(bare.to_json(), json::parse(R"({"type":"Room","status":"bookable","pricing":{}})"));
}

TEST(HotelOffer, TaxesOfTheTotalMayBeUnknown) {
  HotelOffer offer = largest();
  offer.taxes_included = std::nullopt;
  EXPECT_FALSE(offer.to_json().at("pricing").contains("taxesIncluded"));
  offer.taxes_included = false;
  EXPECT_EQ(offer.to_json().at("pricing").at("taxesIncluded"), false);
}

TEST(FlightOffer, AnArrivalWithoutADateHasNone) {
  const json first = flight().to_json().at("itinerary").at("outbound").at("segments").at(0);
  EXPECT_EQ(first.at("departure").at("dateTime"), "2027-02-01T09:45");
  EXPECT_FALSE(first.at("arrival").contains("dateTime"));
  EXPECT_EQ(first.at("arrival").at("time"), "11:05");
}

TEST(FlightOffer, IsKnownByItsFlightsWhenThePortalGivesNoId) {
  EXPECT_EQ(flight().to_json().at("externalIds").at("platform"),
            "DL588@2027-02-01T09:45/ATL-MEX/L+DL588@2027-02-01T09:45/MEX-CUN/L|DL588@2027-02-01T09:45/CUN-ATL/L");
  FlightOffer named = flight();
  named.platform_id = "f-7";
  EXPECT_EQ(named.to_json().at("externalIds").at("platform"), "f-7");
}

TEST(FlightOffer, SaysWhatItsTotalPaysFor) {
  EXPECT_EQ(flight().to_json().at("pricing").at("covers"), "package");
  FlightOffer without_price;
  without_price.outbound = flight().outbound;
  EXPECT_EQ(without_price.to_json().at("pricing"), json::object());
}

TEST(PackageOffer, IsNamedAfterItsHotel) {
  const json written = package().to_json();
  EXPECT_EQ(written.at("name"), "Example");
  EXPECT_EQ(written.at("externalIds").at("platform"), "h-1");
  EXPECT_EQ(written.at("packageDetails").at("duration"), json::parse(R"({"nights":3,"days":4})"));
  EXPECT_EQ(written.at("pricing").at("difference").at("amount"), 0);
  EXPECT_FALSE(written.at("pricing").contains("taxesIncluded"));
  EXPECT_FALSE(has_null_or_empty_text(written));
}

template <class Offer>
void expect_schema_holds(const Offer& offer) {
  Answer<Offer> answer;
  answer.offers = {offer};
  const auto violations = schema().violations(answer.to_json());
  EXPECT_TRUE(violations.empty()) << core::explain(violations);
}

TEST(Answer, OfEveryKindSatisfiesThePublishedSchema) {
  HotelOffer hotel = largest();
  hotel.rooms = {room()};
  hotel.area = "Cancun-Downtown";
  hotel.rating = Rating{4.1, 5, 4324, "TripAdvisor"};
  hotel.airport_distance = AirportDistance{11.4, "mi", "SEA"};
  hotel.notes = {"Resort fee of $25 a night"};
  expect_schema_holds(hotel);
  expect_schema_holds(flight());
  expect_schema_holds(package());
}

TEST(Answer, TheSchemaSeesWhatIsWrongInFlightsAndPackages) {
  PackageAnswer answer;
  answer.offers = {package()};
  const json good = answer.to_json();
  const std::pair<const char*, json> wrong[] = {
      {"/offers/0/category", "cruise"},
      {"/offers/0/packageType", "cheap"},
      {"/offers/0/availability/status", "maybe"},
      {"/offers/0/components/hotels/0/rooms/0/type", ""},
      {"/offers/0/components/hotels/0/rooms/0/pricing/difference/amount", "-72.93"},
      {"/offers/0/components/flights/0/itinerary/outbound/segments", json::array()},
      {"/offers/0/components/flights/0/itinerary/outbound/segments/0/departure/airport/code", "Atlanta"},
      {"/offers/0/components/flights/0/itinerary/outbound/segments/0/departure/dateTime", "2027-02-01 9:45 AM"},
      {"/offers/0/packageDetails/travelDates/return", "02/04/2027"},
  };
  for (const auto& [pointer, value] : wrong) {
    json bad = good;
    bad[json::json_pointer(pointer)] = value;
    EXPECT_FALSE(schema().violations(bad).empty()) << pointer;
  }
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
