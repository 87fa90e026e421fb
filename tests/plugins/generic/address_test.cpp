#include "address.hpp"

#include <gtest/gtest.h>

namespace generic {
namespace {

voygen::HotelQuery query() {
  voygen::HotelQuery query;
  query.destination = "S\u00E3o Paulo & more";
  query.check_in = *voygen::Date::parse_iso("2027-02-01");
  query.check_out = *voygen::Date::parse_iso("2027-02-04");
  query.rooms = {{2, {4, 9}}, {1, {}}};
  return query;
}

TEST(Address, FillsMarksEncoded) {
  EXPECT_EQ(fill_in("https://x.example/s?q={destination}&in={checkIn}&out={checkOut:DD.MM.YYYY}", query(), true),
            "https://x.example/s?q=S%C3%A3o%20Paulo%20%26%20more&in=2027-02-01&out=04.02.2027");
  EXPECT_EQ(fill_in("{checkIn:M/D/YY} {nights} {adults} {children} {childAges} {rooms}", query(), false), "2/1/27 3 3 2 4,9 2");
  EXPECT_EQ(fill_in("{city} {airport}", query(), false), "S\u00E3o Paulo & more ");
}

TEST(Address, KnowsItsMarks) {
  EXPECT_EQ(unknown_mark("{destination}{checkIn:YY}"), std::nullopt);
  EXPECT_EQ(unknown_mark("a{dest}"), "dest");
}

TEST(Address, SaysWhatASearchCannotExpress) {
  const std::string basic = "{destination}{checkIn}{checkOut}";
  voygen::HotelQuery asked = query();
  EXPECT_NE(cannot_ask_for(basic, asked)->find("rooms"), std::string::npos);
  EXPECT_NE(cannot_ask_for(basic + "{rooms}", asked)->find("adults"), std::string::npos);
  EXPECT_NE(cannot_ask_for(basic + "{rooms}{adults}", asked)->find("children"), std::string::npos);
  EXPECT_EQ(cannot_ask_for(basic + "{rooms}{adults}{childAges}", asked), std::nullopt);
  asked.rooms = {voygen::Room{}};
  EXPECT_EQ(cannot_ask_for(basic, asked), std::nullopt);
  EXPECT_NE(cannot_ask_for("{destination}{checkIn}", asked)->find("dates"), std::string::npos);
  EXPECT_NE(cannot_ask_for("{checkIn}{checkOut}", asked)->find("destination"), std::string::npos);
}

}  // namespace
}  // namespace generic
