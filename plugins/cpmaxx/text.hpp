// Reading the portal's text: amounts that are dollars or nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voygen/money.hpp"
#include "voygen/page_text.hpp"

namespace cpmaxx {

using voygen::contains_ignoring_case;
using voygen::decode_entities;
using voygen::lowercase;
using voygen::tidy;
using voygen::tidy_without_tags;

// An amount in a text with "$" or "USD". Another currency is never taken for dollars, and of two different amounts none is picked.
struct Dollars {
  std::optional<voygen::Money> money;
  bool shows_cents = false;
  std::string problem;  // why there is no money although something stands there; empty when the text has no amount at all
  bool foreign = false;
};
Dollars read_dollars(std::string_view tidy_text);

// A plain numeral of a data attribute, "855.44"; "0", "0.00" and "" are absent.
std::optional<voygen::Money> plain_amount(std::string_view text);

// The first whole number in a text, with thousands separators: "38 Pictures", "1,316".
std::optional<int> whole_number(std::string_view text);

}  // namespace cpmaxx
