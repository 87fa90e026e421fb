#include "plugin_in_browser.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "browser/browser.hpp"
#include "browser/local_provider.hpp"
#include "core/web_address.hpp"

namespace voygen::test {

using core::Context;
using core::Secret;
using nlohmann::json;
using testkit::PluginUnderTest;
using testkit::ScriptedHost;
using testkit::Served;

namespace {

Context soon() { return Context::with_timeout(std::chrono::seconds(30), "test"); }

template <class T>
T must(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.error().message);
  return std::move(result).value();
}

struct Shared {
  std::unique_ptr<browser::LocalProvider> provider;
  std::unique_ptr<browser::Browser> browser;
  std::unique_ptr<browser::Page> page;  // goes first
};

browser::PagePolicy policy_of(const TestedPlugin& tested) {
  browser::PagePolicy policy;
  policy.platform = tested.platform;
  for (const std::string& host : tested.hosts) policy.allowed_hosts.push_back(*core::host_of(host));
  policy.blocked_kinds = {browser::ResourceKind::image, browser::ResourceKind::font, browser::ResourceKind::stylesheet};
  policy.secrets = [tested](std::string_view name) -> Result<Secret> {
    for (const auto& [known, value] : tested.secrets) {
      if (name == tested.platform + "." + known) return Secret(value);
    }
    return {Code::not_found, "there is no secret \"" + std::string(name) + "\""};
  };
  for (const auto& [name, unused] : tested.secrets) policy.secret_names.insert(name);
  return policy;
}

browser::Page& fresh_page(const TestedPlugin& tested) {
  static Shared shared;
  const browser::PagePolicy policy = policy_of(tested);
  if (!shared.page || !shared.browser->is_alive() || !shared.page->reset(soon()).ok()) {
    const auto profiles = std::filesystem::temp_directory_path() / ("voygen-" + tested.platform + "-tests-" + std::to_string(::getpid()));
    shared.page.reset();
    shared.browser.reset();
    shared.provider = std::make_unique<browser::LocalProvider>(browser::LocalSettings{{}, {}, profiles, {}});
    shared.browser = must(shared.provider->launch(soon(), {}));
    shared.page = must(shared.browser->open_page(soon(), policy));
  }
  must(shared.page->lend(soon(), policy));
  return *shared.page;
}

}  // namespace

json settings_with(const std::string& library, const json& changes) {
  const json manifest = json::parse(std::ifstream(std::filesystem::path(library).parent_path() / "plugin.json"));
  json settings = json::object();
  for (const auto& [name, schema] : manifest.at("settings").at("properties").items()) settings[name] = schema.at("default");
  settings.update(changes);
  return settings;
}

PluginInBrowser::PluginInBrowser(const TestedPlugin& tested, const json& changes)
    : plugin_(must(PluginUnderTest::load(tested.library, settings_with(tested.library, changes)))), page_(&fresh_page(tested)) {}

Served PluginInBrowser::serve(std::string_view task, const json& query, std::chrono::milliseconds allowed) {
  const Context context = Context::with_timeout(allowed, "test");
  ScriptedHost host([&](const json& operation) { return page_->perform(context, operation); });
  host.set_timeout(allowed);
  return plugin_.serve(host, task, query);
}

Served PluginInBrowser::read(const std::string& url, const std::string& html, const HotelQuery& query) { return read_as("read_hotels", url, html, query.to_json()); }

Served PluginInBrowser::read_as(std::string_view task, const std::string& url, const std::string& html, const json& query) {
  must(page_->open_saved(soon(), url, html));
  return serve(task, query, std::chrono::seconds(20));
}

}  // namespace voygen::test
