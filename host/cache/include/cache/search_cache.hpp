// SearchCache: one platform's checked answer to a canonical question, kept for a while. Owned by the app; any thread. Another process may
// use the same database; what it changes is seen by the next find(), not by Standing.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/clock.hpp"
#include "store/cached_answers.hpp"
#include "voygen/result.hpp"

namespace voygen::cache {

// What makes two searches the same. `question` is the canonical query without the number of wanted results: an answer to 50 also
// answers 20, and an exhaustive one answers any number.
struct Question {
  std::string platform;
  std::string platform_version;  // of the plugin: a new parser does not serve the old one's answers
  std::string destination;       // canonical
  std::string question;          // canonical JSON text
  int max_results = 0;

  [[nodiscard]] std::string key() const;
};

// Whether an answer that was found is still the one the cache would give, its lifetime aside. Shared by the cache and whoever was given
// the answer.
class Standing {
 public:
  [[nodiscard]] bool holds() const { return !ended_.load(std::memory_order_relaxed); }
  void end() { ended_ = true; }

 private:
  std::atomic<bool> ended_{false};  // a newer answer is there, or it was forgotten
};

struct Hit {
  std::string answer_json;
  std::int64_t stored_ms = 0;
  std::int64_t expires_ms = 0;
  std::shared_ptr<const Standing> standing;
};

class SearchCache {
 public:
  SearchCache(store::CachedAnswers answers, const core::Clock& clock) : answers_(answers), clock_(&clock) {}

  // A fresh answer that is large enough, or nothing.
  Result<std::optional<Hit>> find(const Question& question);
  // Keeps an answer in place of an older one for its lifetime and returns until when, UTC milliseconds.
  Result<std::int64_t> put(const Question& question, std::string answer_json, bool exhaustive, std::chrono::milliseconds lifetime);
  // Empty platform or destination means any. Returns how many answers were forgotten.
  Result<std::int64_t> invalidate(const std::string& platform, const std::string& destination);

 private:
  // An answer that was given and may still be in use.
  struct Given {
    std::string platform;
    std::string destination;
    std::weak_ptr<Standing> standing;
  };
  std::shared_ptr<const Standing> standing_of(const Question& question, const std::string& key);
  template <class Concerned>
  void end_standings(const Concerned& concerned);

  store::CachedAnswers answers_;
  const core::Clock* clock_;
  std::mutex mutex_;
  std::map<std::string, Given> given_;  // by the question's key; guarded by mutex_
};

}  // namespace voygen::cache
