// The search form as HTML: empty on step 1, filled and collapsed on the results page. Pure apart from the clock; any thread.
#pragma once

#include <string>

#include "cpmaxx/search_request.hpp"
#include "cpmaxx/site.hpp"

namespace voygen::sim {

/// `filled` may be null for the empty form. As in the real portal, a filled form repeats the whole label as the city and
/// forgets state and country.
std::string render_search_form(const Site& site, const SearchRequest* filled, const std::string& button);

/// <option>s from `low` to `high` with one of them selected; `zero` is how 0 is written.
std::string number_options(int low, int high, int selected, const std::string& zero = "0");

}  // namespace voygen::sim
