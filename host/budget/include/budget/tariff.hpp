// Tariff: what a provider charges for browser work, in integer micro-USD. A value.
#pragma once

#include <chrono>
#include <cstdint>

namespace voygen::budget {

// What one call used of a browser.
struct Usage {
  bool session_created = false;  // only the call that caused a creation pays for it
  std::chrono::milliseconds browser_time{0};
  std::int64_t bytes_received = 0;  // through the provider's proxy
};

// The user's prices: $0.01 a session, $0.05 an hour, $4 a gigabyte (10^9 bytes).
struct Tariff {
  std::int64_t session_micros = 10'000;
  std::int64_t hour_micros = 50'000;
  std::int64_t gigabyte_micros = 4'000'000;

  // Each part rounded up to the next micro-USD, so that a sum of calls is never below the bill.
  [[nodiscard]] std::int64_t cost_of(const Usage& usage) const;
};

}  // namespace voygen::budget
