// CachedAnswers: the rows of search_cache. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/database.hpp"
#include "voygen/result.hpp"

namespace voygen::store {

struct CachedAnswer {
  std::string key;
  std::string platform;
  std::string destination;  // canonical; what invalidate() compares with
  int max_results = 0;      // how many were asked for
  bool exhaustive = false;  // all the platform has, so it also answers a larger question
  std::string answer_json;
  std::int64_t stored_ms = 0;
  std::int64_t expires_ms = 0;
};

class CachedAnswers {
 public:
  explicit CachedAnswers(Database& database) : database_(&database) {}

  Result<std::optional<CachedAnswer>> find(const std::string& key);
  // Replaces the row of the same key and forgets rows that ended before `stored_ms`.
  Outcome put(const CachedAnswer& answer);
  // Empty means any. Says how many rows went.
  Result<std::int64_t> remove(const std::string& platform, const std::string& destination);

 private:
  Database* database_;
};

}  // namespace voygen::store
