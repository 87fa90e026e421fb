// Login, home and the pages around them. Any thread.
#pragma once

#include <string>

#include "delta/site.hpp"

namespace voygen::sim::delta {

Reply show_login(DeltaSite& site, const DeltaVisit& visit, const std::string& alert = "");
Reply take_login(DeltaSite& site, const DeltaVisit& visit);
Reply log_out(DeltaSite& site, const DeltaVisit& visit);
Reply show_home(DeltaSite& site, const DeltaVisit& visit);
Reply show_challenge(DeltaSite& site, const DeltaVisit& visit);

}  // namespace voygen::sim::delta
