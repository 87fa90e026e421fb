// Driving the portal: signing in, filling the booking form, submitting it. Lives for one call.
#pragma once

#include <string>

#include "asked.hpp"
#include "screen.hpp"
#include "settings.hpp"
#include "voygen/call.hpp"
#include "voygen/page.hpp"

namespace delta {

// A page that ends a search: what it means, for the person who asked. Also for states that should not be where they are.
voygen::Error error_of(const Look& look, const Settings& settings);

class Portal {
 public:
  Portal(voygen::Call& call, voygen::Page& page, const Settings& settings)
      : call_(&call), page_(&page), settings_(&settings), screen_(call, page, settings) {}

  // Opens the empty booking form; signs in when the portal asks for it.
  voygen::Outcome open_form();

  voygen::Outcome fill_form(const Asked& asked);

  // Submits the form and returns when the results are there (state "results") or are proven to be none (state "nothing").
  voygen::Result<Look> submit();

  // Was the failure a session or a form that had grown too old? Then the search is worth one more try.
  [[nodiscard]] bool was_stale() const { return was_stale_; }
  [[nodiscard]] Screen& screen() { return screen_; }

 private:
  voygen::Result<Look> land();
  voygen::Outcome sign_in(const Look& login);
  voygen::Outcome check_filled(const std::vector<std::pair<std::string, std::string>>& wanted);

  voygen::Call* call_;
  voygen::Page* page_;
  const Settings* settings_;
  Screen screen_;
  bool was_stale_ = false;
};

}  // namespace delta
