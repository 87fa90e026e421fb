// Filling the portal's search form, and proving afterwards that it holds what was asked.
#pragma once

#include <string>
#include <vector>

#include "screen.hpp"
#include "settings.hpp"
#include "voygen/page.hpp"
#include "voygen/query.hpp"

namespace cpmaxx {

// What the form cannot express is refused before anything is opened.
voygen::Outcome check_party(const voygen::HotelQuery& query);

// A select of the form with the value it must have; `want` says where it is.
struct Choice {
  std::string key;
  nlohmann::json want;
  std::string value;
};

// Every select of the party.
std::vector<Choice> party_choices(const voygen::HotelQuery& query, const Settings& settings);

class SearchForm {
 public:
  SearchForm(voygen::Call& call, voygen::Page& page, Screen& screen, const Settings& settings)
      : call_(&call), page_(&page), screen_(&screen), settings_(&settings) {}

  // The dates come last: the portal sets check-out itself about a second after check-in. The form is sent before, or with our date all the same.
  // Returns the place as the portal names it. Fails with login_required when the portal answers its script with its login page.
  voygen::Result<std::string> fill(const voygen::HotelQuery& query);

 private:
  voygen::Outcome unfold();
  voygen::Result<std::string> set_place(const std::string& destination);
  voygen::Error no_suggestion(const std::string& destination, const nlohmann::json& found) const;
  voygen::Result<std::string> pick_suggestion(const std::string& destination);
  voygen::Result<nlohmann::json> suggestions(const nlohmann::json& known, std::chrono::milliseconds patience);
  voygen::Outcome set_date(const std::string& key, voygen::Date date);
  voygen::Outcome set_party(const voygen::HotelQuery& query);
  voygen::Outcome verify(const voygen::HotelQuery& query);
  voygen::Outcome keep_check_out(const std::string& key, voygen::Date date);

  voygen::Call* call_;
  voygen::Page* page_;
  Screen* screen_;
  const Settings* settings_;
  nlohmann::json ignored_ = nlohmann::json::array();  // menu entries that stood there before the typing
  int requests_before_ = 0;                           // the page's own requests until then
};

}  // namespace cpmaxx
