// The plugin as the host runs it: its library, a real Chromium, and a call between them. One browser for all tests of a run.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "browser/page.hpp"
#include "voygen/query.hpp"
#include "voygen/testkit/plugin_under_test.hpp"
#include "voygen/testkit/scripted_host.hpp"

namespace cpmaxx::test {

// The manifest's defaults, changed where `changes` says so.
nlohmann::json settings_with(const nlohmann::json& changes);

class PluginInBrowser {
 public:
  // The pages may open `base_url` only.
  PluginInBrowser(const std::string& base_url, nlohmann::json changes = nlohmann::json::object());

  voygen::testkit::Served search(const voygen::HotelQuery& query, std::chrono::milliseconds allowed = std::chrono::seconds(30));
  // Shows a saved page and reads it.
  voygen::testkit::Served read(const std::string& html, const voygen::HotelQuery& query);

  [[nodiscard]] voygen::browser::Page& page() { return *page_; }

 private:
  voygen::testkit::Served serve(std::string_view task, const voygen::HotelQuery& query, std::chrono::milliseconds allowed);

  voygen::testkit::PluginUnderTest plugin_;
  voygen::browser::Page* page_;
};

}  // namespace cpmaxx::test
