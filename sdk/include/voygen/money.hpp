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

namespace detail {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Length of the blank at the start of `text`: a space, a tab, or one of the no-break spaces. 0 when there is none.
inline std::size_t blank_length(std::string_view text) {
  for (const std::string_view blank : {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"}) {
    if (text.substr(0, blank.size()) == blank) return blank.size();
  }
  return 0;
}
inline std::string_view without_leading_blanks(std::string_view text) {
  while (const std::size_t length = blank_length(text)) text.remove_prefix(length);
  return text;
}

// Is it another currency's mark: a symbol at the start of the text, or a code such as "CAD" or "C$"?
inline bool begins_with_other_currency(std::string_view text) {
  for (const std::string_view symbol : {"\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5"}) {  // euro, pound, yen
    if (text.substr(0, symbol.size()) == symbol) return true;
  }
  for (const std::string_view code : {"EUR", "GBP", "CAD", "AUD", "NZD", "MXN", "JPY", "CHF", "HKD", "SGD", "BRL", "CNY", "INR"}) {
    if (text.substr(0, 3) == code && (text.size() == 3 || !is_letter(text[3]))) return true;
  }
  return false;
}
inline bool ends_with_other_currency(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.size() >= 3 && begins_with_other_currency(text.substr(text.size() - 3))) return true;
  return text.size() >= 2 && begins_with_other_currency(text.substr(text.size() - 2));
}

// A minus sign (-, U+2212, U+2013) at the end of the text that is no hyphen of a word or range before it.
inline bool ends_with_minus(std::string_view text) {
  for (const std::string_view sign : {"-", "\xE2\x88\x92", "\xE2\x80\x93"}) {
    if (text.size() < sign.size() || text.substr(text.size() - sign.size()) != sign) continue;
    text.remove_suffix(sign.size());
    return text.empty() || !(is_digit(text.back()) || is_letter(text.back()) || text.back() == ')');
  }
  return false;
}

// Does what follows a numeral change its value: "1.5K", "12%", "1e5", "1 452" grouped by blanks or apostrophes, or another currency?
inline bool is_changed_by(std::string_view rest) {
  const auto at = [&](std::size_t index) { return index < rest.size() ? rest[index] : ' '; };
  if (at(0) == '%' || at(0) == '$') return true;
  if ((at(0) == 'e' || at(0) == 'E') && is_digit(at(1))) return true;
  if (std::string_view("kKmMbB").find(at(0)) != std::string_view::npos && !is_letter(at(1)) && !rest.empty()) return true;
  const std::size_t separator = at(0) == '\'' ? 1 : blank_length(rest);
  if (separator > 0 && is_digit(at(separator)) && is_digit(at(separator + 1)) && is_digit(at(separator + 2)) && !is_digit(at(separator + 3))) return true;
  return begins_with_other_currency(without_leading_blanks(rest));
}

// Three decimals after one to three digits, "1.452": a thousand for half the world. Not ours to guess.
inline bool may_be_grouped_by_points(std::string_view numeral) {
  const auto point = numeral.find('.');
  return point != std::string_view::npos && point <= 3 && numeral.size() - point == 4 && numeral.front() != '0';
}

}  // namespace detail

// The first price in a text, in US notation: "Total: $1,452", "USD $155.00", "USD 155", "-$25.00", "855.44 USD". Without "$" or "USD"
// the text must hold one numeral only: "3 nights 855.44" has no telling which is the price.
// Nothing when there is none, when it is in another currency, or when what stands there cannot be read exactly.
inline std::optional<Money> parse_usd(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789";
  std::size_t start = text.find('$');
  std::string_view before = text.substr(0, start);
  if (start != std::string_view::npos) {
    std::size_t letters = 0;
    while (letters < before.size() && detail::is_letter(before[before.size() - 1 - letters])) ++letters;
    const std::string_view prefix = before.substr(before.size() - letters);
    if (letters > 0 && letters <= 3 && prefix != "US" && prefix != "USD" && detail::is_capital(prefix.front())) return std::nullopt;  // "C$", "AUD$"
    if (prefix == "US") before.remove_suffix(2);
    ++start;
  } else if ((start = text.find("USD")) != std::string_view::npos && text.find_first_of(kDigits, start) != std::string_view::npos) {
    before = text.substr(0, start);
    start += 3;
  } else {
    start = text.find_first_of(kDigits);
    if (start == std::string_view::npos) return std::nullopt;
    const std::size_t end = text.find_first_not_of("0123456789,.", start);
    if (end != std::string_view::npos && text.find_first_of(kDigits, end) != std::string_view::npos) return std::nullopt;
    before = text.substr(0, start);
  }
  if (detail::ends_with_other_currency(before)) return std::nullopt;
  std::string_view rest = detail::without_leading_blanks(text.substr(start));
  const bool minus_inside = !rest.empty() && rest.front() == '-';
  if (minus_inside) rest.remove_prefix(1);
  std::size_t end = rest.find_first_not_of("0123456789,.");
  if (end == std::string_view::npos) end = rest.size();
  const std::size_t written = end;
  while (end > 0 && (rest[end - 1] == '.' || rest[end - 1] == ',')) --end;  // the sentence's, not the number's
  const std::string_view numeral = rest.substr(0, end);
  if (numeral.empty() || detail::may_be_grouped_by_points(numeral) || (written == end && detail::is_changed_by(rest.substr(end)))) return std::nullopt;
  const auto micros = parse_scaled_decimal(numeral, 6);
  if (!micros) return std::nullopt;
  return Money{minus_inside || detail::ends_with_minus(before) ? -*micros : *micros, {}};
}

}  // namespace voygen
