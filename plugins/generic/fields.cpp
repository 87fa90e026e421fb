#include <algorithm>
#include <cstdlib>

#include "found.hpp"

namespace generic {

using nlohmann::json;
using voygen::Currency;
using voygen::Money;
using voygen::PriceText;
using voygen::PriceUnit;
using voygen::tidy;

namespace {

bool is_plain_numeral(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  const auto digits = [](std::string_view part) { return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos; };
  return digits(whole) && (point == std::string_view::npos || (digits(decimals) && decimals.size() != 3));
}

std::string first_of(const Fields& fields, const char* name) {
  const auto found = fields.find(name);
  return found == fields.end() || found->second.empty() ? std::string{} : tidy(found->second.front());
}

template <class Text>
void set_if_said(std::optional<Text>& member, std::string text) {
  if (!text.empty()) member = std::move(text);
}

// What the words around a price say it is for; nothing when they are about several prices.
PriceUnit unit_around(const Fields& fields, const char* field, const Money& money, const Site& site, const PageFacts& page) {
  const std::string around = first_of(fields, (std::string(field) + "#around").c_str());
  const PriceText read = price_in(around, site, page, money.currency);
  return read.money && *read.money == money ? voygen::price_unit_of(around) : PriceUnit::unknown;
}

// Does the page say that a field's price is for something else than the site's entry does?
bool contradicts(std::string_view field, PriceUnit told) {
  if (told == PriceUnit::unknown || field == "price") return false;
  return told != (field == "nightly" ? PriceUnit::per_night : PriceUnit::per_stay);
}

PriceUnit unit_of_field(std::string_view field, PriceUnit said, const Site& site) {
  if (field == "nightly") return PriceUnit::per_night;
  if (field == "stay" || field == "total") return PriceUnit::per_stay;
  return said == PriceUnit::unknown ? site.price_unit : said;
}

void read_amounts(const Fields& fields, bool cents, const Site& site, const PageFacts& page, Found& found) {
  const auto stated = Currency::parse(first_of(fields, "currency"));
  const PriceUnit said = voygen::price_unit_of(first_of(fields, "unit"));
  for (const char* field : {"total", "stay", "nightly", "price"}) {
    const std::string text = first_of(fields, field);
    if (text.empty()) continue;
    PriceText read = price_in(text, site, page, stated);
    if (cents && text.find_first_not_of("0123456789") == std::string::npos && read.money) read.money->micros /= 100;
    if (!read.money) {
      if (!read.problem.empty()) found.warnings.push_back(std::string("the ") + field + " price was left out: " + read.problem);
      continue;
    }
    if (stated && read.money->currency != *stated) {
      found.warnings.push_back(std::string("the ") + field + " price was left out: \"" + text.substr(0, 60) + "\" is not in " + stated->str());
      continue;
    }
    if (contradicts(field, read.unit == PriceUnit::unknown ? unit_around(fields, field, *read.money, site, page) : read.unit)) {
      const std::string around = first_of(fields, (std::string(field) + "#around").c_str());
      found.warnings.push_back(std::string("the ") + field + " price was left out: the page says that \"" + (around.empty() ? text : around).substr(0, 80) + "\" is for something else");
      continue;
    }
    Amount amount{*read.money, unit_of_field(field, read.unit == PriceUnit::unknown ? said : read.unit, site), read.certainty, read.at_least, {}};
    if (std::string_view(field) == "total") amount.taxes_included = site.taxes_included.value_or(true);
    if (std::string_view(field) == "stay") amount.taxes_included = false;
    found.amounts.push_back(amount);
  }
  if (const std::string original = first_of(fields, "original"); !original.empty()) {
    if (const PriceText read = price_in(original, site, page, stated); read.money) found.original = read.money;
  }
}

// The site's entry says what it sells in; an amount in something else is not the one that was meant, whatever sign stands beside it.
PriceText only_in_the_sites_currency(PriceText read, std::string_view text, const Site& site) {
  if (!read.money || !site.hints.currency || read.money->currency == *site.hints.currency) return read;
  PriceText refused;
  refused.problem = '"' + std::string(text.substr(0, 60)) + "\" is not in " + site.hints.currency->str() + ", the currency of the site's entry";
  refused.foreign = true;
  return refused;
}

}  // namespace

PriceText price_in(std::string_view text, const Site& site, const PageFacts& page, std::optional<Currency> currency) {
  voygen::PriceHints hints = site.hints;
  if (currency) hints.currency = currency;
  if (!hints.currency) hints.currency = page.currency;
  const std::string clean = tidy(text);
  PriceText read = voygen::read_price(clean, hints);
  if (!read.money && !site.has_locale && page.language_mark != 0) {
    hints.decimal_mark = page.language_mark;
    PriceText again = voygen::read_price(clean, hints);
    if (again.money) read = std::move(again);
  }
  return only_in_the_sites_currency(std::move(read), clean, site);
}

PriceText price_of_data(const json& value, const std::string& currency, const Site& site, const PageFacts& page) {
  const std::string text = value.is_number() ? value.dump() : value.is_string() ? tidy(value.get_ref<const std::string&>()) : std::string{};
  if (text.empty()) return {};
  auto stated = Currency::parse(currency);
  if (!stated && currency.empty()) stated = site.hints.currency ? site.hints.currency : page.currency;
  PriceText read;
  if (value.is_number() || is_plain_numeral(text)) {
    const auto micros = voygen::parse_scaled_decimal(text, 6);
    if (!micros || *micros <= 0) {
      read.problem = '"' + text.substr(0, 60) + "\" is no price";
    } else if (!stated) {
      read.problem = '"' + text.substr(0, 60) + "\" does not say which currency it is in";
    } else {
      read.money = Money{*micros, *stated};
      read.certainty = currency.empty() ? voygen::PriceCertainty::by_hint : voygen::PriceCertainty::stated;
    }
    return only_in_the_sites_currency(std::move(read), text + " " + currency, site);
  }
  // Data write decimals with a point; "1.234" of a site that writes for people may be a thousand. Nobody can tell.
  if (text.find_first_not_of("0123456789.") == std::string::npos && !site.has_locale) {
    read.problem = '"' + text.substr(0, 60) + "\" is no amount that can be read exactly";
    return read;
  }
  read = price_in(text, site, page, stated);
  if (read.money && stated && !currency.empty() && read.money->currency != *stated) {
    read = {};
    read.problem = '"' + text.substr(0, 60) + "\" is not in " + stated->str() + ", which its data say";
  }
  return read;
}

std::optional<double> number_of(std::string_view text) {
  const auto start = text.find_first_of("0123456789");
  if (start == std::string_view::npos) return std::nullopt;
  const bool negative = start > 0 && text[start - 1] == '-';
  std::string numeral(text.substr(start, text.find_first_not_of("0123456789.,", start) - start));
  std::replace(numeral.begin(), numeral.end(), ',', '.');
  if (std::count(numeral.begin(), numeral.end(), '.') > 1) return std::nullopt;
  const double value = std::strtod(numeral.c_str(), nullptr);
  return negative ? -value : value;
}

std::optional<int> star_halves_of(std::string_view text) {
  const auto value = number_of(text);
  if (!value || *value < 0.5 || *value > 5) return std::nullopt;
  const double halves = *value * 2;
  return halves == static_cast<double>(static_cast<int>(halves)) ? std::optional(static_cast<int>(halves)) : std::nullopt;
}

std::string absolute_url(std::string_view address, std::string_view base) {
  const std::string scheme = voygen::lowercase(address.substr(0, address.find(':')));
  if (scheme == "http" || scheme == "https") return std::string(address);
  const std::string origin = origin_of(base);
  if (address.empty() || address[0] == '#' || origin.empty()) return {};
  if (address.substr(0, 2) == "//") return origin.substr(0, origin.find(':') + 1) + std::string(address);
  if (address[0] == '/') return origin + std::string(address);
  const auto colon = address.find(':');
  if (colon != std::string_view::npos && colon < address.find_first_of("/?#")) return {};  // "javascript:", "mailto:"
  const std::string_view path = base.substr(0, base.find_first_of("?#"));
  const auto slash = path.rfind('/');
  return slash < origin.size() ? origin + "/" + std::string(address) : std::string(path.substr(0, slash + 1)) + std::string(address);
}

std::optional<Found> found_in_fields(const Fields& fields, const std::string& source, bool cents, const Site& site, const PageFacts& page) {
  Found found;
  found.source = source;
  found.name = first_of(fields, "name");
  if (found.name.empty()) return std::nullopt;
  found.id = first_of(fields, "id");
  found.url = absolute_url(first_of(fields, "url"), page.base);
  set_if_said(found.address, first_of(fields, "address"));
  set_if_said(found.area, first_of(fields, "area"));
  set_if_said(found.description, first_of(fields, "description"));
  found.star_halves = star_halves_of(first_of(fields, "stars"));
  if (const auto overall = number_of(first_of(fields, "rating"))) {
    const double scale = number_of(first_of(fields, "ratingScale")).value_or(*overall > 5 ? 10 : 5);
    if (*overall > 0 && *overall <= scale) found.rating = voygen::Rating{*overall, scale, {}, {}};
    const std::string reviews = first_of(fields, "reviews");
    std::string digits;
    for (const char c : reviews) {
      if (voygen::detail::is_digit(c)) digits += c;
      else if (!digits.empty() && c != ',' && c != '.' && c != '\'' && c != ' ') break;
    }
    if (found.rating && !digits.empty() && digits.size() < 9) found.rating->review_count = std::stoi(digits);
  }
  const auto latitude = number_of(first_of(fields, "latitude"));
  const auto longitude = number_of(first_of(fields, "longitude"));
  if (latitude && longitude && *latitude >= -90 && *latitude <= 90 && *longitude >= -180 && *longitude <= 180) found.coordinates = voygen::Coordinates{*latitude, *longitude};
  for (const char* name : {"image", "images"}) {
    const auto images = fields.find(name);
    if (images == fields.end()) continue;
    for (const std::string& image : images->second) {
      if (std::string url = absolute_url(image, page.base); !url.empty()) found.images.push_back(std::move(url));
    }
  }
  if (const auto amenities = fields.find("amenities"); amenities != fields.end()) {
    for (const std::string& amenity : amenities->second) found.amenities.push_back(tidy(amenity));
  }
  found.check_in = first_of(fields, "checkIn");
  found.check_out = first_of(fields, "checkOut");
  const std::string sold_out = voygen::lowercase(first_of(fields, "soldOut"));
  found.available = sold_out.empty() || sold_out == "false" || sold_out == "0";
  read_amounts(fields, cents, site, page, found);
  if (const std::string room = first_of(fields, "room"); !room.empty()) {
    voygen::RoomOffer offer;
    offer.name = room;
    found.rooms.push_back(std::move(offer));
  }
  return found;
}

}  // namespace generic
