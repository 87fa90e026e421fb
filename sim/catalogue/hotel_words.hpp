// The words hotels and streets are made of. All chains are invented. Constant data, any thread.
#pragma once

#include <string>
#include <string_view>

#include "catalogue/dice.hpp"
#include "catalogue/place.hpp"

namespace voygen::sim {

struct Chain {
  std::string_view name;
  int half_stars;
  int price_percent;  // of the usual price for its stars
};

const Chain& pick_chain(Dice& dice);

/// A name like the independent houses of that part of the world have: "Hôtel de la Gare", "O'Malley's Lodge & Spa".
std::string independent_name(Dice& dice, Flavour flavour);

/// "Downtown", "Airport", "Altstadt": the part of town a chain house puts behind its name.
std::string_view quarter(Dice& dice, Flavour flavour);

/// Street and house number the way the country writes them, without commas.
std::string street_line(Dice& dice, Flavour flavour);

/// A postal code that looks right for the country; empty where there is none.
std::string postal_code(Dice& dice, const Place& place);

/// What a supplier would write about it. May equal the name, may be very long.
std::string description(Dice& dice, const std::string& name, const Place& place);

}  // namespace voygen::sim
