// Money as integers. One scale for every currency: micro-units (1 USD = 1,000,000). Nothing here computes in floating point;
// the only doubles are JSON's own numbers, which tell micro-units apart up to 8,589,934,592 whole units.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace voygen {

// ISO 4217 code, three capital letters.
class Currency {
 public:
  constexpr Currency() = default;
  static constexpr std::optional<Currency> parse(std::string_view text) {
    if (text.size() != 3) return std::nullopt;
    Currency currency;
    for (std::size_t i = 0; i < 3; ++i) {
      if (text[i] < 'A' || text[i] > 'Z') return std::nullopt;
      currency.letters_[i] = text[i];
    }
    return currency;
  }
  [[nodiscard]] std::string str() const { return {letters_.data(), 3}; }
  constexpr auto operator<=>(const Currency&) const = default;

 private:
  std::array<char, 3> letters_{'U', 'S', 'D'};
};

struct Money {
  std::int64_t micros = 0;
  Currency currency;

  static constexpr std::int64_t kMicrosPerUnit = 1'000'000;
  static constexpr Money from_cents(std::int64_t cents, Currency currency = {}) { return {cents * 10'000, currency}; }
  constexpr auto operator<=>(const Money&) const = default;
};

// The decimal number JSON shows for an amount, and back.
inline nlohmann::json to_json_number(std::int64_t micros) {
  if (micros % Money::kMicrosPerUnit == 0) return micros / Money::kMicrosPerUnit;
  return static_cast<double>(micros) / static_cast<double>(Money::kMicrosPerUnit);
}
inline std::optional<std::int64_t> micros_from_json_number(const nlohmann::json& number) {
  constexpr double kLargest = 8'589'934'592.0;  // 2^33: beyond it neighbouring doubles are more than a micro-unit apart
  if (!number.is_number()) return std::nullopt;
  const double units = number.get<double>();
  if (!(units >= -kLargest && units <= kLargest)) return std::nullopt;
  return std::llround(units * static_cast<double>(Money::kMicrosPerUnit));
}

// "1452.5" -> "1452.50": two decimals at least, six at most, for people and ledgers.
inline std::string decimal_text(std::int64_t micros) {
  const bool negative = micros < 0;
  const std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(micros) : static_cast<std::uint64_t>(micros);
  std::string fraction = std::to_string(magnitude % 1'000'000);
  fraction.insert(0, 6 - fraction.size(), '0');
  while (fraction.size() > 2 && fraction.back() == '0') fraction.pop_back();
  return (negative ? "-" : "") + std::to_string(magnitude / 1'000'000) + "." + fraction;
}

// Integer percent in hundredths: 29.2 % is 2920.
struct Percent {
  std::int32_t hundredths = 0;
  constexpr auto operator<=>(const Percent&) const = default;
};

// A decimal numeral in the portals' US notation, scaled by 10^digits without rounding: "1,452.5" with 2 digits is 145250.
// Nothing else may stand around it. More decimals than `digits` is not a number we can hold, so it is refused.
inline std::optional<std::int64_t> parse_scaled_decimal(std::string_view text, int digits) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  constexpr std::int64_t kLimit = std::int64_t{1} << 58;
  std::int64_t value = 0;
  int whole_digits = 0;
  int fraction_digits = -1;  // -1 before the point
  int group = -1;            // digits since the last comma; -1 before the first
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (fraction_digits >= 0 && ++fraction_digits > digits) {
        if (c != '0') return std::nullopt;
        continue;
      }
      if (fraction_digits < 0) ++whole_digits;
      if (group >= 0 && fraction_digits < 0 && ++group > 3) return std::nullopt;
      value = value * 10 + (c - '0');
      if (value > kLimit / 10) return std::nullopt;
    } else if (c == ',' && fraction_digits < 0 && whole_digits > 0 && (group == 3 || (group < 0 && whole_digits <= 3))) {
      group = 0;
    } else if (c == '.' && fraction_digits < 0 && whole_digits > 0) {
      fraction_digits = 0;
    } else {
      return std::nullopt;
    }
  }
  if (whole_digits == 0 || (group >= 0 && group != 3) || fraction_digits == 0) return std::nullopt;
  for (int have = fraction_digits < 0 ? 0 : std::min(fraction_digits, digits); have < digits; ++have) {
    if (value > kLimit / 10) return std::nullopt;
    value *= 10;
  }
  return negative ? -value : value;
}

}  // namespace voygen
