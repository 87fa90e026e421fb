#include "rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace voygen::mcp {
namespace {

constexpr std::size_t kMostBuckets = 10'000;

}  // namespace

void RateLimiter::refill(Bucket& bucket, std::chrono::steady_clock::time_point now) const {
  const double minutes = std::chrono::duration<double, std::ratio<60>>(now - bucket.since).count();
  bucket.left = std::min(bucket.left + minutes * limit_.calls_per_minute, static_cast<double>(limit_.burst));
  bucket.since = now;
}

std::optional<std::chrono::seconds> RateLimiter::refusal(std::string_view principal, std::chrono::steady_clock::time_point now) {
  if (limit_.calls_per_minute <= 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kMostBuckets) {
    for (auto bucket = buckets_.begin(); bucket != buckets_.end();) {
      refill(bucket->second, now);
      bucket = bucket->second.left >= limit_.burst ? buckets_.erase(bucket) : std::next(bucket);
    }
  }
  auto bucket = buckets_.find(principal);
  if (bucket == buckets_.end()) bucket = buckets_.emplace(principal, Bucket{static_cast<double>(limit_.burst), now}).first;
  refill(bucket->second, now);
  if (bucket->second.left >= 1) {
    bucket->second.left -= 1;
    return std::nullopt;
  }
  return std::chrono::seconds(static_cast<std::int64_t>(std::ceil((1 - bucket->second.left) * 60 / limit_.calls_per_minute)));
}

}  // namespace voygen::mcp
