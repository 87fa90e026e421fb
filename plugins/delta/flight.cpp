#include "flight.hpp"

#include <algorithm>
#include <array>

#include "price_cell.hpp"
#include "raw.hpp"
#include "voygen/date_text.hpp"
#include "voygen/page_text.hpp"

namespace delta {

using nlohmann::json;
using voygen::contains_ignoring_case;
using voygen::Date;
using voygen::FlightLeg;
using voygen::FlightOffer;
using voygen::FlightSegment;

namespace {

constexpr std::size_t kSegmentCells = 5;
constexpr double kDoubt = 0.3;

bool is_upper_or_digit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string all_words(const std::vector<std::string>& cells) {
  std::string words;
  for (const std::string& cell : cells) words += (words.empty() ? "" : " ") + cell;
  return voygen::tidy(words);
}

// What follows "label" up to the end of its line.
std::string after_label(std::string_view text, std::string_view label) {
  const std::string lower = voygen::lowercase(text);
  const auto at = lower.find(label);
  if (at == std::string::npos) return {};
  const auto start = at + label.size();
  return voygen::tidy(text.substr(start, text.find('\n', start) - start));
}

// "Unpublished L Class"
void read_fare(const std::string& words, FlightSegment& segment, FlightOffer& offer) {
  const bool unpublished = contains_ignoring_case(words, "unpublished");
  if (unpublished || contains_ignoring_case(words, "published")) {
    const std::string type = unpublished ? "Unpublished" : "Published";
    offer.fare_type = !offer.fare_type || *offer.fare_type == type ? type : "Published and unpublished";
  }
  const auto end = voygen::lowercase(words).rfind(" class");
  if (end == std::string::npos || end == 0) return;
  const auto start = words.find_last_of(' ', end - 1) + 1;
  const std::string letter = words.substr(start, end - start);
  if (letter.size() == 1 && letter[0] >= 'A' && letter[0] <= 'Z') segment.booking_class = letter;
}

std::optional<int> whole_number(const std::string& text) {
  const auto number = voygen::parse_scaled_decimal(text.substr(0, text.find_first_not_of("0123456789")), 0);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

// The row below a heading: logo, date, route, times, aircraft and stops.
std::string read_segment_row(const std::vector<std::string>& cells, FlightSegment& segment) {
  const auto date = read_flight_date(voygen::tidy(cells[1]));
  if (!date) return "\"" + voygen::tidy(cells[1]) + "\" is no date of a flight";
  if (!read_route(cells[2], segment)) return "\"" + voygen::tidy(cells[2]) + "\" does not name two airports";
  const auto departs = read_clock(after_label(cells[3], "departs "));
  const auto arrives = read_clock(after_label(cells[3], "arrives "));
  if (!departs || !arrives) return "\"" + voygen::tidy(cells[3]) + "\" does not say when it departs and arrives";
  segment.from.time = voygen::LocalDateTime{date, *departs};
  segment.to.time = voygen::LocalDateTime{std::nullopt, *arrives};  // the page gives no date of arrival
  const std::string aircraft = after_label(cells[4], "aircraft:");
  if (!aircraft.empty()) segment.aircraft = aircraft;
  std::string stops = after_label(cells[4], "stop:");
  if (stops.empty()) stops = after_label(cells[4], "stops:");
  segment.stops = whole_number(stops);
  return {};
}

// Every segment stands once more in flightValueStrings; a contradiction is worth telling.
std::string compare_values(const json& values, const FlightOffer& offer) {
  std::vector<const FlightSegment*> segments;
  for (const FlightSegment& segment : offer.outbound.segments) segments.push_back(&segment);
  for (const FlightSegment& segment : offer.inbound->segments) segments.push_back(&segment);
  std::string all;
  for (const std::string& value : texts_of(values)) all += "," + value + ",";
  if (all.empty()) return {};
  for (const FlightSegment* segment : segments) {
    const std::string route = "," + segment->from.airport_code + "," + segment->to.airport_code + ",";
    const std::string number = "," + segment->carrier_code + "," + segment->flight_number + ",";
    if (all.find(route) == std::string::npos || all.find(number) == std::string::npos) {
      return "the page's own record of the flights does not hold " + segment->carrier_code + " " + segment->flight_number + " as it is shown";
    }
  }
  return {};
}

void add_segment(RowKind kind, FlightSegment segment, FlightOffer& offer) {
  if (kind == RowKind::inbound) offer.inbound.emplace();
  FlightLeg& leg = offer.inbound ? *offer.inbound : offer.outbound;
  leg.segments.push_back(std::move(segment));
}

}  // namespace

RowKind row_kind(std::string_view text) {
  const std::string words = voygen::lowercase(voygen::tidy(text)).substr(0, 17);
  if (words.rfind("outbound flight", 0) == 0) return RowKind::outbound;
  if (words.rfind("return flight", 0) == 0) return RowKind::inbound;
  return words.rfind("connecting flight", 0) == 0 ? RowKind::connecting : RowKind::other;
}

bool read_carrier(std::string_view raw, FlightSegment& segment) {
  std::string text = voygen::tidy(raw);
  const auto flight = voygen::lowercase(text).find(" flight ");
  if (row_kind(text) != RowKind::other && flight != std::string::npos) text.erase(0, flight + 8);
  const auto operated = voygen::lowercase(text).find("operated by ");
  if (operated != std::string::npos) {
    std::string name = text.substr(operated + 12);
    while (!name.empty() && (name.back() == ']' || name.back() == ')' || name.back() == ' ')) name.pop_back();
    segment.operated_by = name;
    text.erase(operated);
    while (!text.empty() && (text.back() == ' ' || text.back() == '[' || text.back() == '(')) text.pop_back();
  }
  // "... DL 588" at the end
  auto end = text.find_last_of("0123456789");
  if (end == std::string::npos) return false;
  auto start = end;
  while (start > 0 && voygen::detail::is_digit(text[start - 1])) --start;
  if (end - start > 3 || start < 3 || text[start - 1] != ' ') return false;
  const std::string code = text.substr(start - 3, 2);
  if (!is_upper_or_digit(code[0]) || !is_upper_or_digit(code[1]) || (start > 3 && text[start - 4] != ' ')) return false;
  segment.carrier_code = code;
  segment.flight_number = text.substr(start, end - start + 1);
  if (start > 4) segment.carrier_name = voygen::tidy(text.substr(0, start - 4));
  return true;
}

bool read_route(std::string_view raw, FlightSegment& segment) {
  std::string text = voygen::tidy(raw);
  std::array<voygen::FlightPoint*, 2> points = {&segment.from, &segment.to};
  for (voygen::FlightPoint* point : points) {
    std::size_t open = text.find('(');
    while (open != std::string::npos && (open + 4 >= text.size() || text[open + 4] != ')')) open = text.find('(', open + 1);
    if (open == std::string::npos) return false;
    const std::string code = text.substr(open + 1, 3);
    if (!std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
    point->airport_code = code;
    std::string city = voygen::tidy(text.substr(0, open));
    if (!city.empty()) point->city = std::move(city);
    text = voygen::tidy(text.substr(open + 5));
    if (voygen::lowercase(text.substr(0, 3)) == "to ") text.erase(0, 3);
  }
  return true;
}

std::optional<int> read_clock(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos || colon + 3 > text.size()) return std::nullopt;
  const auto hours = voygen::parse_scaled_decimal(text.substr(0, colon), 0);
  const auto minutes = voygen::parse_scaled_decimal(text.substr(colon + 1, 2), 0);
  const std::string half = voygen::lowercase(voygen::tidy(text.substr(colon + 3))).substr(0, 2);
  if (!hours || !minutes || *hours < 1 || *hours > 12 || *minutes < 0 || *minutes > 59 || (half != "am" && half != "pm")) return std::nullopt;
  return static_cast<int>((*hours % 12 + (half == "pm" ? 12 : 0)) * 60 + *minutes);
}

std::optional<Date> read_flight_date(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kNames = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  const Date sunday{std::chrono::year_month_day{std::chrono::year{2023}, std::chrono::month{1}, std::chrono::day{1}}};
  const std::string said = voygen::lowercase(voygen::tidy(text)).substr(0, 3);
  const bool says_one = std::find(kNames.begin(), kNames.end(), said) != kNames.end();
  for (const auto order : {voygen::DateOrder::month_first, voygen::DateOrder::day_first}) {
    const auto date = voygen::read_date(text, order);
    const int weekday = date ? ((sunday.days_until(*date) % 7) + 7) % 7 : 0;
    if (date && says_one && said == kNames[static_cast<std::size_t>(weekday)]) return date;
    if (date && !says_one && order == voygen::DateOrder::month_first) return date;
  }
  return std::nullopt;
}

FlightReading read_flight(const json& group, bool selected) {
  FlightReading reading;
  FlightOffer offer;
  offer.selected = selected;
  offer.total_is_of_package = true;
  RowKind kind = RowKind::other;
  FlightSegment segment;
  const auto refuse = [&](std::string why) { return FlightReading{std::nullopt, std::move(why), {}}; };
  for (const json& row : list_of(group, "rows")) {
    const std::vector<std::string> cells = texts_of(row);
    const std::string words = all_words(cells);
    const RowKind begins = row_kind(words);
    if (begins != RowKind::other) {
      if (kind != RowKind::other) return refuse("the flight after \"" + words.substr(0, 60) + "\" has no row of its own");
      kind = begins;
      segment = {};
      if (!read_carrier(cells[0], segment)) return refuse("\"" + voygen::tidy(cells[0]).substr(0, 80) + "\" does not name a carrier and a number");
      read_fare(words, segment, offer);
    } else if (kind != RowKind::other && cells.size() >= kSegmentCells) {
      if (const std::string problem = read_segment_row(cells, segment); !problem.empty()) return refuse(problem);
      add_segment(kind, std::move(segment), offer);
      kind = RowKind::other;
    } else if (contains_ignoring_case(words, "total") && words.find('=') != std::string::npos) {
      const auto colon = words.find(':');
      const PriceCell price = read_price_cell(std::string_view(words).substr(colon == std::string::npos ? 0 : colon + 1));
      offer.difference = price.difference;
      if (price.total) offer.total = voygen::Price{*price.total};
      reading.price_problem = price.problem;
    }
  }
  if (kind != RowKind::other) return refuse("the last flight has no row of its own");
  if (offer.outbound.segments.empty() || !offer.inbound || offer.inbound->segments.empty()) return refuse("it has no outbound or no return flight");
  if (std::string problem = compare_values(list_of(group, "values"), offer); !problem.empty()) {
    offer.warnings.push_back(std::move(problem));
    offer.confidence -= kDoubt;
  }
  reading.offer = std::move(offer);
  return reading;
}

}  // namespace delta
