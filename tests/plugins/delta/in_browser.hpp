// The Delta plugin in a real Chromium, signed up at the simulated portal.
#pragma once

#include <string>

#include "plugin_in_browser.hpp"

namespace delta::test {

class PluginInBrowser : public voygen::test::PluginInBrowser {
 public:
  // The pages may open `base_url` only.
  explicit PluginInBrowser(const std::string& base_url, nlohmann::json changes = nlohmann::json::object())
      : voygen::test::PluginInBrowser(tested(base_url), with_base(std::move(changes), base_url)) {}

  // Shows a saved page and reads it by "read_packages" or "read_flights".
  voygen::testkit::Served read(std::string_view task, const std::string& html, const nlohmann::json& query) {
    return read_as(task, "https://www.worldagentdirect.com/delta/booking/airhotel?processId=20990101000000000", html, query);
  }

 private:
  static voygen::test::TestedPlugin tested(const std::string& base_url) {
    return {DELTA_PLUGIN, "delta", {base_url}, {{"arc_number", "05512345"}, {"username", "harbour-agent"}, {"password", "blue-harbour-7"}}};
  }
  static nlohmann::json with_base(nlohmann::json changes, const std::string& base_url) {
    changes["baseUrl"] = base_url;
    return changes;
  }
};

// A trip whose airports the host has resolved.
inline voygen::PackageQuery package_query(const std::string& from, const std::string& to, const char* departure, const char* back, int max_results = 500) {
  voygen::PackageQuery query;
  query.origin = from;
  query.destination = to;
  query.departure = *voygen::Date::parse_iso(departure);
  query.return_date = *voygen::Date::parse_iso(back);
  query.max_results = max_results;
  return query;
}

}  // namespace delta::test
