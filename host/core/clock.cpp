#include "core/clock.hpp"

#include <chrono>
#include <cstdio>

namespace voygen::core {

std::int64_t SystemClock::now_ms() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string iso_time(std::int64_t unix_ms) {
  constexpr std::int64_t kDay = 86'400'000;
  const std::int64_t in_day = ((unix_ms % kDay) + kDay) % kDay;
  char time[32];
  std::snprintf(time, sizeof time, "T%02d:%02d:%02dZ", static_cast<int>(in_day / 3'600'000), static_cast<int>(in_day / 60'000 % 60),
                static_cast<int>(in_day / 1000 % 60));
  return Date::from_unix_ms(unix_ms).iso() + time;
}

}  // namespace voygen::core
