#include "store/cost_records.hpp"

#include "statement.hpp"

namespace voygen::store {

Outcome CostRecords::append(const std::vector<CostRecord>& records) {
  const Database::Connection connection(*database_);
  VOYGEN_TRY(Transaction transaction, Transaction::begin(connection.handle()));
  for (const CostRecord& record : records) {
    Statement row(connection.handle(),
                  "INSERT INTO cost_tracking (search_id, platform, provider, outcome, cost_micros, shadow_cost_micros, duration_ms, result_count, "
                  "bytes_received, session_created, optimization_applied, created_ms, searches) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, ''), ?, ?)");
    row.bind(record.search_id).bind(record.platform).bind(record.provider).bind(record.outcome);
    row.bind(record.cost_micros).bind(record.shadow_cost_micros).bind(record.duration_ms).bind(record.result_count);
    row.bind(record.bytes_received).bind(std::int64_t{record.session_created}).bind(record.optimization_applied).bind(record.created_ms).bind(record.searches);
    VOYGEN_DO(row.run());
  }
  return transaction.commit();
}

Result<std::vector<CostSummary>> CostRecords::summarize(std::int64_t from_ms, std::int64_t to_ms) {
  const Database::Connection connection(*database_);
  Statement rows(connection.handle(),
                 "SELECT platform, sum(searches), sum(searches * (provider = 'cache')), sum(session_created), "
                 "sum(searches * (outcome NOT IN ('ok', 'cached', 'partial', 'no_availability'))), sum(result_count), sum(bytes_received), sum(duration_ms), "
                 "sum(cost_micros), sum(shadow_cost_micros) FROM cost_tracking WHERE created_ms >= ? AND created_ms < ? GROUP BY platform ORDER BY platform");
  rows.bind(from_ms).bind(to_ms);
  std::vector<CostSummary> summaries;
  for (;;) {
    VOYGEN_TRY(const bool row, rows.step());
    if (!row) return summaries;
    summaries.push_back({rows.text(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4), rows.integer(5), rows.integer(6),
                         rows.integer(7), rows.integer(8), rows.integer(9)});
  }
}

}  // namespace voygen::store
