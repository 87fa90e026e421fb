// From the empty form to the finished search: step 1, place suggestions, the POST and the waiting page. Called by
// CpmaxxPortal for signed-in visits; any thread.
#pragma once

#include "cpmaxx/site.hpp"

namespace voygen::sim {

Reply show_search_form(Site& site, const Visit& visit);
Reply suggest_places(Site& site, const Visit& visit);
Reply start_search(Site& site, const Visit& visit);
Reply show_waiting_page(Site& site, const Visit& visit);
/// What the waiting page asks until it may go on.
Reply search_status(Site& site, const Visit& visit);

inline constexpr std::string_view kResultsPath = "/HotelEngine/searchResults/map";
inline constexpr std::string_view kStatusPath = "/HotelEngine/processor/searchStatus";

/// The five steps above the form; `step` is the one that is lit.
std::string render_steps(int step);

}  // namespace voygen::sim
