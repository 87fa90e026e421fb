#include "voygen/price_text.hpp"

#include <gtest/gtest.h>

namespace voygen {
namespace {

struct UsdCase {
  const char* text;
  std::optional<std::int64_t> micros;
};
constexpr std::nullopt_t kRefused = std::nullopt;

constexpr std::int64_t cents(std::int64_t count) { return count * 10'000; }

const UsdCase kUsdCases[] = {
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
  for (const UsdCase& price : kUsdCases) {
    const auto money = parse_usd(price.text);
    EXPECT_EQ(money.has_value(), price.micros.has_value()) << "\"" << price.text << "\"";
    if (money && price.micros) {
      EXPECT_EQ(money->micros, *price.micros) << "\"" << price.text << "\"";
    }
  }
}

struct Notation {
  const char* text;
  const char* currency;  // "" for refused
  std::int64_t micros;
  const char* hinted = "";
  char decimal_mark = 0;
};

constexpr std::int64_t units(std::int64_t count) { return count * 1'000'000; }

const Notation kNotations[] = {
    // a point before decimals
    {"$1,234.56", "USD", cents(123'456)},
    {"US$1,234.56", "USD", cents(123'456)},
    {"USD 1,234", "USD", units(1'234)},
    {"1,234 USD", "USD", units(1'234)},
    {"\u00A31,234", "GBP", units(1'234)},
    {"\u00A3 99.5", "GBP", cents(9'950)},
    {"from \u00A399 pp", "GBP", units(99)},
    {"GBP99.00", "GBP", cents(9'900)},
    {"\u00A51,234,567", "JPY", units(1'234'567)},
    {"\u00A512,345", "JPY", units(12'345)},
    {"\uFFE512,345", "JPY", units(12'345)},
    {"12,345\u5186", "JPY", units(12'345)},
    {"\u00A5688", "CNY", units(688), "CNY"},
    {"CN\u00A5688.50", "CNY", cents(68'850)},
    {"CA$1,234.56", "CAD", cents(123'456)},
    {"C$ 155", "CAD", units(155)},
    {"$155 CAD", "CAD", units(155)},
    {"CAD $155", "CAD", units(155)},
    {"AUD 1,099.00", "AUD", cents(109'900)},
    {"A$1,099", "AUD", units(1'099)},
    {"NZ$ 480", "NZD", units(480)},
    {"HK$1,280", "HKD", units(1'280)},
    {"S$312.40", "SGD", cents(31'240)},
    {"NT$4,500", "TWD", units(4'500)},
    {"MX$4,399.00", "MXN", cents(439'900)},
    {"$4,399", "MXN", units(4'399), "MXN"},
    {"\u20B91,23,456", "INR", units(123'456)},
    {"\u20B9 12,34,567.50", "INR", cents(123'456'750)},
    {"Rs. 4,500", "INR", units(4'500), "INR"},
    {"\u20A9 182,000", "KRW", units(182'000)},
    {"\u20AA1,250.90", "ILS", cents(125'090)},
    {"\u0E3F3,450", "THB", units(3'450)},
    {"\u20B15,600.00", "PHP", cents(560'000)},
    {"AED 1,050", "AED", units(1'050)},
    {"RM 389.00", "MYR", cents(38'900)},
    {"CHF 1'234.50", "CHF", cents(123'450)},
    {"CHF 1\u2019234.50", "CHF", cents(123'450)},
    {"CHF 120.\u2013", "CHF", units(120)},
    {"Fr. 120.-", "CHF", units(120)},
    {"KWD 1,234.500", "KWD", 1'234'500'000},
    // a comma before decimals
    {"1.234,56 \u20AC", "EUR", cents(123'456)},
    {"\u20AC 1.234,56", "EUR", cents(123'456)},
    {"1.234,56\u20AC", "EUR", cents(123'456)},
    {"1 234,56 \u20AC", "EUR", cents(123'456)},
    {"1\u00A0" "234,56\u00A0\u20AC", "EUR", cents(123'456)},
    {"1\u202F" "234,56\u00A0\u20AC", "EUR", cents(123'456)},
    {"1\u2009" "234 \u20AC", "EUR", units(1'234)},
    {"1.234.567 \u20AC", "EUR", units(1'234'567)},
    {"89 \u20AC", "EUR", units(89)},
    {"89,5 \u20AC", "EUR", cents(8'950)},
    {"89,- \u20AC", "EUR", units(89)},
    {"\u20AC 1.234,-", "EUR", units(1'234)},
    {"1.234 \u20AC", "EUR", units(1'234)},
    {"\u20AC1,234", "EUR", units(1'234)},
    {"\u20AC1,234.56", "EUR", cents(123'456)},
    {"EUR 249,00", "EUR", cents(24'900)},
    {"249 EUR", "EUR", units(249)},
    {"249 euros", "EUR", units(249)},
    {"\u00E0 partir de 249,90 \u20AC par nuit", "EUR", cents(24'990)},
    {"R$ 1.234,56", "BRL", cents(123'456)},
    {"R$1.234", "BRL", units(1'234)},
    {"kr 1 234", "SEK", units(1'234), "SEK"},
    {"1 234 kr", "NOK", units(1'234), "NOK"},
    {"1.234,- kr.", "DKK", units(1'234), "DKK"},
    {"kr. 1.234,50", "DKK", cents(123'450), "DKK"},
    {"SEK 1 234", "SEK", units(1'234)},
    {"1 234,50 z\u0142", "PLN", cents(123'450)},
    {"2 490 K\u010D", "CZK", units(2'490)},
    {"45 900 Ft", "HUF", units(45'900)},
    {"1.234,56 lei", "RON", cents(123'456)},
    {"\u20BA4.567,80", "TRY", cents(456'780)},
    {"5 400 \u20BD", "RUB", units(5'400)},
    {"Rp 1.250.000", "IDR", units(1'250'000)},
    {"1.850.000 \u20AB", "VND", units(1'850'000)},
    {"$ 85.000", "CLP", units(85'000), "CLP"},
    {"$ 1.234,56", "ARS", cents(123'456), "ARS"},
    {"R 1 234,50", "ZAR", cents(123'450), "ZAR"},
    // only a hint tells
    {"1.234", "EUR", units(1'234), "EUR", ','},
    {"1,234", "USD", units(1'234), "USD", '.'},
    {"249", "EUR", units(249), "EUR"},
    {"$1.452", "USD", units(1'452), "", ','},
    // the same amount twice, other numbers beside a marked one
    {"$285 $285", "USD", units(285)},
    {"3 nights: $855.44", "USD", cents(85'544)},
    {"2 Zimmer, 3 N\u00E4chte: 1.234,00 \u20AC", "EUR", cents(123'400)},
    {"$155 for 3 nights", "USD", units(155)},
    {"4.5 stars \u00A399", "GBP", units(99)},
    // refused
    {"", "", 0},
    {"Call for price", "", 0},
    {"1.234", "", 0},
    {"249", "", 0},
    {"$1.452", "", 0},
    {"$1.452", "", 0, "USD", '.'},
    {"1.234 \u20AC", "", 0, "EUR", '.'},
    {"1,234", "", 0, "EUR", ','},
    {"US$1.2k", "", 0},
    {"$1.5K", "", 0},
    {"\u20AC2M", "", 0},
    {"12%", "", 0, "USD"},
    {"12 %", "", 0, "USD"},
    {"$1e5", "", 0},
    {"\u20AC99 \u2013 \u20AC120", "", 0},
    {"$100-$150", "", 0},
    {"99\u2013120 \u20AC", "", 0},
    {"99 bis 120 \u20AC", "", 0},
    {"\u20AC99 to \u20AC120", "", 0},
    {"$300 $285", "", 0},
    {"Was $200 now $150", "", 0},
    {"Free", "", 0},
    {"$0", "", 0},
    {"0,00 \u20AC", "", 0},
    {"-$25.00", "", 0},
    {"\u2212" "25 \u20AC", "", 0},
    {"kr 1 234", "", 0},
    {"kr 1 234", "", 0, "EUR"},
    {"Rs 4500", "", 0},
    {"XX$155", "", 0},
    {"\u20AC 1,23,456", "", 0},
    {"$1,45,678", "", 0},
    {"1.23.456 \u20AC", "", 0},
    {"KWD 1,234", "", 0},
    {"SEK 1,234", "", 0},
    {"3 nights 855.44", "", 0, "USD"},
    {"2027-02-01", "", 0, "USD"},
    {"$99999999999999999999", "", 0},
    {"USD 155 EUR", "", 0},
};

TEST(ReadPrice, Notations) {
  static_assert(std::size(kNotations) >= 80);
  for (const Notation& expected : kNotations) {
    const PriceText read = read_price(expected.text, {Currency::parse(expected.hinted), expected.decimal_mark});
    ASSERT_EQ(read.money.has_value(), expected.currency[0] != 0) << "\"" << expected.text << "\" " << read.problem;
    if (!read.money) continue;
    EXPECT_EQ(read.money->currency.str(), expected.currency) << expected.text;
    EXPECT_EQ(read.money->micros, expected.micros) << expected.text;
  }
}

TEST(ReadPrice, SaysHowSureItIs) {
  EXPECT_EQ(read_price("US$99").certainty, PriceCertainty::stated);
  EXPECT_EQ(read_price("1.234,56 \u20AC").certainty, PriceCertainty::stated);
  EXPECT_EQ(read_price("$99").certainty, PriceCertainty::presumed);
  EXPECT_EQ(read_price("$99", {Currency::parse("CAD")}).certainty, PriceCertainty::by_hint);
  EXPECT_EQ(read_price("99", {Currency::parse("CAD")}).certainty, PriceCertainty::by_hint);
  EXPECT_EQ(read_price("1.234 \u20AC").certainty, PriceCertainty::by_currency);
  EXPECT_EQ(read_price("1.234 \u20AC", {{}, ','}).certainty, PriceCertainty::by_hint);
}

TEST(ReadPrice, TellsWhatTheAmountIsFor) {
  const std::pair<const char*, PriceUnit> cases[] = {
      {"$99", PriceUnit::unknown},
      {"$99 per night", PriceUnit::per_night},
      {"$99/night", PriceUnit::per_night},
      {"89 \u20AC pro Nacht", PriceUnit::per_night},
      {"89 \u20AC / nuit", PriceUnit::per_night},
      {"89 \u20AC por noche", PriceUnit::per_night},
      {"89 \u20AC a notte", PriceUnit::per_night},
      {"R$ 89 por noite", PriceUnit::per_night},
      {"\u20AC 89 per nacht", PriceUnit::per_night},
      {"from $155 per night for 3 nights", PriceUnit::per_night},
      {"$465 for 3 nights", PriceUnit::per_stay},
      {"1.234 \u20AC f\u00FCr 5 N\u00E4chte", PriceUnit::per_stay},
      {"Gesamtpreis 1.234 \u20AC", PriceUnit::per_stay},
      {"Total: $465", PriceUnit::per_stay},
      {"from \u00A399 pp", PriceUnit::per_person},
      {"99 \u20AC pro Person", PriceUnit::per_person},
      {"99 \u20AC par personne et par nuit", PriceUnit::per_person_per_night},
  };
  for (const auto& [text, unit] : cases) EXPECT_EQ(read_price(text).unit, unit) << text;
  EXPECT_TRUE(read_price("from \u00A399 pp").at_least);
  EXPECT_TRUE(read_price("ab 89 \u20AC").at_least);
  EXPECT_FALSE(read_price("89 \u20AC").at_least);
}

TEST(ReadPrice, SaysWhyThereIsNone) {
  EXPECT_EQ(read_price("Call for price").problem, "");
  EXPECT_NE(read_price("\u20AC99 \u2013 \u20AC120").problem.find("range"), std::string::npos);
  EXPECT_NE(read_price("$300 $285").problem.find("two different"), std::string::npos);
  EXPECT_NE(read_price("kr 99").problem.find("which currency"), std::string::npos);
  EXPECT_NE(read_price("$0").problem.find("zero"), std::string::npos);
}

TEST(ReadPrice, EndsOnAnyBytes) {
  std::string text;
  for (int round = 0; round < 3000; ++round) {
    constexpr std::string_view kAlphabet = "0123456789.,'-$% kKR\xC2\xA0\xE2\x82\xAC" "USDab";
    text.clear();
    unsigned state = static_cast<unsigned>(round) * 2654435761u + 1;
    for (unsigned i = 0; i < 1 + state % 24; ++i) {
      state = state * 1664525u + 1013904223u;
      text += kAlphabet[(state >> 16) % kAlphabet.size()];
    }
    const PriceText read = read_price(text, {Currency{}, round % 2 ? '.' : ','});
    EXPECT_TRUE(!read.money || read.money->micros > 0) << text;
    (void)parse_usd(text);
  }
}

TEST(DecimalMark, ByLanguage) {
  EXPECT_EQ(decimal_mark_of("de"), ',');
  EXPECT_EQ(decimal_mark_of("de-CH"), '.');
  EXPECT_EQ(decimal_mark_of("en_IE"), '.');
  EXPECT_EQ(decimal_mark_of("tlh"), 0);
}

}  // namespace
}  // namespace voygen
