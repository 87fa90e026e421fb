// The platform's settings as the manifest describes them; the host has filled in the defaults.
#pragma once

#include <chrono>
#include <string>

#include <nlohmann/json.hpp>

#include "selectors.hpp"
#include "voygen/result.hpp"

namespace cpmaxx {

struct Settings {
  std::string base_url;
  std::string radius_miles;
  int max_pages = 0;
  std::chrono::seconds results_timeout{};
  std::chrono::seconds page_timeout{};
  std::chrono::seconds login_timeout{};
  std::chrono::seconds autocomplete_timeout{};
  std::chrono::milliseconds key_delay{};
  std::string results_ajax_pattern;
  bool repeat_requests = true;
  std::string suggestions_path;     // {words}
  std::string results_path;
  std::string list_path;            // {page}
  nlohmann::json texts;             // of js/look.js
  nlohmann::json no_suggestion_texts;
  nlohmann::json selectors;

  static voygen::Result<Settings> from_json(const nlohmann::json& json) {
    const auto seconds = [&json](const char* key) { return std::chrono::seconds{json.at(key).get<int>()}; };
    try {
      VOYGEN_TRY(auto selectors, selectors_from(json.at("selectors")));
      Settings settings;
      settings.base_url = json.at("baseUrl").get<std::string>();
      while (!settings.base_url.empty() && settings.base_url.back() == '/') settings.base_url.pop_back();
      settings.radius_miles = std::to_string(json.at("radiusMiles").get<int>());
      settings.max_pages = json.at("maxPages").get<int>();
      settings.results_timeout = seconds("resultsTimeoutSeconds");
      settings.page_timeout = seconds("pageTimeoutSeconds");
      settings.login_timeout = seconds("loginTimeoutSeconds");
      settings.autocomplete_timeout = seconds("autocompleteTimeoutSeconds");
      settings.key_delay = std::chrono::milliseconds{json.at("keyDelayMs").get<int>()};
      settings.results_ajax_pattern = json.at("resultsAjaxPattern").get<std::string>();
      settings.repeat_requests = json.at("repeatRequests").get<bool>();
      settings.suggestions_path = json.at("suggestionsPath").get<std::string>();
      settings.results_path = json.at("resultsPath").get<std::string>();
      settings.list_path = json.at("listPath").get<std::string>();
      settings.texts = {{"nothing", json.at("noResultTexts")},       {"supplierError", json.at("supplierErrorTexts")},
                        {"unavailable", json.at("maintenanceTexts")}, {"challenge", json.at("challengeTexts")},
                        {"waiting", json.at("waitingTexts")},         {"refusal", json.at("refusalTexts")},
                        {"duplicate", json.at("duplicateTexts")}};
      settings.no_suggestion_texts = json.at("noSuggestionTexts");
      settings.selectors = std::move(selectors);
      return settings;
    } catch (const nlohmann::json::exception& error) {
      return {voygen::Code::invalid_argument, std::string("settings: ") + error.what()};
    }
  }
};

}  // namespace cpmaxx
