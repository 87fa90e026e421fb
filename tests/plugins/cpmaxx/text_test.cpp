#include "text.hpp"

#include <gtest/gtest.h>

namespace cpmaxx {
namespace {

TEST(Text, IsTidiedAsAReaderSeesIt) {
  EXPECT_EQ(tidy("  7 Largo\t do\n\tCarmo \xC2\xA0 "), "7 Largo do Carmo");
  EXPECT_EQ(tidy("Fish & chips"), "Fish & chips");
  EXPECT_EQ(tidy("Caf&amp;eacute; &#x2013; &#233;"), "Café – é");
  EXPECT_EQ(tidy("a &unknown; b &; c &#; d &#xZZ;"), "a &unknown; b &; c &#; d &#xZZ;");
  EXPECT_EQ(tidy_without_tags("<p>One&nbsp;<b>two</b><br/>3 < 4</p>"), "One two 3 < 4");
}

struct DollarCase {
  const char* text;
  std::int64_t cents;  // -1: no amount, 0 is an amount
  bool has_problem;
  bool foreign;
};

TEST(Text, DollarsAreReadExactlyOrNotAtAll) {
  const DollarCase cases[] = {
      {"$285", 28500, false, false},
      {"$ 1,452.50", 145250, false, false},
      {"Total: $1,452", 145200, false, false},
      {"USD $155.00", 15500, false, false},
      {"USD 155.00", 15500, false, false},
      {"US$30.00", 3000, false, false},
      {"$340 USD", 34000, false, false},
      {"$0.00", 0, false, false},
      {"$12. Ask us", 1200, false, false},
      {"$285 $285", 28500, false, false},
      {"", -1, false, false},
      {"Call for rate", -1, false, false},
      {"285", -1, false, false},
      {"$300 $285", -1, true, false},
      {"$1.452,00", -1, true, false},
      {"$14,52", -1, true, false},
      {"-$5", -1, true, false},
      {"€285", -1, true, true},
      {"285 €", -1, true, true},
      {"£285", -1, true, true},
      {"CA$285", -1, true, true},
      {"C$ 285", -1, true, true},
      {"R$285", -1, true, true},
      {"MXN 4,000", -1, true, true},
      {"$340 CAD", -1, true, true},
  };
  for (const DollarCase& expected : cases) {
    const Dollars read = read_dollars(expected.text);
    EXPECT_EQ(read.money, expected.cents < 0 ? std::nullopt : std::optional(voygen::Money::from_cents(expected.cents))) << expected.text;
    EXPECT_EQ(!read.problem.empty(), expected.has_problem) << expected.text << ": " << read.problem;
    EXPECT_EQ(read.foreign, expected.foreign) << expected.text;
  }
}

TEST(Text, PlainAmountsOfZeroAreAbsent) {
  EXPECT_EQ(plain_amount("855.44"), voygen::Money::from_cents(85544));
  EXPECT_EQ(plain_amount("4,400.50"), voygen::Money::from_cents(440050));
  for (const char* absent : {"", "0", "0.00", "-3", "12,00", "abc", "1e5"}) EXPECT_EQ(plain_amount(absent), std::nullopt) << absent;
}

TEST(Text, WholeNumbers) {
  EXPECT_EQ(whole_number("38 Pictures"), 38);
  EXPECT_EQ(whole_number("of 1,316"), 1316);
  EXPECT_EQ(whole_number("none"), std::nullopt);
  EXPECT_EQ(whole_number("99999999999999999999"), std::nullopt);
}

}  // namespace
}  // namespace cpmaxx
