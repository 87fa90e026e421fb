// Makes the hotels of one place out of a seed. Used by Catalogue and its neighbours only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalogue/hotel.hpp"

namespace voygen::sim {

/// `first_number` is the running number of the place's first hotel in the world; it makes giata ids unique.
std::vector<Hotel> make_hotels(std::size_t place_index, std::uint64_t seed, std::uint64_t first_number);

/// One house of a given name, anywhere in the place. `half_stars` is its class, and sets the level of its prices.
Hotel make_hotel_named(std::size_t place_index, std::string name, int half_stars, std::uint64_t number, std::uint64_t seed);

}  // namespace voygen::sim
