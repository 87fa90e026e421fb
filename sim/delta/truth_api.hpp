// What a package search must find, field by field: GET /__sim/catalogue/search?origin=ATL&destination=SEA&departure=2027-03-01&
// return=2027-03-08&adults=2&childAges=5,9&rooms=1. Amounts are whole cents. Any thread.
#pragma once

#include "delta/site.hpp"

namespace voygen::sim::delta {

Reply search_truth(DeltaSite& site, const Request& request);

}  // namespace voygen::sim::delta
