// RateLimiter: how often one principal may call tools. A bucket of calls each, refilled steadily. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mcp/server.hpp"

namespace voygen::mcp {

class RateLimiter {
 public:
  explicit RateLimiter(RateLimit limit) : limit_(limit) {}
  // Nothing when the call may be made, and is counted; otherwise how long to wait.
  std::optional<std::chrono::seconds> refusal(std::string_view principal, std::chrono::steady_clock::time_point now);

 private:
  struct Bucket {
    double left;
    std::chrono::steady_clock::time_point since;
  };
  void refill(Bucket& bucket, std::chrono::steady_clock::time_point now) const;

  const RateLimit limit_;
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;  // guarded by mutex_; full ones are dropped
};

}  // namespace voygen::mcp
