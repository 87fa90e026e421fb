// What the host says about itself.
#include "app.hpp"

namespace voygen::app {
namespace {

using nlohmann::json;

json platform_health(const plugin::PlatformStatus& status) {
  json entry{{"id", status.id}, {"state", plugin::name_of(status.state)}};
  if (!status.version.empty()) entry["version"] = status.version;
  if (!status.error.empty()) entry["error"] = status.error;
  if (status.load.stuck > 0) entry["stuckCalls"] = status.load.stuck;
  return entry;
}

}  // namespace

json App::database_health() {
  const auto probe = database_->probe();
  json health{{"connected", probe.ok()}, {"schemaVersion", store::Database::newest_known_version()}, {"unsavedCostRows", ledger_.unsaved()}};
  if (!probe.ok()) health["error"] = probe.error().message;
  return health;
}

json App::health() {
  bool healthy = config_.broken_platforms.empty();
  json platforms = json::array();
  for (const auto& status : platforms_.statuses()) {
    healthy = healthy && status.state != plugin::PlatformState::failed && status.load.stuck == 0;
    platforms.push_back(platform_health(status));
  }
  for (const auto& broken : config_.broken_platforms) platforms.push_back({{"id", broken.id}, {"state", "failed"}, {"error", broken.error}});

  const json database = database_health();
  healthy = healthy && database["connected"] == true && ledger_.unsaved() == 0;
  return {{"status", healthy ? "healthy" : "degraded"},
          {"environment", config_.environment},
          {"version", kVersion},
          {"timestamp", core::iso_time(clock_.now_ms())},
          {"uptimeSeconds", (clock_.now_ms() - started_ms_) / 1000},
          {"components",
           {{"database", database},
            {"sessions", {{"open", sessions_.status().size()}, {"limit", config_.max_sessions}}},
            {"platforms", platforms}}}};
}

}  // namespace voygen::app
