#include "config.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include "core/json_schema.hpp"

namespace voygen::app {
namespace {

using nlohmann::json;

const std::map<std::string, std::string>& schemas() {
  static const std::map<std::string, std::string> texts = {
#include "config_schemas.inc"
  };
  return texts;
}

Error in_file(const std::filesystem::path& file, std::string message, std::string next_step = "correct the file and start again") {
  return {Code::invalid_argument, file.string() + ": " + std::move(message), std::move(next_step)};
}

Result<json> read_json(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) return in_file(file, "cannot be read", "check the path and its permissions; --config names another file");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    return json::parse(text, nullptr, true, true);
  } catch (const json::parse_error& error) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const auto line = 1 + std::count(text.begin(), end, '\n');
    return in_file(file, "is not JSON (line " + std::to_string(line) + "): " + error.what());
  }
}

// Replaces ${NAME} and ${NAME:-default} in every string. A string that is one reference and nothing else becomes a number or a boolean
// where the schema wants one.
class Expansion {
 public:
  Expansion(const std::filesystem::path& file, const Environment& environment) : file_(file), environment_(environment) {}

  Outcome expand(json& value, const json& schema, const std::string& path) {
    if (value.is_string()) return expand_text(value, schema, path);
    if (value.is_object()) {
      for (auto& [key, member] : value.items()) {
        const json& inner = schema.contains("properties") && schema["properties"].contains(key) ? schema["properties"][key] : kAnything;
        VOYGEN_DO(expand(member, inner, path.empty() ? key : path + "." + key));
      }
    }
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        VOYGEN_DO(expand(value[i], schema.contains("items") ? schema["items"] : kAnything, path + "[" + std::to_string(i) + "]"));
      }
    }
    return done();
  }

 private:
  inline static const json kAnything = json::object();

  Outcome expand_text(json& value, const json& schema, const std::string& path) {
    const std::string text = value.get<std::string>();
    std::string expanded;
    std::size_t at = 0;
    for (std::size_t open; (open = text.find("${", at)) != std::string::npos;) {
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) return in_file(file_, "\"" + path + "\" has \"${\" without \"}\"");
      VOYGEN_TRY(const std::string replacement, lookup(text.substr(open + 2, close - open - 2), path));
      expanded += text.substr(at, open - at) + replacement;
      at = close + 1;
    }
    if (at == 0) return done();
    const bool whole = text.starts_with("${") && text.find('}') == text.size() - 1;
    expanded += text.substr(at);
    const std::string type = schema.value("type", "string");
    const json scalar = whole && type != "string" ? json::parse(expanded, nullptr, false) : json(json::value_t::discarded);
    value = scalar.is_number() || scalar.is_boolean() ? scalar : json(expanded);
    return done();
  }

  Result<std::string> lookup(const std::string& reference, const std::string& path) {
    const auto fallback = reference.find(":-");
    const std::string name = reference.substr(0, fallback);
    if (auto value = environment_(name); value && !value->empty()) return *value;
    if (fallback != std::string::npos) return reference.substr(fallback + 2);
    return in_file(file_, "\"" + path + "\" refers to the environment variable \"" + name + "\", which is not set",
                   "set it, or write \"${" + name + ":-default}\"");
  }

  const std::filesystem::path& file_;
  const Environment& environment_;
};

void fill_defaults(json& value, const json& schema) {
  if (!schema.contains("properties")) return;
  for (const auto& [key, member] : schema["properties"].items()) {
    if (!value.contains(key) && member.contains("default")) value[key] = member["default"];
    if (!value.contains(key) && member.contains("properties")) value[key] = json::object();
    if (value.contains(key)) fill_defaults(value[key], member);
  }
}

Result<json> read_checked(const std::filesystem::path& file, const std::string& schema_name, const Environment& environment) {
  VOYGEN_TRY(json document, read_json(file));
  const json schema = json::parse(schemas().at(schema_name));
  VOYGEN_DO(Expansion(file, environment).expand(document, schema, ""));
  if (const auto wrong = core::JsonSchema(schema).violations(document); !wrong.empty()) return in_file(file, core::explain(wrong));
  fill_defaults(document, schema);
  return document;
}

std::filesystem::path relative_to(const std::filesystem::path& folder, const std::string& path) {
  return (folder / path).lexically_normal();  // an absolute path stays as it is
}

plugin::PlatformConfig platform_from(const json& document, const std::filesystem::path& file, const std::filesystem::path& plugins) {
  plugin::PlatformConfig platform;
  platform.id = document["id"].get<std::string>();
  platform.enabled = document["enabled"].get<bool>();
  platform.plugin = document.contains("plugin") ? relative_to(file.parent_path(), document["plugin"].get<std::string>()) : plugins / platform.id / (platform.id + ".so");
  platform.settings = document.value("settings", json::object());
  platform.file = file.string();
  platform.policy = document["resources"];
  return platform;
}

Outcome read_platforms(const std::filesystem::path& folder, const std::filesystem::path& plugins, const Environment& environment, Config& config) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (error) return in_file(folder, "the folder of platform files cannot be read: " + error.message(), "create it, or set platforms.folder");
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto document = read_checked(file, "platform.schema.json", environment);
    if (document.ok()) config.platforms.push_back(platform_from(*document, file, plugins));
    else config.broken_platforms.push_back({file.stem().string(), document.error().message});
  }
  return done();
}

core::LogLevel log_level(const std::string& text) {
  if (text == "debug") return core::LogLevel::debug;
  if (text == "warn") return core::LogLevel::warn;
  return text == "error" ? core::LogLevel::error : core::LogLevel::info;
}

}  // namespace

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
  };
}

Result<Config> load_config(const std::filesystem::path& file, const Environment& environment, const std::filesystem::path& program_folder) {
  VOYGEN_TRY(const json document, read_checked(file, "config.schema.json", environment));
  const auto folder = std::filesystem::absolute(file).parent_path();
  const json& server = document["server"];
  const json& search = document["search"];
  const json& browser = document["browser"];
  const json& tariff = document["tariff"];

  Config config;
  config.environment = document["environment"];
  config.log_level = log_level(document["logLevel"]);
  config.host = server["host"];
  config.port = server["port"];
  config.allowed_hosts = server.value("allowedHosts", config.allowed_hosts);
  config.allowed_origins = server.value("allowedOrigins", config.allowed_origins);
  config.api_keys = server.value("apiKeys", config.api_keys);
  config.max_body_bytes = server["maxBodyBytes"];
  config.max_connections = server["maxConnections"];
  config.max_head_bytes = server["maxHeadBytes"];
  config.max_json_depth = server["maxJsonDepth"];
  config.max_sessions_of_clients = server["maxClientSessions"];
  config.client_session_idle = std::chrono::minutes(server["clientSessionIdleMinutes"].get<int>());
  config.connection_idle = std::chrono::seconds(server["connectionIdleSeconds"].get<int>());
  config.head_timeout = std::chrono::seconds(server["headSeconds"].get<int>());
  config.body_timeout = std::chrono::seconds(server["bodySeconds"].get<int>());
  config.send_timeout = std::chrono::seconds(server["sendSeconds"].get<int>());
  config.rate_limit = {server["callsPerMinute"], server["callBurst"]};
  config.search_deadline = std::chrono::seconds(search["deadlineSeconds"].get<int>());
  config.call_timeout = std::chrono::seconds(search["callTimeoutSeconds"].get<int>());
  config.cache_lifetimes.hotels = std::chrono::hours(search["cacheHours"].get<int>());
  config.cache_lifetimes.flights = std::chrono::hours(search["flightCacheHours"].get<int>());
  config.cache_lifetimes.packages = std::chrono::hours(search["packageCacheHours"].get<int>());
  config.browser_executable = browser.value("executable", std::string{});
  config.max_sessions = browser["maxSessions"];
  config.max_sessions_per_platform = browser["maxSessionsPerPlatform"];
  config.session_idle = std::chrono::minutes(browser["idleMinutes"].get<int>());
  config.session_max_age = std::chrono::minutes(browser["maxAgeMinutes"].get<int>());
  config.temp_folder = browser.value("tempFolder", std::string{});
  config.database = relative_to(folder, document["store"]["path"]);
  config.tariff = {tariff["sessionMicroUsd"], tariff["hourMicroUsd"], tariff["gigabyteMicroUsd"]};
  const json& plugins = document["plugins"];
  const auto plugin_folder = plugins.contains("folder") ? relative_to(folder, plugins["folder"]) : (program_folder / "../plugins").lexically_normal();
  VOYGEN_DO(read_platforms(relative_to(folder, document["platforms"]["folder"]), plugin_folder, environment, config));
  return config;
}

core::SecretSource secrets_from(Environment environment) {
  return [environment = std::move(environment)](std::string_view name) -> Result<core::Secret> {
    std::string variable = "VOYGEN_SECRET_";
    for (const char c : name) variable += std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : '_';
    if (auto value = environment(variable); value && !value->empty()) return core::Secret(std::move(*value));
    return {Code::login_required, "the secret \"" + std::string(name) + "\" is not set", "set " + variable + " in the environment of voygen and start it again"};
  };
}

}  // namespace voygen::app
