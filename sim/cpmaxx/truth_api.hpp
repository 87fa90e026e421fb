// The truth about a search: the same catalogue and prices the pages are made of, as JSON. Called by CpmaxxPortal, any thread.
#pragma once

#include "cpmaxx/site.hpp"

namespace voygen::sim {

/// GET /__sim/catalogue/search: exactly what a search must find.
Reply search_truth(Site& site, const Request& request, const std::string& origin);

/// GET /__sim/excursions: the tiles of the page of activities.
Reply excursions_truth();

}  // namespace voygen::sim
