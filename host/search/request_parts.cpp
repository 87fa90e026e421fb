#include "request_parts.hpp"

#include "search/search_request.hpp"

namespace voygen::search {
namespace {

Result<Date> parse_date(const nlohmann::json& arguments, const char* field) {
  if (!arguments.contains(field)) return refuse("\"" + std::string(field) + "\" is missing", "give it as YYYY-MM-DD, e.g. 2027-03-14");
  const auto text = arguments.at(field).get<std::string>();
  if (const auto date = Date::parse_iso(text)) return *date;
  return refuse("\"" + std::string(field) + "\" is \"" + text.substr(0, 40) + "\", which is no date that exists", "give it as YYYY-MM-DD, e.g. 2027-03-14");
}

// Today where it is still earliest on earth: nobody's "today" is refused.
Date earliest_today(const core::Clock& clock) { return Date::from_unix_ms(clock.now_ms() - std::int64_t{12} * 3'600'000); }

}  // namespace

std::string single_spaced(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) clean += c;
    else if (!clean.empty() && clean.back() != ' ') clean += ' ';
  }
  if (!clean.empty() && clean.back() == ' ') clean.pop_back();
  return clean;
}

Error refuse(std::string message, std::string next_step) { return {Code::invalid_argument, std::move(message), std::move(next_step)}; }

Result<std::string> parse_place_text(const nlohmann::json& arguments, const char* field) {
  std::string text = single_spaced(arguments.at(field).get<std::string>());
  if (text.empty()) return refuse("\"" + std::string(field) + "\" is empty", "name a city, airport, landmark or address, e.g. \"Miami, FL\"");
  return text;
}

Result<Date> parse_coming_date(const nlohmann::json& arguments, const char* field, const core::Clock& clock) {
  VOYGEN_TRY(const Date date, parse_date(arguments, field));
  if (date < earliest_today(clock)) {
    return refuse("\"" + std::string(field) + "\" is " + date.iso() + ", which is in the past; today is " + clock.today().iso(), "ask for a date from today on");
  }
  return date;
}

Result<Date> parse_later_date(const nlohmann::json& arguments, const char* field, const char* earlier_field, Date earlier, int least) {
  VOYGEN_TRY(const Date date, parse_date(arguments, field));
  const int days = earlier.days_until(date);
  if (days < least) {
    return refuse("\"" + std::string(field) + "\" is " + date.iso() + ", which is not after \"" + earlier_field + "\" " + earlier.iso(), "swap the dates or correct them");
  }
  if (days > kLongestStay) {
    return refuse("the stay from " + earlier.iso() + " to " + date.iso() + " has " + std::to_string(days) + " nights; at most " + std::to_string(kLongestStay) + " are allowed",
                  "split the stay, or check the year of the dates");
  }
  return date;
}

std::vector<Room> deal_rooms(int adults, int rooms, const std::vector<int>& child_ages) {
  std::vector<Room> dealt;
  for (int room = 0; room < rooms; ++room) dealt.push_back({adults / rooms + (room < adults % rooms ? 1 : 0), {}});
  std::size_t next = 0;
  for (const int age : child_ages) dealt[next++ % dealt.size()].child_ages.push_back(age);
  return dealt;
}

Outcome parse_range(const nlohmann::json& arguments, const char* field, std::optional<std::int64_t>& min_micros, std::optional<std::int64_t>& max_micros) {
  const auto range = arguments.find(field);
  if (range == arguments.end()) return done();
  if (range->contains("min")) min_micros = micros_from_json_number(range->at("min"));
  if (range->contains("max")) max_micros = micros_from_json_number(range->at("max"));
  if (range->contains("min") != min_micros.has_value() || range->contains("max") != max_micros.has_value()) {
    return refuse("\"" + std::string(field) + "\" has a bound that is no amount of money: " + range->dump().substr(0, 80), "give amounts below 8 billion");
  }
  if (min_micros && max_micros && *min_micros > *max_micros) {
    return refuse("\"" + std::string(field) + "\" has min " + decimal_text(*min_micros) + " above max " + decimal_text(*max_micros), "swap them");
  }
  return done();
}

}  // namespace voygen::search
