// The platform's settings as the manifest describes them; the host has filled in the defaults.
#pragma once

#include <chrono>
#include <string>

#include <nlohmann/json.hpp>

#include "selectors.hpp"
#include "voygen/result.hpp"

namespace delta {

struct Settings {
  std::string base_url;
  std::chrono::seconds results_timeout{};
  std::chrono::seconds login_timeout{};
  nlohmann::json texts;  // of js/look.js
  nlohmann::json selectors;

  static voygen::Result<Settings> from_json(const nlohmann::json& json) {
    const auto seconds = [&json](const char* key) { return std::chrono::seconds{json.at(key).get<int>()}; };
    try {
      VOYGEN_TRY(auto selectors, selectors_from(json.at("selectors")));
      Settings settings;
      settings.base_url = json.at("baseUrl").get<std::string>();
      while (!settings.base_url.empty() && settings.base_url.back() == '/') settings.base_url.pop_back();
      settings.results_timeout = seconds("resultsTimeoutSeconds");
      settings.login_timeout = seconds("loginTimeoutSeconds");
      settings.texts = {{"noFlights", json.at("noFlightsTexts")},     {"noHotels", json.at("noHotelsTexts")},   {"expired", json.at("expiredTexts")},
                        {"general", json.at("generalErrorTexts")},    {"challenge", json.at("challengeTexts")}, {"unavailable", json.at("maintenanceTexts")}};
      settings.selectors = std::move(selectors);
      return settings;
    } catch (const nlohmann::json::exception& error) {
      return {voygen::Code::invalid_argument, std::string("settings: ") + error.what()};
    }
  }
};

}  // namespace delta
