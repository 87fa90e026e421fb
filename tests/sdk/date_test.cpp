#include "voygen/date.hpp"

#include <gtest/gtest.h>

namespace voygen {
namespace {

TEST(Date, ReadsDaysThatExist) {
  for (const char* text : {"2027-01-31", "2028-02-29", "2000-02-29", "1900-01-01", "2199-12-31"}) {
    const auto date = Date::parse_iso(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->iso(), text);
  }
}

TEST(Date, RefusesEverythingElse) {
  for (const char* text : {"2027-02-30", "2027-02-29", "2100-02-29", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00", "2027-1-1", "27-01-01", "2027/01/01", "2027-01-01T00:00",
                           " 2027-01-01", "2027-01-0x", "1899-12-31", "2200-01-01", "+027-01-01", "", "----------"}) {
    EXPECT_FALSE(Date::parse_iso(text)) << text;
  }
}

TEST(Date, CountsOverMonthsYearsAndLeapDays) {
  const auto day = [](const char* text) { return *Date::parse_iso(text); };
  EXPECT_EQ(day("2028-02-28").plus_days(1).iso(), "2028-02-29");
  EXPECT_EQ(day("2027-02-28").plus_days(1).iso(), "2027-03-01");
  EXPECT_EQ(day("2027-12-31").plus_days(1).iso(), "2028-01-01");
  EXPECT_EQ(day("2027-01-01").plus_days(-1).iso(), "2026-12-31");
  EXPECT_EQ(day("2028-02-01").days_until(day("2028-03-01")), 29);
  EXPECT_EQ(day("2027-03-01").days_until(day("2027-02-01")), -28);
  EXPECT_LT(day("2027-02-01"), day("2027-02-02"));
}

TEST(Date, WritesAndReadsInstants) {
  EXPECT_EQ(Date::parse_iso("2027-02-09")->us(), "02/09/2027");
  EXPECT_EQ(Date::from_unix_ms(0).iso(), "1970-01-01");
  EXPECT_EQ(Date::from_unix_ms(-1).iso(), "1969-12-31");
  EXPECT_EQ(Date::from_unix_ms(86'399'999).iso(), "1970-01-01");
}

}  // namespace
}  // namespace voygen
