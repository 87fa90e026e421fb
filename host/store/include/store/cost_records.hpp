// CostRecords: the append-only rows of cost_tracking. Amounts are micro-USD. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.hpp"
#include "voygen/result.hpp"

namespace voygen::store {

// What one platform's part of one search cost; or of several that cost nothing, with the sums of their figures.
struct CostRecord {
  std::string search_id;
  std::string platform;
  std::string provider;  // "local", "anchor"; "cache" when no browser took part
  std::string outcome;   // the platform's status in the answer: "ok", "timeout", ...
  std::int64_t cost_micros = 0;
  std::int64_t shadow_cost_micros = 0;  // what the same work would have cost on the paid provider
  std::int64_t duration_ms = 0;
  std::int64_t result_count = 0;
  std::int64_t bytes_received = 0;
  bool session_created = false;
  std::string optimization_applied;  // "cache", "joined", "warm_session" or ""
  std::int64_t created_ms = 0;       // UTC
  std::int64_t searches = 1;
};

// Sums over a span of time, one row per platform.
struct CostSummary {
  std::string platform;
  std::int64_t searches = 0;
  std::int64_t served_from_cache = 0;
  std::int64_t sessions_created = 0;
  std::int64_t failed = 0;
  std::int64_t results = 0;
  std::int64_t bytes_received = 0;
  std::int64_t duration_ms = 0;
  std::int64_t cost_micros = 0;
  std::int64_t shadow_cost_micros = 0;
};

class CostRecords {
 public:
  explicit CostRecords(Database& database) : database_(&database) {}
  // All of them or none, in this order.
  Outcome append(const std::vector<CostRecord>& records);
  // Rows with created_ms in [from_ms, to_ms), by platform name.
  Result<std::vector<CostSummary>> summarize(std::int64_t from_ms, std::int64_t to_ms);

 private:
  Database* database_;
};

}  // namespace voygen::store
