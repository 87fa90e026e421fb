#include <gtest/gtest.h>

#include "portal/faults.hpp"

namespace voygen::sim {
namespace {

const KnownFaults kOwn = {{"supplier_error", "the list is an error text of the supplier"}};

TEST(Faults, UnknownNameListsTheKnownOnes) {
  Faults faults{7, kOwn};
  const auto problem = faults.set_from_text("supplier_eror");
  ASSERT_TRUE(problem);
  EXPECT_NE(problem->find("supplier_error"), std::string::npos);
  EXPECT_NE(problem->find("\"supplier_eror\""), std::string::npos);
  EXPECT_TRUE(faults.set_from_text("portal_down"));
}

TEST(Faults, ReadsValueCountAndProbability) {
  Faults faults{7, kOwn};
  ASSERT_FALSE(faults.set_from_text("http_500=/HotelEngine,count=2"));
  EXPECT_EQ(faults.strike("http_500")->value, "/HotelEngine");
  EXPECT_TRUE(faults.strike("http_500"));
  EXPECT_FALSE(faults.strike("http_500"));
  ASSERT_FALSE(faults.set_from_text("slow=250,probability=0.5"));
  int struck = 0;
  for (int draw = 0; draw < 1000; ++draw) struck += faults.strike("slow").has_value();
  EXPECT_NEAR(struck, 500, 80);
  EXPECT_EQ(faults.find("slow")->number_or(1), 250);
}

TEST(Faults, RefusesWhatItDoesNotUnderstand) {
  Faults faults{7, kOwn};
  for (const char* text : {"slow,count=x", "slow,probability=2", "slow,often=1", "slow,count=-1"}) {
    EXPECT_TRUE(faults.set_from_text(text)) << text;
    EXPECT_FALSE(faults.find("slow")) << text;
  }
}

TEST(Faults, JsonIsAllOrNothing) {
  Faults faults{7, kOwn};
  EXPECT_TRUE(faults.set_from_json(R"({"set":{"slow":100,"nonsense":true}})"));
  EXPECT_FALSE(faults.find("slow"));
  EXPECT_TRUE(faults.set_from_json("no json"));
  EXPECT_FALSE(faults.set_from_json(R"({"set":{"slow":100,"ajax_500":{"count":1},"captcha":true}})"));
  EXPECT_EQ(faults.find("slow")->number_or(0), 100);
  EXPECT_FALSE(faults.set_from_json(R"({"set":{"slow":false,"captcha":null}})"));
  EXPECT_FALSE(faults.find("slow"));
  EXPECT_FALSE(faults.find("captcha"));
  EXPECT_TRUE(faults.find("ajax_500"));
}

}  // namespace
}  // namespace voygen::sim
