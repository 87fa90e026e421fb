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

namespace cpmaxx {

// The answer of js/look.js. States: login, login_refused, ajax_login, form, form_again, dialog, duplicate, waiting, loading,
// cards, cards_loading, nothing, empty, supplier_error, challenge, unavailable, signed_in, unknown.
struct Look {
  std::string state = "unknown";
  std::string detail;     // its evidence, as the page says it
  std::string title;
  std::string alert;
  std::string document;   // differs from document to document
  std::string signature;  // differs from page to page of the list
  int cards = 0;
  int featured = 0;
  bool overlay = false;
  bool has_form = false;
  bool signed_in = false;
  bool challenge = false;

  static Look from_json(const nlohmann::json& object);
  [[nodiscard]] std::string describe() const;  // for messages: what the page is, and what it holds
};

struct Field {
  bool found = false;
  std::string value;
  std::string type;
  bool folded = false;  // inside a part of the page that is folded away
};
using Fields = std::map<std::string, Field>;

using States = std::vector<std::string>;

class Screen {
 public:
  Screen(voygen::Call& call, voygen::Page& page, const Settings& settings) : call_(&call), page_(&page), settings_(&settings) {}

  voygen::Result<Look> look();

  // Waits until the page is in one of the states. `before` is what js/look.js compares with. A wait that fails says what was
  // awaited and what was there instead. Meanwhile the page's own requests are watched: one that failed never brings a list.
  voygen::Result<Look> await(const States& states, const nlohmann::json& before, std::chrono::milliseconds at_most, std::string_view awaited);

  // Waits for at least so many cards, as long as it is worth it.
  voygen::Outcome await_cards(int count, std::chrono::milliseconds at_most);

  // Finds the element of each key and marks it; marked(key) is then its selector. `chosen` gives selectors for keys of its own.
  voygen::Result<Fields> locate(const std::vector<std::string>& keys, const nlohmann::json& texts = nullptr);
  voygen::Result<Fields> locate_by(const nlohmann::json& wants);
  static std::string marked(std::string_view key) { return "[data-voygen=\"" + std::string(key) + "\"]"; }

  // Waits until the field of a key has a value (or this value).
  voygen::Outcome await_value(std::string_view key, std::string_view value, std::chrono::milliseconds at_most);

  voygen::Result<nlohmann::json> collect();

  // The call's time with a second kept back, so that there is always time to say what happened.
  [[nodiscard]] std::chrono::milliseconds within_deadline(std::chrono::milliseconds wanted) const;

 private:
  [[nodiscard]] std::string look_expression(const nlohmann::json& before, const nlohmann::json& wanted) const;
  voygen::Outcome await_truth(const std::string& expression, std::chrono::milliseconds at_most);
  voygen::Outcome check_requests();
  voygen::Outcome check_waiting_page();

  voygen::Call* call_;
  voygen::Page* page_;
  const Settings* settings_;
};

}  // namespace cpmaxx
