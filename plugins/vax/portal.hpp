// Driving the portal: signing in, submitting a search, fetching windows of hotels and rooms. Lives for one call.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "screen.hpp"
#include "settings.hpp"
#include "trip.hpp"
#include "voygen/call.hpp"
#include "voygen/page.hpp"

namespace vax {

// A page that ends a search: what it means, for the person who asked. Also for states that should not be where they are.
voygen::Error error_of(const Look& look, const Settings& settings);

class Portal {
 public:
  Portal(voygen::Call& call, voygen::Page& page, const Settings& settings)
      : call_(&call), page_(&page), settings_(&settings), screen_(call, page, settings) {}

  // Opens the search form; signs in when the portal asks for it.
  voygen::Outcome open_form();

  // Fills the form for one supplier and submits it. Returns when the hotels are there or are proven to be none (state "nothing").
  voygen::Result<Look> search(const Trip& trip, const std::string& vendor);

  // Is the failure one that the same search, once more from the start, may not meet: a session or view state that has ended?
  [[nodiscard]] bool is_worth_a_repeat() const { return stale_; }
  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] Screen& screen() { return screen_; }

 private:
  voygen::Result<Look> land();
  voygen::Outcome sign_in(const Look& login);
  voygen::Error session_lost();

  voygen::Call* call_;
  voygen::Page* page_;
  const Settings* settings_;
  Screen screen_;
  std::string place_;
  bool stale_ = false;
};

}  // namespace vax
