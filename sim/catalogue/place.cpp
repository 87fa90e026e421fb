#include "catalogue/place.hpp"

#include <array>
#include <utility>

namespace voygen::sim {

namespace {

constexpr std::int64_t kMillion = 1'000'000;

std::int64_t square(std::int64_t value) { return value * value; }

std::int64_t square_root(std::int64_t value) {
  std::int64_t low = 0;
  std::int64_t high = 3'000'000'000;
  while (low < high) {
    const std::int64_t middle = low + (high - low + 1) / 2;
    if (middle <= value / middle) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

// Accented Latin letters of the place table and the plain letters people type for them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kPlainLetters = {{
    {"á", "a"}, {"à", "a"}, {"â", "a"}, {"ã", "a"}, {"ä", "a"}, {"å", "a"}, {"ç", "c"}, {"é", "e"}, {"è", "e"},
    {"ê", "e"}, {"ë", "e"}, {"í", "i"}, {"î", "i"}, {"ï", "i"}, {"ñ", "n"}, {"ó", "o"}, {"ô", "o"}, {"õ", "o"},
    {"ö", "o"}, {"ø", "o"}, {"ú", "u"}, {"û", "u"}, {"ü", "u"}, {"ß", "ss"}, {"Ø", "o"}, {"É", "e"},
}};

/// Appends the plain form of what stands at `at` and returns how many bytes were read.
std::size_t append_plain(std::string_view text, std::size_t at, std::string& out) {
  for (const auto& [accented, plain] : kPlainLetters) {
    if (text.substr(at, accented.size()) == accented) {
      out += plain;
      return accented.size();
    }
  }
  const char letter = text[at];
  const bool upper = letter >= 'A' && letter <= 'Z';
  const bool keep = upper || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
  if (keep) {
    out += upper ? static_cast<char>(letter - 'A' + 'a') : letter;
  } else if (!out.empty() && out.back() != '-') {
    out += '-';
  }
  return 1;
}

}  // namespace

std::string plain_key(std::string_view text) {
  std::string key;
  for (std::size_t at = 0; at < text.size();) at += append_plain(text, at, key);
  while (!key.empty() && key.back() == '-') key.pop_back();
  return key;
}

std::string Place::id() const {
  std::string text{city};
  if (!state_code.empty()) text.append(" ").append(state_code);
  return plain_key(text.append(" ").append(country_code));
}

std::string Place::label() const {
  std::string text{city};
  if (!state_code.empty()) text.append(", ").append(state_code);
  return text.append(", ").append(country);
}

std::string Place::lat() const { return decimal_degrees(lat_e7, 7); }
std::string Place::lng() const { return decimal_degrees(lng_e7, 7); }

std::string decimal_degrees(std::int64_t scaled, int digits) {
  std::string text = std::to_string(scaled < 0 ? -scaled : scaled);
  const auto width = static_cast<std::size_t>(digits) + 1;
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  if (scaled < 0) text.insert(0, 1, '-');
  return text;
}

std::int64_t cosine_millionths(std::int64_t lat_e8) {
  // Taylor series in millionths of a radian; at most 1e-5 off between the poles, plenty for a radius in miles.
  const std::int64_t angle = lat_e8 / 100 * 174533 / 10'000'000;
  const std::int64_t squared = angle * angle / kMillion;
  std::int64_t term = kMillion;
  std::int64_t sum = kMillion;
  for (std::int64_t step = 1; step <= 9; step += 2) {
    term = -term * squared / kMillion / (step * (step + 1));
    sum += term;
  }
  return sum;
}

std::int64_t distance_metres(std::int64_t lat_a, std::int64_t lng_a, std::int64_t lat_b, std::int64_t lng_b) {
  constexpr std::int64_t kMetresPerTenThousandDegrees = 1'113'195'000;
  std::int64_t east = lng_b - lng_a;
  if (east > 18'000'000'000) east -= 36'000'000'000;
  if (east < -18'000'000'000) east += 36'000'000'000;
  const auto metres = [](std::int64_t degrees_e8) {
    return degrees_e8 / 1000 * (kMetresPerTenThousandDegrees / 10'000) / 100'000;
  };
  const std::int64_t north_metres = metres(lat_b - lat_a);
  const std::int64_t east_metres = metres(east) * cosine_millionths((lat_a + lat_b) / 2) / kMillion;
  return square_root(square(north_metres) + square(east_metres));
}

}  // namespace voygen::sim
