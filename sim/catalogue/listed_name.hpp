// The habits of each portal in writing a hotel's name; used by listing_on only.
#pragma once

#include <string>

#include "catalogue/dice.hpp"
#include "catalogue/hotel.hpp"

namespace voygen::sim {

/// A supplier's data base: few accents, "and", words cut short, the city left out.
std::string name_on_vax(const Hotel& hotel, Dice dice);
/// An airline's holiday desk: shouting now and then, blanks at the end, a resort's selling words behind the name.
std::string name_on_delta(const Hotel& hotel, Dice dice);
/// The hotel's own words: every accent, the city behind a comma, "by" and "a member of".
std::string name_on_web(const Hotel& hotel, Dice dice);

}  // namespace voygen::sim
