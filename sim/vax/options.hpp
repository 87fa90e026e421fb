// How one imitated VAX VacationAccess portal is set up. What nobody has seen of the real portal is an option here. Plain values.
#pragma once

#include <string>

#include "portal/options.hpp"

namespace voygen::sim {

struct VaxOptions : PortalOptions {
  // The three credentials of the login that works; all invented.
  std::string agency = "05512340";
  std::string user = "harbour.desk";
  std::string password = "green-lantern-4";

  int window = 25;  // hotels in the page at first, and in each window that is fetched later

  // Unknown about the real portal.
  std::string login_failed_text = "Login failed. Please check your ARC number, user name and password.";
  std::string no_availability_text = "We're sorry, there is no availability for the dates and destination you selected.";
  std::string unknown_market_text = "Please select a destination from the list.";
  std::string air_package = "A01";  // the package code of flight and hotel; H02 is hotel only
};

}  // namespace voygen::sim
