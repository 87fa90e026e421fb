#include "search/places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace voygen::search {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

using Labels = std::vector<std::string>;

const Places& places() { return Places::built_in(); }

TEST(PlacesTest, CompletesWhatIsTyped) {
  struct Case {
    const char* typed;
    const char* first;   // what must come first; null: anything
    Labels also;         // what must be among them
  };
  const Case cases[] = {
      {"m", nullptr, {"Mumbai, India", "Moscow, Russia"}},
      {"miam", "Miami, FL, United States", {"Miami International Airport (MIA), FL, United States", "Miami Beach, FL, United States"}},
      {"mia", "Miami International Airport (MIA), FL, United States", {"Miami, FL, United States"}},
      {"MIA", "Miami International Airport (MIA), FL, United States", {}},
      {" jfk ", "John F Kennedy International Airport (JFK), NY, United States", {}},
      {"nyc", "New York, NY, United States", {}},
      {"new york", "New York, NY, United States", {"John F Kennedy International Airport (JFK), NY, United States", "West New York, NJ, United States"}},
      {"sao p", "São Paulo, Brazil", {}},
      {"SÃO PAULO", "São Paulo, Brazil", {}},
      {"Sa\xCC\x83o Paulo", "São Paulo, Brazil", {}},  // the accent as a character of its own
      {"st. l", "St. Louis, MO, United States", {"Saint-Louis, Senegal"}},
      {"St.Louis", "St. Louis, MO, United States", {}},
      {"saint lou", "St. Louis, MO, United States", {}},
      {"st", nullptr, {"Stockholm, Sweden", "Saint Petersburg, Russia"}},
      {"st.", nullptr, {"Saint Petersburg, Russia", "St. Petersburg, FL, United States"}},
      {"ft lauder", "Fort Lauderdale, FL, United States", {}},
      {"springfield, i", "Springfield, IL, United States", {}},
      {"Springfield,", "Springfield, MO, United States", {"Springfield, IL, United States"}},
      {"springfield illin", "Springfield, IL, United States", {}},
      {"paris tx", "Paris, TX, United States", {}},
      {"paris, usa", "Paris, TX, United States", {}},
      {"London, Ont", "London, ON, Canada", {}},
      {"miami international airport (mia), f", "Miami International Airport (MIA), FL, United States", {}},
      {"Nice, F", "Nice, France", {}},
      {"zurich", "Zürich, Switzerland", {}},
      {"koeln", nullptr, {}},
      {"köln", "Cologne, Germany", {}},
      {"l'aquila", "L'Aquila, Italy", {}},
      {"laquila", "L'Aquila, Italy", {}},
      {"aquila", "L'Aquila, Italy", {}},
      {"heathrow", nullptr, {"London Heathrow Airport (LHR), United Kingdom"}},
      {"paulo", nullptr, {"São Paulo, Brazil"}},
      {"hong-kong", "Hong Kong, Hong Kong", {}},
      {"da nang", "Da Nang, Vietnam", {}},
      {"santorini", "Firá, Greece", {}},
  };
  for (const Case& c : cases) {
    const Labels labels = places().completions(c.typed);
    EXPECT_LE(labels.size(), 100u) << c.typed;
    if (c.first != nullptr) {
      ASSERT_FALSE(labels.empty()) << c.typed;
      EXPECT_EQ(labels[0], c.first) << c.typed;
    }
    for (const std::string& label : c.also) EXPECT_THAT(labels, Contains(label)) << c.typed;
  }
}

TEST(PlacesTest, CompletesNothingFromNothing) {
  const std::string cases[] = {"",  " ",  "\t\n", "...", "'", ", ,", "xqzzv", "東京", "Москва", "Miami\x01", "\x1b[31m", "\xff\xfe", "\xc3", "\xf0\x9f\x8f\x96",
                               std::string("Miami\0", 6), std::string(201, 'a'), std::string(1'000'000, 's'), std::string(199, ','), "Springfield, Mars"};
  for (const std::string& typed : cases) EXPECT_THAT(places().completions(typed), IsEmpty()) << typed.substr(0, 40);
}

TEST(PlacesTest, GivesNoMoreThanWanted) {
  EXPECT_THAT(places().completions("san", 0), IsEmpty());
  EXPECT_EQ(places().completions("san", 3).size(), 3u);
  EXPECT_EQ(places().completions("san").size(), 100u);
  const Labels first = places().completions("san", 3);
  const Labels more = places().completions("san");
  EXPECT_TRUE(std::equal(first.begin(), first.end(), more.begin()));
  EXPECT_GT(places().completions("a", 1'000'000).size(), 1000u);
}

TEST(PlacesTest, AsksOnlyWhenAPersonWouldHaveToBeAsked) {
  struct Case {
    const char* text;
    Labels meant;  // the first of them, in order; empty: clear, or unknown
  };
  const Case cases[] = {
      {"Springfield", {"Springfield, MO, United States", "Springfield, MA, United States", "Springfield, IL, United States"}},
      {"  SPRINGFIELD ", {"Springfield, MO, United States", "Springfield, MA, United States"}},
      {"Springfield,", {"Springfield, MO, United States", "Springfield, MA, United States"}},
      {"Springfield, IL", {}},
      {"Springfield Illinois", {}},
      {"Springfield, IL, United States", {}},
      {"Springfield, Nowhere", {}},
      {"Portland", {"Portland, OR, United States", "Portland, ME, United States"}},
      {"Portland, ME", {}},
      {"Birmingham", {"Birmingham, United Kingdom", "Birmingham, AL, United States"}},
      {"Birmingham UK", {}},
      {"San José", {"San Jose, CA, United States", "San José, San José, Costa Rica"}},
      {"San Jose", {"San Jose, CA, United States", "San José, San José, Costa Rica"}},
      {"San Jose, CA", {}},
      {"San José, Costa Rica", {}},
      {"St. Petersburg", {"Saint Petersburg, Russia", "St. Petersburg, FL, United States"}},
      {"Saint Petersburg", {"Saint Petersburg, Russia", "St. Petersburg, FL, United States"}},
      {"Newcastle", {"Newcastle, South Africa", "Newcastle, NSW, Australia"}},
      {"Valencia", {"Valencia, Venezuela", "Valencia, Spain"}},
      {"Paris", {}},
      {"Paris TX", {}},
      {"London", {}},
      {"Miami", {}},
      {"New York", {}},
      {"Washington DC", {}},
      {"Washington, D.C.", {}},
      {"Kansas City", {}},     // two states, one town
      {"Naples", {}},
      {"Cancun", {}},
      {"Bali", {}},
      {"MIA", {}},
      {"mia", {}},
      {"NYC", {}},
      {"Miami International Airport", {}},
      {"Nice", {}},
      {"Nice, France", {}},
      {"", {}},
      {"S", {}},
      {"San", {}},
      {"Spring", {}},
      {"Springfieldd", {}},
      {"the beach near Springfield", {}},
      {"Hotel Springfield", {}},
      {"1600 Pennsylvania Avenue", {}},
      {"Disney World", {}},
      {"Springfield\x01", {}},
      {"Springfield\xff", {}},
      {"斯普林菲尔德", {}},
  };
  for (const Case& c : cases) {
    const Labels meant = places().candidates(c.text);
    if (c.meant.empty()) {
      EXPECT_THAT(meant, IsEmpty()) << c.text;
      continue;
    }
    ASSERT_GE(meant.size(), std::max<std::size_t>(2, c.meant.size())) << c.text;
    EXPECT_LE(meant.size(), 8u) << c.text;
    EXPECT_EQ(Labels(meant.begin(), meant.begin() + static_cast<std::ptrdiff_t>(c.meant.size())), c.meant) << c.text;
  }
  EXPECT_THAT(places().candidates(std::string(1'000'000, 'S')), IsEmpty());
  EXPECT_THAT(places().candidates("Springfield" + std::string(300, ' ')), IsEmpty());
}

// What an agent in the United States means by a bare name.
TEST(PlacesTest, TakesANameForThePlaceThatEverybodyMeans) {
  struct Case {
    const char* name;
    const char* meant;  // "": has to be asked
    const char* other;  // one that was left out; "": no other place has the name
  };
  const Case cases[] = {
      {"Boston", "Boston, MA, United States", "Boston, United Kingdom"},
      {"Barcelona", "Barcelona, Spain", "Barcelona, Venezuela"},
      {"Paris", "Paris, France", "Paris, TX, United States"},
      {"London", "London, United Kingdom", "London, ON, Canada"},
      {"Miami", "Miami, FL, United States", ""},
      {"Rome", "Rome, Italy", "Rome, GA, United States"},
      {"Dublin", "Dublin, Ireland", "Dublin, OH, United States"},
      {"Venice", "Venice, Italy", "Venice, FL, United States"},
      {"Cancun", "Cancún, Mexico", ""},
      {"Las Vegas", "Las Vegas, NV, United States", ""},
      {"Orlando", "Orlando, FL, United States", ""},
      {"San Diego", "San Diego, CA, United States", "San Diego, Costa Rica"},
      {"Athens", "Athens, Greece", "Athens, GA, United States"},
      {"Florence", "Florence, Italy", "Florence, SC, United States"},
      {"Cairo", "Cairo, Egypt", ""},
      {"Naples", "Naples, Italy", "Naples, FL, United States"},
      {"Melbourne", "Melbourne, VIC, Australia", "Melbourne, FL, United States"},
      {"Sydney", "Sydney, NSW, Australia", "Sydney, NS, Canada"},
      {"Perth", "Perth, WA, Australia", "Perth, United Kingdom"},
      {"Washington", "Washington, DC, United States", "Washington, UT, United States"},
      {"Jacksonville", "Jacksonville, FL, United States", "Jacksonville, NC, United States"},
      {"Cleveland", "Cleveland, OH, United States", "Cleveland, TN, United States"},
      {"Buffalo", "Buffalo, NY, United States", "Buffalo, MN, United States"},
      {"San Francisco", "San Francisco, CA, United States", "San Francisco, Argentina"},
      {"San Antonio", "San Antonio, TX, United States", "San Antonio, Chile"},
      {"Santa Barbara", "Santa Barbara, CA, United States", "Santa Bárbara, Mexico"},
      {"Los Angeles", "Los Angeles, CA, United States", "Los Ángeles, Chile"},
      {"Geneva", "Geneva, Switzerland", "Geneva, IL, United States"},
      {"Vienna", "Vienna, Austria", "Vienna, VA, United States"},
      {"Amsterdam", "Amsterdam, Netherlands", "Amsterdam, NY, United States"},
      {"Bristol", "Bristol, United Kingdom", "Bristol, CT, United States"},
      {"Wellington", "Wellington, New Zealand", "Wellington, FL, United States"},
      {"Kingston", "Kingston, Jamaica", "Kingston, ON, Canada"},
      {"Santiago", "Santiago, Chile", "Santiago, Philippines"},
      {"Guadalajara", "Guadalajara, Mexico", "Guadalajara, Spain"},
      {"Lima", "Lima, Peru", "Lima, OH, United States"},
      {"boston ", "Boston, MA, United States", "Boston, United Kingdom"},
      {"MADRID", "Madrid, Spain", "Madrid, Colombia"},
      {"Springfield", "", "Springfield, IL, United States"},
      {"Portland", "", "Portland, ME, United States"},
      {"San Jose", "", "San José, San José, Costa Rica"},
      {"Birmingham", "", "Birmingham, AL, United States"},
      {"Georgetown", "", "Georgetown, TX, United States"},
      {"George Town", "", "George Town, Cayman Islands"},
      {"Manchester", "", "Manchester, NH, United States"},
      {"Valencia", "", "Valencia, Spain"},
      {"Cordoba", "", "Córdoba, Spain"},
      {"St. Petersburg", "", "St. Petersburg, FL, United States"},
      {"Santa Fe", "", "Santa Fe, NM, United States"},
      {"La Paz", "", "La Paz, Mexico"},
      {"San Juan", "", "San Juan, Puerto Rico"},
      {"Vancouver", "", "Vancouver, BC, Canada"},
      {"Columbus", "", "Columbus, GA, United States"},
      {"Charleston", "", "Charleston, WV, United States"},
      {"Hamilton", "", "Hamilton, New Zealand"},
      {"Newport", "", "Newport, RI, United States"},
      {"Burlington", "", "Burlington, VT, United States"},
      {"Queenstown", "", "Queenstown, New Zealand"},
      {"Salem", "", "Salem, MA, United States"},
      {"Cambridge", "", "Cambridge, MA, United States"},
      {"Victoria", "", "Victoria, BC, Canada"},
      {"Richmond", "", "Richmond, VA, United States"},
      {"Newcastle", "", "Newcastle, NSW, Australia"},
  };
  for (const Case& c : cases) {
    const auto taken = places().taken_for(c.name);
    const Labels asked = places().candidates(c.name);
    const std::string other = c.other;
    if (*c.meant == '\0') {
      EXPECT_FALSE(taken) << c.name << " is taken for " << taken->label;
      EXPECT_THAT(asked, Contains(other)) << c.name;
      EXPECT_FALSE(places().find(c.name)) << c.name;
      continue;
    }
    EXPECT_THAT(asked, IsEmpty()) << c.name;
    ASSERT_TRUE(places().find(c.name)) << c.name;
    EXPECT_EQ(places().find(c.name)->label(), c.meant);
    EXPECT_EQ(taken.has_value(), !other.empty()) << c.name;
    if (!taken) continue;
    EXPECT_EQ(taken->label, c.meant);
    EXPECT_THAT(taken->others, Contains(other)) << c.name;
    EXPECT_THAT(taken->others, Not(Contains(taken->label)));
    EXPECT_LE(taken->others.size(), 7u);
    for (const std::string& label : taken->others) EXPECT_FALSE(places().taken_for(label)) << label;
  }
}

TEST(PlacesTest, TakesNothingForWhatIsNoBareName) {
  const std::string texts[] = {"", "Paris, France", "Paris TX", "BOS", "MIA", "Hotel Boston", "Boston Logan", "Brigadoon", "Boston\x01", "Boston\xff",
                               "Boston" + std::string(300, ' '), std::string(1'000'000, 'B')};
  for (const std::string& text : texts) EXPECT_FALSE(places().taken_for(text)) << text.substr(0, 40);
}

// The rule itself, at its edges: whether the first of two places of one name is taken.
TEST(PlacesTest, TheLeadNeededDependsOnWhatBothAre) {
  struct Case {
    const char* first;  // kind and country of the place with more people, as in the table
    int people;
    const char* other;
    int others_people;
    bool is_taken;
  };
  const Case cases[] = {
      {",XX", 1'000'000, ",YY", 50'000, true},     // 20 times, in any case
      {",XX", 999'999, ",YY", 50'000, false},
      {"f,XX", 250'000, ",YY", 50'000, true},      // with flights: 5 times
      {"f,XX", 249'999, ",YY", 50'000, false},
      {"f,XX", 249'999, "f,YY", 50'000, false},    // whether the other one has flights does not matter
      {"f,XX", 1'500'000, "f,YY", 500'000, true},  // a metropolis: 3 times
      {"f,XX", 1'499'999, "f,YY", 499'999, false},
      {",XX", 1'500'000, "f,YY", 500'000, false},
      {"f,XX", 249'995, ",US", 49'999, true},      // a small town at home is as any other
      {"f,XX", 499'999, ",US", 50'000, false},     // a larger one: 10 times
      {"f,XX", 500'000, ",US", 50'000, true},
      {"f,US", 499'999, ",US", 50'000, false},     // also over one at home
      {"f,US", 250'000, ",YY", 50'000, true},
      {"f,XX", 1'999'999, ",US", 100'000, false},  // a city at home: 20 times
      {"f,XX", 2'000'000, ",US", 100'000, true},
      {"cf,XX", 500'000, ",US", 100'000, true},    // but for a capital
      {"cf,XX", 499'999, ",US", 100'000, false},
      {"c,XX", 500'000, ",US", 100'000, false},    // that has flights
      {"f,XX", 999'999, "c,YY", 50'000, false},    // over a capital: 20 times
      {"f,XX", 1'000'000, "c,YY", 50'000, true},
      {"cf,XX", 999'999, "cf,YY", 50'000, false},
  };
  for (const Case& c : cases) {
    const auto line = [](std::string kind_and_country, int people, const char* latitude) {
      const std::string kind = kind_and_country.substr(0, kind_and_country.find(','));
      return kind + ",Twin,," + latitude + "," + kind_and_country.substr(kind.size() + 1) + ",," + std::to_string(people) + "," + latitude + ",0\n";
    };
    const std::string table = line(c.other, c.others_people, "10") + line(c.first, c.people, "50");
    const Places two(table, "");
    const std::string what = std::string(c.first) + " " + std::to_string(c.people) + " over " + c.other + " " + std::to_string(c.others_people);
    EXPECT_EQ(two.taken_for("Twin").has_value(), c.is_taken) << what;
    EXPECT_EQ(two.candidates("Twin").empty(), c.is_taken) << what;
  }
}

TEST(PlacesTest, EveryLabelIsClearAndMeansItsPlace) {
  std::size_t labels = 0;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      for (const std::string& label : places().completions(std::string{a, b}, 20)) {
        ++labels;
        EXPECT_THAT(places().candidates(label), IsEmpty()) << label;
        const auto place = places().find(label);
        ASSERT_TRUE(place) << label;
        EXPECT_EQ(place->label(), label);
        EXPECT_THAT(places().completions(label), Contains(label));
      }
    }
  }
  EXPECT_GT(labels, 4000u);
}

TEST(PlacesTest, EveryChoiceOfAQuestionEndsIt) {
  for (const char* text : {"Springfield", "Portland", "Birmingham", "San José", "Valencia", "Victoria", "Hamilton", "Columbus", "Newport", "St. Petersburg"}) {
    const Labels meant = places().candidates(text);
    EXPECT_GE(meant.size(), 2u) << text;
    for (const std::string& label : meant) {
      EXPECT_THAT(places().candidates(label), IsEmpty()) << label;
      ASSERT_TRUE(places().find(label)) << label;
      EXPECT_EQ(places().find(label)->label(), label);
    }
  }
}

TEST(PlacesTest, FindsTheOneThatIsMeant) {
  const auto springfield = places().find("springfield, il");
  ASSERT_TRUE(springfield);
  EXPECT_EQ(springfield->name, "Springfield");
  EXPECT_EQ(springfield->region, "Illinois");
  EXPECT_EQ(springfield->country, "United States");
  EXPECT_GT(springfield->population, 100'000);
  EXPECT_NEAR(springfield->latitude, 39.8, 0.1);
  EXPECT_NEAR(springfield->longitude, -89.6, 0.1);
  EXPECT_FALSE(springfield->is_airport);

  const auto miami = places().find("MIA");
  ASSERT_TRUE(miami);
  EXPECT_TRUE(miami->is_airport);
  EXPECT_EQ(miami->iata, "MIA");
  EXPECT_EQ(miami->label(), "Miami International Airport (MIA), FL, United States");

  EXPECT_EQ(places().find("NYC")->label(), "New York, NY, United States");
  EXPECT_EQ(places().find("Paris")->country, "France");
  for (const char* text : {"", "Springfield", "Springfield, United States", "Springfield, Mars", "Brigadoon", "QQQ", "\xff"}) {
    EXPECT_FALSE(places().find(text)) << text;
  }
}

TEST(PlacesTest, HasWhatTravellersAskFor) {
  for (const char* name : {"Cancún", "Playa del Carmen", "Tulum", "Punta Cana", "Negril", "Honolulu", "Lahaina", "Kailua-Kona", "Key West", "Aspen", "Vail, CO",
                           "Zermatt", "St. Moritz", "Mykonos", "Positano", "Taormina", "Nassau", "Willemstad", "Cabo San Lucas", "Puerto Vallarta", "Ubud",
                           "Queenstown", "Whistler", "Singapore", "Dubai", "Geneva, Switzerland", "Seville", "Lucerne", "Bruges", "Rhodes", "Sharm el-Sheikh"}) {
    EXPECT_TRUE(places().find(name) || !places().candidates(name).empty()) << name;
  }
  for (const char* code : {"JFK", "LHR", "CDG", "FRA", "HND", "SYD", "GRU", "CUN", "OGG", "SXM", "IST", "BER", "ORD", "LAX"}) {
    ASSERT_TRUE(places().find(code)) << code;
    EXPECT_EQ(places().find(code)->iata, code);
  }
}

TEST(PlacesTest, StaysSmallAndQuick) {
  EXPECT_GT(places().size(), 15'000u);
  EXPECT_LT(places().heap_bytes(), 2u * 1024 * 1024);
  // A generous limit for sanitizers and busy machines: it is some microseconds.
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) EXPECT_THAT(places().completions("a"), Not(IsEmpty()));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(PlacesTest, AnswersManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 20; ++n) EXPECT_EQ(Places::built_in().completions("miam", 1), Labels{"Miami, FL, United States"});
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(PlacesTest, LeavesOutLinesThatAreNone) {
  const Places few("# places\n\n,,,,XX,,1,0,0\nrubbish\n,Too,few\n,One,,,XX,,ten,x,y\n,Two,Deux|,QQ,YY,TWO,10,1.5,-2.5,\na,Two Airport,,,YY,TWO,10,1.5,-2.5\n,Two,Deux|,QQ,YY,,10,1.5,-2.5",
                   "rubbish\nYY,,Yonder,\n");
  EXPECT_EQ(few.size(), 3u);
  EXPECT_THAT(few.completions("o"), ElementsAre("One, XX"));
  EXPECT_THAT(few.completions("deux"), ElementsAre("Two, Yonder"));
  EXPECT_THAT(few.completions("two"), ElementsAre("Two Airport (TWO), Yonder", "Two, Yonder"));
  EXPECT_THAT(few.completions("two a", 1), ElementsAre(StartsWith("Two Airport")));
  EXPECT_EQ(Places("", "").completions("a").size(), 0u);
  EXPECT_THAT(Places("", "").candidates("Springfield"), IsEmpty());
}

}  // namespace
}  // namespace voygen::search
