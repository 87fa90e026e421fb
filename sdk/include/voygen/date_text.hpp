// Dates out of page text: "2027-03-14", "3/14/2027", "14.3.2027", "10JAN26", "Mon 11/01/2021", "14 mars 2027". The one place that reads them.
//
//   read_date("14. März 2027")                       2027-03-14
//   read_date("03/04/2027")                          nothing: two days are possible
//   read_date("03/04/2027", DateOrder::month_first)  2027-03-04
//   read_date("14/3/2027")                           2027-03-14: no year has fourteen months
//
// Rules: points are read day first, as everywhere where they are used. With slashes or hyphens between numbers a stated order decides; without
// one only a date that can be read one way is. A stated order is no suggestion: a date that contradicts it is nothing. Years of two digits are
// 2000 to 2079. A weekday or time beside the date is ignored, two different dates are nothing, a date without its year is nothing.
// Months are known in English, German, French, Spanish, Italian, Portuguese and Dutch, whole or shortened as usual.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voygen/date.hpp"
#include "voygen/page_text.hpp"

namespace voygen {

enum class DateOrder { unknown, month_first, day_first };

std::optional<Date> read_date(std::string_view text, DateOrder order = DateOrder::unknown);

namespace detail {

struct MonthName {
  std::string_view name;
  int month;
};
inline constexpr MonthName kMonthNames[] = {
    {"january", 1}, {"januar", 1}, {"januari", 1}, {"janvier", 1}, {"enero", 1}, {"gennaio", 1}, {"janeiro", 1}, {"j\u00E4nner", 1}, {"jan", 1}, {"janv", 1}, {"ene", 1}, {"gen", 1},
    {"february", 2}, {"februar", 2}, {"februari", 2}, {"f\u00E9vrier", 2}, {"fevrier", 2}, {"febrero", 2}, {"febbraio", 2}, {"fevereiro", 2}, {"feb", 2}, {"f\u00E9vr", 2}, {"fevr", 2},
    {"f\u00E9v", 2}, {"fev", 2},
    {"march", 3}, {"m\u00E4rz", 3}, {"maerz", 3}, {"mars", 3}, {"marzo", 3}, {"mar\u00E7o", 3}, {"marco", 3}, {"maart", 3}, {"mar", 3}, {"m\u00E4r", 3}, {"mrz", 3}, {"mrt", 3},
    {"april", 4}, {"avril", 4}, {"abril", 4}, {"aprile", 4}, {"apr", 4}, {"avr", 4}, {"abr", 4},
    {"may", 5}, {"mai", 5}, {"mayo", 5}, {"maggio", 5}, {"maio", 5}, {"mei", 5}, {"mag", 5},
    {"june", 6}, {"juni", 6}, {"juin", 6}, {"junio", 6}, {"giugno", 6}, {"junho", 6}, {"jun", 6}, {"giu", 6},
    {"july", 7}, {"juli", 7}, {"juillet", 7}, {"julio", 7}, {"luglio", 7}, {"julho", 7}, {"jul", 7}, {"juil", 7}, {"lug", 7},
    {"august", 8}, {"ao\u00FBt", 8}, {"aout", 8}, {"agosto", 8}, {"augustus", 8}, {"aug", 8}, {"ago", 8},
    {"september", 9}, {"septembre", 9}, {"septiembre", 9}, {"setiembre", 9}, {"settembre", 9}, {"setembro", 9}, {"sep", 9}, {"sept", 9}, {"set", 9}, {"sett", 9},
    {"october", 10}, {"oktober", 10}, {"octobre", 10}, {"octubre", 10}, {"ottobre", 10}, {"outubro", 10}, {"oct", 10}, {"okt", 10}, {"ott", 10}, {"out", 10},
    {"november", 11}, {"novembre", 11}, {"noviembre", 11}, {"novembro", 11}, {"nov", 11},
    {"december", 12}, {"dezember", 12}, {"d\u00E9cembre", 12}, {"decembre", 12}, {"diciembre", 12}, {"dicembre", 12}, {"dezembro", 12}, {"dec", 12}, {"dez", 12}, {"d\u00E9c", 12},
    {"dic", 12},
};

// Lower case for the letters of these languages: ASCII, and the Latin-1 letters in UTF-8.
inline std::string lowercase_latin(std::string_view text) {
  std::string out = lowercase(text);
  for (std::size_t i = 1; i < out.size(); ++i) {
    const auto letter = static_cast<unsigned char>(out[i]);
    if (out[i - 1] == '\xC3' && letter >= 0x80 && letter <= 0x9E) out[i] = static_cast<char>(letter + 0x20);
  }
  return out;
}

inline int month_named(std::string_view word) {
  for (const MonthName& known : kMonthNames) {
    if (known.name == word) return known.month;
  }
  return 0;
}

// The text as numbers, words, and the marks between them.
struct DateToken {
  enum class Kind { number, word, mark } kind = Kind::mark;
  std::string_view text;
  int value = 0;  // of a number
  int month = 0;  // of a word
};

inline std::vector<DateToken> date_tokens(std::string_view text) {
  std::vector<DateToken> tokens;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t blank = blank_length(text.substr(at)); blank > 0 || text[at] == '\n' || text[at] == '\r') {
      at += blank > 0 ? blank : 1;
      continue;
    }
    std::size_t end = at;
    const auto is_word = [](char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; };
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end > at) {
      DateToken token{DateToken::Kind::number, text.substr(at, end - at), 0, 0};
      for (const char digit : token.text.substr(0, 8)) token.value = token.value * 10 + (digit - '0');
      tokens.push_back(token);
    } else {
      while (end < text.size() && is_word(text[end]) && blank_length(text.substr(end)) == 0) ++end;
      const bool word = end > at;
      if (!word) ++end;
      tokens.push_back({word ? DateToken::Kind::word : DateToken::Kind::mark, text.substr(at, end - at), 0, word ? month_named(text.substr(at, end - at)) : 0});
    }
    at = end;
  }
  return tokens;
}

inline std::optional<Date> date_of(int year, std::size_t year_digits, int month, int day) {
  if (year_digits == 2) year += 2000;
  if ((year_digits != 2 && year_digits != 4) || (year_digits == 2 && year > 2079)) return std::nullopt;
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day when{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
  if (!when.ok() || year < 1900 || year > 2199) return std::nullopt;
  return Date{when};
}

// What was found at a token: a date, something that looks like one but cannot be told, or neither.
struct DateFind {
  std::optional<Date> date;
  bool unclear = false;
  std::size_t tokens = 0;
};

// "3/14/2027", "14.3.27", "2027-03-14", "2027/3/14": three numbers with one mark between.
inline DateFind numeric_date(const std::vector<DateToken>& tokens, std::size_t at, DateOrder order) {
  if (at + 4 >= tokens.size()) return {};
  const DateToken& a = tokens[at];
  const DateToken& b = tokens[at + 2];
  const DateToken& c = tokens[at + 4];
  const std::string_view mark = tokens[at + 1].text;
  const bool shaped = a.kind == DateToken::Kind::number && b.kind == DateToken::Kind::number && c.kind == DateToken::Kind::number && tokens[at + 3].text == mark &&
                      (mark == "/" || mark == "." || mark == "-" || mark == "\u2010");
  if (!shaped || b.text.size() > 2 || (a.text.size() > 2 && a.text.size() != 4)) return {};
  if (a.text.size() == 4) {
    if (c.text.size() > 2) return {};
    const auto date = date_of(a.value, 4, b.value, c.value);
    return {date, !date, 5};
  }
  const auto day_first = date_of(c.value, c.text.size(), b.value, a.value);
  const auto month_first = date_of(c.value, c.text.size(), a.value, b.value);
  if (mark == ".") return {day_first, !day_first, 5};
  if (order == DateOrder::day_first) return {day_first, !day_first, 5};
  if (order == DateOrder::month_first) return {month_first, !month_first, 5};
  if (day_first && month_first && *day_first != *month_first) return {{}, true, 5};
  const auto date = day_first ? day_first : month_first;
  return {date, !date, 5};
}

// Numbers and words that matter around a month's name: marks and small words such as "de", "of", "le" are passed over.
inline std::size_t next_telling(const std::vector<DateToken>& tokens, std::size_t at) {
  const auto is_small = [](const DateToken& token) {
    for (const std::string_view word : {".", ",", "-", "/", "'", "\u2019", "\u00BA", "\u00B0", "de", "del", "of", "st", "nd", "rd", "th", "er", "the", "do", "di", "d", "den"}) {
      if (token.text == word) return true;
    }
    return false;
  };
  while (at < tokens.size() && is_small(tokens[at])) ++at;
  return at;
}

// "14 March 2027", "1-Nov-21", "10JAN26", and "March 14, 2027".
inline DateFind named_date(const std::vector<DateToken>& tokens, std::size_t at) {
  const auto is_number = [&](std::size_t index) { return index < tokens.size() && tokens[index].kind == DateToken::Kind::number; };
  const std::size_t second = next_telling(tokens, at + 1);
  const std::size_t third = second < tokens.size() ? next_telling(tokens, second + 1) : tokens.size();
  if (third >= tokens.size() || !is_number(third)) return {};
  const DateToken& year = tokens[third];
  const bool day_leads = is_number(at) && tokens[second].month > 0;
  const bool month_leads = tokens[at].month > 0 && is_number(second);
  if (!day_leads && !month_leads) return {};
  const DateToken& day = tokens[day_leads ? at : second];
  if (day.text.size() > 2) return {};
  const auto date = date_of(year.value, year.text.size(), tokens[day_leads ? second : at].month, day.value);
  return {date, !date, third - at + 1};
}

}  // namespace detail

inline std::optional<Date> read_date(std::string_view text, DateOrder order) {
  using namespace detail;
  const std::string lower = lowercase_latin(text);
  const auto tokens = date_tokens(lower);
  std::optional<Date> found;
  for (std::size_t at = 0; at < tokens.size();) {
    DateFind find = numeric_date(tokens, at, order);
    if (find.tokens == 0) find = named_date(tokens, at);
    if (find.unclear || (find.date && found && *found != *find.date)) return std::nullopt;
    if (find.date) found = find.date;
    at += find.tokens > 0 ? find.tokens : 1;
    if (find.tokens > 0 && at < tokens.size() && tokens[at].kind == DateToken::Kind::word && tokens[at].text == "t") at += 2;  // "2027-03-14T15:00"
  }
  return found;
}

}  // namespace voygen
