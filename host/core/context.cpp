#include "core/context.hpp"

#include <algorithm>

namespace voygen::core {

Context Context::ending_within(std::chrono::milliseconds timeout) const {
  return {std::min(deadline_, std::chrono::steady_clock::now() + timeout), stop_, request_id_};
}

std::chrono::milliseconds Context::time_left() const {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds{0});
}

std::optional<Code> Context::ended() const {
  if (stop_.stop_requested()) return Code::cancelled;
  if (std::chrono::steady_clock::now() >= deadline_) return Code::timeout;
  return std::nullopt;
}

Error Context::why_ended(std::string_view activity) const {
  if (stop_.stop_requested()) return {Code::cancelled, std::string(activity) + " was cancelled", {}};
  return {Code::timeout, std::string(activity) + " did not end before its deadline", "try again, or allow more time"};
}

}  // namespace voygen::core
