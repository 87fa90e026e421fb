// Step 2: the results page, which starts without results, and what its scripts fetch. Called by CpmaxxPortal for
// signed-in visits; any thread.
#pragma once

#include "cpmaxx/site.hpp"

namespace voygen::sim {

Reply show_results_page(Site& site, const Visit& visit);
/// POST of the filter form: remembers the filter and shows the page again.
Reply take_filter(Site& site, const Visit& visit);
/// AJAX: one page of the list. Path "/HotelEngine/displaySearchResults/page_num:2/sort_by:price_low_high".
Reply show_list(Site& site, const Visit& visit);
/// AJAX: amenity boxes and star counts, known once the list is.
Reply show_filters(Site& site, const Visit& visit);

/// Step 3 and the hotel sheet: just enough to be there.
Reply show_hotel(Site& site, const Visit& visit, const std::string& giata_id);

}  // namespace voygen::sim
