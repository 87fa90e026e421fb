#include "store/cached_answers.hpp"

#include <sqlite3.h>

#include "statement.hpp"

namespace voygen::store {

Result<std::optional<CachedAnswer>> CachedAnswers::find(const std::string& key) {
  const Database::Connection connection(*database_);
  Statement row(connection.handle(),
                "SELECT platform, destination, max_results, exhaustive, answer_json, stored_ms, expires_ms FROM search_cache WHERE cache_key = ?");
  VOYGEN_TRY(const bool found, row.bind(key).step());
  if (!found) return std::optional<CachedAnswer>{};
  return std::optional<CachedAnswer>{{key, row.text(0), row.text(1), static_cast<int>(row.integer(2)), row.integer(3) != 0, row.text(4), row.integer(5), row.integer(6)}};
}

Outcome CachedAnswers::put(const CachedAnswer& answer) {
  const Database::Connection connection(*database_);
  VOYGEN_TRY(Transaction transaction, Transaction::begin(connection.handle()));
  Statement forget(connection.handle(), "DELETE FROM search_cache WHERE expires_ms < ?");
  VOYGEN_DO(forget.bind(answer.stored_ms).run());
  Statement row(connection.handle(),
                "INSERT OR REPLACE INTO search_cache (cache_key, platform, destination, max_results, exhaustive, answer_json, stored_ms, expires_ms) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(answer.key).bind(answer.platform).bind(answer.destination).bind(std::int64_t{answer.max_results}).bind(std::int64_t{answer.exhaustive});
  VOYGEN_DO(row.bind(answer.answer_json).bind(answer.stored_ms).bind(answer.expires_ms).run());
  return transaction.commit();
}

Result<std::int64_t> CachedAnswers::remove(const std::string& platform, const std::string& destination) {
  const Database::Connection connection(*database_);
  Statement row(connection.handle(), "DELETE FROM search_cache WHERE (?1 = '' OR platform = ?1) AND (?2 = '' OR destination = ?2)");
  VOYGEN_DO(row.bind(platform).bind(destination).run());
  return std::int64_t{sqlite3_changes(connection.handle())};
}

}  // namespace voygen::store
