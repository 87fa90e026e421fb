#include "card.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "text.hpp"

namespace cpmaxx {

using nlohmann::json;
using voygen::Date;
using voygen::HotelOffer;
using voygen::Money;
using voygen::Price;
using voygen::PriceBasis;

namespace {

constexpr std::int64_t kCent = 10'000;

std::string string_of(const json& value) { return value.is_string() ? value.get<std::string>() : std::string{}; }
std::string raw(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() ? string_of(*found) : std::string{};
}
std::string seen(const json& object, const char* key) { return tidy(raw(object, key)); }
const json& part(const json& object, const char* key) {
  static const json nothing = json::object();
  const auto found = object.find(key);
  return found != object.end() ? *found : nothing;
}
std::string compare(const json& card, const char* key) { return seen(part(card, "compare"), key); }
std::string either(std::string first, std::string second) { return first.empty() ? second : first; }
std::optional<std::string> present(std::string text) { return text.empty() ? std::nullopt : std::optional(std::move(text)); }

// Something is odd about an offer: say it, and trust the offer less.
void doubt(HotelOffer& offer, std::string warning, double less = 0.25) {
  offer.warnings.push_back(std::move(warning));
  offer.confidence = std::max(0.1, std::round((offer.confidence - less) * 100) / 100);
}

// The last part of ".../selectHotel/93817" or "hotel-93817" when it can be an id.
std::string id_at_end(std::string_view text) {
  const std::string tidied = tidy(text);
  const auto start = tidied.find_last_of("/-=");
  const std::string id = tidied.substr(start == std::string::npos ? 0 : start + 1);
  const bool digits = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? id : std::string{};
}

void read_identity(const json& card, HotelOffer& offer) {
  const std::string ids[] = {compare(card, "data-giata-id"), seen(card, "imageId"), id_at_end(raw(card, "select")), id_at_end(raw(card, "anchor"))};
  for (const std::string& id : ids) {
    if (offer.platform_id.empty()) offer.platform_id = id;
    if (!id.empty() && id != offer.platform_id) doubt(offer, "the card names two hotels: GIATA id " + offer.platform_id + " and " + id);
  }
  if (!offer.platform_id.empty()) offer.giata_id = offer.platform_id;
  offer.name = either(seen(card, "name"), compare(card, "data-name"));
}

// The dates the card itself states; the asked ones, with a doubt, when it states none.
std::optional<Stay> find_stay(const json& card, const CardContext& context, HotelOffer& offer) {
  const auto check_in = Date::parse_iso(compare(card, "data-check-in"));
  const auto check_out = Date::parse_iso(compare(card, "data-check-out"));
  if (check_in && check_out && *check_in < *check_out) return Stay{*check_in, *check_out};
  if (const auto stay = stay_of_sheet(raw(card, "sheet"))) return stay;
  const auto assumed = context.on_page ? context.on_page : context.asked;
  if (assumed) doubt(offer, "the card states no dates; taken for the dates of the search", 0.1);
  return assumed;
}

void read_place(const json& card, const CardContext& context, HotelOffer& offer) {
  offer.address = present(either(seen(card, "address"), compare(card, "data-address")));
  const std::string marker = raw(card, "marker");
  if (!marker.empty()) offer.coordinates = parse_marker(marker);
  if (!marker.empty() && !offer.coordinates) doubt(offer, "the map marker holds no coordinates that can be read", 0.05);
  for (const json& other : context.markers) {
    if (offer.coordinates || !other.is_object() || !other.contains("giata_id")) continue;
    const json& id = other["giata_id"];
    if ((id.is_string() ? id.get<std::string>() : id.dump()) == offer.platform_id) offer.coordinates = parse_marker(other.dump());
  }
}

void read_stars(const json& card, HotelOffer& offer) {
  const std::string text = compare(card, "data-star-rating");
  if (text.empty()) return;  // the card's icons leave out a half star: counting them would be wrong every other time
  const auto hundredths = voygen::parse_scaled_decimal(text, 2);
  if (!hundredths || *hundredths < 0 || *hundredths > 500 || *hundredths % 50 != 0) {
    return doubt(offer, "star rating \"" + text + "\" is no number of half stars up to 5", 0.05);
  }
  if (*hundredths > 0) offer.star_halves = static_cast<int>(*hundredths / 50);
}

void read_description(const json& card, HotelOffer& offer) {
  std::string text = either(tidy_without_tags(raw(part(card, "compare"), "data-description")), tidy_without_tags(raw(card, "description")));
  if (lowercase(text) != lowercase(offer.name)) offer.description = present(std::move(text));
}

void read_pictures(const json& card, const CardContext& context, HotelOffer& offer) {
  std::string background = decode_entities(raw(card, "background"));  // "url,fallback"; an address may hold commas itself
  for (const char* next : {",/", ",http", ", /", ", http"}) background = background.substr(0, background.find(next, 1));
  const std::optional<std::string> candidates[] = {parse_photo(raw(card, "style"), context.base_url), absolute_url(background, context.base_url),
                                                   absolute_url(compare(card, "data-image"), context.base_url)};
  for (const auto& url : candidates) {
    const bool photo = url && url->find("staticmap") == std::string::npos && url->find("no-hotel-image") == std::string::npos;
    if (photo && offer.image_urls.empty()) offer.image_urls.push_back(*url);
  }
  const auto count = whole_number(seen(card, "imageCount"));
  if (count && *count > 0) offer.image_count = count;
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

std::string program_name(const std::string& code, const std::string& shown) {
  if (code == "FHR") return "Fine Hotels & Resorts";
  if (code == "GCD") return "The Hotel Collection (THC)";
  return shown.empty() ? code : shown;
}

void read_labels(const json& card, HotelOffer& offer) {
  for (const json& badge : part(card, "programs")) {
    const std::string code = either(seen(badge, "code"), seen(badge, "text"));
    const bool known = std::any_of(offer.programs.begin(), offer.programs.end(), [&](const auto& program) { return program.code == code; });
    if (!code.empty() && !known) offer.programs.push_back({code, program_name(code, seen(badge, "text"))});
  }
  for (const json& label : part(card, "collections")) add_once(offer.collections, tidy(string_of(label)));
  for (const json& label : part(card, "amenities")) add_once(offer.amenities, tidy(string_of(label)));
}

// A price shown as text. A problem is told; another currency spoils all amounts of the card, for the plain ones are in it, too.
std::optional<Price> shown_price(const std::string& text, const char* what, HotelOffer& offer, bool& foreign) {
  const Dollars read = read_dollars(text);
  foreign = foreign || read.foreign;
  if (!read.problem.empty()) doubt(offer, std::string(what) + ": " + read.problem);
  if (!read.money && read.problem.empty() && !text.empty()) doubt(offer, std::string(what) + ": \"" + text.substr(0, 40) + "\" holds no dollar amount");
  if (!read.money || read.money->micros == 0) return std::nullopt;
  return Price{*read.money, read.shows_cents ? PriceBasis::exact : PriceBasis::rounded_by_portal};
}

// What stands in the card's whole text right before or after a word, for a card whose price boxes are not where they were.
std::string amount_before(const std::string& text, std::string_view words) {
  const auto end = lowercase(text).find(words);
  const auto dollar = end == std::string::npos ? end : text.rfind('$', end);
  return dollar == std::string::npos || end - dollar > 20 ? std::string{} : text.substr(dollar, end - dollar);
}
std::string amount_after(const std::string& text, std::string_view words) {
  const auto start = lowercase(text).find(words);
  if (start == std::string::npos) return {};
  const auto dollar = text.find('$', start);
  if (dollar == std::string::npos || dollar - start > words.size() + 5) return {};
  return text.substr(dollar, text.find_first_not_of("$0123456789,. ", dollar) - dollar);
}

void read_total(const json& card, HotelOffer& offer, bool& foreign) {
  const std::string text = seen(card, "text");
  const std::string total = either(seen(card, "total"), amount_after(text, "total:"));
  if (total.empty()) return;
  if (contains_ignoring_case(text, "excludes taxes") || contains_ignoring_case(text, "plus taxes")) {
    return doubt(offer, "the total is shown without taxes; it is left out");
  }
  offer.total = shown_price(total, "total", offer, foreign);
  if (!offer.total || contains_ignoring_case(text, "includes taxes")) return;
  doubt(offer, "the card does not say that its total includes taxes", 0.1);
  offer.taxes_included = std::nullopt;
}

// The stay before a discount, only when it is above what is asked now.
void read_original(const json& card, HotelOffer& offer) {
  if (!offer.stay) return;
  const auto original = plain_amount(compare(card, "data-original-price"));
  const Dollars shown = read_dollars(seen(card, "original"));
  const auto money = original && *original > offer.stay->amount ? original : shown.money;
  if (money && *money > offer.stay->amount) offer.original_stay = money;
}

void read_ota_rates(const json& card, HotelOffer& offer) {
  for (const json& item : part(card, "ota")) {
    if (!item.is_array() || item.size() != 2) continue;
    const std::string provider = tidy(string_of(item[0]));
    const Dollars read = read_dollars(tidy(string_of(item[1])));
    if (provider.empty() || !read.money) {
      doubt(offer, "an agency's rate cannot be read: " + provider + " " + read.problem, 0.05);
      continue;
    }
    offer.ota_rates.push_back({provider, {*read.money, read.shows_cents ? PriceBasis::exact : PriceBasis::rounded_by_portal}});
  }
  if (contains_ignoring_case(seen(card, "verified"), "verified")) offer.best_rate_verified = true;
}

void read_stay_price(const json& card, HotelOffer& offer) {
  const std::string text = compare(card, "data-total-stay");
  const auto stay = plain_amount(text);
  if (stay) offer.stay = Price{*stay, PriceBasis::exact};
  if (!stay && text.find_first_of("123456789") != std::string::npos) doubt(offer, "the stay's price \"" + text + "\" cannot be read");
}

void read_prices(const json& card, HotelOffer& offer, bool& foreign) {
  const std::string text = seen(card, "text");
  offer.per_night = shown_price(either(seen(card, "nightly"), amount_before(text, "per night")), "nightly price", offer, foreign);
  read_total(card, offer, foreign);
  const CommissionReading read = parse_commission(either(raw(card, "commission"), raw(card, "text")));
  foreign = foreign || read.foreign;
  offer.commission = read.commission;
  if (!read.problem.empty()) doubt(offer, read.problem);
  read_stay_price(card, offer);
  read_ota_rates(card, offer);
  if (foreign) {
    offer.per_night.reset(), offer.stay.reset(), offer.total.reset(), offer.commission.reset();
    return;
  }
  if (offer.commission && offer.stay) offer.commission->base = offer.stay->amount;
  read_original(card, offer);
}

std::string text_of(const Money& money) { return "$" + voygen::decimal_text(money.micros); }
std::int64_t rounding_of(const Price& price) { return price.basis == PriceBasis::exact ? kCent / 2 : Money::kMicrosPerUnit / 2; }

bool fits_nightly(std::int64_t nightly, std::int64_t stay, std::int64_t units, std::int64_t rounding) { return std::abs(nightly * units - stay) <= rounding * units; }

// Does the nightly price make the stay? nightly = round(stay / nights); with several rooms some portals show it per room.
std::optional<bool> nightly_makes_stay(HotelOffer& offer, int rooms) {
  if (!offer.per_night || !offer.stay) return std::nullopt;
  const std::int64_t nights = offer.check_in.days_until(offer.check_out);
  const auto fits = [&](std::int64_t units) { return fits_nightly(offer.per_night->amount.micros, offer.stay->amount.micros, units, rounding_of(*offer.per_night)); };
  if (fits(nights)) return true;
  if (rooms <= 1 || !fits(nights * rooms)) return false;
  doubt(offer, "the nightly price is for one of " + std::to_string(rooms) + " rooms", 0);
  return true;
}

// Is the commission the stated percentage of the stay? It is shown in tenths, so the amount may be off by half a tenth of the stay, and a cent.
std::optional<bool> commission_is_of_stay(const HotelOffer& offer) {
  if (!offer.commission || !offer.commission->amount || !offer.commission->percent || !offer.stay) return std::nullopt;
  const std::int64_t stay = offer.stay->amount.micros;
  return std::abs(offer.commission->amount->micros - stay / 10'000 * offer.commission->percent->hundredths) <= stay / 2'000 + kCent;
}

// Do nightly price and commission tell the same stay, whatever the stay's own price says?
bool agree_on_another_stay(const HotelOffer& offer) {
  const std::int64_t told = offer.commission->amount->micros / offer.commission->percent->hundredths * 10'000;
  const std::int64_t nights = offer.check_in.days_until(offer.check_out);
  return std::abs(offer.per_night->amount.micros * nights - told) <= rounding_of(*offer.per_night) * nights + told / 200;
}

void drop_stay(HotelOffer& offer) {
  offer.stay.reset();
  offer.original_stay.reset();
  if (offer.commission) offer.commission->base.reset();
}

// Of amounts that contradict each other, those stay that a third one confirms. Which of two is wrong nobody can tell.
void check_amounts(HotelOffer& offer, int rooms) {
  const auto nightly = nightly_makes_stay(offer, rooms);
  const auto commission = commission_is_of_stay(offer);
  if (nightly != false && commission != false) return;
  const std::string stay = text_of(offer.stay->amount);
  if (nightly == false && commission == false && offer.commission->percent->hundredths > 0 && agree_on_another_stay(offer)) {
    doubt(offer, "the stay's price " + stay + " fits neither the nightly price nor the commission; it is left out");
    return drop_stay(offer);
  }
  if (nightly == false) {
    doubt(offer, "the nightly price " + text_of(offer.per_night->amount) + " is not the stay's " + stay + " divided by " + std::to_string(offer.check_in.days_until(offer.check_out)) + " nights; what nothing confirms is left out");
    if (commission != true) drop_stay(offer);
    offer.per_night.reset();
  } else {
    doubt(offer, "the commission " + text_of(*offer.commission->amount) + " is not the stated percentage of the stay's " + stay + "; what nothing confirms is left out");
    if (nightly != true) drop_stay(offer);
  }
  if (commission == false) offer.commission.reset();
}

// Taxes only add to the stay. A card that does not say that its total has them may show the stay once more.
void check_total(HotelOffer& offer, bool says_taxes) {
  if (!offer.total || !offer.stay) return;
  const std::int64_t above = offer.total->amount.micros - offer.stay->amount.micros;
  if (above < -rounding_of(*offer.total)) {
    doubt(offer, "the total " + text_of(offer.total->amount) + " is below the stay without taxes, " + text_of(offer.stay->amount) + "; it is left out");
    offer.total.reset();
  } else if (!says_taxes && above <= rounding_of(*offer.total)) {
    doubt(offer, "the total " + text_of(offer.total->amount) + " is the stay without taxes; it is left out");
    offer.total.reset();
  }
}

// Identity, dates and all that both layouts share. Says whether there is an offer to go on with.
bool begin(const json& card, const CardContext& context, HotelOffer& offer, CardReading& reading) {
  read_identity(card, offer);
  if (offer.platform_id.empty() || offer.name.empty()) {
    reading.why_not = offer.platform_id.empty() ? "it has no GIATA id" : "hotel " + offer.platform_id + " has no name";
    return false;
  }
  const auto stay = find_stay(card, context, offer);
  if (!stay) {
    reading.why_not = "\"" + offer.name + "\" states no dates, and none were given";
    return false;
  }
  if (context.asked && *stay != *context.asked) {
    reading.wrong_dates = true;
    reading.why_not = "\"" + offer.name + "\" is for " + stay->check_in.iso() + " to " + stay->check_out.iso();
    return false;
  }
  offer.check_in = stay->check_in;
  offer.check_out = stay->check_out;
  read_description(card, offer);
  read_labels(card, offer);
  read_pictures(card, context, offer);
  read_stars(card, offer);
  offer.booking_url = absolute_url(raw(card, "select"), context.base_url);
  offer.sheet_url = absolute_url(raw(card, "sheet"), context.base_url);
  return true;
}

}  // namespace

CardReading read_result_card(const json& card, const CardContext& context) {
  CardReading reading;
  HotelOffer offer;
  if (!begin(card, context, offer, reading)) return reading;
  read_place(card, context, offer);
  read_prices(card, offer, reading.foreign);
  check_amounts(offer, context.rooms);
  check_total(offer, offer.taxes_included == true);
  reading.offer = std::move(offer);
  return reading;
}

CardReading read_featured_card(const json& card, const CardContext& context) {
  CardReading reading;
  HotelOffer offer;
  offer.featured = true;
  if (!begin(card, context, offer, reading)) return reading;
  offer.address = present(compare(card, "data-address"));
  read_stay_price(card, offer);
  read_original(card, offer);
  reading.offer = std::move(offer);
  return reading;
}

}  // namespace cpmaxx
