#include "place.hpp"

#include <gtest/gtest.h>

namespace cpmaxx {
namespace {

struct PlaceCase {
  const char* asked;
  std::vector<std::string> labels;
  int chosen;  // -1: the agent must say which
};

TEST(Place, IsChosenOnlyWhenItIsTheOneThatIsMeant) {
  const PlaceCase cases[] = {
      {"Miami, FL, USA", {"Miami Beach, FL, USA", "Miami, FL, USA"}, 1},
      {"miami, fl", {"Miami Beach, FL, USA", "Miami, FL, USA", "Miami, OK, USA"}, 1},
      {"Miami, Florida", {"Miami, OK, USA", "Miami, FL, USA"}, 1},
      {"Miami, Florida, United States", {"Miami, OK, USA", "Miami, FL, USA"}, 1},
      {"Miami FL", {"Miami, OK, USA", "Miami, FL, USA"}, 1},
      {"Miami", {"Miami Beach, FL, USA", "Miami, FL, USA"}, 1},
      {"Miami", {"Miami, OK, USA", "Miami, FL, USA"}, -1},
      {"Springfield", {"Springfield, IL, USA", "Springfield, MO, USA"}, -1},
      {"Springfield, USA", {"Springfield, IL, USA", "Springfield, MO, USA"}, -1},
      {"Paris, France", {"Paris, TX, USA"}, -1},
      {"Paris, France", {"Paris, TX, USA", "Paris, France"}, 1},
      {"Bath, England", {"Bath, ME, USA", "Bath, UK"}, 1},
      {"Bath, Somerset, UK", {"Bath, UK"}, 0},
      {"Cancun, Mexico", {"Cancún, Mexico"}, 0},
      {"QUÉBEC CITY, QC", {"Québec City, QC, Canada"}, 0},
      {"Seattle airport", {"Seattle, WA, USA", "Seattle-Tacoma International Airport (SEA), Seattle, WA, USA"}, 1},
      {"Atlantis", {"Lisbon, Portugal"}, -1},
      {"Miami, FL", {"", "Miami, FL, USA", "Miami,  FL, USA"}, 1},
      {"Miami, FL", {}, -1},
      {"Kansas City, Kansas", {"Kansas City, MO, USA", "Kansas City, KS, USA"}, 1},
      {"Washington, DC", {"Washington, DC, USA", "Washington, PA, USA"}, 0},
  };
  for (const PlaceCase& expected : cases) {
    const auto chosen = choose_place(expected.asked, expected.labels);
    EXPECT_EQ(chosen ? static_cast<int>(*chosen) : -1, expected.chosen) << expected.asked;
  }
}

TEST(Place, IsCertainWhenNoLongerListCouldHoldABetterOne) {
  EXPECT_TRUE(is_certain("miami, FL, usa", "Miami, FL, USA"));
  EXPECT_TRUE(is_certain("Miami, Florida", "Miami, FL, USA"));
  EXPECT_FALSE(is_certain("Miami", "Miami, FL, USA"));
  EXPECT_FALSE(is_certain("Paris, France", "Paris, TX, USA"));
}

}  // namespace
}  // namespace cpmaxx
