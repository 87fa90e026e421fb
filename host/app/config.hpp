// The configuration of this installation, read once at start. A mistake is one sentence that names file, key path, value and what is
// expected; nothing starts half-configured.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "budget/tariff.hpp"
#include "core/log.hpp"
#include "core/secret.hpp"
#include "mcp/server.hpp"
#include "plugin/registry.hpp"
#include "search/kind.hpp"
#include "voygen/result.hpp"

namespace voygen::app {

// A platform file that cannot be used; the others start.
struct BrokenPlatform {
  std::string id;  // the file's name, since its content is not understood
  std::string error;
};

struct Config {
  std::string environment;
  core::LogLevel log_level = core::LogLevel::info;
  std::string host;
  std::uint16_t port = 0;
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> allowed_origins;
  std::vector<std::string> api_keys;  // their ids; the keys are secrets
  std::size_t max_body_bytes = 0;
  std::size_t max_head_bytes = 0;
  std::size_t max_json_depth = 0;
  std::size_t max_sessions_of_clients = 0;  // MCP sessions and open event streams, of each kind
  std::chrono::milliseconds client_session_idle{0};
  std::chrono::milliseconds connection_idle{0};
  std::chrono::milliseconds head_timeout{0};
  std::chrono::milliseconds body_timeout{0};
  std::chrono::milliseconds send_timeout{0};
  mcp::RateLimit rate_limit;
  std::size_t max_connections = 0;
  std::chrono::seconds search_deadline{0};
  std::chrono::seconds call_timeout{0};
  search::CacheLifetimes cache_lifetimes;
  std::filesystem::path browser_executable;  // empty: look for one
  int max_sessions = 0;
  int max_sessions_per_platform = 0;
  std::chrono::minutes session_idle{0};
  std::chrono::minutes session_max_age{0};
  std::filesystem::path temp_folder;  // empty: the system's
  std::filesystem::path database;
  budget::Tariff tariff;
  std::vector<plugin::PlatformConfig> platforms;  // in the order of their file names
  std::vector<BrokenPlatform> broken_platforms;
};

// A variable of the environment, or nothing.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
Environment process_environment();

// `program_folder` is where the running program stands; plugins are found beside it. A broken platform file is not fatal.
Result<Config> load_config(const std::filesystem::path& file, const Environment& environment, const std::filesystem::path& program_folder);

// "cpmaxx.password" from VOYGEN_SECRET_CPMAXX_PASSWORD.
core::SecretSource secrets_from(Environment environment);

}  // namespace voygen::app
