#include "text.hpp"

#include <algorithm>

#include "voygen/price_text.hpp"

namespace cpmaxx {

using voygen::Money;

Dollars read_dollars(std::string_view text) {
  const voygen::PriceText read = voygen::read_price(text, {voygen::Currency{}, '.', true, true});
  if (read.foreign) return {{}, false, '"' + std::string(text.substr(0, 60)) + "\" is not in US dollars", true};
  return {read.money, read.shows_cents, read.problem, false};
}

std::optional<Money> plain_amount(std::string_view text) {
  const auto micros = voygen::parse_scaled_decimal(text, 6);
  return micros && *micros > 0 ? std::optional(Money{*micros, {}}) : std::nullopt;
}

std::optional<int> whole_number(std::string_view text) {
  const auto start = text.find_first_of("0123456789");
  if (start == std::string_view::npos) return std::nullopt;
  const auto end = std::min(text.find_first_not_of("0123456789,", start), text.size());
  const auto number = voygen::parse_scaled_decimal(text.substr(start, end - start), 0);
  return number && *number <= 1'000'000'000 ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

}  // namespace cpmaxx
