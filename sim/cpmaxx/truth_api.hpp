// What is true in the simulated world, for tests and judges: the same catalogue and prices the pages are made of, as JSON
// under /__sim/. Not part of the imitation; it needs no login and has no delays. Called by CpmaxxPortal, any thread.
#pragma once

#include "cpmaxx/site.hpp"

namespace voygen::sim {

inline constexpr std::string_view kTruthPrefix = "/__sim/";

Reply answer_truth(Site& site, const Request& request, const std::string& origin);

}  // namespace voygen::sim
