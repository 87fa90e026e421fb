#include "search/same_hotel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json hotel(const std::string& name) { return {{"category", "hotel"}, {"name", name}}; }

// `metres` north of one common point.
json hotel_at(const std::string& name, double metres) {
  json made = hotel(name);
  made["location"]["coordinates"] = {{"latitude", 21.0 + metres / 111'195.0}, {"longitude", -86.8}};
  return made;
}

HotelMatch match(const json& one, const json& other, const std::string& place = "Cancun, Mexico") {
  const HotelMatch found = compare_hotels(hotel_face(one, place), hotel_face(other, place));
  const HotelMatch turned = compare_hotels(hotel_face(other, place), hotel_face(one, place));
  EXPECT_EQ(found.verdict, turned.verdict) << one["name"] << other["name"];
  EXPECT_EQ(found.permille, turned.permille) << one["name"] << other["name"];
  return found;
}

struct Names {
  const char* one;
  const char* other;
  const char* place;
};

// Nothing but the names is known.
constexpr Names kSameByName[] = {
    {"Moon Palace Cancun", "Moon Palace Cancún - All Inclusive", "Cancun, Mexico"},
    {"Moon Palace Cancun", "MOON PALACE CANCUN ", "Cancun, Mexico"},
    {"Hyatt Ziva Cancun", "Hyatt Ziva Cancún - All Inclusive", "Cancun, Mexico"},
    {"Hyatt Zilara Cancun", "Hyatt Zilara Cancun (Adults Only)", "Cancun, Mexico"},
    {"UNICO 20º87º Hotel Riviera Maya", "UNICO 20 87 Riviera Maya", "Riviera Maya, Mexico"},
    {"Zoëtry Agua Riviera Maya", "Zoetry Agua Riviera Maya Rst", "Riviera Maya, Mexico"},
    {"Fontainebleau Miami Beach", "The Fontainebleau Hotel", "Miami Beach, FL, USA"},
    {"Hilton Garden Inn Miami Airport West", "Hilton Garden Inn Arpt West", "Miami, FL, USA"},
    {"DoubleTree by Hilton Seattle Airport", "Doubletree Seattle Arpt", "Seattle, WA, USA"},
    {"The Ritz-Carlton, South Beach", "Ritz Carlton South Beach", "Miami Beach, FL, USA"},
    {"The St. Regis Rome", "Saint Regis Rome", "Rome, Italy"},
    {"Hôtel de Crillon", "Hotel de Crillon, A Rosewood Hotel", "Paris, France"},
    {"Hôtel Le Bristol Paris", "Le Bristol Paris Hotel", "Paris, France"},
    {"Bellagio", "Bellagio Hotel & Casino", "Las Vegas, NV, USA"},
    {"Waldorf Astoria Las Vegas", "WALDORF ASTORIA LAS VEGAS", "Las Vegas, NV, USA"},
    {"Motel 6 Seattle Sea-Tac Airport South", "Motel Six Seattle Sea-Tac Arpt South", "Seattle, WA, USA"},
    {"The Westin Bayshore, Vancouver", "Westin Bayshore", "Vancouver, BC, Canada"},
    {"Fairmont Le Château Frontenac", "Fairmont Le Chateau Frontenac", "Quebec City, Canada"},
    {"Hotel Adlon Kempinski Berlin", "Adlon Kempinski", "Berlin, Germany"},
    {"Hotel Sacher Wien", "Sacher Wien Hotel", "Wien, Austria"},
    {"Caesars Palace", "Caesars Palace Hotel and Casino", "Las Vegas, NV, USA"},
    {"Grand Hyatt Playa del Carmen", "Grand Hyatt Playa del Carmen Resort", "Playa del Carmen, Mexico"},
    {"Courtyard by Marriott Cancun Airport", "Courtyard Marriott Cancun Airport", "Cancun, Mexico"},
    {"Hotel Riu Palace Las Americas", "Riu Palace Las Américas - All Inclusive", "Cancun, Mexico"},
};

// Near to each other, some under one roof, and not the same: never "same", even 100 m apart.
constexpr Names kNeverTheSame[] = {
    {"Hilton Garden Inn Cancun Airport", "Hilton Cancun Airport", "Cancun, Mexico"},
    {"Hyatt Ziva Cancun", "Hyatt Zilara Cancun", "Cancun, Mexico"},
    {"Riu Palace Las Americas", "Riu Caribe", "Cancun, Mexico"},
    {"Riu Palace Las Americas", "Riu Palace Peninsula", "Cancun, Mexico"},
    {"Miami Airport Marriott", "Marriott Miami Biscayne Bay", "Miami, FL, USA"},
    {"Moon Palace Cancun", "Moon Palace The Grand", "Cancun, Mexico"},
    {"Courtyard by Marriott Miami Airport", "Residence Inn by Marriott Miami Airport", "Miami, FL, USA"},
    {"JW Marriott Cancun Resort & Spa", "Marriott Cancun Resort", "Cancun, Mexico"},
    {"Excellence Playa Mujeres", "Finest Playa Mujeres", "Cancun, Mexico"},
    {"Secrets The Vine Cancun", "Secrets Playa Blanca Costa Mujeres", "Cancun, Mexico"},
    {"Bellagio", "Caesars Palace", "Las Vegas, NV, USA"},
    {"Hilton Grand Vacations Club Elara", "Hilton Grand Vacations Club Flamingo", "Las Vegas, NV, USA"},
    {"Holiday Inn London Kensington High St", "Holiday Inn Express London Kensington", "London, UK"},
    {"ibis London Blackfriars", "ibis Styles London Blackfriars", "London, UK"},
    {"ibis budget Amsterdam Airport", "ibis Amsterdam Airport", "Amsterdam, Netherlands"},
    {"Hotel Riu Plaza New York Times Square", "Hotel Edison Times Square", "New York, NY, USA"},
    {"Hyatt Place Seattle Downtown", "Hyatt House Seattle Downtown", "Seattle, WA, USA"},
    {"Hyatt Regency Seattle", "Grand Hyatt Seattle", "Seattle, WA, USA"},
    {"Hampton Inn Miami Airport South", "Hampton Inn Miami Airport West", "Miami, FL, USA"},
    {"La Quinta Miami Airport North", "La Quinta Miami Airport East", "Miami, FL, USA"},
    {"Four Seasons Hotel Miami", "Four Seasons Residences Miami", "Miami, FL, USA"},
    {"Hotel Okura Tokyo Heritage Wing", "Hotel Okura Tokyo", "Tokyo, Japan"},
    {"The Savoy", "The Strand Palace Hotel", "London, UK"},
    {"Barcelo Maya Beach", "Barcelo Maya Colonial", "Riviera Maya, Mexico"},
    {"Grand Palladium Colonial", "Grand Palladium Kantenah", "Riviera Maya, Mexico"},
    {"Iberostar Paraiso Beach", "Iberostar Paraiso Lindo", "Riviera Maya, Mexico"},
    {"Signature at MGM Grand Tower 1", "Signature at MGM Grand Tower 2", "Las Vegas, NV, USA"},
    {"Atlantis The Royal", "Atlantis The Palm", "Dubai, United Arab Emirates"},
    {"Sandals Royal Bahamian", "Sandals Emerald Bay", "Nassau, The Bahamas"},
    {"Premier Inn London Heathrow Airport Terminal 4", "Premier Inn London Heathrow Airport Terminal 5", "London, UK"},
    {"Motel 6 Seattle Airport", "Super 8 Seattle Airport", "Seattle, WA, USA"},
    {"Wyndham Grand Cancun", "Wyndham Garden Cancun", "Cancun, Mexico"},
    {"Palazzo Manfredi", "Palazzo Naiadi", "Rome, Italy"},
    {"1 Hotel South Beach", "The W South Beach", "Miami Beach, FL, USA"},
    {"Hilton Miami Downtown", "Hilton Miami Dadeland", "Miami, FL, USA"},
};

// Enough in common to ask a person, not enough to put prices side by side.
constexpr Names kMaybeByName[] = {
    {"Hilton Miami", "Hilton Miami Downtown", "Miami, FL, USA"},
    {"Hilton Miami", "Hilton Miami Airport", "Miami, FL, USA"},
    {"Riu Cancun", "Riu Cancun Tower", "Cancun, Mexico"},
    {"Hard Rock Hotel Cancun", "Hard Rock Hotel Cancun Family Section", "Cancun, Mexico"},
    {"Moon Palace Cancun", "Moon Palace The Grand - Cancun", "Cancun, Mexico"},
};

TEST(SameHotel, KnowsRealHotelsUnderTheirManyNames) {
  for (const Names& names : kSameByName) {
    const HotelMatch found = match(hotel(names.one), hotel(names.other), names.place);
    EXPECT_EQ(found.verdict, SameHotel::same) << names.one << " | " << names.other << ": " << found.permille << ", " << found.reason;
  }
}

TEST(SameHotel, TellsRealNeighboursApart) {
  for (const Names& names : kNeverTheSame) {
    for (const auto& [one, other] : {std::pair(hotel(names.one), hotel(names.other)), std::pair(hotel_at(names.one, 0), hotel_at(names.other, 100))}) {
      const HotelMatch found = match(one, other, names.place);
      EXPECT_NE(found.verdict, SameHotel::same) << names.one << " | " << names.other << ": " << found.permille << ", " << found.reason;
    }
  }
}

TEST(SameHotel, LeavesToAPersonWhatNamesCannotTell) {
  for (const Names& names : kMaybeByName) {
    const HotelMatch found = match(hotel(names.one), hotel(names.other), names.place);
    EXPECT_EQ(found.verdict, SameHotel::maybe) << names.one << " | " << names.other << ": " << found.permille << ", " << found.reason;
  }
}

TEST(SameHotel, ItsGiataIdDecides) {
  json one = hotel("Moon Palace Cancun");
  json other = hotel("Completely Other Inn");
  one["externalIds"]["giata"] = other["externalIds"]["giata"] = "17";
  EXPECT_EQ(match(one, other).verdict, SameHotel::same);
  EXPECT_EQ(match(one, other).permille, 1000);
  other = one;
  other["externalIds"]["giata"] = "18";
  EXPECT_EQ(match(one, other).verdict, SameHotel::different);
}

TEST(SameHotel, ItsPlaceSettlesWhatNamesLeaveOpen) {
  EXPECT_EQ(match(hotel_at("Hilton Miami", 0), hotel_at("Hilton Miami Downtown", 60), "Miami").verdict, SameHotel::same);
  EXPECT_EQ(match(hotel_at("Hilton Cancun", 0), hotel_at("Hilton Cancun Caribe Resort", 60)).verdict, SameHotel::same);
  EXPECT_NE(match(hotel_at("Hilton Cancun", 0), hotel_at("Hilton Cancun Mar Caribe Resort", 1'500)).verdict, SameHotel::same);
  EXPECT_EQ(match(hotel_at("Hotel Bellavista", 0), hotel_at("Hotel Bellavista", 3'000)).verdict, SameHotel::maybe);
  EXPECT_EQ(match(hotel_at("Hotel Bellavista", 0), hotel_at("Hotel Bellavista", 30'000)).verdict, SameHotel::different);
}

TEST(SameHotel, ItsAddressStandsForCoordinates) {
  json one = hotel("Hotel Bellavista Roma");
  json other = hotel("Bellavista Hotel and Spa");
  EXPECT_EQ(match(one, other, "Rome, Italy").verdict, SameHotel::maybe);
  one["location"]["address"]["full"] = "Via Nazionale 12, 00184 Rome";
  other["location"]["address"]["full"] = "12 via Nazionale Roma";
  EXPECT_EQ(match(one, other, "Rome, Italy").verdict, SameHotel::same);
  EXPECT_THAT(match(one, other, "Rome, Italy").reason, HasSubstr("same street and number"));
}

TEST(SameHotel, ItsStarsCountOnlyWhenTheyAreFarApart) {
  json one = hotel("Hotel Bellavista");
  json other = hotel("Bellavista Hotel");
  one["hotelDetails"]["starRating"] = 4.5;
  other["hotelDetails"]["starRating"] = 4;
  EXPECT_EQ(match(one, other).verdict, SameHotel::same);
  other["hotelDetails"]["starRating"] = 2;
  EXPECT_EQ(match(one, other).verdict, SameHotel::maybe);
}

TEST(SameHotel, OtherChainsAreOtherHotelsButCodesAreNoChains) {
  json one = hotel("Plaza Bellavista");
  json other = hotel("Plaza Bellavista");
  one["hotelDetails"]["chainInfo"]["chain"] = "Melia Hotels";
  other["hotelDetails"]["chainInfo"]["chain"] = "ML";
  EXPECT_EQ(match(one, other).verdict, SameHotel::same);
  other["hotelDetails"]["chainInfo"]["chain"] = "Iberostar";
  EXPECT_EQ(match(one, other).verdict, SameHotel::different);
}

TEST(SameHotel, APackageIsComparedByItsHotel) {
  const json package{{"category", "package"}, {"name", "A week in the sun"}, {"components", {{"hotels", {hotel("Moon Palace Cancun")}}}}};
  EXPECT_EQ(match(package, hotel("Moon Palace")).verdict, SameHotel::same);
}

TEST(SameHotel, NonsenseIsNoReasonToFail) {
  const json strange[] = {json(), json::array(), {{"name", 7}}, {{"name", "\xff\xfe"}}, {{"name", "X"}, {"location", {{"coordinates", {{"latitude", "north"}, {"longitude", 1e300}}}}}}};
  for (const json& one : strange) {
    for (const json& other : strange) {
      const HotelMatch found = compare_hotels(hotel_face(one, ""), hotel_face(other, ""));
      EXPECT_GE(found.permille, 0);
      EXPECT_LE(found.permille, 1000);
    }
  }
  EXPECT_NE(compare_hotels(hotel_face(json(), ""), hotel_face(json(), "")).verdict, SameHotel::same);
}

TEST(HotelName, GivesEachWordItsPart) {
  const HotelName name = read_hotel_name("DoubleTree by Hilton Htl & Spa Miami Arpt North Twr (Adults Only)", folded_words("Miami, FL"));
  EXPECT_THAT(name.with_role(WordRole::telling), ::testing::ElementsAre("doubletree"));
  EXPECT_THAT(name.with_role(WordRole::affiliation), ::testing::ElementsAre("hilton"));
  EXPECT_THAT(name.with_role(WordRole::apart), ::testing::ElementsAre("airport", "north", "tower"));
  EXPECT_THAT(name.with_role(WordRole::place), ::testing::ElementsAre("miami"));
  EXPECT_EQ(name.brand, "doubletree");
}

}  // namespace
}  // namespace voygen::search
