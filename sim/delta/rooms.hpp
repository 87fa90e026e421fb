// The rooms a hotel sells on this portal. Pure, any thread.
#pragma once

#include <vector>

#include "catalogue/pricing.hpp"
#include "delta/trip.hpp"

namespace voygen::sim::delta {

/// Between one and seventeen rows for a priced stay in so many rooms, the cheapest first; names repeat with other perks.
std::vector<RoomOffer> rooms_of(const Hotel& hotel, const Quote& quote, int rooms);

}  // namespace voygen::sim::delta
