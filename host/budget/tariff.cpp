#include "budget/tariff.hpp"

namespace voygen::budget {
namespace {

// price × amount / per, rounded up, without overflow for any amount a browser can use.
std::int64_t share(std::int64_t price, std::int64_t amount, std::int64_t per) {
  return amount / per * price + (amount % per * price + per - 1) / per;
}

}  // namespace

std::int64_t Tariff::cost_of(const Usage& usage) const {
  constexpr std::int64_t kMsPerHour = 3'600'000;
  constexpr std::int64_t kBytesPerGigabyte = 1'000'000'000;
  return (usage.session_created ? session_micros : 0) + share(hour_micros, usage.browser_time.count(), kMsPerHour) +
         share(gigabyte_micros, usage.bytes_received, kBytesPerGigabyte);
}

}  // namespace voygen::budget
