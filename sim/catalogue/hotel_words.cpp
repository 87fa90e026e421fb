#include "catalogue/hotel_words.hpp"

#include <array>
#include <vector>

namespace voygen::sim {

namespace {

using Words = std::vector<std::string_view>;

constexpr std::array<Chain, 22> kChains = {{
    {"Brightwater Inn & Suites", 5, 92},   {"Alder & Finch Hotel", 8, 112},      {"Red Lantern Inn", 4, 85},
    {"Copperfield Lodge", 5, 96},          {"Grand Meridian", 9, 126},           {"Meridian Express", 5, 90},
    {"Staywell Suites", 6, 98},            {"Quill House by Alder", 7, 108},     {"Harborline Hotel & Spa", 8, 118},
    {"Budget Anchor Motel", 3, 74},        {"Kestrel Court", 6, 95},             {"The Larkspur Collection", 9, 133},
    {"Northgate Plaza", 7, 101},           {"Silver Fern Hotels", 8, 107},       {"Traveller's Rest", 4, 80},
    {"Oakmont Extended Stay", 5, 82},      {"Maison Belcourt", 10, 148},         {"Palisade Resort & Spa", 9, 131},
    {"City & Sky", 6, 97},                 {"Fairweather Inn", 5, 88},           {"Nomad's Nest", 6, 93},
    {"Crown & Compass", 8, 110},
}};

const Words& given_names(Flavour flavour) {
  static const Words american = {"Abbott", "Delaney", "Whitaker", "O'Malley", "Sullivan", "Harlow", "Pruitt", "Tillman"};
  static const Words british = {"Pemberton", "Ashcroft", "D'Arcy", "Fairfax", "St. Clair", "O'Rourke", "Wetherby", "Lyle"};
  static const Words french = {"Élise", "Beauséjour", "Victor Hugo", "la Gare", "l'Opéra", "l'Étoile", "la Forêt", "Saint-Rémy"};
  static const Words german = {"Goldenen Löwen", "Schwarzen Bären", "Müller", "Königshof", "Grünen Baum", "Schloßgarten"};
  static const Words spanish = {"Niño", "Peñón", "San Martín", "Doña Inés", "El Rincón", "Puerta del Sol", "Añoranza"};
  static const Words italian = {"Sant'Elmo", "dell'Arco", "Bellavista", "San Niccolò", "delle Rose", "d'Este", "Città"};
  static const Words portuguese = {"São Bento", "Conceição", "do Chiado", "Água Viva", "Jardim", "da Praça", "Ribeirão"};
  static const Words nordic = {"Sjøgata", "Nyhavn", "Fjörður", "Östermalm", "Ærø", "Bryggen", "Skärgård"};
  static const Words asian = {"Sakura", "Lotus", "Jade", "Golden Tulip", "Hanami", "Orchid", "Moonrise", "Crescent"};
  switch (flavour) {
    case Flavour::american: return american;
    case Flavour::british: return british;
    case Flavour::french: return french;
    case Flavour::german: return german;
    case Flavour::spanish: return spanish;
    case Flavour::italian: return italian;
    case Flavour::portuguese: return portuguese;
    case Flavour::nordic: return nordic;
    case Flavour::asian: return asian;
  }
  return american;
}

/// "*" stands for the given name.
const Words& name_patterns(Flavour flavour) {
  static const Words english = {"The * Hotel",       "*'s Lodge & Spa", "Hotel *",    "* House",
                                "The \"*\" Inn",     "* Arms & Rooms",  "* Resort & Spa", "The Old * Mill B&B",
                                "* Hotel, Autograph Rooms"};
  static const Words french = {"Hôtel de *", "Le Relais *", "Château * & Spa", "Résidence *", "L'Auberge \"*\""};
  static const Words german = {"Gasthof *", "Hotel *", "Schloß * & Spa", "Pension *", "Hotel \"Zum *\""};
  static const Words spanish = {"Hostal *", "Hotel * & Mar", "Posada *", "Casa * B&B", "Gran Hotel *"};
  static const Words italian = {"Albergo *", "Hotel *", "Palazzo * & Spa", "B&B *", "Locanda \"*\""};
  static const Words portuguese = {"Pousada *", "Hotel *", "Solar * & Spa", "Casa *"};
  static const Words nordic = {"Hotel *", "* Hus", "Scandi * & Spa", "* Brygge B&B"};
  static const Words asian = {"* Hotel", "* Ryokan & Onsen", "The * Residences", "* Garden & Spa", "Hotel * Tower"};
  switch (flavour) {
    case Flavour::french: return french;
    case Flavour::german: return german;
    case Flavour::spanish: return spanish;
    case Flavour::italian: return italian;
    case Flavour::portuguese: return portuguese;
    case Flavour::nordic: return nordic;
    case Flavour::asian: return asian;
    default: return english;
  }
}

const Words& streets(Flavour flavour) {
  static const Words english = {"International Boulevard", "Harbor Street", "Martin Luther King Jr Way", "Pine Avenue",
                                "King's Road", "Market Square", "Union Street", "Lake View Drive", "Church Lane"};
  static const Words french = {"Rue de l'Église", "Avenue de la République", "Boulevard Saint-Michel", "Quai des Étuves"};
  static const Words german = {"Bahnhofstraße", "Königsallee", "Münsterplatz", "Am Grünen Weg", "Seestrasse"};
  static const Words spanish = {"Calle Larga", "Avenida de España", "Paseo Marítimo", "Plaza Mayor", "Calle Núñez"};
  static const Words italian = {"Via Roma", "Piazza dell'Unità", "Corso Garibaldi", "Via dei Mille"};
  static const Words portuguese = {"Rua Augusta", "Avenida da Liberdade", "Praça do Comércio", "Rua São João"};
  static const Words nordic = {"Strandgade", "Kirkegata", "Laugavegur", "Drottninggatan"};
  static const Words asian = {"Sukhumvit Road", "Chuo Dori", "Harbour Road", "Jalan Besar", "Sheikh Zayed Road"};
  switch (flavour) {
    case Flavour::french: return french;
    case Flavour::german: return german;
    case Flavour::spanish: return spanish;
    case Flavour::italian: return italian;
    case Flavour::portuguese: return portuguese;
    case Flavour::nordic: return nordic;
    case Flavour::asian: return asian;
    default: return english;
  }
}

std::string digits(Dice& dice, int count) {
  std::string text;
  for (int place = 0; place < count; ++place) text += static_cast<char>('0' + dice.between(place == 0 ? 1 : 0, 9));
  return text;
}

char capital(Dice& dice) { return static_cast<char>('A' + dice.between(0, 25)); }

std::string miles_away(Dice& dice, std::string_view landmark) {
  const std::int64_t tenths = dice.between(3, 160);
  const std::int64_t km_tenths = (tenths * 1609 + 500) / 1000;
  const auto decimal = [](std::int64_t value) { return std::to_string(value / 10) + "." + std::to_string(value % 10); };
  return decimal(tenths) + " mi (" + decimal(km_tenths) + " km) from " + std::string{landmark};
}

std::string sentence(Dice& dice, const std::string& name, const Place& place) {
  static const Words landmarks = {"the cruise terminal", "the Old Town", "the Convention Center", "St. Mary's Cathedral",
                                  "the Museum of Art & Design", "the waterfront", "Central Station"};
  static const Words sentences = {
      "Make yourself at home in one of the air-conditioned rooms featuring refrigerators & flat-screen televisions.",
      "Enjoy a meal at the restaurant, or stay in and take advantage of the 24-hour room service.",
      "A complimentary \"grab & go\" breakfast is served daily from 6:30 AM to 9:30 AM.",
      "Featured amenities include dry cleaning, a 24-hour front desk and luggage storage; valet parking costs $45 per day.",
      "Pamper yourself with a visit to the spa, which offers massages, body treatments and facials.",
      "Guests love the rooftop café – and the crème brûlée there – almost as much as the view.",
      "Free Wi-Fi keeps you connected; rooms < 20 m² are marked as \"cosy\" by the property itself.",
      "Rooms from the 4th floor look over the harbor; please ask at check-in."};
  if (dice.chance(350)) {
    return "With a stay at " + name + " in " + std::string{place.city} + ", you'll be " +
           miles_away(dice, dice.pick(landmarks)) + " and " + miles_away(dice, dice.pick(landmarks)) + ".";
  }
  return std::string{dice.pick(sentences)};
}

}  // namespace

const Chain& pick_chain(Dice& dice) { return dice.pick(kChains); }

std::string independent_name(Dice& dice, Flavour flavour) {
  std::string name{dice.pick(name_patterns(flavour))};
  name.replace(name.find('*'), 1, dice.pick(given_names(flavour)));
  return name;
}

std::string_view quarter(Dice& dice, Flavour flavour) {
  static const Words english = {"Downtown", "Airport", "Waterfront", "Convention Center", "North", "Old Town", "Cruise Port"};
  static const Words french = {"Centre Gare", "Aéroport", "Vieux-Port", "Opéra"};
  static const Words german = {"Altstadt", "Flughafen", "Hauptbahnhof", "Messe"};
  static const Words latin = {"Centro", "Aeropuerto", "Playa", "Puerto"};
  if (flavour == Flavour::french) return dice.pick(french);
  if (flavour == Flavour::german) return dice.pick(german);
  if (flavour == Flavour::spanish) return dice.pick(latin);
  return dice.pick(english);
}

std::string street_line(Dice& dice, Flavour flavour) {
  const std::string street{dice.pick(streets(flavour))};
  const bool number_first = flavour == Flavour::american || flavour == Flavour::british || flavour == Flavour::french;
  const std::string number = std::to_string(dice.between(1, flavour == Flavour::american ? 18999 : 240));
  return number_first ? number + " " + street : street + " " + number;
}

std::string postal_code(Dice& dice, const Place& place) {
  if (place.country_code == "GB") {
    return plain_key(place.city).substr(0, 1) == "l" ? "SW" + digits(dice, 1) + " " + digits(dice, 1) + capital(dice) + capital(dice)
                                                      : "BA" + digits(dice, 1) + " " + digits(dice, 1) + capital(dice) + capital(dice);
  }
  if (place.country_code == "CA") {
    return std::string{"V"} + digits(dice, 1) + capital(dice) + " " + digits(dice, 1) + capital(dice) + digits(dice, 1);
  }
  if (place.country_code == "AE" || place.country_code == "BS") return {};
  if (place.country_code == "JP") return digits(dice, 3) + "-" + digits(dice, 4);
  const bool four = place.country_code == "CH" || place.country_code == "DK" || place.country_code == "AU";
  return digits(dice, four ? 4 : 5);
}

std::string description(Dice& dice, const std::string& name, const Place& place) {
  if (dice.chance(80)) return name;
  const std::int64_t sentences = dice.chance(25) ? dice.between(24, 40) : dice.between(1, 5);
  std::string text = sentence(dice, name, place);
  for (std::int64_t extra = 1; extra < sentences; ++extra) text += "  " + sentence(dice, name, place);
  return text;
}

}  // namespace voygen::sim
