#include "in_flight.hpp"

#include <algorithm>

namespace voygen::mcp {

void InFlight::add(std::shared_ptr<Call> call) {
  const std::lock_guard lock(mutex_);
  calls_.push_back(std::move(call));
}

void InFlight::remove(const Call& call) {
  const std::lock_guard lock(mutex_);
  std::erase_if(calls_, [&](const auto& known) { return known.get() == &call; });
}

void InFlight::cancel(const json& id) {
  for (const auto& call : snapshot()) {
    if (call->id() == id) call->cancel();
  }
}

void InFlight::cancel_all() {
  for (const auto& call : snapshot()) call->cancel();
}

void InFlight::stop_all() {
  for (const auto& call : snapshot()) call->stop();
}

bool InFlight::empty() const {
  const std::lock_guard lock(mutex_);
  return calls_.empty();
}

InFlight::Calls InFlight::snapshot() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

}  // namespace voygen::mcp
