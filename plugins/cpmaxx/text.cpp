#include "text.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace cpmaxx {

using voygen::Money;

namespace {

constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},   {"nbsp", " "},   {"hellip", "…"}, {"ndash", "–"},
    {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"},  {"ldquo", "“"},  {"rdquo", "”"},  {"bull", "•"},   {"middot", "·"}, {"deg", "°"},
    {"reg", "®"},    {"trade", "™"},  {"copy", "©"},   {"euro", "€"},   {"pound", "£"},  {"yen", "¥"},    {"frac12", "½"}, {"agrave", "à"},
    {"aacute", "á"}, {"acirc", "â"},  {"atilde", "ã"}, {"auml", "ä"},   {"aring", "å"},  {"ccedil", "ç"}, {"egrave", "è"}, {"eacute", "é"},
    {"ecirc", "ê"},  {"euml", "ë"},   {"iacute", "í"}, {"ntilde", "ñ"}, {"oacute", "ó"}, {"ocirc", "ô"},  {"otilde", "õ"}, {"ouml", "ö"},
    {"oslash", "ø"}, {"uacute", "ú"}, {"uuml", "ü"},   {"szlig", "ß"},  {"Eacute", "É"}, {"Ouml", "Ö"},   {"Uuml", "Ü"},
};

std::string utf8(unsigned long code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return "\uFFFD";
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | (code >> 6)), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)};
}

// "&#233;" or "&#xe9;" without "&#" and ";".
std::optional<std::string> numeric_entity(std::string_view digits) {
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

std::optional<std::string> entity(std::string_view name) {
  if (!name.empty() && name[0] == '#') return numeric_entity(name.substr(1));
  for (const auto& [known, character] : kEntities) {
    if (known == name) return std::string(character);
  }
  return std::nullopt;
}

std::string collapse_blanks(std::string_view text) {
  std::string out;
  bool blank = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool nbsp = text.substr(i, 2) == "\xC2\xA0";
    if (nbsp || std::isspace(static_cast<unsigned char>(text[i]))) {
      blank = !out.empty();
      i += nbsp;
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += text[i];
  }
  return out;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// The capital letters that end at `end`, blanks between skipped: the "CA" of "CA$ 285", the "MXN" of "MXN 4,000".
std::string_view capitals_before(std::string_view text, std::size_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t start = end;
  while (start > 0 && is_capital(text[start - 1])) --start;
  const bool inside_word = start > 0 && std::isalpha(static_cast<unsigned char>(text[start - 1]));
  return inside_word ? std::string_view{} : text.substr(start, end - start);
}

std::string_view capitals_after(std::string_view text, std::size_t start) {
  while (start < text.size() && text[start] == ' ') ++start;
  std::size_t end = start;
  while (end < text.size() && is_capital(text[end])) ++end;
  const bool inside_word = end < text.size() && std::isalpha(static_cast<unsigned char>(text[end]));
  return inside_word || end - start != 3 ? std::string_view{} : text.substr(start, end - start);
}

bool names_dollars(std::string_view letters) { return letters.empty() || letters == "US" || letters == "USD"; }

}  // namespace

std::string decode_entities(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto semicolon = text[i] == '&' ? text.substr(i + 1, 10).find(';') : std::string_view::npos;
    const auto character = semicolon == std::string_view::npos ? std::nullopt : entity(text.substr(i + 1, semicolon));
    if (!character) {
      out += text[i];
      continue;
    }
    out += *character;
    i += semicolon + 1;
  }
  return out;
}

std::string tidy(std::string_view text) { return collapse_blanks(decode_entities(decode_entities(text))); }

std::string tidy_without_tags(std::string_view text) {
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
  return collapse_blanks(out);
}

std::string lowercase(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

bool contains_ignoring_case(std::string_view text, std::string_view part) { return lowercase(text).find(lowercase(part)) != std::string::npos; }

Dollars read_dollars(std::string_view text) {
  const auto quoted = '"' + std::string(text.substr(0, 60)) + '"';
  for (const std::string_view sign : {"€", "£", "¥", "₹", "₩", "₽", "₺", "฿"}) {
    if (text.find(sign) != std::string_view::npos) return {{}, false, quoted + " is not in US dollars", true};
  }
  Dollars read;
  for (std::size_t at = text.find_first_of("0123456789"); at < text.size();) {
    const auto end = std::min(text.find_first_not_of("0123456789,.", at), text.size());
    std::size_t sign = at;
    while (sign > 0 && text[sign - 1] == ' ') --sign;
    const bool dollar = sign > 0 && text[sign - 1] == '$';
    const auto letters = capitals_before(text, dollar ? sign - 1 : at);
    if (!names_dollars(letters) && (dollar || letters.size() == 3)) return {{}, false, quoted + " is not in US dollars", true};
    if (!names_dollars(capitals_after(text, end)) && dollar) return {{}, false, quoted + " is not in US dollars", true};
    if (dollar || letters == "USD") {
      const bool negative = dollar && sign > 1 && text[sign - 2] == '-';
      const auto money = negative ? std::nullopt : voygen::parse_usd(text.substr(at, end - at));
      if (!money) return {{}, false, quoted + " is no amount that can be read exactly", false};
      if (read.money && *read.money != *money) return {{}, false, quoted + " holds two different amounts", false};
      read.money = money;
      read.shows_cents = text.substr(at, end - at).find('.') != std::string_view::npos;
    }
    at = text.find_first_of("0123456789", end);
  }
  return read;
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
