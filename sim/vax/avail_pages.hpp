// From the posted search to the availability page, the windows of further hotels and of a hotel's rooms, and the market lists.
// Called by VaxPortal; any thread.
#pragma once

#include "vax/site.hpp"

namespace voygen::sim::vax {

/// POST /Search/Default.aspx: one slow answer, the whole availability page.
Reply take_search(Site& site, const Visit& visit);

/// GET HotelAvail.aspx?start=&length=&itemids=&uid=
Reply show_window(Site& site, const Visit& visit);

/// GET RestoolConfiguration.asmx/<method>: {"d":[{"C":"LAS","D":"Las Vegas, Nevada (LAS)"}]}
Reply answer_service(Site& site, const Visit& visit, const std::string& method);

}  // namespace voygen::sim::vax
