#include "app.hpp"

#include "core/log.hpp"
#include "search/icons.hpp"
#include "search/prompts.hpp"
#include "search/resources.hpp"
#include "search/tools.hpp"
#include "startup.hpp"

namespace voygen::app {
namespace {

search::SearchSettings search_settings(const Config& config) { return {config.search_deadline, config.call_timeout, config.tariff, config.cache_lifetimes}; }

browser::PoolSettings pool_settings(const Config& config) {
  browser::PoolSettings settings;
  settings.max_sessions = config.max_sessions;
  settings.max_per_platform = config.max_sessions_per_platform;
  settings.idle_ttl = config.session_idle;
  settings.absolute_ttl = config.session_max_age;
  return settings;
}

mcp::ServerOptions server_options(const Config& config, const search::SearchService& service) {
  mcp::ServerOptions options;
  options.info = {"voygen", "Voygen travel search", kVersion};
  options.message_limits.max_depth = config.max_json_depth;
  options.rate_limit = config.rate_limit;
  options.call_grace = std::chrono::seconds(3);
  options.info.icons = search::icons_of(search::kServerIcon);
  options.info.description = "Hotels, flights and packages on travel trade portals, compared, with commission, source and age";
  options.instructions = search::instructions_for_models(service);
  options.extensions["io.modelcontextprotocol/ui"] = nlohmann::json::object();
  return options;
}

}  // namespace

Result<std::unique_ptr<App>> App::start(Config config) {
  core::set_log_level(config.log_level);
  VOYGEN_TRY(auto database, store::Database::open(config.database));
  VOYGEN_TRY(const int migrations, database->migrate());
  if (migrations > 0) core::log(core::LogLevel::info, "database migrated", {{"file", config.database.string()}, {"migrations", migrations}});
  VOYGEN_TRY(auto api_keys, ApiKeys::load(config.api_keys, secrets_from(process_environment())));
  std::unique_ptr<App> app(new App(std::move(config), std::move(api_keys), std::move(database)));
  VOYGEN_DO(app->register_features());
  return app;
}

App::App(Config config, ApiKeys api_keys, std::unique_ptr<store::Database> database)
    : config_(std::move(config)),
      api_keys_(std::move(api_keys)),
      started_ms_(clock_.now_ms()),
      database_(std::move(database)),
      ledger_(store::CostRecords(*database_)),
      cache_(store::CachedAnswers(*database_), clock_),
      provider_(local_settings(config_)),
      sessions_(provider_, pool_settings(config_)),
      caller_((platforms_.load(config_.platforms), platforms_), sessions_, clock_, secrets_from(process_environment())),
      service_(caller_, cache_, ledger_, clock_, search_settings(config_)),
      finished_(clock_),
      mcp_server_(server_options(config_, service_)) {
  for (const auto& status : platforms_.statuses()) {
    if (status.state == plugin::PlatformState::failed) core::log(core::LogLevel::error, "platform not loaded: " + status.error, {{"platform", status.id}});
    else core::log(core::LogLevel::info, "platform", {{"platform", status.id}, {"state", plugin::name_of(status.state)}, {"version", status.version}});
  }
  for (const auto& broken : config_.broken_platforms) core::log(core::LogLevel::error, "platform not loaded: " + broken.error, {{"platform", broken.id}});
}

App::~App() { stop(); }

Outcome App::register_features() {
  const search::Places& places = search::Places::built_in();
  const auto on_finished = [this](std::string_view principal) { mcp_server_.resources_changed(principal); };
  const search::ToolParts parts{service_, sessions_, ledger_, cache_, clock_, finished_, on_finished, places};
  VOYGEN_DO(search::register_tools(mcp_server_.tools(), parts, config_.search_deadline));
  VOYGEN_DO(search::register_prompts(mcp_server_.prompts(), [&places](std::string_view argument, std::string_view typed, const nlohmann::json&) {
    return search::prompt_values(places, argument, typed);
  }));
  mcp_server_.resources().add(search::search_resources(finished_));
  mcp_server_.resources().add(search::hotel_cards());
  return done();
}

search::GridParts App::grid_parts() {
  return {service_, ledger_, config_.tariff, clock_, search::Places::built_in(), config_.max_sessions};
}

void App::keep_search(const std::string& principal, search::SearchAnswer answer) {
  finished_.keep(principal, std::move(answer));
  mcp_server_.resources_changed(principal);
}

void App::stop() {
  mcp_server_.stop();
  service_.stop();
  sessions_.stop();
  if (const auto flushed = ledger_.flush(); !flushed.ok()) {
    core::log(core::LogLevel::error, "cost rows are lost with this process: " + flushed.error().message, {{"rows", static_cast<std::int64_t>(ledger_.unsaved())}});
  }
}

}  // namespace voygen::app
