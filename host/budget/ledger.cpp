#include "budget/ledger.hpp"

#include "core/log.hpp"

namespace voygen::budget {

Ledger::Ledger(store::CostRecords records) : records_(records), writer_([this](const std::stop_token& stop) { write_soon(stop); }) {}

Outcome Ledger::book(store::CostRecord record) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(record));
  return write_waiting();
}

void Ledger::book_soon(const store::CostRecord& record) {
  const std::string key = record.search_id + ' ' + record.platform + ' ' + record.outcome;
  const std::lock_guard lock(soon_mutex_);
  const auto [row, is_new] = soon_.try_emplace(key, record);
  if (is_new) {
    if (soon_.size() == 1) soon_changed_.notify_one();
    return;
  }
  row->second.searches += record.searches;
  row->second.duration_ms += record.duration_ms;
  row->second.result_count += record.result_count;
}

Outcome Ledger::flush() {
  std::map<std::string, store::CostRecord> soon;
  {
    const std::lock_guard lock(soon_mutex_);
    soon.swap(soon_);
  }
  const std::lock_guard lock(mutex_);
  for (auto& [key, record] : soon) waiting_.push_back(std::move(record));
  return write_waiting();
}

std::size_t Ledger::unsaved() {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

Result<std::vector<store::CostSummary>> Ledger::summarize(std::int64_t from_ms, std::int64_t to_ms) {
  static_cast<void>(flush());  // what cannot be written is counted by unsaved()
  return records_.summarize(from_ms, to_ms);
}

// Collects for a while, then writes all of it in one transaction.
void Ledger::write_soon(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(soon_mutex_);
      soon_changed_.wait(lock, stop, [this] { return !soon_.empty(); });
      soon_changed_.wait_for(lock, stop, kSoon, [] { return false; });
    }
    static_cast<void>(flush());  // logged there
  }
}

Outcome Ledger::write_waiting() {
  if (waiting_.empty()) return done();
  const auto written = records_.append(waiting_);
  if (written.ok()) {
    waiting_.clear();
    return done();
  }
  core::log(core::LogLevel::error, "cost rows could not be written and are kept in memory",
            {{"waiting", static_cast<std::int64_t>(waiting_.size())}, {"why", written.error().message}});
  return written.error();
}

}  // namespace voygen::budget
