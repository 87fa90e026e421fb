// The platform's settings as the manifest describes them; the host has filled in the defaults.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "selectors.hpp"
#include "voygen/result.hpp"

namespace vax {

struct Settings {
  std::string base_url;   // of the booking host
  std::string login_url;  // the login page
  std::string search_path;
  std::vector<std::string> vendors;  // supplier codes, searched one after the other
  std::string hotel_package;
  std::string flight_package;        // empty: told by the option's text
  nlohmann::json flight_package_texts;
  int max_windows = 0;
  int rooms_of_hotels = 0;
  int parallel_windows = 0;
  std::chrono::seconds results_timeout{};
  std::chrono::seconds window_timeout{};
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
      settings.login_url = json.at("loginUrl").get<std::string>();
      settings.search_path = json.at("searchPath").get<std::string>();
      settings.vendors = json.at("vendors").get<std::vector<std::string>>();
      settings.hotel_package = json.at("hotelPackage").get<std::string>();
      settings.flight_package = json.at("flightPackage").get<std::string>();
      settings.flight_package_texts = json.at("flightPackageTexts");
      settings.max_windows = json.at("maxWindows").get<int>();
      settings.rooms_of_hotels = json.at("roomsOfHotels").get<int>();
      settings.parallel_windows = json.at("parallelWindows").get<int>();
      settings.results_timeout = seconds("resultsTimeoutSeconds");
      settings.window_timeout = seconds("windowTimeoutSeconds");
      settings.login_timeout = seconds("loginTimeoutSeconds");
      settings.texts = {{"nothing", json.at("noResultTexts")},
                        {"unavailable", json.at("maintenanceTexts")},
                        {"challenge", json.at("challengeTexts")},
                        {"viewState", json.at("viewStateTexts")}};
      settings.selectors = std::move(selectors);
      return settings;
    } catch (const nlohmann::json::exception& error) {
      return {voygen::Code::invalid_argument, std::string("settings: ") + error.what()};
    }
  }
};

}  // namespace vax
