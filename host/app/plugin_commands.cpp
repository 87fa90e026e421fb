// voygen plugin list, plugin replay and doctor.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "commands.hpp"
#include "core/clock.hpp"
#include "search/browser_caller.hpp"
#include "startup.hpp"
#include "store/database.hpp"
#include "voygen/query.hpp"

namespace voygen::app {
namespace {

using nlohmann::json;

json describe(const plugin::PlatformStatus& status) {
  json entry{{"id", status.id}, {"state", plugin::name_of(status.state)}, {"file", status.file}, {"kinds", status.kinds}};
  if (!status.version.empty()) entry["version"] = status.version;
  if (!status.error.empty()) entry["error"] = status.error;
  return entry;
}

json describe_platforms(const Config& config) {
  plugin::PluginRegistry registry;
  registry.load(config.platforms);
  json platforms = json::array();
  for (const auto& status : registry.statuses()) platforms.push_back(describe(status));
  for (const auto& broken : config.broken_platforms) platforms.push_back({{"id", broken.id}, {"state", "failed"}, {"error", broken.error}});
  return platforms;
}

Result<json> read_settings(const std::string& text_or_file) {
  if (text_or_file.empty()) return json::object();
  std::string text = text_or_file;
  if (!text_or_file.starts_with('{')) {
    std::ifstream stream(text_or_file);
    if (!stream) return {Code::invalid_argument, "--settings: \"" + text_or_file + "\" is neither a JSON object nor a readable file"};
    text.assign(std::istreambuf_iterator<char>(stream), {});
  }
  json settings = json::parse(text, nullptr, false, true);
  if (!settings.is_object()) return {Code::invalid_argument, "--settings is not a JSON object"};
  return settings;
}

Result<plugin::PlatformConfig> configured_platform(const Config& config, const std::string& id) {
  std::string known;
  for (const auto& platform : config.platforms) {
    if (platform.id == id) return platform;
    known += (known.empty() ? "" : ", ") + platform.id;
  }
  for (const auto& broken : config.broken_platforms) {
    if (broken.id == id) return {Code::invalid_argument, broken.error};
  }
  return {Code::not_found, "no platform \"" + id + "\" is configured", "choose from: " + known};
}

Result<search::Kind> saved_kind(const ReplayCommand& command, const plugin::Platform& platform) {
  const auto& served = platform.manifest().kinds;
  const std::string wanted = command.kind.empty() ? served.front() : command.kind;
  for (const search::Kind kind : search::kKinds) {
    if (name_of(kind) == wanted && std::find(served.begin(), served.end(), wanted) != served.end()) return kind;
  }
  return {Code::invalid_argument, "the platform \"" + platform.id() + "\" does not serve " + wanted, "choose from its \"kinds\" in plugin.json"};
}

// The dates of the saved search, the same day twice when nobody says them: the parser then takes what the page says.
Result<std::pair<Date, Date>> saved_dates(const ReplayCommand& command) {
  if (command.check_in.empty() && command.check_out.empty()) return std::pair(*Date::parse_iso("1970-01-01"), *Date::parse_iso("1970-01-01"));
  const auto first = Date::parse_iso(command.check_in);
  const auto last = Date::parse_iso(command.check_out);
  if (!first || !last || *last <= *first) {
    return {Code::invalid_argument, "--check-in and --check-out (or --departure and --return) must be given together, as YYYY-MM-DD, in order"};
  }
  return std::pair(*first, *last);
}

Result<json> saved_query(const ReplayCommand& command, search::Kind kind) {
  VOYGEN_TRY(const auto dates, saved_dates(command));
  const auto asked = [&](auto query) {
    query.max_results = command.max_results;
    return query.to_json();
  };
  switch (kind) {
    case search::Kind::hotels: {
      HotelQuery query;
      query.check_in = dates.first;
      query.check_out = dates.second;
      return asked(query);
    }
    case search::Kind::flights: {
      FlightQuery query;
      query.departure = dates.first;
      query.return_date = dates.second;
      return asked(query);
    }
    case search::Kind::packages: {
      PackageQuery query;
      query.departure = dates.first;
      query.return_date = dates.second;
      return asked(query);
    }
  }
  return {Code::internal, "unknown kind"};
}

Result<json> run_replay(const ReplayCommand& command) {
  VOYGEN_TRY(const Config config, load(command.config_file));
  VOYGEN_TRY(plugin::PlatformConfig platform_config, configured_platform(config, command.platform));
  VOYGEN_TRY(const json changes, read_settings(command.settings));
  platform_config.settings.merge_patch(changes);
  VOYGEN_TRY(const auto platform, plugin::load_platform(platform_config));
  VOYGEN_TRY(const search::Kind kind, saved_kind(command, *platform));
  VOYGEN_TRY(const json query, saved_query(command, kind));
  std::ifstream stream(command.page, std::ios::binary);
  const std::string html{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return {Code::invalid_argument, "the page \"" + command.page.string() + "\" cannot be read"};
  const std::string url = command.url.empty() ? platform->settings().value("baseUrl", std::string("https://saved.example")) + "/" : command.url;

  browser::LocalProvider provider(local_settings(config));
  browser::SessionPool sessions(provider, {});
  const core::SystemClock clock;
  return search::read_saved_page(core::Context::with_timeout(std::chrono::minutes(2)), sessions, clock, *platform, url, html, kind, query);
}

}  // namespace

int list_plugins(const std::filesystem::path& config_file, bool as_json) {
  const auto config = load(config_file);
  if (!config.ok()) return report(config.error(), kCannotStart);
  const json platforms = describe_platforms(*config);
  if (as_json) {
    std::cout << platforms.dump(2) << '\n';
    return kDone;
  }
  for (const json& platform : platforms) {
    std::cout << platform["id"].get<std::string>() << "  " << platform["state"].get<std::string>();
    if (platform.contains("version")) std::cout << "  " << platform["version"].get<std::string>();
    for (const json& kind : platform.value("kinds", json::array())) std::cout << "  " << kind.get<std::string>();
    if (platform.contains("error")) std::cout << "\n    " << platform["error"].get<std::string>();
    std::cout << '\n';
  }
  return kDone;
}

int replay(const ReplayCommand& command) {
  const auto answer = run_replay(command);
  if (answer.ok()) {
    std::cout << answer->dump(2, ' ', false, json::error_handler_t::replace) << '\n';
    return kDone;
  }
  const Error& error = answer.error();
  const char* dates = command.check_in.empty() ? "; dates that the page does not state are given with --check-in and --check-out" : "";
  std::cout << json{{"error", {{"code", name_of(error.code)}, {"message", error.message}, {"nextStep", error.next_step + dates}}}}.dump(2) << '\n';
  return kFailed;
}

int doctor(const std::filesystem::path& config_file) {
  bool fine = true;
  const auto say = [&](const std::string& what, const Outcome& outcome) {
    std::cout << (outcome.ok() ? "ok    " : "FAIL  ") << what << '\n';
    if (outcome.ok()) return;
    fine = false;
    std::cout << "      " << outcome.error().message << '\n';
    if (!outcome.error().next_step.empty()) std::cout << "      " << outcome.error().next_step << '\n';
  };
  const auto just = [](const auto& result) { return result.ok() ? done() : Outcome(result.error()); };

  const auto config = load(config_file);
  say("configuration " + config_file.string(), just(config));
  if (!config.ok()) return kFailed;

  auto database = store::Database::open(config->database);
  say("database " + config->database.string(), just(database));
  if (database.ok()) say("database schema", just((*database)->schema_version()));

  browser::LocalProvider provider(local_settings(*config));
  const auto executable = provider.find_executable();
  say("browser " + (executable.ok() ? executable->string() : std::string()), just(executable));
  if (executable.ok()) say("browser starts", just(provider.launch(core::Context::with_timeout(std::chrono::seconds(30)), {})));

  plugin::PluginRegistry registry;
  registry.load(config->platforms);
  for (const auto& status : registry.statuses()) {
    say("platform " + status.id + " (" + std::string(plugin::name_of(status.state)) + ")",
        status.state == plugin::PlatformState::failed ? Outcome(Code::unavailable, status.error) : done());
  }
  for (const auto& broken : config->broken_platforms) say("platform " + broken.id, {Code::invalid_argument, broken.error});
  const auto secrets = secrets_from(process_environment());
  for (const auto& platform : registry.platforms()) {
    for (const auto& secret : platform->manifest().secrets) say("secret " + platform->id() + "." + secret.name, just(secrets(platform->id() + "." + secret.name)));
  }
  return fine ? kDone : kFailed;
}

}  // namespace voygen::app
