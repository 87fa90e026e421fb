// A plugin as the host runs it: its library, a real Chromium, and a call between them. One browser for all tests of a run.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "browser/page.hpp"
#include "voygen/query.hpp"
#include "voygen/testkit/plugin_under_test.hpp"
#include "voygen/testkit/scripted_host.hpp"

namespace voygen::test {

struct TestedPlugin {
  std::string library;                         // path of the .so; plugin.json lies beside it
  std::string platform;
  std::vector<std::string> hosts;              // that the pages may open, as addresses
  std::map<std::string, std::string> secrets;  // by name
};

// The manifest's defaults, changed where `changes` says so.
nlohmann::json settings_with(const std::string& library, const nlohmann::json& changes);

class PluginInBrowser {
 public:
  PluginInBrowser(const TestedPlugin& tested, const nlohmann::json& changes);

  testkit::Served serve(std::string_view task, const nlohmann::json& query, std::chrono::milliseconds allowed = std::chrono::seconds(30));
  testkit::Served search(const HotelQuery& query, std::chrono::milliseconds allowed = std::chrono::seconds(30)) { return serve("search_hotels", query.to_json(), allowed); }
  // Shows a saved page as if it came from `url` and reads it.
  testkit::Served read(const std::string& url, const std::string& html, const HotelQuery& query);
  testkit::Served read_as(std::string_view task, const std::string& url, const std::string& html, const nlohmann::json& query);

  [[nodiscard]] browser::Page& page() { return *page_; }

 private:
  testkit::PluginUnderTest plugin_;
  browser::Page* page_;
};

}  // namespace voygen::test
