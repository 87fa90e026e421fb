// The style sheets, scripts and pictures a page of VAX loads. Called once, before the first request.
#pragma once

#include <cstdint>

#include "portal/assets.hpp"

namespace voygen::sim::vax {

void add_assets(Assets& assets, std::uint64_t seed);

}  // namespace voygen::sim::vax
