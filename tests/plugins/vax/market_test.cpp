#include "market.hpp"

#include <gtest/gtest.h>

#include "link.hpp"
#include "search_form.hpp"

namespace vax {
namespace {

const std::vector<Market> kMarkets = {{"LAS", "Las Vegas, Nevada (LAS)"}, {"PDX", "Portland, Oregon (PDX)"}, {"PWM", "Portland, Maine (PWM)"},
                                      {"CUN", "Cancun, Mexico (CUN)"},    {"MIA", "Miami, Florida (MIA)"},   {"FLL", "Fort Lauderdale, Florida (FLL)"},
                                      {"LHR", "London, UK (LHR)"},        {"YXU", "London, Ontario (YXU)"}};

std::string chosen(const std::string& asked, const std::optional<voygen::Place>& place = {}) {
  const auto choice = choose_market(asked, place, kMarkets);
  return choice.chosen ? kMarkets[*choice.chosen].code : std::to_string(choice.candidates.size());
}

TEST(Market, IsTheOneThatIsMeantOrAskedBack) {
  for (const auto& [asked, code] : {std::pair{"Las Vegas, Nevada (LAS)", "LAS"}, {"las vegas", "LAS"}, {"LAS", "LAS"}, {"Cancún", "CUN"},
                                    {"Cancún, Mexico", "CUN"}, {"Portland, Maine", "PWM"}, {"Portland, Oregon, USA", "PDX"}, {"Portland", "2"},
                                    {"London", "2"}, {"London, UK", "LHR"}, {"Zzyzx", "0"}, {"Portland, Texas", "0"}}) {
    EXPECT_EQ(chosen(asked), code) << asked;
  }
}

TEST(Market, OfAResolvedPlaceIsItsAirport) {
  EXPECT_EQ(chosen("the city of vice", voygen::Place{"Miami, FL, United States", "Miami", "Florida", "US", {}, {"MIA", "FLL"}}), "MIA");
  EXPECT_EQ(chosen("somewhere near", voygen::Place{"Hollywood, FL, United States", "Hollywood", "Florida", "US", {}, {"XXX", "FLL"}}), "FLL");
  EXPECT_EQ(chosen("Portland", voygen::Place{"Portland, ME, United States", "Portland", "Maine", "US", {}, {}}), "PWM");
}

TEST(Day, IsWrittenAsThePortalWantsIt) {
  EXPECT_EQ(portal_day(*voygen::Date::parse_iso("2026-01-10")), "10JAN26");
  EXPECT_EQ(portal_day(*voygen::Date::parse_iso("2028-02-29")), "29FEB28");
  EXPECT_EQ(portal_day(*voygen::Date::parse_iso("2027-12-01")), "01DEC27");
}

TEST(Links, AreReadOutOfScripts) {
  const std::string script = "javascript:showModal('','m',1,-1,Y() + 20,'/HotelInformation/Default.aspx?VendorCode=APV&amp;HotelId=AB%3bCDE%2fF+G&Item=x',695,550);";
  const auto address = quoted_address(script, "hotelinformation/");
  ASSERT_TRUE(address);
  EXPECT_EQ(parameter(*address, "HotelId"), "AB;CDE/F G");
  EXPECT_EQ(parameter(*address, "vendorcode"), "APV");
  EXPECT_EQ(parameter(*address, "Nothing"), std::nullopt);
  EXPECT_EQ(quoted_address("javascript:void(0)", "HotelId="), std::nullopt);
  EXPECT_EQ(absolute_url("/a?b", "https://p.example", "/Search/Default.aspx"), "https://p.example/a?b");
  EXPECT_EQ(absolute_url("HotelAvail.aspx?a", "https://p.example", "/Search/Default.aspx"), "https://p.example/Search/HotelAvail.aspx?a");
  EXPECT_EQ(absolute_url("../Map.aspx", "https://p.example", "/Search/Default.aspx"), "https://p.example/Map.aspx");
}

}  // namespace
}  // namespace vax
