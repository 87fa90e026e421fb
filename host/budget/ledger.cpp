#include "budget/ledger.hpp"

#include "core/log.hpp"

namespace voygen::budget {

Outcome Ledger::book(store::CostRecord record) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(record));
  const auto written = records_.append(waiting_);
  if (written.ok()) {
    waiting_.clear();
    return done();
  }
  core::log(core::LogLevel::error, "a cost row could not be written and is kept in memory",
            {{"waiting", static_cast<std::int64_t>(waiting_.size())}, {"why", written.error().message}});
  return written.error();
}

Outcome Ledger::flush() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) return done();
  VOYGEN_DO(records_.append(waiting_));
  waiting_.clear();
  return done();
}

std::size_t Ledger::unsaved() {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace voygen::budget
