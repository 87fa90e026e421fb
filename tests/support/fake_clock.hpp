// A clock that stands still until a test moves it.
#pragma once

#include <atomic>

#include "core/clock.hpp"

namespace voygen::tests {

class FakeClock final : public core::Clock {
 public:
  // 2026-11-22T12:00:00Z
  explicit FakeClock(std::int64_t now_ms = 1'795'348'800'000) : now_ms_(now_ms) {}
  [[nodiscard]] std::int64_t now_ms() const override { return now_ms_; }
  void advance_ms(std::int64_t ms) { now_ms_ += ms; }

 private:
  std::atomic<std::int64_t> now_ms_;
};

}  // namespace voygen::tests
