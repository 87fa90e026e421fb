// The platform's settings: the sites and what is known of them. plugin.json describes every member; its defaults are filled in by the host.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/date_text.hpp"
#include "voygen/price_text.hpp"
#include "voygen/result.hpp"

namespace generic {

struct Site {
  std::string id;
  std::string name;
  bool activities = false;      // tours and tickets: no part of a hotel search
  std::string url;              // template of the search's address, or of the page with the form
  nlohmann::json steps = nlohmann::json::array();
  nlohmann::json page;          // for js/look.js and js/collect.js: selectors and fields
  std::vector<std::string> consent;
  bool lazy = false;            // the list grows after its first items are there
  std::chrono::seconds timeout{20};
  int max_pages = 1;
  voygen::PriceHints hints;
  bool has_locale = false;      // hints.decimal_mark is the operator's word, not the page's
  voygen::DateOrder date_order = voygen::DateOrder::unknown;
  voygen::PriceUnit price_unit = voygen::PriceUnit::unknown;
  std::optional<bool> taxes_included;
  std::vector<std::string> read;   // sources, the most trusted first
  std::vector<std::string> types;  // of schema.org; empty: what is lodging
  nlohmann::json blob;             // null without one

  // What is read of a page nobody configured: its structured data.
  static Site unconfigured();
};

struct Settings {
  std::vector<std::string> hosts;  // origins, without a slash at the end
  std::vector<Site> sites;
  nlohmann::json texts;            // of js/look.js

  static voygen::Result<Settings> from_json(const nlohmann::json& json);
};

// "https://host:port" of an address, in lower case.
std::string origin_of(std::string_view url);

// An address of this machine or of a private network, as far as its name tells: "localhost", "10.0.0.1", "printer", "nas.local".
bool is_private(std::string_view origin);

}  // namespace generic
