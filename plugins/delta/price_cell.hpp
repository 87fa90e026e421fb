// "+$72.93 = $2,089.26 total": what an alternative costs more than the portal's current selection, and the whole package with it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voygen/money.hpp"

namespace delta {

struct PriceCell {
  std::optional<voygen::Money> difference;  // may be negative
  std::optional<voygen::Money> total;
  std::string problem;  // why something that stands there could not be read; empty when nothing stands there
};

// Both amounts or neither is trusted: a total whose difference cannot be read is not checked by anything.
PriceCell read_price_cell(std::string_view text);

}  // namespace delta
