// The search form of VAX, with what was wrong with the last try. Called by VaxPortal; any thread.
#pragma once

#include <string>
#include <vector>

#include "vax/site.hpp"

namespace voygen::sim::vax {

Reply show_search_form(Site& site, const Visit& visit, const std::vector<std::string>& problems = {});

}  // namespace voygen::sim::vax
