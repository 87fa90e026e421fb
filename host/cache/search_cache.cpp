#include "cache/search_cache.hpp"

#include <nlohmann/json.hpp>

#include "core/digest.hpp"

namespace voygen::cache {
namespace {

constexpr std::size_t kManyGiven = 256;  // then those nobody uses any more are dropped

}  // namespace

std::string Question::key() const { return core::digest(nlohmann::json{platform, platform_version, question}.dump()); }

Result<std::optional<Hit>> SearchCache::find(const Question& question) {
  const std::string key = question.key();
  const auto standing = standing_of(question, key);  // before the answer is read: what changes meanwhile must end it
  VOYGEN_TRY(auto kept, answers_.find(key));
  const bool serves = kept && kept->expires_ms > clock_->now_ms() && (kept->exhaustive || kept->max_results >= question.max_results);
  if (!serves) return std::optional<Hit>{};
  return std::optional<Hit>{{std::move(kept->answer_json), kept->stored_ms, kept->expires_ms, standing}};
}

Result<std::int64_t> SearchCache::put(const Question& question, std::string answer_json, bool exhaustive, std::chrono::milliseconds lifetime) {
  const std::int64_t now = clock_->now_ms();
  const std::int64_t expires = now + lifetime.count();
  const std::string key = question.key();
  VOYGEN_DO(answers_.put({key, question.platform, question.destination, question.max_results, exhaustive, std::move(answer_json), now, expires}));
  end_standings([&](const std::string& given, const Given&) { return given == key; });
  return expires;
}

Result<std::int64_t> SearchCache::invalidate(const std::string& platform, const std::string& destination) {
  VOYGEN_TRY(const std::int64_t forgotten, answers_.remove(platform, destination));
  end_standings([&](const std::string&, const Given& given) {
    return (platform.empty() || given.platform == platform) && (destination.empty() || given.destination == destination);
  });
  return forgotten;
}

std::shared_ptr<const Standing> SearchCache::standing_of(const Question& question, const std::string& key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = given_.find(key); found != given_.end()) {
    if (auto standing = found->second.standing.lock()) return standing;
  }
  if (given_.size() >= kManyGiven) std::erase_if(given_, [](const auto& entry) { return entry.second.standing.expired(); });
  auto standing = std::make_shared<Standing>();
  given_.insert_or_assign(key, Given{question.platform, question.destination, standing});
  return standing;
}

template <class Concerned>
void SearchCache::end_standings(const Concerned& concerned) {
  const std::lock_guard lock(mutex_);
  std::erase_if(given_, [&](const auto& entry) {
    if (!concerned(entry.first, entry.second)) return false;
    if (const auto standing = entry.second.standing.lock()) standing->end();
    return true;
  });
}

}  // namespace voygen::cache
