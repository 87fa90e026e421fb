// App: the composition root. Holds every part in the order in which they need each other; they die in reverse. One thread makes and
// ends it; what it serves runs on many.
#pragma once

#include <memory>
#include <string>

#include "access.hpp"
#include "browser/local_provider.hpp"
#include "browser/session_pool.hpp"
#include "budget/ledger.hpp"
#include "cache/search_cache.hpp"
#include "config.hpp"
#include "core/clock.hpp"
#include "mcp/server.hpp"
#include "plugin/registry.hpp"
#include "search/browser_caller.hpp"
#include "search/finished_searches.hpp"
#include "search/grid_search.hpp"
#include "search/search_service.hpp"
#include "store/database.hpp"

namespace voygen::app {

inline constexpr const char* kVersion = "0.1.0";

class App {
 public:
  // Opens the database, loads the platforms and registers the tools. A platform that cannot be loaded is no error; health() names it.
  static Result<std::unique_ptr<App>> start(Config config);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] mcp::Server& mcp_server() { return mcp_server_; }
  [[nodiscard]] const core::Clock& clock() const { return clock_; }
  [[nodiscard]] const ApiKeys& api_keys() const { return api_keys_; }
  // What /health says: status healthy or degraded, and every component.
  [[nodiscard]] nlohmann::json health();
  [[nodiscard]] nlohmann::json database_health();
  // What a grid search works on, and where its searches are kept for whoever asked.
  [[nodiscard]] search::GridParts grid_parts();
  void keep_search(const std::string& principal, search::SearchAnswer answer);
  // Ends searches and browsers, within seconds.
  void stop();

 private:
  App(Config config, ApiKeys api_keys, std::unique_ptr<store::Database> database);
  Outcome register_features();

  Config config_;
  ApiKeys api_keys_;
  core::SystemClock clock_;
  std::int64_t started_ms_;
  std::unique_ptr<store::Database> database_;
  budget::Ledger ledger_;
  cache::SearchCache cache_;
  plugin::PluginRegistry platforms_;
  browser::LocalProvider provider_;
  browser::SessionPool sessions_;
  search::BrowserCaller caller_;
  search::SearchService service_;
  search::FinishedSearches finished_;
  mcp::Server mcp_server_;
};

}  // namespace voygen::app
