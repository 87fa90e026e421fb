// Driving the portal: signing in, submitting the search, turning the pages of the list. Lives for one call.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "screen.hpp"
#include "settings.hpp"
#include "voygen/call.hpp"
#include "voygen/page.hpp"
#include "voygen/query.hpp"

namespace cpmaxx {

// A page that ends a search: what it means, for the person who asked. Also for states that should not be where they are.
voygen::Error error_of(const Look& look);

// A list that has finished loading and holds neither hotels nor a word that there are none.
voygen::Error empty_list_error(const Look& look, const Settings& settings);

class Portal {
 public:
  Portal(voygen::Call& call, voygen::Page& page, const Settings& settings)
      : call_(&call), page_(&page), settings_(&settings), screen_(call, page, settings) {}

  // Opens the empty search form; signs in when the portal asks for it.
  voygen::Outcome open_form();

  // Fills the form. place() is then the portal's name of the destination.
  voygen::Outcome fill_form(const voygen::HotelQuery& query);

  // Submits the form and returns when the list is there or is proven empty (state "nothing").
  voygen::Result<Look> submit();

  // Opens the results page of a search the portal has already, and returns as submit() does.
  voygen::Result<Look> show_results();

  // Goes to the next page of the list, in place.
  voygen::Result<Look> turn_page();

  // Was the failure a session that ended on the way? Then signing in again is worth one try.
  [[nodiscard]] bool session_ended() const { return session_ended_; }
  [[nodiscard]] int times_ended() const { return times_ended_; }
  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] Screen& screen() { return screen_; }

 private:
  voygen::Result<Look> land();
  voygen::Outcome sign_in(const Look& login);
  voygen::Result<Look> press_submit(const std::string& document);
  voygen::Result<Look> list_of(voygen::Result<Look> arrived);
  voygen::Result<Look> settle(Look look);
  voygen::Error session_lost();
  [[nodiscard]] std::string address(const char* path) const { return settings_->base_url + path; }

  voygen::Call* call_;
  voygen::Page* page_;
  const Settings* settings_;
  Screen screen_;
  std::string place_;
  bool session_ended_ = false;
  int times_ended_ = 0;
};

}  // namespace cpmaxx
