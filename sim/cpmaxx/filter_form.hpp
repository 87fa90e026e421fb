// The filter column of the results page. Pure, any thread.
#pragma once

#include <string>

#include "cpmaxx/search_run.hpp"

namespace voygen::sim {

std::string render_filter_form(const ResultFilter& filter);

/// JSON for the scripts: the amenity boxes as HTML and how many hotels have how many stars.
std::string filter_numbers(const SearchRun& run, const ResultFilter& filter);

}  // namespace voygen::sim
