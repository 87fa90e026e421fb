#include "portal/markup.hpp"

#include <stdexcept>

namespace voygen::sim {

namespace {

std::string two_digits(std::int64_t number) { return std::string(number < 10 ? 1 : 0, '0').append(std::to_string(number)); }

std::string replace_letters(std::string_view text, std::string_view letters, const std::string_view* names) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char letter : text) {
    const std::size_t at = letters.find(letter);
    if (at == std::string_view::npos) {
      out += letter;
    } else {
      out += names[at];
    }
  }
  return out;
}

std::string_view value_of(std::string_view name, Values values) {
  for (const auto& [key, value] : values) {
    if (key == name) return value;
  }
  throw std::logic_error("template mark without a value: " + std::string{name});
}

}  // namespace

std::string sloppy_text(std::string_view text) {
  static constexpr std::string_view kNames[] = {"&lt;", "&gt;"};
  return replace_letters(text, "<>", kNames);
}

std::string sloppy_attribute(std::string_view text) {
  static constexpr std::string_view kNames[] = {"&lt;", "&gt;", "&quot;"};
  return replace_letters(text, "<>\"", kNames);
}

std::string escaped(std::string_view text) {
  static constexpr std::string_view kNames[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#039;"};
  return replace_letters(text, "&<>\"'", kNames);
}

std::string with_commas(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::string dollars(std::int64_t whole) { return "$" + with_commas(whole); }

std::string dollars_and_cents(std::int64_t cents) { return dollars(cents / 100) + "." + two_digits(cents % 100); }

std::string plain_cents(std::int64_t cents) { return std::to_string(cents / 100) + "." + two_digits(cents % 100); }

std::string percent_text(int tenths) {
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

std::string fill(std::string_view page_template, Values values) {
  std::string out;
  out.reserve(page_template.size() * 2);
  while (true) {
    const std::size_t open = page_template.find("{{");
    out += page_template.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = page_template.find("}}", open);
    if (close == std::string_view::npos) throw std::logic_error("template mark without an end");
    out += value_of(page_template.substr(open + 2, close - open - 2), values);
    page_template.remove_prefix(close + 2);
  }
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t block = 0;
    for (std::size_t byte = 0; byte < 3; ++byte) {
      block = block << 8U | (at + byte < bytes.size() ? static_cast<unsigned char>(bytes[at + byte]) : 0U);
    }
    for (std::size_t letter = 0; letter < 4; ++letter) {
      out += at + letter > bytes.size() ? '=' : kLetters[block >> (18U - 6U * letter) & 63U];
    }
  }
  return out;
}

}  // namespace voygen::sim
