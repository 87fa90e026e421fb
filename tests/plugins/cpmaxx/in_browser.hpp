// The CPMaxx plugin in a real Chromium, signed up at the simulated portal.
#pragma once

#include "plugin_in_browser.hpp"

namespace cpmaxx::test {

class PluginInBrowser : public voygen::test::PluginInBrowser {
 public:
  // The pages may open `base_url` only.
  explicit PluginInBrowser(const std::string& base_url, nlohmann::json changes = nlohmann::json::object())
      : voygen::test::PluginInBrowser(tested(base_url), with_base(std::move(changes), base_url)) {}

  // Shows a saved page and reads it.
  voygen::testkit::Served read(const std::string& html, const voygen::HotelQuery& query) {
    return voygen::test::PluginInBrowser::read("https://cpmaxx.cruiseplannersnet.com/HotelEngine/searchResults/map", html, query);
  }

 private:
  // Every test has its own portal, so a password of another test is worth nothing.
  static voygen::test::TestedPlugin tested(const std::string& base_url) {
    return {CPMAXX_PLUGIN, "cpmaxx", {base_url}, {{"username", "agent@example.com"}, {"password", "blue-harbour-7"}}};
  }
  static nlohmann::json with_base(nlohmann::json changes, const std::string& base_url) {
    changes["baseUrl"] = base_url;
    return changes;
  }
};

}  // namespace cpmaxx::test
