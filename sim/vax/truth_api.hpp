// The truth about a search of VAX, as JSON. Called by VaxPortal, any thread.
#pragma once

#include "vax/site.hpp"

namespace voygen::sim::vax {

/// GET /__sim/catalogue/search?place=&checkIn=&checkOut=&rooms=&vendor=&package=&origin=: exactly what that search must find.
Reply search_truth(Site& site, const Request& request, const std::string& origin);

/// GET /__sim/markets?vendor=: the labels of its destinations, and its suppliers.
Reply markets_truth(const Request& request);

}  // namespace voygen::sim::vax
