// Which place a text means, as plugins get it: with its country and the airports one would fly to.
#pragma once

#include <optional>
#include <string_view>

#include "search/places.hpp"
#include "voygen/place.hpp"

namespace voygen::search {

// Nothing when the text is ambiguous or not known. Airports: an airport is its own; a city has those within 80 km, nearest first, at most five,
// or else the nearest one within 300 km; a code that stands for all airports of a city comes last.
std::optional<voygen::Place> resolve(const Places& places, std::string_view text);

}  // namespace voygen::search
