#include "place.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "text.hpp"

namespace cpmaxx {

namespace {

using Words = std::vector<std::string>;

// Names of states and countries as one word each, so that long and short forms compare equal.
constexpr std::pair<std::string_view, std::string_view> kRegions[] = {
    {"alabama", "al"}, {"alaska", "ak"}, {"arizona", "az"}, {"arkansas", "ar"}, {"california", "ca"}, {"colorado", "co"},
    {"connecticut", "ct"}, {"delaware", "de"}, {"district of columbia", "dc"}, {"florida", "fl"}, {"georgia", "ga"}, {"hawaii", "hi"},
    {"idaho", "id"}, {"illinois", "il"}, {"indiana", "in"}, {"iowa", "ia"}, {"kansas", "ks"}, {"kentucky", "ky"},
    {"louisiana", "la"}, {"maine", "me"}, {"maryland", "md"}, {"massachusetts", "ma"}, {"michigan", "mi"}, {"minnesota", "mn"},
    {"mississippi", "ms"}, {"missouri", "mo"}, {"montana", "mt"}, {"nebraska", "ne"}, {"nevada", "nv"}, {"new hampshire", "nh"},
    {"new jersey", "nj"}, {"new mexico", "nm"}, {"new york", "ny"}, {"north carolina", "nc"}, {"north dakota", "nd"}, {"ohio", "oh"},
    {"oklahoma", "ok"}, {"oregon", "or"}, {"pennsylvania", "pa"}, {"puerto rico", "pr"}, {"rhode island", "ri"}, {"south carolina", "sc"},
    {"south dakota", "sd"}, {"tennessee", "tn"}, {"texas", "tx"}, {"utah", "ut"}, {"vermont", "vt"}, {"virginia", "va"},
    {"washington", "wa"}, {"west virginia", "wv"}, {"wisconsin", "wi"}, {"wyoming", "wy"},
    {"alberta", "ab"}, {"british columbia", "bc"}, {"manitoba", "mb"}, {"new brunswick", "nb"}, {"nova scotia", "ns"}, {"ontario", "on"},
    {"quebec", "qc"}, {"saskatchewan", "sk"},
    {"united states of america", "usa"}, {"united states", "usa"}, {"us", "usa"}, {"u.s.", "usa"}, {"u.s.a.", "usa"},
    {"united kingdom", "gb"}, {"great britain", "gb"}, {"uk", "gb"}, {"england", "gb"}, {"scotland", "gb"}, {"wales", "gb"},
    {"northern ireland", "gb"}, {"canada", "can"}, {"mexico", "mex"}, {"france", "fra"}, {"germany", "deu"}, {"deutschland", "deu"},
    {"spain", "esp"}, {"españa", "esp"}, {"italy", "ita"}, {"italia", "ita"}, {"ireland", "irl"}, {"portugal", "prt"},
    {"netherlands", "nld"}, {"the netherlands", "nld"}, {"switzerland", "che"}, {"austria", "aut"}, {"greece", "grc"},
    {"japan", "jpn"}, {"australia", "aus"}, {"bahamas", "bhs"}, {"the bahamas", "bhs"},
};

// Lower case, the accents of Western European letters removed: "Cancún" is "cancun".
std::string plain(std::string_view text) {
  constexpr std::pair<std::string_view, char> kAccents[] = {
      {"àáâãäåÀÁÂÃÄÅ", 'a'}, {"çÇ", 'c'}, {"èéêëÈÉÊË", 'e'}, {"ìíîïÌÍÎÏ", 'i'}, {"ñÑ", 'n'}, {"òóôõöøÒÓÔÕÖØ", 'o'}, {"ùúûüÙÚÛÜ", 'u'}};
  const std::string lower = lowercase(tidy(text));
  std::string out;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const auto letter = std::string_view(lower).substr(i, 2);
    const auto* group = (lower[i] & '\x80') == 0 ? std::end(kAccents) : std::find_if(std::begin(kAccents), std::end(kAccents), [&](const auto& accents) {
      return letter.size() == 2 && accents.first.find(letter) != std::string_view::npos;
    });
    out += group == std::end(kAccents) ? lower[i] : group->second;
    i += group != std::end(kAccents);
  }
  return out;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

Words split(std::string_view text, std::string_view separators) {
  Words parts;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    if (auto part = trimmed(text.substr(0, end)); !part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string region(const std::string& name) {
  const auto* found = std::find_if(std::begin(kRegions), std::end(kRegions), [&](const auto& entry) { return plain(entry.first) == name; });
  return found == std::end(kRegions) ? name : std::string(found->second);
}

// A place as the portal writes it: the city, then what narrows it down. "Miami FL" without a comma is read as city "miami fl".
struct Place {
  std::string city;
  std::set<std::string> regions;
};

Place parse(std::string_view text) {
  const Words parts = split(plain(text), ",");
  Place place;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == 0) place.city = parts[0];
    if (i > 0) place.regions.insert(region(parts[i]));
  }
  return place;
}

bool holds(const std::set<std::string>& all, const std::set<std::string>& some) { return std::includes(all.begin(), all.end(), some.begin(), some.end()); }

// The same city, and neither side names a region the other contradicts.
bool is_compatible(const Place& asked, const Place& label) {
  if (asked.city == label.city) return holds(label.regions, asked.regions) || (!label.regions.empty() && holds(asked.regions, label.regions));
  // "Miami FL": the words after the city must be its regions.
  if (asked.city.rfind(label.city + " ", 0) != 0 || !asked.regions.empty()) return false;
  const std::string rest = asked.city.substr(label.city.size() + 1);
  if (label.regions.count(region(rest)) != 0) return true;
  std::set<std::string> words;
  for (const std::string& word : split(rest, " ")) words.insert(region(word));
  return holds(label.regions, words);
}

bool holds_all_words(std::string_view asked, std::string_view label) {
  const auto words = [](std::string_view text) {
    std::set<std::string> all;
    for (const std::string& part : split(plain(text), ",")) {
      for (const std::string& word : split(region(part), " ()-/")) all.insert(region(word));
    }
    return all;
  };
  return holds(words(label), words(asked));
}

// The only label that fits; labels that read the same count once.
template <class Fits>
std::optional<std::size_t> only(const std::vector<std::string>& labels, Fits fits) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].empty() || !fits(labels[i])) continue;
    if (found && plain(labels[*found]) != plain(labels[i])) return std::nullopt;
    if (!found) found = i;
  }
  return found;
}

}  // namespace

bool is_certain(std::string_view asked, std::string_view label) {
  const Place place = parse(asked);
  return plain(asked) == plain(label) || (!place.regions.empty() && is_compatible(place, parse(label)));
}

std::optional<std::size_t> choose_place(std::string_view asked, const std::vector<std::string>& labels) {
  if (const auto same = only(labels, [&](const std::string& label) { return plain(asked) == plain(label); })) return same;
  const Place place = parse(asked);
  const auto fits = [&](const std::string& label) { return is_compatible(place, parse(label)); };
  if (const auto found = only(labels, fits)) return found;
  if (std::any_of(labels.begin(), labels.end(), fits)) return std::nullopt;  // several fit: the agent must say which
  return only(labels, [&](const std::string& label) { return holds_all_words(asked, label); });
}

}  // namespace cpmaxx
