#include <gtest/gtest.h>

#include "found.hpp"
#include "page_reading.hpp"

namespace generic {
namespace {

using nlohmann::json;
using voygen::PriceUnit;

const PageFacts kPage{"https://www.harbour.example/list/", 0, {}};

std::vector<Found> read(const char* text, const Site& site = Site::unconfigured()) { return found_in_trees({json::parse(text)}, "json-ld", site, kPage); }

std::string price_of(const std::vector<Found>& hotels) {
  if (hotels.size() != 1) return std::to_string(hotels.size()) + " hotels";
  if (hotels[0].amounts.empty()) return "none";
  return voygen::decimal_text(hotels[0].amounts[0].money.micros) + " " + hotels[0].amounts[0].money.currency.str();
}

struct OfferCase {
  const char* offer;
  const char* price;
};

TEST(SchemaOrg, PricesAsSitesWriteThem) {
  const OfferCase cases[] = {
      {R"({"price": 149.9, "priceCurrency": "EUR"})", "149.90 EUR"},
      {R"({"price": "149.90", "priceCurrency": "EUR"})", "149.90 EUR"},
      {R"({"price": "1234", "priceCurrency": "EUR"})", "1234.00 EUR"},
      {R"({"price": "1,234.50", "priceCurrency": "USD"})", "1234.50 USD"},
      {R"({"price": "149,90", "priceCurrency": "EUR"})", "149.90 EUR"},
      {R"({"price": "1.234,50 €", "priceCurrency": "EUR"})", "1234.50 EUR"},
      {R"({"price": "€149"})", "149.00 EUR"},
      {R"({"@type": "AggregateOffer", "lowPrice": "99", "highPrice": "250", "priceCurrency": "GBP"})", "99.00 GBP"},
      {R"({"priceSpecification": {"price": 99, "priceCurrency": "GBP"}})", "99.00 GBP"},
      {R"([{"price": 120, "priceCurrency": "GBP"}, {"price": 99, "priceCurrency": "GBP"}])", "99.00 GBP"},
      {R"([{"price": 80, "priceCurrency": "GBP", "availability": "https://schema.org/SoldOut"}, {"price": 99, "priceCurrency": "GBP"}])", "99.00 GBP"},
      {R"({"price": 99, "priceSpecification": {"@type": "UnitPriceSpecification", "priceType": "https://schema.org/StrikethroughPrice", "price": 120}, "priceCurrency": "GBP"})", "99.00 GBP"},
      {R"({"price": "1.234", "priceCurrency": "EUR"})", "none"},
      {R"({"price": "149.90"})", "none"},
      {R"({"price": 0, "priceCurrency": "EUR"})", "none"},
      {R"({"price": "-5", "priceCurrency": "EUR"})", "none"},
      {R"({"price": "$149", "priceCurrency": "EUR"})", "none"},
      {R"({"price": "free", "priceCurrency": "EUR"})", "none"},
      {R"({"priceCurrency": "EUR"})", "none"},
  };
  for (const OfferCase& expected : cases) {
    const std::string text = R"({"@type": "Hotel", "name": "Palm Inn", "offers": )" + std::string(expected.offer) + "}";
    EXPECT_EQ(price_of(read(text.c_str())), expected.price) << expected.offer;
  }
}

TEST(SchemaOrg, APriceRangeIsNoPrice) { EXPECT_EQ(price_of(read(R"({"@type":"Hotel","name":"Palm Inn","priceRange":"$90 - $150"})")), "none"); }

TEST(SchemaOrg, FindsHotelsWhereverTheyStand) {
  for (const char* text : {
           R"([{"@type":"Organization","name":"X"},{"@type":["LodgingBusiness","Place"],"name":"Palm Inn","makesOffer":{"price":1,"priceCurrency":"EUR"}}])",
           R"({"@graph":[{"@type":"Hotel","@id":"#h","name":"Palm Inn"},{"@type":"Offer","price":1,"priceCurrency":"EUR","itemOffered":{"@id":"#h"}}]})",
           R"({"@graph":[{"@type":"Hotel","name":"Palm Inn","offers":{"@id":"#o"}},{"@type":"Offer","@id":"#o","price":1,"priceCurrency":"EUR"}]})",
           R"({"@type":"ItemList","itemListElement":[{"@type":"ListItem","url":"/a","item":{"@type":"http://schema.org/Hotel","name":"Palm Inn","offers":{"price":1,"priceCurrency":"EUR"}}}]})",
           R"({"@type":"WebPage","mainEntity":{"@type":"Hotel","name":"Palm Inn","offers":{"@type":"AggregateOffer","offers":[{"price":1,"priceCurrency":"EUR"}]}}})",
           R"({"@type":"Product","name":"Palm Inn","offers":{"price":1,"priceCurrency":"EUR"}})",
           R"({"@type":"Hotel","name":{"@value":"Palm Inn"},"containsPlace":[{"@type":"HotelRoom","name":"Suite","offers":{"price":1,"priceCurrency":"EUR"}}]})",
       }) {
    const auto hotels = read(text);
    EXPECT_EQ(price_of(hotels), "1.00 EUR") << text;
    if (hotels.size() == 1) {
      EXPECT_EQ(hotels[0].name, "Palm Inn");
    }
  }
}

TEST(SchemaOrg, SaysWhatAPriceIsFor) {
  const auto unit = [](const std::string& more) {
    const auto hotels = read((R"({"@type":"Hotel","name":"A","offers":{"priceSpecification":{"price":9,"priceCurrency":"EUR")" + more + "}}}").c_str());
    return hotels.at(0).amounts.at(0).unit;
  };
  EXPECT_EQ(unit(""), PriceUnit::unknown);
  EXPECT_EQ(unit(R"(,"unitText":"night")"), PriceUnit::per_night);
  EXPECT_EQ(unit(R"(,"unitText":"per stay")"), PriceUnit::per_stay);
  EXPECT_EQ(unit(R"(,"unitCode":"DAY")"), PriceUnit::per_night);
  EXPECT_EQ(unit(R"(,"referenceQuantity":{"value":1,"unitCode":"DAY"})"), PriceUnit::per_night);
}

TEST(SchemaOrg, ReadsTheRestOfAHotel) {
  const auto hotels = read(R"({"@type":"Hotel","@id":"h1","name":"Palm &amp; Inn","url":"/palm","description":"<p>By the <b>sea</b></p>",
    "address":{"streetAddress":"1 Pier Rd","addressLocality":"Cork","addressCountry":{"@type":"Country","name":"IE"}},"geo":{"latitude":"51.9","longitude":-8.47},
    "starRating":{"ratingValue":"4.5"},"aggregateRating":{"ratingValue":"8.7","bestRating":"10","reviewCount":"1,204"},
    "image":[{"url":"/a.jpg"},"https://cdn.example/b.jpg"],"amenityFeature":[{"name":"Pool","value":true},{"name":"Spa","value":false}]})");
  ASSERT_EQ(hotels.size(), 1u);
  const Found& hotel = hotels[0];
  EXPECT_EQ(hotel.name, "Palm & Inn");
  EXPECT_EQ(hotel.url, "https://www.harbour.example/palm");
  EXPECT_EQ(hotel.description, "By the sea");
  EXPECT_EQ(hotel.address, "1 Pier Rd, Cork, IE");
  EXPECT_EQ(hotel.coordinates->longitude, -8.47);
  EXPECT_EQ(hotel.star_halves, 9);
  EXPECT_EQ(hotel.rating->overall, 8.7);
  EXPECT_EQ(hotel.rating->scale, 10);
  EXPECT_EQ(hotel.rating->review_count, 1204);
  EXPECT_EQ(hotel.images, (std::vector<std::string>{"https://www.harbour.example/a.jpg", "https://cdn.example/b.jpg"}));
  EXPECT_EQ(hotel.amenities, std::vector<std::string>{"Pool"});
}

TEST(Offers, AnAmountGoesWhereItBelongs) {
  Found found;
  found.name = "A";
  const auto money = voygen::Money::from_cents(9900);
  const auto offer_with = [&](PriceUnit unit, std::optional<bool> taxes) {
    found.amounts = {{money, unit, voygen::PriceCertainty::stated, false, taxes}};
    return offer_of(found, Site::unconfigured(), {});
  };
  EXPECT_TRUE(offer_with(PriceUnit::per_night, {}).per_night);
  EXPECT_TRUE(offer_with(PriceUnit::per_stay, false).stay);
  EXPECT_TRUE(offer_with(PriceUnit::per_stay, true).total);
  EXPECT_EQ(offer_with(PriceUnit::per_stay, {}).taxes_included, std::nullopt);
  const auto unknown = offer_with(PriceUnit::unknown, {});
  EXPECT_TRUE(unknown.quoted && !unknown.total && !unknown.per_night && !unknown.stay);
  EXPECT_LT(unknown.confidence, 0.7);
  EXPECT_EQ(offer_with(PriceUnit::per_person, {}).quoted_unit, "per person");
}

TEST(Urls, OnlyWhatCanBeOpened) {
  EXPECT_EQ(absolute_url("a?x=1", "https://h.example/list/b?c/d"), "https://h.example/list/a?x=1");
  EXPECT_EQ(absolute_url("//c.example/a", "https://h.example/"), "https://c.example/a");
  for (const char* address : {"", "#top", "javascript:alert(1)", "mailto:a@b.example", "data:text/html,x"}) EXPECT_EQ(absolute_url(address, "https://h.example/x"), "") << address;
}

}  // namespace
}  // namespace generic
