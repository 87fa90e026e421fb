#include "results.hpp"

#include <algorithm>
#include <set>

#include "raw.hpp"
#include "voygen/date_text.hpp"
#include "voygen/page_text.hpp"
#include "voygen/price_text.hpp"
#include "voygen/usual_fields.hpp"

namespace delta {

using nlohmann::json;
using voygen::Code;
using voygen::contains_ignoring_case;
using voygen::Date;
using voygen::Money;
using voygen::Outcome;
using voygen::Result;

namespace {

constexpr const char* kDriftCure = "the portal's markup seems to have changed: compare the kept page with the platform's selectors";

std::string selector_of(const Settings& settings, const char* key) { return '"' + settings.selectors.at(key).at(0).get<std::string>() + '"'; }

// The value beside a label of the sidebar: "Dates:" | "1-Nov-21 to 8-Nov-21".
std::string summary_value(const json& page, std::string_view label) {
  for (const json& row : list_of(page, "summary")) {
    if (contains_ignoring_case(text_at(row, 0), label)) {
      const std::string value = text_at(row, 1);
      return voygen::tidy(value.empty() ? text_at(row, 0).substr(text_at(row, 0).find(':') + 1) : value);
    }
  }
  return {};
}

struct Days {
  Date from;
  Date to;
};

// "11/01/21 - 11/08/21", "1-Nov-21 to 8-Nov-21": the text is cut where both halves are dates.
std::optional<Days> days_in(const std::string& text) {
  for (const std::string_view joint : {" - ", " to ", " \xE2\x80\x93 "}) {
    for (auto at = text.find(joint); at != std::string::npos; at = text.find(joint, at + 1)) {
      const auto from = voygen::read_date(text.substr(0, at), voygen::DateOrder::month_first);
      const auto to = voygen::read_date(text.substr(at + joint.size()), voygen::DateOrder::month_first);
      if (from && to && *from < *to) return Days{*from, *to};
    }
  }
  return std::nullopt;
}

std::optional<Days> days_of(const json& page) {
  if (const auto days = days_in(summary_value(page, "dates"))) return days;
  for (const json& heading : list_of(page, "heading")) {
    const std::string words = heading.is_string() ? heading.get<std::string>() : std::string{};
    const auto colon = words.rfind(':');
    if (const auto days = days_in(colon == std::string::npos ? words : words.substr(colon + 1))) return days;
  }
  return std::nullopt;
}

std::string range_text(Date from, Date to) { return from.iso() + " to " + to.iso(); }

Outcome read_days(const json& page, const Expected& expected, PageReading& reading) {
  const auto shown = days_of(page);
  if (shown && expected.departure && expected.back && (shown->from != *expected.departure || shown->to != *expected.back)) {
    return {Code::drift, "the page is for " + range_text(shown->from, shown->to) + ", asked for was " + range_text(*expected.departure, *expected.back),
            "search again; if it stays so, the portal's date fields have changed"};
  }
  if (!shown && !(expected.departure && expected.back)) {
    return {Code::drift, "neither the sidebar nor a heading says for which dates the page is", "give the dates of the page with the query"};
  }
  reading.departure = shown ? shown->from : *expected.departure;
  reading.back = shown ? shown->to : *expected.back;
  const bool says_some = !summary_value(page, "dates").empty();
  if (!shown && says_some) {
    return {Code::drift, "the sidebar's dates \"" + summary_value(page, "dates") + "\" cannot be read", kDriftCure};
  }
  if (!shown) reading.warnings.emplace_back("the page does not say for which dates it is; they are those of the query");
  return voygen::done();
}

// "Seattle, WA (SEA)" names an airport; another one than asked for is another search's page.
Outcome check_city(const json& page, const char* label, const std::string& code) {
  const std::string city = summary_value(page, label);
  const auto open = city.rfind('(');
  if (code.empty() || open == std::string::npos || open + 4 >= city.size() || city[open + 4] != ')') return voygen::done();
  const std::string shown = city.substr(open + 1, 3);
  if (shown == code) return voygen::done();
  return {Code::drift, "the page's " + std::string(label) + " is " + city + ", asked for was " + code, "search again; if it stays so, the portal's form has changed"};
}

Outcome read_summary(const json& page, const Expected& expected, PageReading& reading) {
  VOYGEN_DO(read_days(page, expected, reading));
  VOYGEN_DO(check_city(page, "departure city", expected.origin));
  VOYGEN_DO(check_city(page, "destination city", expected.destination));
  const std::string travelers = summary_value(page, "travelers");
  if (expected.travelers && !travelers.empty() && travelers != std::to_string(*expected.travelers)) {
    return {Code::drift, "the page is for " + travelers + " travelers, asked for were " + std::to_string(*expected.travelers), "search again; if it stays so, the portal's form has changed"};
  }
  const std::string place = summary_value(page, "destination city");
  if (!place.empty()) reading.place = place;
  for (std::string& inclusion : texts_of(list_of(page, "inclusions"))) reading.inclusions.push_back(std::move(inclusion));
  const std::string words = text_of(page, "summaryText");
  reading.taxes_included = contains_ignoring_case(words, "price shown includes") && contains_ignoring_case(words, "tax");
  return voygen::done();
}

struct Counts {
  int hotels = 0;
  int unreadable = 0;
  int rows = 0;
  int unpriced = 0;
  std::string hotel_problem;
  std::string price_problem;
};

Counts read_hotels(const json& page, const Settings& settings, PageReading& reading) {
  Counts counts;
  std::set<std::string> seen;
  for (const json& raw : list_of(page, "hotels")) {
    ++counts.hotels;
    HotelReading read = read_hotel(raw, reading.departure, reading.back, settings.base_url);
    if (!read.hotel) {
      ++counts.unreadable;
      if (counts.hotel_problem.empty()) counts.hotel_problem = read.why_not;
      reading.warnings.push_back("left out: " + read.why_not);
      continue;
    }
    if (!seen.insert(read.hotel->platform_id).second) {
      reading.warnings.push_back("\"" + read.hotel->name + "\" (" + read.hotel->platform_id + ") is listed twice; the first is used");
      continue;
    }
    counts.rows += read.rows;
    counts.unpriced += read.unpriced;
    if (counts.price_problem.empty()) counts.price_problem = read.price_problem;
    reading.hotels.push_back(std::move(read));
  }
  return counts;
}

Outcome judge_hotels(const Counts& counts, const Settings& settings) {
  if (counts.hotels > 0 && counts.unreadable == counts.hotels) {
    return {Code::drift, "0 of " + std::to_string(counts.hotels) + " hotels of " + selector_of(settings, "hotel") + " could be read: " + counts.hotel_problem, kDriftCure};
  }
  if (counts.rows > 0 && counts.unpriced == counts.rows) {
    return {Code::drift, "none of " + std::to_string(counts.rows) + " rooms of " + selector_of(settings, "roomTable") + " in " + std::to_string(counts.hotels) +
                             " hotels has a price" + (counts.price_problem.empty() ? "" : ": " + counts.price_problem), kDriftCure};
  }
  return voygen::done();
}

void warn_of_missing_fields(const Settings& settings, PageReading& reading) {
  const auto found_by = [&settings](const char* key) { return selector_of(settings, key); };
  const auto of_a_room = [](auto is_there) { return [is_there](const HotelReading& read) { return std::any_of(read.hotel->rooms.begin(), read.hotel->rooms.end(), is_there); }; };
  const std::vector<voygen::UsualField<HotelReading>> fields = {
      {"star rating", found_by("hotelStars"), [](const HotelReading& read) { return read.hotel->star_halves.has_value(); }},
      {"area", found_by("hotelArea"), [](const HotelReading& read) { return read.hotel->area.has_value(); }},
      {"amenities", found_by("hotelAmenity"), [](const HotelReading& read) { return !read.hotel->amenities.empty(); }},
      {"photo", found_by("hotelImage"), [](const HotelReading& read) { return !read.hotel->image_urls.empty(); }},
      {"link", found_by("hotelName"), [](const HotelReading& read) { return read.hotel->booking_url.has_value(); }},
      {"rooms", found_by("roomTable"), [](const HotelReading& read) { return !read.hotel->rooms.empty(); }},
      {"rate plan", found_by("roomTable"), of_a_room([](const voygen::RoomOffer& room) { return room.rate_plan.has_value(); })},
      {"room code", "\"hotelValueString\"", of_a_room([](const voygen::RoomOffer& room) { return room.code.has_value(); })},
      {"added values", found_by("rowPerks"), of_a_room([](const voygen::RoomOffer& room) { return !room.perks.empty(); })},
  };
  for (std::string& sentence : voygen::missing_everywhere(reading.hotels, "hotels", fields)) reading.warnings.push_back(std::move(sentence));
}

// Why an itinerary is for other days than the page; empty when it is not.
std::string wrong_days(const voygen::FlightOffer& offer, const PageReading& page) {
  for (const auto& [leg, day] : {std::pair{&offer.outbound, page.departure}, std::pair{&*offer.inbound, page.back}}) {
    const auto departs = leg->segments.front().from.time->date;
    if (departs && *departs != day) return "it departs on " + departs->iso() + ", not on " + day.iso();
  }
  return {};
}

void add_flights(const json& groups, bool selected, PageReading& reading) {
  for (const json& group : groups) {
    FlightReading read = read_flight(group, selected);
    if (read.offer) read.why_not = wrong_days(*read.offer, reading);
    if (!read.why_not.empty()) read.offer.reset();
    if (!read.offer) reading.warnings.push_back(std::string(selected ? "the selected" : "another") + " itinerary could not be read: " + read.why_not);
    reading.flights.push_back(std::move(read));
  }
}

// The selected itinerary has no price of its own: it is what the package costs as it stands.
void price_selected(PageReading& reading) {
  for (FlightReading& flight : reading.flights) {
    if (!flight.offer || !flight.offer->selected || flight.offer->total || !reading.constants.base) continue;
    flight.offer->total = voygen::Price{*reading.constants.base};
    flight.offer->difference = Money{0, {}};
  }
}

}  // namespace

Result<PageReading> parse_page(const json& page, const Expected& expected, const Settings& settings) {
  PageReading reading;
  VOYGEN_DO(read_summary(page, expected, reading));
  const Counts counts = read_hotels(page, settings, reading);
  VOYGEN_DO(judge_hotels(counts, settings));
  warn_of_missing_fields(settings, reading);
  add_flights(list_of(page, "selectedFlight"), true, reading);
  add_flights(list_of(page, "otherFlights"), false, reading);
  const auto stated = voygen::read_price(text_of(page, "total")).money;
  VOYGEN_TRY(reading.constants, find_constants(reading.hotels, reading.flights, stated));
  if (!reading.constants.base && stated && stated->currency == voygen::Currency{}) reading.constants.base = stated;
  enforce(reading.constants, reading.hotels, reading.flights);
  price_selected(reading);
  if (reading.constants.contradicting > 0) {
    reading.warnings.push_back(std::to_string(reading.constants.contradicting) + " of " +
                               std::to_string(reading.constants.contradicting + reading.constants.agreeing) + " prices contradict the others and are withheld");
  }
  const auto listed = page.find("listed");
  const int names = listed != page.end() && listed->is_number_integer() ? listed->get<int>() : 0;
  reading.has_end = flag_of(page, "hasOtherFlights");
  if (names > counts.hotels) {
    reading.incomplete = true;
    reading.warnings.push_back("the page names " + std::to_string(names) + " hotels, but its list holds " + std::to_string(counts.hotels) + ": it did not arrive whole");
  } else if (names == 0 && !reading.has_end) {
    reading.incomplete = true;
    reading.warnings.push_back("the page neither names its hotels nor holds " + selector_of(settings, "otherFlights") + " below them: it may not have arrived whole");
  }
  return reading;
}

}  // namespace delta
