#include "catalogue/listed_name.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "catalogue/place.hpp"

namespace voygen::sim {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 36> kUnaccented = {{
    {"á", "a"}, {"à", "a"}, {"â", "a"}, {"ã", "a"}, {"ä", "a"}, {"å", "a"}, {"æ", "ae"}, {"ç", "c"}, {"ð", "d"},
    {"é", "e"}, {"è", "e"}, {"ê", "e"}, {"ë", "e"}, {"í", "i"}, {"î", "i"}, {"ï", "i"}, {"ñ", "n"}, {"ó", "o"},
    {"ò", "o"}, {"ô", "o"}, {"õ", "o"}, {"ö", "o"}, {"ø", "o"}, {"ú", "u"}, {"û", "u"}, {"ü", "u"}, {"ß", "ss"},
    {"Á", "A"}, {"Æ", "AE"}, {"É", "E"}, {"Ö", "O"}, {"Ø", "O"}, {"Ü", "U"}, {"ý", "y"}, {"Å", "A"}, {"Ó", "O"},
}};

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

void lose_accents(std::string& name) {
  for (const auto& [accented, plain] : kUnaccented) replace_all(name, accented, plain);
}

/// Whole words only: "Hotel" stands in "Hotel Sol", not in "Hotels".
std::size_t find_word(const std::string& name, std::string_view word) {
  for (std::size_t at = name.find(word); at != std::string::npos; at = name.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || name[at - 1] == ' ') && (end == name.size() || name[end] == ' ')) return at;
  }
  return std::string::npos;
}

void drop_word(std::string& name, std::string_view word) {
  const std::size_t at = find_word(name, word);
  if (at == std::string::npos || name.size() < word.size() + 4) return;
  const std::size_t blank_before = at > 0 ? 1 : 0;
  name.erase(at - blank_before, word.size() + 1);
  while (!name.empty() && name.front() == ' ') name.erase(0, 1);
}

void write_short(std::string& name, Dice& dice) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kShort = {{
      {"Hotel", "Htl"}, {"Resort", "Rst"}, {"Suites", "Stes"}, {"Airport", "Arpt"}, {"Downtown", "Dtwn"}, {"Convention Center", "Conv Ctr"},
      {"Boulevard", "Blvd"}, {"Avenue", "Ave"}, {"Extended", "Ext"}, {"Residences", "Res"}, {"Collection", "Coll"},
  }};
  for (const auto& [whole, cut] : kShort) {
    const std::size_t at = find_word(name, whole);
    if (at != std::string::npos && dice.chance(600)) name.replace(at, whole.size(), cut);
  }
}

/// "Hotel Sol" <-> "Sol Hotel", or no "Hotel" at all.
void turn_hotel(std::string& name, Dice& dice) {
  const bool first = name.starts_with("Hotel ");
  const bool last = name.ends_with(" Hotel");
  if (!first && !last) return;
  name = first ? name.substr(6) : name.substr(0, name.size() - 6);
  if (name.starts_with("The ") && dice.chance(500)) name.erase(0, 4);
  if (dice.chance(250)) return;
  name = first ? name + " Hotel" : "Hotel " + name;
}

void forget_spa(std::string& name) {
  const std::size_t at = name.find(" & Spa");
  if (at != std::string::npos) name.erase(at, 6);
}

/// The city goes only where another word keeps the name telling.
void leave_out_city(std::string& name, std::string_view city) {
  if (name.size() >= city.size() + 8) drop_word(name, city);
}

void add_city(std::string& name, std::string_view city, std::string_view joined_by) {
  if (name.find(city) == std::string::npos) name.append(joined_by).append(city);
}

/// Old reservation systems hold so many letters and no more. A letter of two bytes is not cut in half.
void cut_off(std::string& name) {
  constexpr std::size_t kLongest = 32;
  if (name.size() <= kLongest) return;
  std::size_t end = kLongest;
  while ((static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80) --end;
  name.resize(end);
}

void shout(std::string& name) {
  for (char& letter : name) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
}

bool sells_beds_by_the_beach(const Hotel& hotel) {
  return hotel.name.find("Resort") != std::string::npos || hotel.name.find("Playa") != std::string::npos;
}

}  // namespace

std::string name_on_vax(const Hotel& hotel, Dice dice) {
  const std::string_view city = all_places()[hotel.place].city;
  std::string name = hotel.name;
  if (dice.chance(200)) forget_spa(name);
  if (dice.chance(250)) turn_hotel(name, dice);
  if (dice.chance(300)) leave_out_city(name, city);
  if (dice.chance(350) && name.starts_with("The ")) name.erase(0, 4);
  if (dice.chance(250)) write_short(name, dice);
  if (dice.chance(450)) replace_all(name, " & ", " and ");
  if (dice.chance(700)) lose_accents(name);
  if (dice.chance(300)) replace_all(name, "\"", "");
  if (dice.chance(300)) replace_all(name, "'", "");
  if (dice.chance(60)) replace_all(name, "-", " ");
  if (dice.chance(40)) cut_off(name);
  return name;
}

std::string name_on_delta(const Hotel& hotel, Dice dice) {
  const std::string_view city = all_places()[hotel.place].city;
  std::string name = hotel.name;
  if (dice.chance(120)) forget_spa(name);
  if (dice.chance(180)) turn_hotel(name, dice);
  if (dice.chance(100)) write_short(name, dice);
  if (dice.chance(150)) add_city(name, city, " ");
  if (sells_beds_by_the_beach(hotel) && dice.chance(400)) name += dice.chance(500) ? " - All Inclusive" : " All-Inclusive";
  if (dice.chance(300)) replace_all(name, " & ", " and ");
  if (dice.chance(400)) lose_accents(name);
  if (dice.chance(250)) replace_all(name, "'", "’");
  if (dice.chance(80)) shout(name);
  if (dice.chance(150)) name += ' ';
  return name;
}

std::string name_on_web(const Hotel& hotel, Dice dice) {
  const std::string_view city = all_places()[hotel.place].city;
  std::string name = hotel.name;
  if (dice.chance(150)) turn_hotel(name, dice);
  if (dice.chance(200) && !name.starts_with("The ") && name.find("Hotel") == std::string::npos && name.find('"') == std::string::npos) name.insert(0, "The ");
  if (dice.chance(300)) add_city(name, city, dice.chance(600) ? ", " : " – ");
  if (dice.chance(60)) name += " (Adults Only)";
  if (dice.chance(50)) name += ", a Member of Small Houses";
  if (dice.chance(200)) replace_all(name, " & ", " and ");
  if (dice.chance(100)) lose_accents(name);
  return name;
}

}  // namespace voygen::sim
