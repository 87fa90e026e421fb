// Days as plain day numbers (days since 1970-01-01), with the few conversions a portal needs. Values only, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voygen::sim {

using DayNumber = int;

/// "2026-03-01"; anything else, and dates that do not exist, are a miss.
std::optional<DayNumber> parse_iso_day(std::string_view text);
std::string iso_day(DayNumber day);

/// 1..12
int month_of(DayNumber day);
/// 0 = Sunday .. 6 = Saturday
int weekday_of(DayNumber day);

/// Today in UTC, by the system clock.
DayNumber today_utc();

}  // namespace voygen::sim
