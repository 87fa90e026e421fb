// Ledger: books what searches cost. Owned by the app; any thread.
//
// Rows go to the database at once. When it refuses (disk full, locked), they are kept in memory in order and written before the
// next one, so that a hiccup loses nothing while the process lives; unsaved() says how many wait. Searches that cost nothing may be booked
// without waiting for the disk: they are written within kSoon, and a crash before that loses their count, never money.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/cost_records.hpp"
#include "voygen/result.hpp"

namespace voygen::budget {

class Ledger {
 public:
  static constexpr std::chrono::milliseconds kSoon{1'000};

  explicit Ledger(store::CostRecords records);

  // On an error the row is kept for later, never dropped.
  Outcome book(store::CostRecord record);
  // For a row without cost. Rows of the same search, platform and outcome become one. Never waits for the disk.
  void book_soon(const store::CostRecord& record);
  // Tries to write what waits.
  Outcome flush();
  // Rows the database has refused so far.
  [[nodiscard]] std::size_t unsaved();

  Result<std::vector<store::CostSummary>> summarize(std::int64_t from_ms, std::int64_t to_ms);

 private:
  void write_soon(const std::stop_token& stop);
  Outcome write_waiting();  // with mutex_ held

  std::mutex mutex_;  // held while writing; guards what follows
  store::CostRecords records_;
  std::vector<store::CostRecord> waiting_;  // oldest first

  std::mutex soon_mutex_;  // never held while writing; guards what follows
  std::condition_variable_any soon_changed_;
  std::map<std::string, store::CostRecord> soon_;  // by search, platform and outcome
  std::jthread writer_;  // not guarded; last, so that the thread finds everything made
};

}  // namespace voygen::budget
