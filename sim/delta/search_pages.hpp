// The steps of a search: the posted form, the slow answer, the results. Any thread.
#pragma once

#include "delta/site.hpp"

namespace voygen::sim::delta {

Reply show_form(DeltaSite& site, const DeltaVisit& visit);
/// Checks the posted form, searches, and leads to the results; or shows the form again and says why.
Reply take_form(DeltaSite& site, const DeltaVisit& visit);
Reply show_results(DeltaSite& site, const DeltaVisit& visit);
Reply show_hotel_info(DeltaSite& site, const DeltaVisit& visit);

}  // namespace voygen::sim::delta
