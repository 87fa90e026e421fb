// Prices out of page text, in any usual notation. The one place that reads them: exact integers or nothing, never a guess.
//
//   read_price("1.234,56 €")                        1234.56 EUR, stated
//   read_price("kr 1 234", {Currency SEK})          1234 SEK, by hint
//   read_price("ab 89 € pro Nacht")                 89 EUR, per night, at least
//   read_price("1.234") / ("€99 – €120") / ("12%")  nothing; `problem` says why
//
// Rules, where notations contradict each other:
// - A single point or comma before exactly three digits groups thousands if the hint says that the other mark separates decimals, and is
//   refused if the hint says that it does so itself: no price has three decimals, so the page is written otherwise than hinted. Without a
//   hint it groups if the currency is written so at home (or differs from country to country, as EUR does); "$1.452" is refused. Currencies with three decimals (KWD) are refused without a hint.
// - Blanks and apostrophes group thousands, but not when decimals are hinted to be separated by a point ("$1 452 reviews").
// - A bare "$" is the hinted dollar, else USD; "¥" is the hinted one, else JPY: `presumed`. "kr" and "Rs" mean nothing without a hint.
// - A mark beside the numeral always outranks the hint. Without any mark the text must hold one numeral only, and a currency hint.
// - Ranges, two different amounts, zero, "free", negative amounts, percent and shortened numbers ("1.2k") are no price.
// A price that is struck through looks like any other in text: who reads the page must leave it out.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "voygen/currency_marks.hpp"
#include "voygen/money.hpp"
#include "voygen/page_text.hpp"

namespace voygen {

enum class PriceUnit { unknown, per_night, per_stay, per_person, per_person_per_night };

enum class PriceCertainty {
  stated,       // the text says it all
  by_hint,      // currency or notation come from the hints
  by_currency,  // the grouping was told from how the currency is written at home
  presumed,     // a sign of several currencies, read as its usual one
};

struct PriceHints {
  std::optional<Currency> currency;  // of amounts without a mark, or with a mark of several currencies
  char decimal_mark = 0;             // '.', ',' or 0 for unknown; see decimal_mark_of()
  bool mark_required = false;        // numerals without a mark are no prices at all
  bool zero_is_a_price = false;      // e.g. of a difference or a tax
};

struct PriceText {
  std::optional<Money> money;
  PriceUnit unit = PriceUnit::unknown;
  PriceCertainty certainty = PriceCertainty::stated;
  bool at_least = false;     // "from $99"
  bool shows_cents = false;  // it has decimals
  std::string problem;       // why there is no money although something stands there; empty when the text has no amount at all
  bool foreign = false;      // the mark contradicts the hinted currency
};

PriceText read_price(std::string_view text, const PriceHints& hints = {});

// The first price in a text of a US portal, later ones ignored: "Was $200 now $150" is 200. Negative ones and zero, too.
std::optional<Money> parse_usd(std::string_view text);

// Per night, per person, ... as the words say it, in English, German, French, Spanish, Italian, Portuguese and Dutch.
PriceUnit price_unit_of(std::string_view text);

// How a language tag ("de", "de-CH", "en_IE") writes decimals; 0 for languages this does not know.
char decimal_mark_of(std::string_view locale);

namespace detail {

struct Mark {
  std::size_t size = 0;      // bytes with the blanks between it and the numeral; 0: there is none
  std::string_view usual;    // code; empty when only a hint can tell
  std::string_view family;
  bool unknown_dollar = false;  // "XX$"
};

inline bool means(const Mark& mark, std::string_view code) { return mark.usual == code || mark.family.find(code) != std::string_view::npos; }

// A sign or a known code that ends right at the end of `text`.
inline Mark mark_at_end(std::string_view text) {
  for (const CurrencySign& sign : kCurrencySigns) {
    if (text.size() < sign.text.size() || text.substr(text.size() - sign.text.size()) != sign.text) continue;
    const std::string_view before = text.substr(0, text.size() - sign.text.size());
    const bool in_word = !before.empty() && is_letter(before.back()) && is_letter(sign.text.front());
    if (in_word) continue;
    const bool stranger = sign.text == "$" && !before.empty() && is_capital(before.back());
    std::size_t letters = 0;
    while (letters < before.size() && is_letter(before[before.size() - 1 - letters])) ++letters;
    if (stranger && letters <= 3 && !known_currency(before.substr(before.size() - letters))) return {sign.text.size(), {}, {}, true};
    return {sign.text.size(), sign.usual, sign.family};
  }
  if (text.size() < 3 || (text.size() > 3 && is_letter(text[text.size() - 4]))) return {};
  const auto* known = known_currency(text.substr(text.size() - 3));
  return known ? Mark{3, known->code, {}} : Mark{};
}

inline Mark mark_at_start(std::string_view text) {
  for (const CurrencySign& sign : kCurrencySigns) {
    if (text.substr(0, sign.text.size()) != sign.text) continue;
    const bool in_word = text.size() > sign.text.size() && is_letter(text[sign.text.size()]) && is_letter(sign.text.back());
    if (!in_word && sign.text != "R") return {sign.text.size(), sign.usual, sign.family};
  }
  const auto* known = text.size() > 3 && is_letter(text[3]) ? nullptr : known_currency(text.substr(0, 3));
  return known ? Mark{3, known->code, {}} : Mark{};
}

inline std::size_t blanks_at_end(std::string_view text) {
  std::size_t size = 0;
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view blank : kBlanks) {
      if (text.size() >= blank.size() && text.substr(text.size() - blank.size()) == blank) {
        text.remove_suffix(blank.size());
        size += blank.size();
        more = true;
      }
    }
  }
  return size;
}
inline std::size_t blanks_at_start(std::string_view text) {
  std::size_t size = 0;
  while (const std::size_t blank = blank_length(text.substr(size))) size += blank;
  return size;
}

// "CAD $", "US$ ": what stands before a numeral, the more telling of two marks.
inline Mark mark_before(std::string_view text) {
  const std::size_t gap = blanks_at_end(text);
  Mark near = mark_at_end(text.substr(0, text.size() - gap));
  if (near.size == 0) return {};
  near.size += gap;
  const std::string_view rest = text.substr(0, text.size() - near.size);
  const std::size_t next_gap = blanks_at_end(rest);
  const Mark far = mark_at_end(rest.substr(0, rest.size() - next_gap));
  if (far.size == 0 || far.usual.empty() || !means(near, far.usual)) return near;
  return {near.size + next_gap + far.size, far.usual, {}};
}

inline Mark mark_after(std::string_view text) {
  const std::size_t gap = blanks_at_start(text);
  Mark mark = mark_at_start(text.substr(gap));
  if (mark.size > 0) mark.size += gap;
  return mark;
}

// A run of digits with the separators between them, e.g. "1.234,56".
struct Numeral {
  std::size_t start = 0;
  std::size_t end = 0;
  std::vector<std::string_view> groups;
  std::string separators;  // '.', ',', '\'' or ' ', one between each two groups
};

inline std::size_t separator_length(std::string_view text, char& kind) {
  for (const std::string_view apostrophe : {"'", "\u2019"}) {
    if (text.substr(0, apostrophe.size()) == apostrophe) return kind = '\'', apostrophe.size();
  }
  if (!text.empty() && (text[0] == '.' || text[0] == ',')) return kind = text[0], 1;
  kind = ' ';
  return text.empty() || text[0] == '\t' ? 0 : blank_length(text);
}

inline std::size_t digits_at(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

inline Numeral numeral_at(std::string_view text, std::size_t start) {
  Numeral numeral{start, start, {}, {}};
  while (true) {
    const std::size_t digits = digits_at(text.substr(numeral.end));
    numeral.groups.push_back(text.substr(numeral.end, digits));
    numeral.end += digits;
    char kind = 0;
    const std::size_t separator = separator_length(text.substr(numeral.end), kind);
    const std::size_t following = separator == 0 ? 0 : digits_at(text.substr(numeral.end + separator));
    const bool loose = kind == ' ' || kind == '\'';  // may just as well stand between two numbers
    const bool joins = following > 0 && (!loose || (following == 3 && numeral.groups.front().size() <= 3 &&
                                                    numeral.separators.find_first_of(".,") == std::string::npos));
    if (!joins) return numeral;
    numeral.separators += kind;
    numeral.end += separator;
  }
}

// How many digits a group must have, from the back: threes, or the Indian twos before a last three.
inline bool groups_are_sound(const std::vector<std::string_view>& groups, std::size_t count, bool indian) {
  if (count == 1) return true;
  const auto sound = [&](std::size_t inner) {
    if (groups[0].empty() || groups[0].size() > inner || groups[count - 1].size() != 3) return false;
    for (std::size_t i = 1; i + 1 < count; ++i) {
      if (groups[i].size() != inner) return false;
    }
    return true;
  };
  return sound(3) || (indian && sound(2));
}

enum class Notation { refused, whole, decimals };

// Is what follows the numeral's last separator decimals? `by_currency` is set when only the currency's home notation told.
inline Notation notation_of(const Numeral& numeral, const KnownCurrency& currency, char decimal_mark, bool& by_currency, bool& by_hint) {
  if (numeral.separators.empty()) return Notation::whole;
  const char last = numeral.separators.back();
  const std::size_t behind = numeral.groups.back().size();
  const auto uses = static_cast<std::size_t>(std::count(numeral.separators.begin(), numeral.separators.end(), last));
  const bool mixed = uses != numeral.separators.size();
  if (last == ' ' || last == '\'') return mixed || (decimal_mark == '.' && last == ' ') ? Notation::refused : Notation::whole;
  if (decimal_mark == '.' && numeral.separators.find(' ') != std::string::npos) return Notation::refused;
  if (uses > 1) return mixed ? Notation::refused : Notation::whole;
  if (mixed) {
    const bool same_kind = numeral.separators.find_first_not_of(numeral.separators[0]) == numeral.separators.size() - 1;
    return same_kind && (decimal_mark == 0 || decimal_mark == last) ? Notation::decimals : Notation::refused;
  }
  if (decimal_mark != 0 && (behind == 3 || decimal_mark == last)) {
    by_hint = behind == 3;
    if (decimal_mark != last) return Notation::whole;
    return behind == 3 && currency.decimals != 3 && numeral.groups[0] != "0" ? Notation::refused : Notation::decimals;
  }
  if (behind <= 2) return decimal_mark == 0 ? Notation::decimals : Notation::refused;
  if (numeral.groups[0] == "0") return Notation::decimals;
  if (behind != 3 || currency.decimals == 3) return Notation::refused;
  const bool at_home = currency.notation == HomeNotation::both || currency.decimals == 0 || (currency.notation == HomeNotation::point) == (last == ',');
  by_currency = currency.notation != HomeNotation::point;
  return at_home ? Notation::whole : Notation::refused;
}

// The numeral in micro-units; nothing when its notation is not the currency's or it does not fit.
inline std::optional<std::int64_t> micros_of(const Numeral& numeral, const KnownCurrency& currency, char decimal_mark, PriceText& read) {
  bool by_currency = false;
  bool by_hint = false;
  const Notation notation = notation_of(numeral, currency, decimal_mark, by_currency, by_hint);
  if (notation == Notation::refused) return std::nullopt;
  const std::size_t whole_groups = numeral.groups.size() - (notation == Notation::decimals ? 1 : 0);
  const bool indian = numeral.separators.front() == ',' && (currency.code == "INR" || currency.code == "PKR" || currency.code == "LKR" || currency.code == "NPR");
  if (!groups_are_sound(numeral.groups, whole_groups, !numeral.separators.empty() && indian)) return std::nullopt;
  std::string plain;
  for (std::size_t i = 0; i < whole_groups; ++i) plain += numeral.groups[i];
  if (notation == Notation::decimals) plain.append(".").append(numeral.groups.back());
  read.shows_cents = notation == Notation::decimals;
  if (by_currency && read.certainty == PriceCertainty::stated) read.certainty = PriceCertainty::by_currency;
  if (by_hint && read.certainty == PriceCertainty::stated) read.certainty = PriceCertainty::by_hint;
  return parse_scaled_decimal(plain, 6);
}

// Does what follows a numeral change its value: "1.5K", "12%", "1e5"?
inline bool is_changed_by(std::string_view rest) {
  const auto at = [&](std::size_t index) { return index < rest.size() ? rest[index] : ' '; };
  if (at(0) == '%' || rest.substr(blanks_at_start(rest), 1) == "%") return true;
  if ((at(0) == 'e' || at(0) == 'E') && is_digit(at(1))) return true;
  if (at(0) == ',' || at(0) == '.') return is_digit(at(1));
  return !rest.empty() && std::string_view("kKmMbB").find(at(0)) != std::string_view::npos && !is_letter(at(1));
}

// A minus sign (-, U+2212, U+2013) at the end of the text that is no hyphen of a word or range before it.
inline bool ends_with_minus(std::string_view text) {
  text.remove_suffix(blanks_at_end(text));
  for (const std::string_view sign : {"-", "\u2212", "\u2013"}) {
    if (text.size() < sign.size() || text.substr(text.size() - sign.size()) != sign) continue;
    text.remove_suffix(sign.size());
    return text.empty() || !(is_digit(text.back()) || is_letter(text.back()) || text.back() == ')');
  }
  return false;
}

// The end of ",-", ".–" or ",--" behind a whole amount, as in "1.234,-"; 0 when there is none.
inline std::size_t dash_for_cents(std::string_view rest) {
  if (rest.empty() || (rest[0] != ',' && rest[0] != '.')) return 0;
  for (const std::string_view dash : {"--", "-", "\u2013", "\u2014", "\u2212"}) {
    if (rest.substr(1, dash.size()) == dash) return 1 + dash.size();
  }
  return 0;
}

// "€99 – €120", "99 to 120 €": does a second bound follow the numeral (and its mark)?
inline bool begins_second_bound(std::string_view rest) {
  rest.remove_prefix(blanks_at_start(rest));
  for (const std::string_view joint : {"-", "\u2013", "\u2014", "to ", "bis ", "\u00E0 ", "a ", "al ", "tot ", "at\u00E9 ", "hasta ", "and ", "und "}) {
    if (rest.substr(0, joint.size()) != joint) continue;
    rest.remove_prefix(joint.size());
    rest.remove_prefix(blanks_at_start(rest));
    const Mark mark = mark_at_start(rest);
    rest.remove_prefix(mark.size);
    rest.remove_prefix(blanks_at_start(rest));
    return !rest.empty() && is_digit(rest[0]);
  }
  return false;
}

// One numeral with what stands around it.
struct Candidate {
  Numeral numeral;
  Mark before;
  Mark after;
  std::size_t end = 0;  // behind the numeral, a dash for cents, and the mark
  bool negative = false;
  bool dash = false;
  bool changed = false;
  bool range = false;
  [[nodiscard]] bool has_mark() const { return before.size > 0 || after.size > 0; }
};

inline Candidate candidate_at(std::string_view text, std::size_t start) {
  Candidate found;
  found.numeral = numeral_at(text, start);
  std::string_view before = text.substr(0, start);
  const bool minus_inside = ends_with_minus(before) && !before.empty();
  if (minus_inside) {  // "$-25"
    std::string_view inner = before;
    inner.remove_suffix(blanks_at_end(inner));
    inner.remove_suffix(inner.back() == '-' ? 1 : 3);
    if (mark_before(inner).size > 0) before = inner;
  }
  found.before = mark_before(before);
  found.negative = minus_inside || (found.before.size > 0 && ends_with_minus(before.substr(0, before.size() - found.before.size)));
  found.end = found.numeral.end;
  const std::size_t dash = dash_for_cents(text.substr(found.end));
  found.dash = dash > 0;
  found.end += dash;
  const bool cut_off = found.before.size == 0 && start > 0 && (text[start - 1] == '.' || text[start - 1] == ',');  // "$.99"
  found.changed = cut_off || (!found.dash && is_changed_by(text.substr(found.end)));
  found.after = mark_after(text.substr(found.end));
  found.range = !found.dash && begins_second_bound(text.substr(found.end + found.after.size));
  return found;
}

inline std::vector<Candidate> candidates_in(std::string_view text) {
  std::vector<Candidate> found;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    found.push_back(candidate_at(text, at));
    at = found.back().numeral.end;
  }
  // A mark between two numerals belongs to one of them: as at the text's first mark, before or behind the numeral.
  const auto first = std::find_if(found.begin(), found.end(), [](const Candidate& candidate) { return candidate.has_mark(); });
  const bool prefixed = first != found.end() && first->before.size > 0;
  for (std::size_t i = 0; i + 1 < found.size(); ++i) {
    const bool shared = found[i].after.size > 0 && found[i + 1].before.size > 0 && found[i].end + found[i].after.size + 4 > found[i + 1].numeral.start;
    if (!shared) continue;
    if (prefixed) {
      found[i].after = {};
    } else if (found[i].after.size <= found[i + 1].before.size || &found[i] != &*first) {
      found[i + 1].before = {};
    } else {
      found[i].after = {};  // "3 €99": the sign touches the second
    }
  }
  return found;
}

struct Named {
  const KnownCurrency* currency = nullptr;
  PriceCertainty certainty = PriceCertainty::stated;
  bool foreign = false;
};

// Which currency the marks and the hint mean; null when they contradict each other or nothing tells.
inline Named currency_of(const Candidate& candidate, const PriceHints& hints) {
  const std::string hinted = hints.currency ? hints.currency->str() : std::string{};
  if (!candidate.has_mark()) return {hinted.empty() ? nullptr : known_currency(hinted), PriceCertainty::by_hint};
  Mark mark = candidate.before.size > 0 ? candidate.before : candidate.after;
  if (mark.unknown_dollar || candidate.after.unknown_dollar) return {nullptr, PriceCertainty::stated, true};
  if (candidate.before.size > 0 && candidate.after.size > 0) {
    const Mark& other = candidate.after;
    if (mark.usual == other.usual) {
      if (other.family.empty()) mark.family = {};
    } else if (!other.usual.empty() && other.family.empty() && means(mark, other.usual)) {
      mark = other;
    } else if (mark.usual.empty() || !mark.family.empty() || !means(other, mark.usual)) {
      return {nullptr, PriceCertainty::stated, true};
    }
  }
  if (mark.family.empty()) return {known_currency(mark.usual), PriceCertainty::stated, !hinted.empty() && hinted != mark.usual};
  if (!hinted.empty() && means(mark, hinted)) return {known_currency(hinted), PriceCertainty::by_hint};
  return {mark.usual.empty() ? nullptr : known_currency(mark.usual), PriceCertainty::presumed, !hinted.empty()};
}

inline std::string quoted(std::string_view text) { return '"' + std::string(text.substr(0, 60)) + '"'; }

// One candidate read; `problem` is set when it cannot be.
inline PriceText read_candidate(const Candidate& candidate, std::string_view text, const PriceHints& hints) {
  PriceText read;
  const Named named = currency_of(candidate, hints);
  read.foreign = named.foreign;
  if (!named.currency) {
    read.problem = quoted(text) + (named.foreign ? " names a currency that cannot be told" : " does not say which currency it is in");
    return read;
  }
  read.certainty = named.certainty;
  // The hint's notation is that of the page's own currency; ",-" tells by itself that a point can only group.
  const char decimal_mark = candidate.dash ? ',' : hints.decimal_mark;
  const auto micros = candidate.changed ? std::nullopt : micros_of(candidate.numeral, *named.currency, decimal_mark, read);
  if (!micros) {
    read.problem = quoted(text) + " is no amount that can be read exactly";
    return read;
  }
  read.money = Money{candidate.negative ? -*micros : *micros, *Currency::parse(named.currency->code)};
  return read;
}

}  // namespace detail

inline PriceText read_price(std::string_view text, const PriceHints& hints) {
  using namespace detail;
  const auto candidates = candidates_in(text);
  const bool marked = std::any_of(candidates.begin(), candidates.end(), [](const Candidate& candidate) { return candidate.has_mark(); });
  const auto refuse = [&](std::string_view why, bool foreign = false) {
    PriceText refused;
    refused.problem = quoted(text) + std::string(why);
    refused.foreign = foreign;
    return refused;
  };
  if (candidates.empty() || (hints.mark_required && !marked)) return {};
  if (!marked && candidates.size() > 1) return refuse(" holds several numbers and no currency");
  PriceText result;
  for (const Candidate& candidate : candidates) {
    if (candidate.range && (marked || candidates.size() > 1)) return refuse(" is a range of prices");
    if (marked && !candidate.has_mark()) continue;
    PriceText read = read_candidate(candidate, text, hints);
    if (!read.money) return read;
    if (read.money->micros < 0 || (read.money->micros == 0 && !hints.zero_is_a_price)) return refuse(read.money->micros == 0 ? " is no price: it is zero" : " is no price: it is negative");
    if (result.money && *result.money != *read.money) return refuse(" holds two different amounts");
    result = std::move(read);
  }
  result.unit = price_unit_of(text);
  const std::string words = " " + lowercase(text);
  for (const std::string_view from : {" from ", " starting at", " ab ", " d\u00E8s ", " \u00E0 partir de", " desde ", " a partire da", " a partir de", " vanaf ", " as low as", " da "}) {
    result.at_least = result.at_least || words.find(from) != std::string::npos;
  }
  return result;
}

inline std::optional<Money> parse_usd(std::string_view text) {
  using namespace detail;
  const PriceHints dollars{Currency{}, '.'};
  const auto candidates = candidates_in(text);
  auto wanted = std::find_if(candidates.begin(), candidates.end(), [](const Candidate& candidate) { return candidate.has_mark(); });
  if (wanted == candidates.end() && candidates.size() != 1) return std::nullopt;
  if (wanted == candidates.end()) wanted = candidates.begin();
  // Three decimals after one to three digits, "1.452": a thousand for half the world. Not ours to guess.
  const Numeral& numeral = wanted->numeral;
  const bool grouped = numeral.separators.find('\'') != std::string::npos || (numeral.separators == "." && numeral.groups[1].size() == 3 && numeral.groups[0].size() <= 3 && numeral.groups[0] != "0");
  const PriceText read = read_candidate(*wanted, text, dollars);
  const bool suffixed = wanted->before.size == 0 && wanted->after.size > 0 && wanted->after.family.size() > 0;  // "155$" is Canadian French
  return grouped || suffixed || read.foreign ? std::nullopt : read.money;
}

inline PriceUnit price_unit_of(std::string_view text) {
  const std::string words = " " + lowercase(text) + " ";
  const auto says = [&words](std::initializer_list<std::string_view> phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return words.find(phrase) != std::string::npos; });
  };
  const bool night = says({"per night", "/night", "/ night", "a night", "nightly", "each night", "avg/night", "pro nacht", "/nacht", "/ nacht", "je nacht", "pro \u00FCbernachtung",
                           "par nuit", "/nuit", "/ nuit", "la nuit", "por noche", "/noche", "/ noche", "a notte", "per notte", "/notte", "por noite", "/noite",
                           "/ noite", "di\u00E1ria", "per nacht"});
  const bool person = says({"per person", "/person", "/ person", " pp ", " p.p.", "per adult", "pro person", " p. p.", "par personne", "/pers", "/ pers", "por persona",
                            "a persona", "per persona", "por pessoa", "per persoon", "/pax"});
  if (night) return person ? PriceUnit::per_person_per_night : PriceUnit::per_night;
  if (person) return PriceUnit::per_person;
  const bool counted = says({"for ", "f\u00FCr ", "pour ", "por ", "para ", "per ", "voor ", "x "}) &&
                       says({" night", " n\u00E4chte", " nacht", " nuit", " noche", " notti", " notte", " noite", " nachten"});
  const bool whole = says({"per stay", "total", "entire stay", "whole stay", "gesamt", "au total", "en total", "totale", "no total", "totaal", "aufenthalt", "s\u00E9jour", "estancia",
                           "soggiorno", "estadia", "verblijf"});
  return counted || whole ? PriceUnit::per_stay : PriceUnit::unknown;
}

inline char decimal_mark_of(std::string_view locale) {
  const std::string tag = lowercase(locale);
  for (const std::string_view exception : {"de-ch", "de_ch", "de-li", "it-ch", "it_ch", "es-mx", "es_mx", "es-us", "es-pr", "es-do", "es-pa", "es-gt", "es-pe"}) {
    if (tag == exception) return '.';
  }
  const std::string_view language = std::string_view(tag).substr(0, tag.find_first_of("-_"));
  if (tag == "en-za" || tag == "en_za") return 0;
  for (const std::string_view point : {"en", "ja", "zh", "ko", "he", "th", "hi", "ms", "fil", "ga"}) {
    if (language == point) return '.';
  }
  for (const std::string_view comma : {"de", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "nn", "no", "fi", "is", "pl", "cs", "sk", "hu", "ro", "bg", "hr", "sl", "sr", "el",
                                       "tr", "uk", "ru", "id", "vi", "ca", "et", "lv", "lt"}) {
    if (language == comma) return ',';
  }
  return 0;
}

}  // namespace voygen
