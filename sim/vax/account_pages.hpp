// Signing in on the login host, and the home page the booking host shows then. Called by VaxPortal; any thread.
#pragma once

#include <string>

#include "vax/site.hpp"

namespace voygen::sim::vax {

Reply show_login(Site& site, const Visit& visit, const std::string& failure = "");
/// Success redirects to the other host.
Reply take_login(Site& site, const Visit& visit);
Reply log_out(Site& site, const Visit& visit);
Reply show_home(const Visit& visit);

}  // namespace voygen::sim::vax
