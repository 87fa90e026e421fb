// Clock: where the date and time come from. Injected, so that tests decide what "today" is. Waiting uses the steady clock of Context.
#pragma once

#include <cstdint>
#include <string>

#include "voygen/date.hpp"

namespace voygen::core {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual std::int64_t now_ms() const = 0;  // UTC milliseconds since 1970; any thread
  [[nodiscard]] Date today() const { return Date::from_unix_ms(now_ms()); }
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t now_ms() const override;
};

// "2026-11-22T12:05:07Z"
std::string iso_time(std::int64_t unix_ms);

}  // namespace voygen::core
