// The answers: what of a page a query gets. Pure.
#pragma once

#include "results.hpp"
#include "voygen/offers.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace delta {

// One package per hotel with all its rooms, priced with its cheapest bookable room of the wanted type; the cheapest package first, those
// on request after them, those with nothing to sell last.
voygen::PackageAnswer packages_of(PageReading page, const voygen::PackageQuery& query);

// The itineraries the package can have, each with the price of the whole package. Fails with drift when none can be read.
voygen::Result<voygen::FlightAnswer> flights_of(PageReading page, const voygen::FlightQuery& query);

}  // namespace delta
