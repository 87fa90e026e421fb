#include "voygen/usual_fields.hpp"

#include <gtest/gtest.h>

#include "voygen/offers.hpp"

namespace voygen {
namespace {

const std::vector<UsualField<HotelOffer>> kFields = {{"address", "p.address", [](const HotelOffer& offer) { return offer.address.has_value(); }},
                                                     {"total", "", [](const HotelOffer& offer) { return offer.total.has_value(); }}};

TEST(UsualFields, OfNoneOfSeveralOffersAreNamed) {
  std::vector<HotelOffer> offers(5);
  EXPECT_EQ(missing_everywhere(offers, "hotels", kFields),
            (std::vector<std::string>{"none of 5 hotels has its address (p.address): the page seems to have changed", "none of 5 hotels has its total: the page seems to have changed"}));
  offers[3].address = "1 Quay";
  EXPECT_EQ(missing_everywhere(offers, "hotels", kFields).size(), 1u);
}

TEST(UsualFields, OfFewOffersNothingIsSaid) { EXPECT_TRUE(missing_everywhere(std::vector<HotelOffer>(4), "hotels", kFields).empty()); }

}  // namespace
}  // namespace voygen
