#include "catalogue/calendar.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace voygen::sim {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day civil(DayNumber day) { return year_month_day{sys_days{days{day}}}; }

std::optional<int> parse_digits(std::string_view text) {
  int value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc{} || stop != end || value < 0) return std::nullopt;
  return value;
}

}  // namespace

std::optional<DayNumber> parse_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_digits(text.substr(0, 4));
  const auto month = parse_digits(text.substr(5, 2));
  const auto day = parse_digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return static_cast<DayNumber>(sys_days{date}.time_since_epoch().count());
}

std::string iso_day(DayNumber day) {
  const auto date = civil(day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

int month_of(DayNumber day) { return static_cast<int>(static_cast<unsigned>(civil(day).month())); }

int weekday_of(DayNumber day) {
  return static_cast<int>(std::chrono::weekday{sys_days{days{day}}}.c_encoding());
}

DayNumber today_utc() {
  const auto now = std::chrono::floor<days>(std::chrono::system_clock::now());
  return static_cast<DayNumber>(now.time_since_epoch().count());
}

}  // namespace voygen::sim
