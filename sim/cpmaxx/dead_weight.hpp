// The style sheets, scripts, fonts and pictures a page of CPMaxx loads. Called once, before the first request.
#pragma once

#include <cstdint>

#include "portal/assets.hpp"

namespace voygen::sim {

void add_cpmaxx_assets(Assets& assets, std::uint64_t seed);

}  // namespace voygen::sim
