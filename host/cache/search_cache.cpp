#include "cache/search_cache.hpp"

#include <nlohmann/json.hpp>

#include "core/digest.hpp"

namespace voygen::cache {

std::string Question::key() const { return core::digest(nlohmann::json{platform, platform_version, question}.dump()); }

Result<std::optional<Hit>> SearchCache::find(const Question& question) {
  VOYGEN_TRY(auto kept, answers_.find(question.key()));
  const bool serves = kept && kept->expires_ms > clock_->now_ms() && (kept->exhaustive || kept->max_results >= question.max_results);
  if (!serves) return std::optional<Hit>{};
  return std::optional<Hit>{{std::move(kept->answer_json), kept->stored_ms, kept->expires_ms}};
}

Result<std::int64_t> SearchCache::put(const Question& question, std::string answer_json, bool exhaustive) {
  const std::int64_t now = clock_->now_ms();
  const std::int64_t expires = now + lifetime_.count();
  VOYGEN_DO(answers_.put({question.key(), question.platform, question.destination, question.max_results, exhaustive, std::move(answer_json), now, expires}));
  return expires;
}

}  // namespace voygen::cache
