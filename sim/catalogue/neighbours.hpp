// Hotels that are easily taken for one another: the two towers of one resort, a chain's houses at one airport, "Hotel X" and
// "X Hotel & Spa" in different streets, sister brands next door, the adults' and the families' half of one resort.
// Every large place has some, and each of them is a hotel of its own. Used by Catalogue only.
#pragma once

#include <cstdint>
#include <vector>

#include "catalogue/hotel.hpp"

namespace voygen::sim {

/// `first_number` as in make_hotels().
std::vector<Hotel> make_neighbours(std::size_t place_index, std::uint64_t seed, std::uint64_t first_number);

}  // namespace voygen::sim
