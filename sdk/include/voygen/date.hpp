// Calendar dates of a stay, and the clock times of flights. A stay is two dates, never two instants; a flight's times are those the airport's
// clock shows. No time zone takes part anywhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace voygen {

class Date {
 public:
  constexpr Date() = default;
  constexpr explicit Date(std::chrono::year_month_day day) : day_(day) {}

  // "YYYY-MM-DD", a day that exists, years 1900 to 2199. Anything else is nothing.
  static std::optional<Date> parse_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int parts[3] = {0, 0, 0};
    constexpr std::size_t starts[3] = {0, 5, 8};
    constexpr std::size_t lengths[3] = {4, 2, 2};
    for (int part = 0; part < 3; ++part) {
      for (std::size_t i = starts[part]; i < starts[part] + lengths[part]; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        parts[part] = parts[part] * 10 + (text[i] - '0');
      }
    }
    const std::chrono::year_month_day day{std::chrono::year{parts[0]}, std::chrono::month{static_cast<unsigned>(parts[1])},
                                          std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!day.ok() || parts[0] < 1900 || parts[0] > 2199) return std::nullopt;
    return Date{day};
  }

  // The UTC day of an instant in milliseconds since 1970.
  static Date from_unix_ms(std::int64_t ms) {
    return Date{std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{ms}})}};
  }

  [[nodiscard]] std::string iso() const {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", int{day_.year()}, unsigned{day_.month()}, unsigned{day_.day()});
    return buffer;
  }
  // "mm/dd/yyyy", as US forms want it.
  [[nodiscard]] std::string us() const {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%02u/%02u/%04d", unsigned{day_.month()}, unsigned{day_.day()}, int{day_.year()});
    return buffer;
  }
  [[nodiscard]] Date plus_days(int days) const { return Date{std::chrono::year_month_day{std::chrono::sys_days{day_} + std::chrono::days{days}}}; }
  [[nodiscard]] int days_until(Date later) const {
    return static_cast<int>((std::chrono::sys_days{later.day_} - std::chrono::sys_days{day_}).count());
  }
  constexpr auto operator<=>(const Date&) const = default;

 private:
  std::chrono::year_month_day day_{};
};

// What an airport's clock shows. Without a date when the page gives none, as many do for arrivals; never guessed.
struct LocalDateTime {
  std::optional<Date> date;
  int minutes = 0;  // since midnight, 0 to 1439

  // "2027-02-01T09:45", or "09:45" without a date
  [[nodiscard]] std::string iso() const {
    char clock[16];
    std::snprintf(clock, sizeof clock, "%02d:%02d", minutes / 60, minutes % 60);
    return (date ? date->iso() + "T" : std::string()) + clock;
  }
  constexpr auto operator<=>(const LocalDateTime&) const = default;
};

}  // namespace voygen
