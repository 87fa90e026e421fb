// BrowserCaller: asks a platform with its plugin and a browser of the pool. The browser is leased when the plugin first wants a page, and
// given back when the call ends, however it ends. Owned by the app; any thread.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "browser/session_pool.hpp"
#include "core/clock.hpp"
#include "core/secret.hpp"
#include "plugin/registry.hpp"
#include "search/platform_caller.hpp"

namespace voygen::search {

class BrowserCaller final : public PlatformCaller {
 public:
  BrowserCaller(plugin::PluginRegistry& registry, browser::SessionPool& sessions, const core::Clock& clock, core::SecretSource secrets)
      : registry_(&registry), sessions_(&sessions), clock_(&clock), secrets_(std::move(secrets)) {}

  [[nodiscard]] std::vector<PlatformFace> platforms() const override;
  CallReport call(const core::Context& context, const std::string& platform, Kind kind, const nlohmann::json& query, const CallObserver& observer) override;

 private:
  [[nodiscard]] browser::PagePolicy policy_of(const plugin::Platform& platform) const;

  plugin::PluginRegistry* registry_;
  browser::SessionPool* sessions_;
  const core::Clock* clock_;
  core::SecretSource secrets_;
};

// Shows a saved page at its address, without network or scripts, and runs the platform's parser on it. Answers as the plugin did.
Result<nlohmann::json> read_saved_page(const core::Context& context, browser::SessionPool& sessions, const core::Clock& clock, plugin::Platform& platform,
                                       const std::string& url, const std::string& html, Kind kind, const nlohmann::json& query);

}  // namespace voygen::search
