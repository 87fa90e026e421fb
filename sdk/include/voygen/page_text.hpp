// Text of a page as a reader sees it. Pure; any thread.
#pragma once

#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace voygen {

// Entities of one encoding replaced; what is no entity stays: "A & B" is fine as it is.
std::string decode_entities(std::string_view text);

// As a reader sees it: entities left over from double encoding decoded, NBSP a blank, blanks collapsed, trimmed.
std::string tidy(std::string_view text);

// tidy() without markup: descriptions come with <p>, <br> and <b>.
std::string tidy_without_tags(std::string_view text);

std::string lowercase(std::string_view text);  // ASCII letters
bool contains_ignoring_case(std::string_view text, std::string_view part);

namespace detail {

inline constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},   {"nbsp", " "},   {"hellip", "…"}, {"ndash", "–"},
    {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"},  {"ldquo", "“"},  {"rdquo", "”"},  {"bull", "•"},   {"middot", "·"}, {"deg", "°"},
    {"reg", "®"},    {"trade", "™"},  {"copy", "©"},   {"euro", "€"},   {"pound", "£"},  {"yen", "¥"},    {"frac12", "½"}, {"agrave", "à"},
    {"aacute", "á"}, {"acirc", "â"},  {"atilde", "ã"}, {"auml", "ä"},   {"aring", "å"},  {"ccedil", "ç"}, {"egrave", "è"}, {"eacute", "é"},
    {"ecirc", "ê"},  {"euml", "ë"},   {"iacute", "í"}, {"ntilde", "ñ"}, {"oacute", "ó"}, {"ocirc", "ô"},  {"otilde", "õ"}, {"ouml", "ö"},
    {"oslash", "ø"}, {"uacute", "ú"}, {"uuml", "ü"},   {"szlig", "ß"},  {"Eacute", "É"}, {"Ouml", "Ö"},   {"Uuml", "Ü"},
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// The blanks of pages: a space, a tab, the no-break spaces and the thin one.
inline constexpr std::string_view kBlanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};

// Length of the blank at the start of `text`; 0 when there is none.
inline std::size_t blank_length(std::string_view text) {
  for (const std::string_view blank : kBlanks) {
    if (text.substr(0, blank.size()) == blank) return blank.size();
  }
  return 0;
}

inline std::string utf8(unsigned long code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return "\uFFFD";
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | (code >> 6)), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)};
}

// "&#233;" or "&#xe9;" without "&#" and ";".
inline std::optional<std::string> numeric_entity(std::string_view digits) {
  const bool hex = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  unsigned long code = 0;
  for (const char c : digits) {
    const auto letter = static_cast<unsigned char>(c);
    if (!(hex ? std::isxdigit(letter) : std::isdigit(letter))) return std::nullopt;
    const int digit = std::isdigit(letter) ? c - '0' : std::tolower(letter) - 'a' + 10;
    code = code * (hex ? 16u : 10u) + static_cast<unsigned long>(digit);
  }
  return code == 0xA0 ? std::string(" ") : utf8(code);
}

inline std::optional<std::string> entity(std::string_view name) {
  if (!name.empty() && name[0] == '#') return numeric_entity(name.substr(1));
  for (const auto& [known, character] : kEntities) {
    if (known == name) return std::string(character);
  }
  return std::nullopt;
}

inline std::string collapse_blanks(std::string_view text) {
  std::string out;
  bool blank = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t length = blank_length(text.substr(i));
    if (length > 0 || std::isspace(static_cast<unsigned char>(text[i]))) {
      blank = !out.empty();
      i += length > 0 ? length - 1 : 0;
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += text[i];
  }
  return out;
}

}  // namespace detail

inline std::string decode_entities(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto semicolon = text[i] == '&' ? text.substr(i + 1, 10).find(';') : std::string_view::npos;
    const auto character = semicolon == std::string_view::npos ? std::nullopt : detail::entity(text.substr(i + 1, semicolon));
    if (!character) {
      out += text[i];
      continue;
    }
    out += *character;
    i += semicolon + 1;
  }
  return out;
}

inline std::string tidy(std::string_view text) { return detail::collapse_blanks(decode_entities(decode_entities(text))); }

inline std::string tidy_without_tags(std::string_view text) {
  const std::string decoded = decode_entities(decode_entities(text));
  std::string out;
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    const bool opens = decoded[i] == '<' && i + 1 < decoded.size() && (std::isalpha(static_cast<unsigned char>(decoded[i + 1])) || decoded[i + 1] == '/');
    const auto close = opens ? decoded.find('>', i) : std::string::npos;
    if (close == std::string::npos) {
      out += decoded[i];
    } else {
      out += ' ';
      i = close;
    }
  }
  return detail::collapse_blanks(out);
}

inline std::string lowercase(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

inline bool contains_ignoring_case(std::string_view text, std::string_view part) { return lowercase(text).find(lowercase(part)) != std::string::npos; }

}  // namespace voygen
