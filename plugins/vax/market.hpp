// Which of the portal's markets is the place that was asked for. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voygen/place.hpp"

namespace vax {

struct Market {
  std::string code;   // "LAS"
  std::string label;  // "Las Vegas, Nevada (LAS)"
};

struct MarketChoice {
  std::optional<std::size_t> chosen;
  std::vector<std::string> candidates;  // when several could be meant
};

// In this order: an airport of the resolved place, the most likely first; the same label or code as asked; the same city, with the same
// region where the question names one. "Portland" alone is several markets, and none is picked.
MarketChoice choose_market(const std::string& asked, const std::optional<voygen::Place>& place, const std::vector<Market>& markets);

// Lower case without accents: "Cancún" -> "cancun".
std::string plain(std::string_view text);

}  // namespace vax
