// The VAX plugin in a real Chromium, signed up at the simulated portal.
#pragma once

#include "plugin_in_browser.hpp"
#include "vax/vax_portal.hpp"

namespace vax::test {

class PluginInBrowser : public voygen::test::PluginInBrowser {
 public:
  explicit PluginInBrowser(const voygen::sim::VaxPortal& portal, nlohmann::json changes = nlohmann::json::object())
      : PluginInBrowser(portal.base_url(), portal.login_url(), std::move(changes)) {}

  // The pages may open these two hosts only.
  PluginInBrowser(const std::string& base_url, const std::string& login_url, nlohmann::json changes = nlohmann::json::object())
      : voygen::test::PluginInBrowser(tested(base_url, login_url), with_hosts(std::move(changes), base_url, login_url)) {}

  voygen::testkit::Served search(const voygen::HotelQuery& query) { return serve("search_hotels", query.to_json()); }
  voygen::testkit::Served search(const voygen::PackageQuery& query) { return serve("search_packages", query.to_json()); }

 private:
  // Every test has its own portal, so a password of another test is worth nothing.
  static voygen::test::TestedPlugin tested(const std::string& base_url, const std::string& login_url) {
    const voygen::sim::VaxOptions login;
    return {VAX_PLUGIN, "vax", {base_url, login_url}, {{"agency", login.agency}, {"username", login.user}, {"password", login.password}}};
  }
  static nlohmann::json with_hosts(nlohmann::json changes, const std::string& base_url, const std::string& login_url) {
    changes["baseUrl"] = base_url;
    changes["loginUrl"] = login_url + "/default.aspx";
    return changes;
  }
};

}  // namespace vax::test
