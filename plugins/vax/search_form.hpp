// Filling the portal's search form for one supplier, and proving afterwards that it holds what was asked.
#pragma once

#include <string>
#include <vector>

#include "market.hpp"
#include "screen.hpp"
#include "settings.hpp"
#include "trip.hpp"
#include "voygen/page.hpp"

namespace vax {

// "10JAN26", as the portal's forms want it.
std::string portal_day(voygen::Date date);

// What the form cannot express is refused before anything is opened.
voygen::Outcome check_party(const Trip& trip);

class SearchForm {
 public:
  SearchForm(voygen::Page& page, Screen& screen, const Settings& settings) : page_(&page), screen_(&screen), settings_(&settings) {}

  // Returns the destination as the portal names it. Fails with not_found when this supplier does not sell there, with login_required when
  // the portal answers its script with its login.
  voygen::Result<std::string> fill(const Trip& trip, const std::string& vendor);

 private:
  struct Choice {
    std::string key;
    nlohmann::json selectors;
    std::string value;
    bool is_select = false;
    bool required = true;
  };

  voygen::Result<std::string> package_code(bool with_flight);
  voygen::Result<Market> market(const char* method, const std::string& vendor, const std::string& package, const std::string& origin_code,
                                const std::string& asked, const std::optional<voygen::Place>& place);
  [[nodiscard]] std::vector<Choice> party(const Trip& trip) const;
  voygen::Outcome set(const std::vector<Choice>& choices);
  voygen::Outcome verify(const std::vector<Choice>& choices);

  voygen::Page* page_;
  Screen* screen_;
  const Settings* settings_;
};

}  // namespace vax
