#include "in_browser.hpp"

#include <unistd.h>

#include <stdexcept>

#include "core/web_address.hpp"
#include "browser/browser.hpp"
#include "browser/local_provider.hpp"

namespace cpmaxx::test {

using nlohmann::json;
using voygen::Result;
using voygen::browser::PagePolicy;
using voygen::core::Context;
using voygen::core::Secret;
using voygen::testkit::PluginUnderTest;
using voygen::testkit::ScriptedHost;
using voygen::testkit::Served;

namespace {

Context soon() { return Context::with_timeout(std::chrono::seconds(30), "test"); }

template <class T>
T must(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.error().message);
  return std::move(result).value();
}

struct Shared {
  std::unique_ptr<voygen::browser::LocalProvider> provider;
  std::unique_ptr<voygen::browser::Browser> browser;
  std::unique_ptr<voygen::browser::Page> page;  // goes first
};

// The simulated portal's login; every test has its own portal, so a password of another test is worth nothing.
Result<Secret> find_secret(std::string_view name) {
  if (name == "cpmaxx.username") return Secret("agent@example.com");
  if (name == "cpmaxx.password") return Secret("blue-harbour-7");
  return {voygen::Code::not_found, "there is no secret \"" + std::string(name) + "\""};
}

voygen::browser::Page& fresh_page(const std::string& base_url) {
  static Shared shared;
  PagePolicy policy;
  policy.platform = "cpmaxx";
  policy.allowed_hosts = {*voygen::core::host_of(base_url)};
  policy.blocked_kinds = {voygen::browser::ResourceKind::image, voygen::browser::ResourceKind::font, voygen::browser::ResourceKind::stylesheet};
  policy.secrets = find_secret;
  policy.secret_names = {"username", "password"};
  if (!shared.page || !shared.browser->is_alive() || !shared.page->reset(soon()).ok()) {
    const auto profiles = std::filesystem::temp_directory_path() / ("voygen-cpmaxx-tests-" + std::to_string(::getpid()));
    shared.page.reset();
    shared.browser.reset();
    shared.provider = std::make_unique<voygen::browser::LocalProvider>(voygen::browser::LocalSettings{{}, {}, profiles, {}});
    shared.browser = must(shared.provider->launch(soon(), {}));
    shared.page = must(shared.browser->open_page(soon(), policy));
  }
  must(shared.page->lend(soon(), policy));
  return *shared.page;
}

}  // namespace

json settings_with(const json& changes) {
  const auto plugin_json = std::filesystem::path(CPMAXX_PLUGIN).parent_path() / "plugin.json";
  const json manifest = json::parse(std::ifstream(plugin_json));
  json settings = json::object();
  for (const auto& [name, schema] : manifest.at("settings").at("properties").items()) settings[name] = schema.at("default");
  settings.update(changes);
  return settings;
}

PluginInBrowser::PluginInBrowser(const std::string& base_url, json changes)
    : plugin_([&] {
        changes["baseUrl"] = base_url;
        return must(PluginUnderTest::load(CPMAXX_PLUGIN, settings_with(changes)));
      }()),
      page_(&fresh_page(base_url)) {}

Served PluginInBrowser::serve(std::string_view task, const voygen::HotelQuery& query, std::chrono::milliseconds allowed) {
  const Context context = Context::with_timeout(allowed, "test");
  ScriptedHost host([&](const json& operation) { return page_->perform(context, operation); });
  host.set_timeout(allowed);
  return plugin_.serve(host, task, query.to_json());
}

Served PluginInBrowser::search(const voygen::HotelQuery& query, std::chrono::milliseconds allowed) { return serve("search_hotels", query, allowed); }

Served PluginInBrowser::read(const std::string& html, const voygen::HotelQuery& query) {
  must(page_->open_saved(soon(), "https://cpmaxx.cruiseplannersnet.com/HotelEngine/searchResults/map", html));
  return serve("read_hotels", query, std::chrono::seconds(20));
}

}  // namespace cpmaxx::test
