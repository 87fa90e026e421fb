// How one imitated WorldAgent Direct portal is set up. What nobody has seen of the real portal is an option here. Plain values.
#pragma once

#include <string>

#include "portal/options.hpp"

namespace voygen::sim {

struct DeltaOptions : PortalOptions {
  std::string arc_number = "05512345";
  std::string user_id = "harbour-agent";
  std::string password = "blue-harbour-7";

  // Unknown about the real portal.
  std::string refused_login_text = "The ARC number, user ID or password is not valid. Please try again.";
  std::string expired_process_text = "Your booking session has expired. Please start your search again.";
  std::string no_flights_text = "No flights are available for the cities and dates requested.";
  std::string no_hotels_text = "No hotels are available for the destination and dates requested.";
};

}  // namespace voygen::sim
