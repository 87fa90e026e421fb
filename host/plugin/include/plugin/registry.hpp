// PluginRegistry: loads the configured platforms and says what became of each. One platform that cannot be loaded takes nobody else
// down. Owned by app; load() on one thread at a time, the rest on any thread.
//
//   PluginRegistry registry;
//   registry.load(configs);
//   for (const auto& status : registry.statuses()) …
//   VOYGEN_TRY(auto platform, registry.platform("acme"));
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "plugin/platform.hpp"
#include "voygen/result.hpp"

namespace voygen::plugin {

// One platform as the configuration has it.
struct PlatformConfig {
  std::string id;
  bool enabled = true;
  std::filesystem::path plugin;  // the .so with plugin.json beside it, or its folder ("plugins/acme" means plugins/acme/acme.so)
  nlohmann::json settings = nlohmann::json::object();
  std::string file;                                  // where this stands, for sentences: "config/platforms/acme.json"
  nlohmann::json policy = nlohmann::json::object();  // resource policy and the like: for other rooms, not read here
};

enum class PlatformState { loaded, disabled, failed };
std::string_view name_of(PlatformState state);

struct PlatformStatus {
  std::string id;
  PlatformState state = PlatformState::disabled;
  std::string version;             // empty when the manifest could not be read
  std::vector<std::string> kinds;  // likewise
  std::string error;               // one sentence: file, cause and cure; only when failed
  std::string file;                // of the library
  PlatformLoad load;               // only when loaded
  nlohmann::json policy;           // passed through from the configuration
};

class PluginRegistry {
 public:
  explicit PluginRegistry(CallLimits limits = {});
  ~PluginRegistry();
  PluginRegistry(const PluginRegistry&) = delete;
  PluginRegistry& operator=(const PluginRegistry&) = delete;

  // Replaces everything that was loaded before; platforms still serving live until their calls have ended. Failures are in statuses().
  void load(const std::vector<PlatformConfig>& configs);

  // not_found names the platforms there are; unavailable says why this one is disabled or failed.
  [[nodiscard]] Result<std::shared_ptr<Platform>> platform(std::string_view id) const;
  [[nodiscard]] std::vector<std::shared_ptr<Platform>> platforms() const;  // the loaded ones, in configured order
  [[nodiscard]] std::vector<PlatformStatus> statuses() const;              // all of them, in configured order

 private:
  struct Entry {
    PlatformStatus status;
    std::shared_ptr<Platform> platform;  // shared with callers; null unless loaded
  };
  [[nodiscard]] Entry load_one(const PlatformConfig& config, const std::vector<Entry>& earlier) const;

  CallLimits limits_;
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;  // guarded by mutex_
};

// Loads one plugin without a registry: "voygen plugin replay". The error is the registry's sentence.
Result<std::shared_ptr<Platform>> load_platform(const PlatformConfig& config, const CallLimits& limits = {});

}  // namespace voygen::plugin
