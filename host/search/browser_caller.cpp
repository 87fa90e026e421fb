#include "search/browser_caller.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace voygen::search {
namespace {

using nlohmann::json;

// What one call of a plugin gets from the host: a page when it first asks for one, and ears for what it tells.
class BrowserCall final : public plugin::CallServices {
 public:
  BrowserCall(browser::SessionPool& sessions, const core::Clock& clock, browser::PagePolicy policy, const CallObserver& observer)
      : sessions_(&sessions), clock_(&clock), policy_(std::move(policy)), observer_(&observer) {}

  Result<json> perform(const core::Context& context, const json& operation) override {
    VOYGEN_DO(lease_page(context));
    return lease_->page().perform(context, operation);
  }
  void progress(std::int64_t done, std::int64_t total, std::string message) override {
    if (observer_->progress) observer_->progress({done, total, std::move(message)});
  }
  void interim(json answer) override {
    if (observer_->interim) observer_->interim(std::move(answer));
  }
  std::int64_t now_ms() override { return clock_->now_ms(); }

  Outcome open_saved(const core::Context& context, const std::string& url, const std::string& html) {
    VOYGEN_DO(lease_page(context));
    return lease_->page().open_saved(context, url, html);
  }
  [[nodiscard]] budget::Usage usage() const {
    if (!lease_) return {};
    return {lease_->caused_creation(), lease_->held(), lease_->usage().bytes_received};
  }

 private:
  Outcome lease_page(const core::Context& context) {
    if (lease_) return done();
    VOYGEN_TRY(lease_, sessions_->lease(context, policy_.platform, policy_));
    return done();
  }

  browser::SessionPool* sessions_;
  const core::Clock* clock_;
  browser::PagePolicy policy_;
  const CallObserver* observer_;
  std::optional<browser::Lease> lease_;
};

std::set<browser::ResourceKind> blocked_kinds(const json& resources) {
  static const std::map<std::string, browser::ResourceKind> kinds = {{"image", browser::ResourceKind::image},
                                                                     {"font", browser::ResourceKind::font},
                                                                     {"media", browser::ResourceKind::media},
                                                                     {"stylesheet", browser::ResourceKind::stylesheet}};
  std::set<browser::ResourceKind> blocked;
  for (const std::string& kind : resources.value("block", std::vector<std::string>{})) blocked.insert(kinds.at(kind));
  return blocked;
}

}  // namespace

bool PlatformFace::serves(Kind kind) const { return std::find(kinds.begin(), kinds.end(), name_of(kind)) != kinds.end(); }

std::vector<PlatformFace> BrowserCaller::platforms() const {
  std::vector<PlatformFace> faces;
  for (const auto& platform : registry_->platforms()) {
    const plugin::Manifest& manifest = platform->manifest();
    faces.push_back({manifest.id, manifest.name, manifest.version, manifest.kinds, platform->hosts(), manifest.max_concurrency});
  }
  return faces;
}

CallReport BrowserCaller::call(const core::Context& context, const std::string& platform, Kind kind, const json& query, const CallObserver& observer) {
  const auto found = registry_->platform(platform);
  if (!found.ok()) return {found.error(), {}, "local"};
  BrowserCall services(*sessions_, *clock_, policy_of(**found), observer);
  auto answer = (*found)->serve(context, search_task(kind), query, services);
  return {std::move(answer), services.usage(), "local"};
}

browser::PagePolicy BrowserCaller::policy_of(const plugin::Platform& platform) const {
  browser::PagePolicy policy;
  policy.platform = platform.id();
  policy.allowed_hosts = platform.hosts();
  for (const auto& status : registry_->statuses()) {
    if (status.id != platform.id()) continue;
    policy.blocked_kinds = blocked_kinds(status.policy);
    policy.blocked_urls = status.policy.value("blockUrls", policy.blocked_urls);
  }
  policy.secrets = secrets_;
  for (const auto& secret : platform.manifest().secrets) policy.secret_names.insert(secret.name);
  return policy;
}

Result<json> read_saved_page(const core::Context& context, browser::SessionPool& sessions, const core::Clock& clock, plugin::Platform& platform,
                             const std::string& url, const std::string& html, Kind kind, const json& query) {
  browser::PagePolicy policy;
  policy.platform = platform.id();
  policy.allowed_hosts = platform.hosts();
  const CallObserver silent;
  BrowserCall services(sessions, clock, std::move(policy), silent);
  VOYGEN_DO(services.open_saved(context, url, html));
  return platform.serve(context, read_task(kind), query, services);
}

}  // namespace voygen::search
