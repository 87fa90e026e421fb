// Filters the portal did not apply: applied afterwards where offers show enough, named where nobody can.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scripted_caller.hpp"
#include "search/offer_check.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const PlatformFace kAcme{"acme", "Acme", "1.2.3", {"hotels", "flights", "packages"}, {"portal.example"}, 1};

HotelQuery stay() {
  HotelQuery query;
  query.destination = "Miami";
  query.check_in = *Date::parse_iso("2027-03-14");
  query.check_out = *Date::parse_iso("2027-03-19");
  return query;
}

// Hotels of 100, 90 and 80 dollars for five nights: 20, 18 and 16 a night.
HotelAnswer three(const HotelQuery& query) {
  HotelAnswer answer = tests::hotels(query, 3);
  for (std::size_t i = 0; i < 3; ++i) answer.offers[i].stay = Price{Money::from_cents(10'000 - static_cast<std::int64_t>(i) * 1'000)};
  return answer;
}

template <class Query, class Answered>
CheckedAnswer check(const Query& query, const Answered& answer) {
  SearchRequest request;
  request.query = query;
  auto checked = check_answer(answer.to_json(), kAcme, request, 0);
  EXPECT_TRUE(checked.ok()) << checked.error().message;
  return *checked;
}

TEST(OfferFilters, WhatThePortalDidNotApplyIsAppliedAfterwards) {
  HotelQuery query = stay();
  query.max_nightly_micros = 18'000'000;
  const CheckedAnswer checked = check(query, three(query));
  EXPECT_EQ(checked.offers.size(), 2u);
  EXPECT_THAT(checked.filtered_by_host, ElementsAre("priceRange"));
  EXPECT_THAT(checked.unsupported_filters, IsEmpty());
  EXPECT_EQ(checked.read, 3);
}

TEST(OfferFilters, WhatThePortalAppliedIsNotAppliedAgain) {
  HotelQuery query = stay();
  query.max_nightly_micros = 1'000'000;
  HotelAnswer answer = three(query);
  answer.applied_filters = {"priceRange", "starRating"};  // the platform can do both
  const CheckedAnswer checked = check(query, answer);
  EXPECT_EQ(checked.offers.size(), 3u);
  EXPECT_THAT(checked.applied_filters, ElementsAre("priceRange")) << "what nobody asked for was not applied";
  EXPECT_THAT(checked.filtered_by_host, IsEmpty());
}

TEST(OfferFilters, WhatNoOfferShowsIsNamedAndNotIgnored) {
  HotelQuery query = stay();
  query.min_star_halves = 8;
  query.amenities = {"pool"};
  const CheckedAnswer checked = check(query, three(query));
  EXPECT_EQ(checked.offers.size(), 3u);
  EXPECT_THAT(checked.unsupported_filters, ElementsAre("starRating", "amenities"));
}

TEST(OfferFilters, OneThatDoesNotShowItFailsWhereOthersDo) {
  HotelQuery query = stay();
  query.amenities = {"pool"};
  HotelAnswer answer = three(query);
  answer.offers[0].amenities = {"Outdoor Pool", "Spa"};
  answer.offers[1].amenities = {"Spa"};
  const CheckedAnswer checked = check(query, answer);
  ASSERT_EQ(checked.offers.size(), 1u);
  EXPECT_EQ(checked.offers[0]["name"], "Hotel 0");
}

TEST(OfferFilters, WhenNothingPassesTheEvidenceSaysSo) {
  HotelQuery query = stay();
  query.max_nightly_micros = 1'000'000;
  const CheckedAnswer checked = check(query, three(query));
  EXPECT_TRUE(checked.offers.empty());
  EXPECT_THAT(checked.nothing_found_evidence, HasSubstr("3 offers were read, and none passes priceRange"));
}

TEST(OfferFilters, AnAnswerCutByUsIsNotTakenForAllThereIs) {
  HotelQuery query = stay();
  query.max_nightly_micros = 18'000'000;
  query.max_results = 3;
  EXPECT_FALSE(check(query, three(query)).exhaustive(3)) << "the portal may have more that pass";
}

FlightOffer flight(const char* cabin) {
  FlightOffer offer;
  FlightSegment segment;
  segment.from = {"ATL", {}, {}, LocalDateTime{Date::parse_iso("2027-03-14"), 600}};
  segment.to = {"MIA", {}, {}, {}};
  segment.carrier_code = "DL";
  segment.flight_number = cabin;
  offer.outbound.segments = {segment};
  if (*cabin) offer.cabin = cabin;
  segment.flight_number = "2";
  return offer;
}

TEST(OfferFilters, CabinsAreKnownByTheirCommonNames) {
  FlightQuery query;
  query.origin = "ATL";
  query.destination = "MIA";
  query.departure = *Date::parse_iso("2027-03-14");
  query.cabin = Cabin::economy;
  FlightAnswer answer;
  answer.offers = {flight("Main Cabin"), flight("Premium Select"), flight("Economy"), flight("First"), flight("Zebra")};
  const CheckedAnswer checked = check(query, answer);
  EXPECT_EQ(checked.offers.size(), 2u);
  EXPECT_THAT(checked.filtered_by_host, ElementsAre("class"));
}

TEST(OfferFilters, PackagesByTotalAndType) {
  PackageQuery query;
  query.destination = "Miami";
  query.departure = *Date::parse_iso("2027-03-14");
  query.return_date = *Date::parse_iso("2027-03-19");
  query.max_total_micros = 1'000'000'000;
  query.package_type = PackageType::all_inclusive;
  PackageAnswer answer;
  for (const auto& [id, cents, type] : {std::tuple("1", 100'000, PackageType::all_inclusive), {"2", 100'001, PackageType::all_inclusive}, {"3", 90'000, PackageType::flight_hotel}}) {
    PackageOffer offer;
    offer.hotel = tests::hotels(stay(), 1).offers[0];
    offer.platform_id = id;
    offer.departure = query.departure;
    offer.return_date = query.return_date;
    offer.type = type;
    offer.total = Price{Money::from_cents(cents)};
    answer.offers.push_back(offer);
  }
  const CheckedAnswer checked = check(query, answer);
  ASSERT_EQ(checked.offers.size(), 1u);
  EXPECT_EQ(checked.offers[0]["externalIds"]["acme"], "1");
}

}  // namespace
}  // namespace voygen::search
