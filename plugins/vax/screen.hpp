// What the portal shows right now: names the page's state, waits for states by event, finds fields. Lives for one call.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "settings.hpp"
#include "voygen/call.hpp"
#include "voygen/page.hpp"

namespace vax {

// The answer of js/look.js. States: login, login_refused, signed_in, form, form_again, refused, loading, hotels, nothing, empty,
// view_state, challenge, unavailable, unknown.
struct Look {
  std::string state = "unknown";
  std::string detail;    // its evidence, as the page says it
  std::string title;
  std::string alert;
  std::string document;  // differs from document to document
  int hotels = 0;
  int containers = 0;
  bool challenge = false;

  static Look from_json(const nlohmann::json& object);
  [[nodiscard]] std::string describe() const;  // for messages: what the page is, and what it holds
};

struct Field {
  bool found = false;
  std::string value;
};
using Fields = std::map<std::string, Field>;

using States = std::vector<std::string>;

class Screen {
 public:
  Screen(voygen::Call& call, voygen::Page& page, const Settings& settings) : call_(&call), page_(&page), settings_(&settings) {}

  voygen::Result<Look> look();

  // Waits until the page is in one of the states. `before` is what js/look.js compares with. A wait that fails says what was
  // awaited and what was there instead.
  voygen::Result<Look> await(const States& states, const nlohmann::json& before, std::chrono::milliseconds at_most, std::string_view awaited);

  // Finds the element of each key and marks it; marked(key) is then its selector. locate_by gives selectors for keys of its own.
  voygen::Result<Fields> locate(const std::vector<std::string>& keys);
  voygen::Result<Fields> locate_by(const nlohmann::json& wants);
  static std::string marked(std::string_view key) { return "[data-voygen=\"" + std::string(key) + "\"]"; }

  // The hotels of the page, as js/collect.js reads them.
  voygen::Result<nlohmann::json> collect();
  // The hotels of windows the page's buttons would fetch, in their order.
  voygen::Result<nlohmann::json> fetch(const std::vector<std::string>& addresses);

  // The call's time with a second kept back, so that there is always time to say what happened.
  [[nodiscard]] std::chrono::milliseconds within_deadline(std::chrono::milliseconds wanted) const;

 private:
  voygen::Call* call_;
  voygen::Page* page_;
  const Settings* settings_;
};

}  // namespace vax
