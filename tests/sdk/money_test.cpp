#include "voygen/money.hpp"

#include <gtest/gtest.h>

namespace voygen {
namespace {

struct Price {
  const char* text;
  std::optional<std::int64_t> micros;
};
constexpr std::nullopt_t kRefused = std::nullopt;

constexpr std::int64_t cents(std::int64_t count) { return count * 10'000; }

const Price kPrices[] = {
    // read
    {"$1,452", cents(145'200)},
    {"$1,452.50", cents(145'250)},
    {"Total: $1,452", cents(145'200)},
    {"855.44", cents(85'544)},
    {"0.99", cents(99)},
    {"$0", 0},
    {"USD $155.00", cents(15'500)},
    {"USD 155.00", cents(15'500)},
    {"USD155", cents(15'500)},
    {"US$155", cents(15'500)},
    {"US $155", cents(15'500)},
    {"155 USD", cents(15'500)},
    {"$155 USD", cents(15'500)},
    {"$ 155.5", cents(15'550)},
    {"$\xC2\xA0" "155", cents(15'500)},
    {"  $155  ", cents(15'500)},
    {"$155*", cents(15'500)},
    {"$155/night", cents(15'500)},
    {"$155pp", cents(15'500)},
    {"from $155 per night for 3 nights", cents(15'500)},
    {"3 nights from $855.44", cents(85'544)},
    {"2 rooms, USD 99.90 each", cents(9'990)},
    {"$1,452.", cents(145'200)},
    {"$1,452, taxes included", cents(145'200)},
    {"$1,234,567.89", cents(123'456'789)},
    {"Was $200 now $150", cents(20'000)},
    {"$1,100.00 - $1,600.00", cents(110'000)},
    {"$155 2 nights", cents(15'500)},
    {"(taxes $35.00)", cents(3'500)},
    {"-$25.00", cents(-2'500)},
    {"$-25.00", cents(-2'500)},
    {"\xE2\x88\x92$25.00", cents(-2'500)},
    {"\xE2\x80\x93$25", cents(-2'500)},
    {"discount -25", cents(-2'500)},
    {"Total-$25", cents(2'500)},
    {"855.440001", 855'440'001},
    {"$0.125", 125'000},
    {"$12.5000", cents(1'250)},
    {"Avg. $99", cents(9'900)},
    {"TAXES $99", cents(9'900)},
    {"$1452", cents(145'200)},
    // refused
    {"", kRefused},
    {"call for price", kRefused},
    {"$", kRefused},
    {"$ -", kRefused},
    {"$call", kRefused},
    {"3 nights 855.44", kRefused},
    {"2027-02-01", kRefused},
    {"15%", kRefused},
    {"$1,45", kRefused},
    {"$1,4521", kRefused},
    {"$14,52.00", kRefused},
    {"$1.452,00", kRefused},
    {"$1.452", kRefused},
    {"$1.2.3", kRefused},
    {"$.99", kRefused},
    {"$1 452.00", kRefused},
    {"$1\xC2\xA0" "452", kRefused},
    {"$1'452", kRefused},
    {"$1.5K", kRefused},
    {"$2M", kRefused},
    {"$1e5", kRefused},
    {"C$155", kRefused},
    {"CA$155", kRefused},
    {"AU$155", kRefused},
    {"CAD $155", kRefused},
    {"CAD 155", kRefused},
    {"$155 CAD", kRefused},
    {"$155.00 AUD total", kRefused},
    {"155 EUR", kRefused},
    {"EUR 155", kRefused},
    {"\xE2\x82\xAC" "155", kRefused},
    {"\xE2\x82\xAC 155.00", kRefused},
    {"155 \xE2\x82\xAC", kRefused},
    {"\xC2\xA3" "155", kRefused},
    {"155$", kRefused},
    {"$0.1234567", kRefused},
    {"$99999999999999999999", kRefused},
};

TEST(ParseUsd, Notations) {
  for (const Price& price : kPrices) {
    const auto money = parse_usd(price.text);
    EXPECT_EQ(money.has_value(), price.micros.has_value()) << "\"" << price.text << "\"";
    if (money && price.micros) {
      EXPECT_EQ(money->micros, *price.micros) << "\"" << price.text << "\"";
    }
  }
}

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
