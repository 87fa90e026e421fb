#include "hotel.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "link.hpp"
#include "voygen/page_text.hpp"
#include "voygen/price_text.hpp"

namespace vax {

using nlohmann::json;
using voygen::HotelOffer;
using voygen::Money;
using voygen::OfferStatus;
using voygen::Price;
using voygen::PriceBasis;
using voygen::RoomOffer;
using voygen::tidy;

namespace {

std::string raw(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}
std::string seen(const json& object, const char* key) { return tidy(raw(object, key)); }
const json& part(const json& object, const char* key) {
  static const json nothing = json::array();
  const auto found = object.find(key);
  return found != object.end() && (found->is_array() || found->is_object()) ? *found : nothing;
}
int count(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<int>() : 0;
}

// The digits, commas and point of the first numeral at or after `from`: "4.1" of "4.1 of 5 stars".
std::string numeral(std::string_view text, std::size_t from = 0) {
  const auto start = text.find_first_of("0123456789", from);
  if (start == std::string_view::npos) return {};
  auto numeral = text.substr(start, text.find_first_not_of("0123456789,.", start) - start);
  while (!numeral.empty() && (numeral.back() == '.' || numeral.back() == ',')) numeral.remove_suffix(1);
  return std::string(numeral);
}
std::optional<std::int64_t> scaled(std::string_view text, int digits, std::size_t from = 0) { return voygen::parse_scaled_decimal(numeral(text, from), digits); }

// An amount of a US portal; another currency is never taken for dollars. A problem is told.
std::optional<Price> dollars(const std::string& text, const std::string& what, HotelOffer& offer, bool& foreign, bool zero_is_a_price = false) {
  voygen::PriceHints hints;
  hints.currency = voygen::Currency{};
  hints.mark_required = true;
  hints.zero_is_a_price = zero_is_a_price;
  const auto read = voygen::read_price(text, hints);
  const bool other = read.foreign || (read.money && read.money->currency != voygen::Currency{});
  foreign = foreign || other;
  if (other) doubt(offer, what + ": \"" + text.substr(0, 40) + "\" is not in US dollars");
  if (!other && !read.problem.empty()) doubt(offer, what + ": " + read.problem);
  if (!other && !read.money && read.problem.empty() && !text.empty()) doubt(offer, what + ": \"" + text.substr(0, 40) + "\" holds no dollar amount");
  if (other || !read.money) return std::nullopt;
  return Price{*read.money, read.shows_cents ? PriceBasis::exact : PriceBasis::rounded_by_portal};
}

// "(+$57.41)", "(-$12.00)". Nothing in the brackets is no difference at all.
std::optional<Money> difference_of(const std::string& text, HotelOffer& offer, bool& foreign) {
  const auto start = text.find_first_not_of("( ");
  if (start == std::string::npos) return std::nullopt;
  std::string amount = text.substr(start, text.find(')') - start);
  bool negative = false;
  for (const std::string_view sign : {"+", "-", "\xE2\x88\x92", "\xE2\x80\x93"}) {
    if (amount.rfind(sign, 0) != 0) continue;
    negative = sign != "+";
    amount.erase(0, sign.size());
    break;
  }
  const auto price = dollars(amount, "difference", offer, foreign, true);
  if (!price) return std::nullopt;
  return Money{negative ? -price->amount.micros : price->amount.micros, price->amount.currency};
}

OfferStatus status_of(const json& room, bool has_price) {
  const std::string button = voygen::lowercase(seen(room, "select") + " " + (raw(room, "select").empty() ? seen(room, "text") : ""));
  if (button.find("call to") != std::string::npos || button.find("on request") != std::string::npos) return OfferStatus::call_to_request;
  if (button.find("not available") != std::string::npos || button.find("sold out") != std::string::npos) return OfferStatus::not_available;
  return has_price || !raw(room, "select").empty() ? OfferStatus::bookable : OfferStatus::not_available;
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

// The titles belong to the room, what they mean to the hotel's notes.
void read_promotions(const json& from, RoomOffer& room, HotelOffer& offer) {
  for (const json& promotion : part(from, "promotions")) {
    if (!promotion.is_object()) continue;
    const std::string title = seen(promotion, "title");
    add_once(room.promotions, title);
    std::string words = seen(promotion, "text");
    const std::string dates = seen(promotion, "dates");
    if (!dates.empty()) words += (words.empty() ? "" : " ") + dates;
    if (!title.empty() && !words.empty()) add_once(offer.notes, title + ": " + words);
  }
}

std::optional<RoomOffer> read_room(const json& from, HotelOffer& offer, bool& foreign) {
  RoomOffer room;
  room.name = seen(from, "name");
  const auto detail = quoted_address(raw(from, "detail"), "room=");
  const auto calendar = quoted_address(raw(from, "calendar"), "plancode=");
  auto code = detail ? parameter(*detail, "room") : std::nullopt;
  if (!code && calendar) code = parameter(*calendar, "plancode");
  if (code && !code->empty()) room.code = code;
  if (room.name.empty() && calendar) room.name = tidy(parameter(*calendar, "hoteldesc").value_or(""));
  if (room.name.empty()) {
    doubt(offer, "a room without a name was left out", 0.1);
    return std::nullopt;
  }
  room.total = dollars(seen(from, "total"), "total of \"" + room.name.substr(0, 40) + "\"", offer, foreign);
  room.difference = difference_of(seen(from, "difference"), offer, foreign);
  const std::string share = seen(from, "perPerson");
  if (voygen::contains_ignoring_case(share, "per person")) room.per_person = dollars(share.substr(0, voygen::lowercase(share).find("per person")), "price per person", offer, foreign);
  for (const json& indicator : part(from, "indicators")) add_once(room.value_indicators, indicator.is_string() ? tidy(indicator.get<std::string>()) : std::string{});
  read_promotions(from, room, offer);
  room.status = status_of(from, room.total.has_value());
  return room;
}

// The link of the name knows the hotel best; any other script of the row that names a hotel is next.
std::string detail_of(const json& hotel) {
  if (const auto address = quoted_address(raw(hotel, "detail"), "HotelId=")) return *address;
  for (const json& script : part(hotel, "clicks")) {
    if (!script.is_string()) continue;
    if (const auto address = quoted_address(script.get<std::string>(), "hotelid=")) return *address;
  }
  return {};
}

void read_identity(const json& hotel, const HotelContext& context, HotelReading& reading, HotelOffer& offer) {
  const std::string address = detail_of(hotel);
  offer.platform_id = tidy(parameter(address, "HotelId").value_or(""));
  offer.name = seen(hotel, "name");
  reading.supplier = parameter(address, "VendorCode").value_or("");
  if (voygen::contains_ignoring_case(address, "HotelInformation/Default.aspx")) offer.booking_url = absolute_url(address, context.base_url, context.page_path);
  if (const auto more = quoted_address(raw(hotel, "more"), "HotelAvail.aspx")) reading.rooms_address = *more;
}

void read_stars(const json& hotel, HotelOffer& offer) {
  const std::string text = seen(hotel, "rating");
  // The number right after "Rating"; the untranslated key "...RatingOutOfText 5" behind it is the scale.
  const auto word = voygen::lowercase(text).find("rating ");
  const auto tenths = word == std::string::npos ? std::nullopt : scaled(text, 1, word);
  if (tenths && *tenths > 0 && *tenths <= 50 && *tenths % 5 == 0) {
    offer.star_halves = static_cast<int>(*tenths / 5);
    return;
  }
  const int halves = count(hotel, "ratingFull") * 2 + count(hotel, "ratingHalf");
  if (halves >= 1 && halves <= 10) offer.star_halves = halves;
}

void read_reviews(const json& hotel, HotelOffer& offer) {
  const std::string score = seen(hotel, "score");
  const auto tenths = scaled(score, 1);
  if (!tenths || *tenths < 0 || *tenths > 50) return;
  voygen::Rating rating;
  rating.overall = static_cast<double>(*tenths) / 10;
  rating.source = "TripAdvisor";
  const auto reviews = scaled(seen(hotel, "reviews"), 0);
  if (reviews && *reviews <= 100'000'000) rating.review_count = static_cast<int>(*reviews);
  offer.rating = rating;
}

// "Seattle, WA | 11.40 miles from airport (SEA)".
void read_location(const json& hotel, HotelOffer& offer) {
  const std::string text = seen(hotel, "location");
  const std::string area = tidy(text.substr(0, text.find('|')));
  const std::string lower = voygen::lowercase(text);
  const auto from = lower.find("from airport");
  auto unit = lower.find("mile");
  const bool kilometres = unit == std::string::npos;
  if (kilometres) unit = lower.find(" km");
  if (!area.empty() && voygen::lowercase(area).find("from airport") == std::string::npos) offer.area = area;
  if (from == std::string::npos || unit == std::string::npos || unit > from) return;
  const auto blank = lower.find_last_of("0123456789", unit);
  const auto start = blank == std::string::npos ? blank : lower.find_last_not_of("0123456789.,", blank);
  const auto hundredths = blank == std::string::npos ? std::nullopt : scaled(lower, 2, start == std::string::npos ? 0 : start + 1);
  if (!hundredths) return;
  voygen::AirportDistance distance{static_cast<double>(*hundredths) / 100, kilometres ? "km" : "mi", std::nullopt};
  const auto open = text.find('(', from);
  const auto close = open == std::string::npos ? open : text.find(')', open);
  if (close != std::string::npos && close - open == 4) distance.airport_code = text.substr(open + 1, 3);
  offer.airport_distance = distance;
}

void read_badge(const json& hotel, HotelOffer& offer) {
  const json& badge = part(hotel, "badge");
  if (!badge.is_object()) return;
  std::string name = seen(badge, "alt");
  if (name.size() > 6 && voygen::lowercase(name.substr(name.size() - 6)) == " badge") name.resize(name.size() - 6);
  const auto address = quoted_address(raw(badge, "click"), "program=");
  const std::string code = address ? parameter(*address, "program").value_or("") : std::string{};
  if (!name.empty() || !code.empty()) offer.programs.push_back({code.empty() ? name : code, name.empty() ? code : name});
}

}  // namespace

void doubt(HotelOffer& offer, std::string warning, double less) {
  offer.warnings.push_back(std::move(warning));
  offer.confidence = std::max(0.1, std::round((offer.confidence - less) * 100) / 100);
}

const RoomOffer* cheapest_room(const std::vector<RoomOffer>& rooms) {
  const RoomOffer* cheapest = nullptr;
  for (const RoomOffer& room : rooms) {
    if (!room.total || room.status == OfferStatus::not_available) continue;
    if (!cheapest || room.total->amount.micros < cheapest->total->amount.micros) cheapest = &room;
  }
  return cheapest;
}

HotelReading read_hotel(const json& hotel, const HotelContext& context) {
  HotelReading reading;
  if (!hotel.is_object()) {
    reading.why_not = "it is no hotel";
    return reading;
  }
  HotelOffer offer;
  read_identity(hotel, context, reading, offer);
  if (offer.platform_id.empty() || offer.name.empty()) {
    reading.why_not = offer.platform_id.empty() ? "\"" + offer.name + "\" has no hotel id" : "hotel " + offer.platform_id + " has no name";
    return reading;
  }
  offer.check_in = context.stay.check_in;
  offer.check_out = context.stay.check_out;
  offer.taxes_included = std::nullopt;  // the page does not say
  read_stars(hotel, offer);
  read_reviews(hotel, offer);
  read_location(hotel, offer);
  read_badge(hotel, offer);
  for (const json& from : part(hotel, "rooms")) {
    if (auto room = from.is_object() ? read_room(from, offer, reading.foreign) : std::nullopt) offer.rooms.push_back(std::move(*room));
  }
  if (reading.foreign) {
    for (RoomOffer& room : offer.rooms) room.total.reset(), room.difference.reset(), room.per_person.reset();
  }
  if (const RoomOffer* room = cheapest_room(offer.rooms)) offer.total = room->total;
  offer.available = std::any_of(offer.rooms.begin(), offer.rooms.end(), [](const RoomOffer& room) { return room.status != OfferStatus::not_available; });
  if (offer.rooms.empty()) doubt(offer, "it is shown without any room", 0.2);
  reading.offer = std::move(offer);
  return reading;
}

}  // namespace vax
