#include "json_judge.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

namespace voygen::fuzz {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Judge {
 public:
  explicit Judge(std::string_view text) : rest_(text) {}

  JsonFacts facts() {
    if (rest_.substr(0, 3) == "\xEF\xBB\xBF") rest_.remove_prefix(3);  // readers may ignore it
    skip_blanks();
    facts_.is_array = next() == '[';
    facts_.is_valid = value(0);
    skip_blanks();
    facts_.is_valid = facts_.is_valid && rest_.empty();
    return facts_;
  }

 private:
  static constexpr std::size_t kDeepest = 2'000;  // beyond it no text here is of interest

  char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(std::string_view word) {
    if (rest_.substr(0, word.size()) != word) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.size(), rest_.find_first_not_of(" \t\r\n"))); }

  bool value(std::size_t depth) {
    skip_blanks();
    switch (next()) {
      case '{': return list(depth + 1, '}');
      case '[': return list(depth + 1, ']');
      case '"': return string();
      case 't': return take("true");
      case 'f': return take("false");
      case 'n': return take("null");
      default: return number();
    }
  }

  bool list(std::size_t depth, char end) {
    facts_.depth = std::max(facts_.depth, depth);
    if (depth > kDeepest) return false;
    rest_.remove_prefix(1);
    skip_blanks();
    if (take({&end, 1})) return true;
    do {
      if (depth == 1 && end == ']') ++facts_.elements;
      if (end == '}') {
        skip_blanks();
        if (!string()) return false;
        skip_blanks();
        if (!take(":")) return false;
      }
      if (!value(depth)) return false;
      skip_blanks();
    } while (take(","));
    return take({&end, 1});
  }

  bool string() {
    if (!take("\"")) return false;
    const std::string_view begin = rest_;
    while (!rest_.empty() && next() != '"') {
      const char c = next();
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') rest_.remove_prefix(1);
      else if (!escape()) return false;
    }
    return is_utf8(begin.substr(0, begin.size() - rest_.size())) && take("\"");
  }

  bool escape() {
    rest_.remove_prefix(1);
    if (rest_.empty()) return false;
    if (next() != 'u') return std::string_view("\"\\/bfnrt").find(next()) != std::string_view::npos && (rest_.remove_prefix(1), true);
    const long unit = hex_unit();
    if (unit >= 0xD800 && unit < 0xDC00) {  // half of a pair: the other half must follow
      if (!take("\\")) return false;
      const long low = hex_unit();
      return low >= 0xDC00 && low < 0xE000;
    }
    return unit >= 0 && (unit < 0xD800 || unit >= 0xE000);
  }

  // "u00e4"; -1 when it is none.
  long hex_unit() {
    if (rest_.size() < 5 || rest_[0] != 'u') return -1;
    const std::string digits(rest_.substr(1, 4));
    if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return -1;
    rest_.remove_prefix(5);
    return std::strtol(digits.c_str(), nullptr, 16);
  }

  bool digits() {
    if (!is_digit(next())) return false;
    while (is_digit(next())) rest_.remove_prefix(1);
    return true;
  }

  bool number() {
    const std::string_view begin = rest_;
    take("-");
    if (!take("0") && !digits()) return false;
    if (take(".") && !digits()) return false;
    if (next() == 'e' || next() == 'E') {
      rest_.remove_prefix(1);
      if (!take("+")) take("-");
      if (!digits()) return false;
    }
    const std::string text(begin.substr(0, begin.size() - rest_.size()));
    facts_.has_huge_number = facts_.has_huge_number || std::isinf(std::strtod(text.c_str(), nullptr));
    return true;
  }

  std::string_view rest_;
  JsonFacts facts_;
};

}  // namespace

JsonFacts judge_json(std::string_view text) { return Judge(text).facts(); }

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto at = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
    const unsigned first = at(i);
    const std::size_t length = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;
    if (length == 0) return false;
    unsigned point = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      if ((at(i + k) & 0xC0U) != 0x80U) return false;
      point = point << 6U | (at(i + k) & 0x3FU);
    }
    constexpr unsigned kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < kSmallest[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
    i += length;
  }
  return true;
}

bool is_one_json_line(std::string_view text) {
  return text.find_first_of("\r\n") == std::string_view::npos && is_utf8(text) && judge_json(text).is_valid;
}

}  // namespace voygen::fuzz
