#include <algorithm>

#include "page_reading.hpp"

namespace generic {

using voygen::HotelOffer;
using voygen::Price;
using voygen::PriceBasis;
using voygen::PriceCertainty;
using voygen::PriceUnit;

namespace {

// A stable id where the source has none: the path of the hotel's own page, else its name.
std::string id_of(const Found& found) {
  if (!found.id.empty()) return found.id;
  const std::string origin = origin_of(found.url);
  std::string path = found.url.substr(std::min(origin.size(), found.url.size()));
  path = path.substr(0, path.find_first_of("?#"));
  if (path.size() > 1) return path;
  std::string slug;
  for (const char c : voygen::lowercase(found.name)) {
    const bool plain = voygen::detail::is_letter(c) || voygen::detail::is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (plain) slug += c;
    else if (!slug.empty() && slug.back() != '-') slug += '-';
  }
  return slug;
}

double confidence_of(PriceCertainty certainty) {
  switch (certainty) {
    case PriceCertainty::stated: return 1.0;
    case PriceCertainty::by_hint: return 0.95;
    case PriceCertainty::by_currency: return 0.9;
    case PriceCertainty::presumed: return 0.7;
  }
  return 0.7;
}

void lower(HotelOffer& offer, double to, std::string why) {
  offer.confidence = std::min(offer.confidence, to);
  if (!why.empty()) offer.warnings.push_back(std::move(why));
}

void place_amount(const Amount& amount, HotelOffer& offer) {
  const Price price{amount.money, amount.at_least ? PriceBasis::derived : PriceBasis::exact};
  const auto taxes = amount.taxes_included;
  switch (amount.unit) {
    case PriceUnit::per_night:
      offer.per_night = price;
      break;
    case PriceUnit::per_stay:
      if (taxes && !*taxes) {
        offer.stay = price;
      } else {
        offer.total = price;
        offer.taxes_included = taxes;
      }
      break;
    case PriceUnit::per_person:
    case PriceUnit::per_person_per_night:
      offer.quoted = price;
      offer.quoted_unit = amount.unit == PriceUnit::per_person ? "per person" : "per person per night";
      lower(offer, 0.8, {});
      break;
    case PriceUnit::unknown:
      offer.quoted = price;
      offer.quoted_unit = "unknown";
      lower(offer, 0.6, "the page does not say whether the price is for a night or for the stay");
      break;
  }
  lower(offer, confidence_of(amount.certainty),
        amount.certainty == PriceCertainty::presumed ? "the sign beside the price is used by several currencies; " + amount.money.currency.str() + " is its usual meaning" : "");
  if (amount.at_least) lower(offer, 0.85, "the price is the lowest of several (\"from\")");
}

template <class T>
void fill(std::optional<T>& mine, const std::optional<T>& other) {
  if (!mine) mine = other;
}

}  // namespace

HotelOffer offer_of(const Found& found, const Site& site, const voygen::HotelQuery& query) {
  HotelOffer offer;
  offer.platform_id = site.id + ":" + id_of(found);
  offer.site = site.name;
  offer.name = found.name;
  offer.description = found.description;
  offer.address = found.address;
  offer.area = found.area;
  offer.coordinates = found.coordinates;
  offer.star_halves = found.star_halves;
  offer.rating = found.rating;
  offer.check_in = query.check_in;
  offer.check_out = query.check_out;
  offer.warnings = found.warnings;
  offer.amenities = found.amenities;
  offer.image_urls = found.images;
  offer.rooms = found.rooms;
  offer.available = found.available;
  if (!found.url.empty()) offer.booking_url = found.url;
  for (const Amount& amount : found.amounts) place_amount(amount, offer);
  if (found.amounts.empty()) lower(offer, 0.5, found.warnings.empty() && found.available ? "no price was found" : "");
  const auto& paid = offer.total ? offer.total : offer.stay;
  if (found.original && paid && found.original->currency == paid->amount.currency && found.original->micros > paid->amount.micros) offer.original_stay = found.original;
  if (site.activities) offer.collections.push_back("activity");
  return offer;
}

void enrich(Found& hotel, const Found& other) {
  if (hotel.id.empty()) hotel.id = other.id;
  if (hotel.url.empty()) hotel.url = other.url;
  fill(hotel.address, other.address);
  fill(hotel.area, other.area);
  fill(hotel.description, other.description);
  fill(hotel.coordinates, other.coordinates);
  fill(hotel.star_halves, other.star_halves);
  fill(hotel.rating, other.rating);
  if (hotel.images.empty()) hotel.images = other.images;
  if (hotel.amenities.empty()) hotel.amenities = other.amenities;
  if (hotel.rooms.empty()) hotel.rooms = other.rooms;
  for (const Amount& amount : other.amounts) {
    const auto same = std::find_if(hotel.amounts.begin(), hotel.amounts.end(), [&](const Amount& mine) { return mine.unit == amount.unit; });
    if (same == hotel.amounts.end()) {
      if (hotel.amounts.empty() || amount.unit != PriceUnit::unknown) hotel.amounts.push_back(amount);
    } else if (same->money != amount.money && !same->at_least && !amount.at_least) {
      hotel.warnings.push_back("the page's " + other.source + " says another price: " + voygen::decimal_text(amount.money.micros) + " " + amount.money.currency.str());
    }
  }
}

}  // namespace generic
