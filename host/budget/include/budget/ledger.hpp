// Ledger: books what searches cost. Owned by the app; any thread.
//
// Rows go to the database at once. When it refuses (disk full, locked), they are kept in memory in order and written before the
// next one, so that a hiccup loses nothing while the process lives; unsaved() says how many wait.
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "store/cost_records.hpp"
#include "voygen/result.hpp"

namespace voygen::budget {

class Ledger {
 public:
  explicit Ledger(store::CostRecords records) : records_(records) {}

  // On an error the row is kept for later, never dropped.
  Outcome book(store::CostRecord record);
  // Tries to write what waits.
  Outcome flush();
  [[nodiscard]] std::size_t unsaved();

  Result<std::vector<store::CostSummary>> summarize(std::int64_t from_ms, std::int64_t to_ms) { return records_.summarize(from_ms, to_ms); }

 private:
  std::mutex mutex_;
  store::CostRecords records_;
  std::vector<store::CostRecord> waiting_;  // guarded by mutex_; oldest first
};

}  // namespace voygen::budget
