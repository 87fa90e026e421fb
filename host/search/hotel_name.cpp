#include "search/hotel_name.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "place_names.hpp"

namespace voygen::search {
namespace {

using Words = std::vector<std::string>;

// Abbreviations of reservation systems, and words of other languages that portals translate in names. Word for word, in folded writing.
constexpr std::array<std::pair<std::string_view, std::string_view>, 75> kSameWord = {{
    {"htl", "hotel"}, {"htls", "hotel"}, {"hotels", "hotel"}, {"hotell", "hotel"}, {"hoteles", "hotel"}, {"rst", "resort"}, {"rsrt", "resort"},
    {"resorts", "resort"}, {"resid", "residences"}, {"residence", "residences"}, {"residencias", "residences"},
    {"ste", "suites"}, {"sainte", "suites"}, {"stes", "suites"}, {"suite", "suites"}, {"suties", "suites"}, {"aparthotel", "apartments"}, {"apartment", "apartments"}, {"apts", "apartments"}, {"villa", "villas"},
    {"arpt", "airport"}, {"arprt", "airport"}, {"aeropuerto", "airport"}, {"aeroport", "airport"}, {"aeroporto", "airport"}, {"flughafen", "airport"}, {"apt", "airport"},
    {"dtwn", "downtown"}, {"dwtn", "downtown"}, {"dntn", "downtown"}, {"centro", "downtown"}, {"centre", "center"}, {"ctr", "center"}, {"cntr", "center"}, {"cen", "center"},
    {"conv", "convention"}, {"convntn", "convention"}, {"cnvtn", "convention"}, {"blvd", "boulevard"}, {"ave", "avenue"}, {"av", "avenue"}, {"rd", "road"}, {"hwy", "highway"}, {"pkwy", "parkway"}, {"bch", "beach"},
    {"playa", "beach"}, {"plage", "beach"}, {"intl", "international"}, {"gdn", "garden"}, {"gdns", "garden"}, {"gardens", "garden"}, {"crtyd", "courtyard"}, {"ctyd", "courtyard"}, {"sq", "square"}, {"plz", "plaza"},
    {"ext", "extended"}, {"coll", "collection"}, {"xpress", "express"}, {"exp", "express"}, {"univ", "university"}, {"inns", "inn"}, {"norte", "north"}, {"nord", "north"}, {"sur", "south"}, {"sud", "south"},
    {"torre", "tower"}, {"towers", "tower"}, {"twr", "tower"}, {"ii", "2"}, {"iii", "3"}, {"one", "1"}, {"two", "2"}, {"three", "3"}, {"six", "6"}, {"eight", "8"},
}};

constexpr std::string_view kType[] = {"inn", "suites", "lodge", "house", "motel", "hostel", "hostal", "pension", "gasthof", "arms", "mill", "cottages", "bungalows", "ryokan", "bnb", "rooms", "courtyard"};
constexpr std::string_view kQuarter[] = {"downtown", "midtown", "uptown", "beach", "waterfront", "riverfront", "harbor", "harbour", "marina", "port", "station", "convention", "center", "strip", "oldtown",
                                         "university", "stadium", "speedway", "square", "boulevard", "avenue", "street", "road", "highway", "parkway", "lake", "bay", "river", "gare", "hauptbahnhof", "messe", "altstadt", "medical", "arena"};
constexpr std::string_view kApart[] = {"airport", "terminal", "tower", "wing", "annex", "annexe", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"};
constexpr std::string_view kSister[] = {"grand", "gran", "royal", "club", "palace", "express", "garden", "villas", "residences", "apartments", "vacation", "vacations", "select", "plus", "premier", "premium", "reserve", "reserva",
                                        "regency", "centric", "extended", "budget", "styles", "prestige", "diamond", "platinum", "golden", "family", "kids", "plaza", "marquis", "res"};
constexpr std::string_view kFiller[] = {"hotel", "resort", "spa", "the", "and", "y", "e", "et", "und", "a", "an", "of", "by", "at", "in", "on", "de", "del", "la", "le", "les", "el", "los", "las", "du", "da", "do", "di", "der", "die", "das", "des",
                                        "all", "inclusive", "adult", "adults", "only", "ai", "ep", "ultra", "optional", "incl", "inclusivo", "todo", "incluido", "golf", "casino", "wellness", "beachfront", "oceanfront", "international",
                                        "luxury", "boutique", "collection", "member", "formerly", "non", "smoking", "l", "d", "s"};

// Houses of one group that stand side by side under nearly the same name. Two different ones are two hotels, whatever else agrees.
constexpr std::string_view kBrands[] = {
    "ac hotel", "aloft", "andaz", "autograph", "baymont", "best western plus", "best western premier", "best western", "cambria", "candlewood suites", "canopy", "clarion", "comfort inn", "comfort suites", "conrad", "country inn",
    "courtyard", "crowne plaza", "curio", "days inn", "doubletree", "dreams", "econo lodge", "embassy suites", "even hotel", "extended stay america", "fairfield inn", "fairfield", "fairmont", "four points", "four seasons",
    "grand hyatt", "hampton inn", "hilton garden inn", "hilton grand vacations", "hilton", "holiday inn club vacations", "holiday inn express", "holiday inn", "home2 suites", "homewood suites", "hotel indigo", "hyatt centric",
    "hyatt house", "hyatt place", "hyatt regency", "hyatt zilara", "hyatt ziva", "hyatt", "ibis budget", "ibis styles", "ibis", "iberostar selection", "iberostar", "intercontinental", "jw marriott", "kimpton", "la quinta", "marriott marquis",
    "marriott", "mercure", "microtel", "motel 6", "moxy", "nh collection", "novotel", "park hyatt", "premier inn", "pullman", "quality inn", "radisson blu", "radisson", "raffles", "ramada", "red roof", "renaissance", "residence inn",
    "ritz carlton", "riu palace", "riu plaza", "riu", "secrets", "sheraton", "sleep inn", "sofitel", "springhill suites", "staybridge suites", "super 8", "swissotel", "towneplace suites", "travelodge", "tru", "waldorf astoria",
    "westin", "wyndham garden", "wyndham grand", "wyndham"};

template <class Table>
bool is_in(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

std::string same_word(std::string word) {
  for (const auto& [written, meant] : kSameWord) {
    if (word == written) return std::string(meant);
  }
  return word;
}

Words split(const std::string& folded) {
  Words words;
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    words.push_back(same_word(folded.substr(begin, end - begin)));
    begin = end + 1;
  }
  return words;
}

// "b & b" is one word, and so is "old town".
void join(Words& words, std::string_view first, std::string_view second, std::string_view joined) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != first || words[i + 1] != second) continue;
    words[i] = joined;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

Words words_of(std::string_view text) {
  Words words = split(fold_name(text).text);
  join(words, "b", "b", "bnb");
  join(words, "old", "town", "oldtown");
  join(words, "double", "tree", "doubletree");
  join(words, "ritz", "carlton", "ritzcarlton");
  if (words.size() > 1 && words.back() == "saint") words.back() = "street";  // "Union St"
  return words;
}

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

WordRole role_of(const std::string& word, const std::set<std::string>& place_words) {
  if (has_digit(word) || is_in(kApart, word)) return WordRole::apart;
  if (is_in(kFiller, word)) return WordRole::filler;
  if (place_words.contains(word)) return WordRole::place;
  if (is_in(kType, word)) return WordRole::type;
  if (is_in(kQuarter, word)) return WordRole::quarter;
  if (is_in(kSister, word)) return WordRole::sister;
  return WordRole::telling;
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& letter : lowered) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lowered;
}

// Where the marketing group begins: ", a Luxury Collection Hotel", "- an Ascend Hotel". npos when there is none.
std::size_t affiliation_begin(std::string_view name) {
  const std::string lowered = lower(name);
  std::size_t first = std::string::npos;
  for (const std::string_view mark : {", a ", ", an ", ",a ", "- a ", "- an ", "\u2013 a ", "\u2013 an ", " formerly ", " autograph collection", " curio collection", " tapestry collection",
                                      " tribute portfolio", " trademark collection", " the unbound collection", " bw premier collection", " a member of "}) {
    const std::size_t at = lowered.find(mark);
    if (at != std::string::npos && at > 2) first = std::min(first, at);
  }
  return first;
}

// The name without its brackets, and what stood in them.
std::pair<std::string, std::string> without_brackets(std::string_view name) {
  std::string outside;
  std::string inside;
  int depth = 0;
  for (const char letter : name) {
    if (letter == '(' || letter == '[') ++depth;
    std::string& side = depth > 0 ? inside : outside;
    side += letter == '(' || letter == ')' || letter == '[' || letter == ']' ? ' ' : letter;
    if ((letter == ')' || letter == ']') && depth > 0) --depth;
  }
  return {outside, inside};
}

std::string brand_in(const Words& words) {
  std::string text = " ";
  for (const std::string& word : words) text += (word == "ritzcarlton" ? "ritz carlton" : word) + " ";
  std::string_view longest;
  for (const std::string_view brand : kBrands) {
    if (brand.size() > longest.size() && text.find(" " + std::string(brand) + " ") != std::string::npos) longest = brand;
  }
  return std::string(longest);
}

// The group behind "by" goes with its one word, or two of a known name; what follows is the house again: "DoubleTree by Hilton Miami Airport".
Words take_out_groups(Words& head) {
  Words groups;
  for (std::size_t i = 1; i + 1 < head.size(); ++i) {
    if (head[i] != "by") continue;
    const bool two_words = i + 2 < head.size() && is_in(kBrands, head[i + 1] + " " + head[i + 2]);
    const auto first = head.begin() + static_cast<std::ptrdiff_t>(i);
    groups.insert(groups.end(), first + 1, first + (two_words ? 3 : 2));
    head.erase(first, first + (two_words ? 3 : 2));
  }
  return groups;
}

void add_words(HotelName& name, const Words& words, const std::set<std::string>& place_words, bool affiliation) {
  for (const std::string& word : words) {
    const auto known = std::find_if(name.words.begin(), name.words.end(), [&](const NameWord& have) { return have.text == word; });
    if (known != name.words.end()) continue;
    WordRole role = role_of(word, place_words);
    if (affiliation && role != WordRole::apart && role != WordRole::filler && role != WordRole::place) role = WordRole::affiliation;
    name.words.push_back({word, role});
  }
}

}  // namespace

std::set<std::string> HotelName::with_role(WordRole role) const {
  std::set<std::string> found;
  for (const NameWord& word : words) {
    if (word.role == role) found.insert(word.text);
  }
  return found;
}

std::set<std::string> folded_words(std::string_view text) {
  const Words words = words_of(text);
  return {words.begin(), words.end()};
}

HotelName read_hotel_name(std::string_view name, const std::set<std::string>& place_words) {
  const auto [outside, inside] = without_brackets(name);
  const std::size_t cut = affiliation_begin(outside);
  Words head = words_of(std::string_view(outside).substr(0, cut));
  const Words groups = take_out_groups(head);
  HotelName read;
  read.brand = brand_in(head);
  add_words(read, head, place_words, false);
  add_words(read, groups, place_words, true);
  if (cut != std::string::npos) add_words(read, words_of(std::string_view(outside).substr(cut)), place_words, true);
  add_words(read, words_of(inside), place_words, true);
  return read;
}

}  // namespace voygen::search
