// How one imitated CPMaxx portal is set up. What nobody has seen of the real portal is an option here, so that a client
// can be tried against several guesses. Plain values with the usual guess as default.
#pragma once

#include <string>

#include "portal/options.hpp"

namespace voygen::sim {

/// How the waiting page gets to the results.
enum class WaitingMechanism { script, meta_refresh, redirect };

struct CpmaxxOptions : PortalOptions {
  std::string email = "agent@example.com";
  std::string password = "blue-harbour-7";

  // Unknown about the real portal.
  std::string email_field = "email";
  std::string password_field = "password";
  std::string keep_field = "keep_logged_in";
  std::string wrong_password_text = "The email address or password you entered is incorrect. Please try again.";
  std::string waiting_path = "/HotelEngine/processor/retrieveResults";
  WaitingMechanism waiting = WaitingMechanism::script;
  std::string menu_class = "dropdown-menu";
  std::string item_class = "dropdown-item";
  bool suggestions_need_keys = false;  // true: only trusted key presses bring suggestions, inserted text does not
  std::string no_pick_text = "Location must be selected from the list";
  std::string no_result_text = "No hotels were found for your search. Please change your search criteria and try again.";
  std::string supplier_error_text = "We are unable to retrieve hotels from our suppliers at this time. Please try again later.";
};

}  // namespace voygen::sim
