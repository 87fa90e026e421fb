// Makes the hotels of one place out of a seed. Used by Catalogue only.
#pragma once

#include <cstdint>
#include <vector>

#include "catalogue/hotel.hpp"

namespace voygen::sim {

/// `first_number` is the running number of the place's first hotel in the world; it makes giata ids unique.
std::vector<Hotel> make_hotels(std::size_t place_index, std::uint64_t seed, std::uint64_t first_number);

}  // namespace voygen::sim
