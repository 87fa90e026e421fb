// Filters the portal did not apply, applied afterwards to what it gave.
#pragma once

#include "search/offer_check.hpp"

namespace voygen::search {

// Filters the checked offers by what the request asks for and the platform did not honour. A filter is applied when the offers show what it
// is about, and then an offer that does not show it fails, as it would on a portal; when no offer shows it, the filter is named as
// unsupported. When nothing passes, the evidence says so.
void filter_by_host(CheckedAnswer& checked, const SearchRequest& request);

}  // namespace voygen::search
