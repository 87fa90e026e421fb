// PlatformCaller: the one thing the search service needs from browsers and plugins: ask one platform one question.
// BrowserCaller (browser_caller.hpp) is the real one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "budget/tariff.hpp"
#include "core/context.hpp"
#include "search/kind.hpp"
#include "voygen/result.hpp"

namespace voygen::search {

// What the service knows about a loaded platform.
struct PlatformFace {
  std::string id;
  std::string name;
  std::string plugin_version;
  std::vector<std::string> kinds;  // "hotels", "flights", "packages"
  std::vector<std::string> hosts;  // whose links may be shown, for core::may_open()

  int max_concurrency = 1;         // calls at a time

  [[nodiscard]] bool serves(Kind kind) const;
};

struct ProgressNote {
  std::int64_t done = 0;
  std::int64_t total = 0;  // 0: unknown
  std::string message;
};

// What a call tells while it runs. Called on the call's own threads.
struct CallObserver {
  std::function<void(ProgressNote)> progress;
  std::function<void(nlohmann::json)> interim;  // all that was read so far
};

// How a call ended, and what it used. Usage is there for failed and cancelled calls, too.
struct CallReport {
  Result<nlohmann::json> answer;  // an object of docs/schemas/answer.schema.json
  budget::Usage usage;
  std::string provider;
};

class PlatformCaller {
 public:
  virtual ~PlatformCaller() = default;
  // The platforms that can be asked now, by id. Any thread.
  [[nodiscard]] virtual std::vector<PlatformFace> platforms() const = 0;
  // Blocks until the platform answered, the context ended, or it failed. `query` is of docs/schemas/query.schema.json. Any thread.
  virtual CallReport call(const core::Context& context, const std::string& platform, Kind kind, const nlohmann::json& query, const CallObserver& observer) = 0;
};

}  // namespace voygen::search
