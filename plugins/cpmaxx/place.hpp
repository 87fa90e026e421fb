// Which of the portal's suggestions is the place that was asked for. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cpmaxx {

// The index of the one suggestion that is meant; nothing when none or several could be. In this order: the same label; the same
// city with compatible state and country ("Miami, Florida" is "Miami, FL, USA", and is not "Miami, OK, USA"); the only
// label that holds all words of the question. Empty labels are no suggestions.
std::optional<std::size_t> choose_place(std::string_view asked, const std::vector<std::string>& labels);

// Can no other suggestion be meant? So it is when the label is the same (letter case and accents aside), or when the city is and
// the question names its state or country.
bool is_certain(std::string_view asked, std::string_view label);

}  // namespace cpmaxx
