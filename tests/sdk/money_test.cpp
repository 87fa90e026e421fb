#include "voygen/money.hpp"

#include <gtest/gtest.h>

namespace voygen {
namespace {

TEST(ParseScaledDecimal, IsExactOrNothing) {
  EXPECT_EQ(parse_scaled_decimal("1,452.5", 2), 145'250);
  EXPECT_EQ(parse_scaled_decimal("29.2", 2), 2'920);
  EXPECT_EQ(parse_scaled_decimal("-7", 0), -7);
  EXPECT_EQ(parse_scaled_decimal("1.50", 1), 15);
  for (const char* text : {"", "-", ".", "1.", ".5", "1.55", "1,2", "1,234,5", ",123", "1 2", "1,2345", "12a", "--1", "1..2", "1,234.5,6"}) {
    EXPECT_EQ(parse_scaled_decimal(text, 1), std::nullopt) << text;
  }
}

TEST(ParseScaledDecimal, DoesNotOverflow) {
  EXPECT_EQ(parse_scaled_decimal("28,823,037,615.171174", 6), 28'823'037'615'171'174);
  EXPECT_EQ(parse_scaled_decimal("288230376151711744", 6), std::nullopt);
  EXPECT_EQ(parse_scaled_decimal("9223372036854775807", 0), std::nullopt);
}

TEST(JsonNumbers, GoBothWays) {
  for (const std::int64_t micros : {0L, 1L, -1L, 1'000'000L, 1'452'500'000L, 8'589'934'591'999'999L, -8'589'934'591'999'998L, 4'294'967'296'000'001L, -855'440'000L}) {
    EXPECT_EQ(micros_from_json_number(to_json_number(micros)), micros);
    EXPECT_EQ(micros_from_json_number(nlohmann::json::parse(to_json_number(micros).dump())), micros);
  }
  EXPECT_EQ(to_json_number(1'452'000'000).dump(), "1452");
  EXPECT_EQ(to_json_number(1'452'500'000).dump(), "1452.5");
  for (const char* text : {"1e300", "-1e300", "\"5\"", "null", "[]", "true"}) EXPECT_EQ(micros_from_json_number(nlohmann::json::parse(text)), std::nullopt) << text;
}

TEST(DecimalText, TwoDecimalsAtLeast) {
  EXPECT_EQ(decimal_text(1'452'500'000), "1452.50");
  EXPECT_EQ(decimal_text(0), "0.00");
  EXPECT_EQ(decimal_text(-1), "-0.000001");
  EXPECT_EQ(decimal_text(INT64_MIN), "-9223372036854.775808");
}

TEST(Currency, ThreeCapitals) {
  EXPECT_EQ(Currency::parse("EUR")->str(), "EUR");
  for (const char* text : {"", "EU", "EURO", "eur", "E1R"}) EXPECT_FALSE(Currency::parse(text)) << text;
  EXPECT_EQ(Currency{}.str(), "USD");
}

}  // namespace
}  // namespace voygen
