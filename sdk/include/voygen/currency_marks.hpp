// The signs and codes that stand beside prices, and how each currency is written at home. Data for price_text.hpp.
// Codes and decimals: ISO 4217. Notation: the usual one of the currency's home countries (Unicode CLDR's number patterns).
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "voygen/money.hpp"

namespace voygen::detail {

// Which mark separates decimals where the currency is at home; `both` where countries differ (EUR in Ireland and Germany).
enum class HomeNotation { point, comma, both };

struct KnownCurrency {
  std::string_view code;
  HomeNotation notation;
  int decimals;
};

inline constexpr std::array kCurrencies = {
    KnownCurrency{"USD", HomeNotation::point, 2}, KnownCurrency{"EUR", HomeNotation::both, 2},  KnownCurrency{"GBP", HomeNotation::point, 2},
    KnownCurrency{"CHF", HomeNotation::point, 2}, KnownCurrency{"JPY", HomeNotation::point, 0}, KnownCurrency{"CNY", HomeNotation::point, 2},
    KnownCurrency{"CAD", HomeNotation::both, 2},  KnownCurrency{"AUD", HomeNotation::point, 2}, KnownCurrency{"NZD", HomeNotation::point, 2},
    KnownCurrency{"HKD", HomeNotation::point, 2}, KnownCurrency{"SGD", HomeNotation::point, 2}, KnownCurrency{"TWD", HomeNotation::point, 2},
    KnownCurrency{"MXN", HomeNotation::point, 2}, KnownCurrency{"BRL", HomeNotation::comma, 2}, KnownCurrency{"ARS", HomeNotation::comma, 2},
    KnownCurrency{"CLP", HomeNotation::comma, 0}, KnownCurrency{"COP", HomeNotation::comma, 2}, KnownCurrency{"PEN", HomeNotation::point, 2},
    KnownCurrency{"UYU", HomeNotation::comma, 2}, KnownCurrency{"CRC", HomeNotation::comma, 2}, KnownCurrency{"DOP", HomeNotation::point, 2},
    KnownCurrency{"JMD", HomeNotation::point, 2}, KnownCurrency{"SEK", HomeNotation::comma, 2}, KnownCurrency{"NOK", HomeNotation::comma, 2},
    KnownCurrency{"DKK", HomeNotation::comma, 2}, KnownCurrency{"ISK", HomeNotation::comma, 0}, KnownCurrency{"PLN", HomeNotation::comma, 2},
    KnownCurrency{"CZK", HomeNotation::comma, 2}, KnownCurrency{"HUF", HomeNotation::comma, 2}, KnownCurrency{"RON", HomeNotation::comma, 2},
    KnownCurrency{"BGN", HomeNotation::comma, 2}, KnownCurrency{"TRY", HomeNotation::comma, 2}, KnownCurrency{"UAH", HomeNotation::comma, 2},
    KnownCurrency{"RUB", HomeNotation::comma, 2}, KnownCurrency{"RSD", HomeNotation::comma, 2}, KnownCurrency{"ILS", HomeNotation::point, 2},
    KnownCurrency{"AED", HomeNotation::point, 2}, KnownCurrency{"SAR", HomeNotation::point, 2}, KnownCurrency{"QAR", HomeNotation::point, 2},
    KnownCurrency{"EGP", HomeNotation::point, 2}, KnownCurrency{"MAD", HomeNotation::comma, 2}, KnownCurrency{"TND", HomeNotation::comma, 3},
    KnownCurrency{"KWD", HomeNotation::point, 3}, KnownCurrency{"BHD", HomeNotation::point, 3}, KnownCurrency{"OMR", HomeNotation::point, 3},
    KnownCurrency{"JOD", HomeNotation::point, 3}, KnownCurrency{"ZAR", HomeNotation::both, 2},  KnownCurrency{"KES", HomeNotation::point, 2},
    KnownCurrency{"NGN", HomeNotation::point, 2}, KnownCurrency{"INR", HomeNotation::point, 2}, KnownCurrency{"PKR", HomeNotation::point, 2},
    KnownCurrency{"LKR", HomeNotation::point, 2}, KnownCurrency{"NPR", HomeNotation::point, 2}, KnownCurrency{"THB", HomeNotation::point, 2},
    KnownCurrency{"VND", HomeNotation::comma, 0}, KnownCurrency{"IDR", HomeNotation::comma, 2}, KnownCurrency{"MYR", HomeNotation::point, 2},
    KnownCurrency{"PHP", HomeNotation::point, 2}, KnownCurrency{"KRW", HomeNotation::point, 0}, KnownCurrency{"FJD", HomeNotation::point, 2},
    KnownCurrency{"XPF", HomeNotation::comma, 0}, KnownCurrency{"BBD", HomeNotation::point, 2}, KnownCurrency{"BSD", HomeNotation::point, 2},
};

constexpr const KnownCurrency* known_currency(std::string_view code) {
  for (const KnownCurrency& known : kCurrencies) {
    if (known.code == code) return &known;
  }
  return nullptr;
}

// A sign and the currencies it may mean, the usual one first when there is one. `usual` empty: only a hint can tell.
struct CurrencySign {
  std::string_view text;
  std::string_view usual;
  std::string_view family;  // more codes it may mean, separated by blanks
};

// Longer signs before those they contain.
inline constexpr std::array kCurrencySigns = {
    CurrencySign{"US$", "USD", ""},   CurrencySign{"US $", "USD", ""},  CurrencySign{"CA$", "CAD", ""},   CurrencySign{"C$", "CAD", ""},
    CurrencySign{"CDN$", "CAD", ""},  CurrencySign{"AU$", "AUD", ""},   CurrencySign{"A$", "AUD", ""},    CurrencySign{"NZ$", "NZD", ""},
    CurrencySign{"HK$", "HKD", ""},   CurrencySign{"SG$", "SGD", ""},   CurrencySign{"S$", "SGD", ""},    CurrencySign{"NT$", "TWD", ""},
    CurrencySign{"MX$", "MXN", ""},   CurrencySign{"R$", "BRL", ""},    CurrencySign{"$", "USD", "CAD AUD NZD HKD SGD TWD MXN ARS CLP COP UYU JMD FJD BBD BSD DOP"},
    CurrencySign{"\u20AC", "EUR", ""}, CurrencySign{"E\u00A3", "EGP", ""}, CurrencySign{"\u00A3", "GBP", ""}, CurrencySign{"CN\u00A5", "CNY", ""},
    CurrencySign{"JP\u00A5", "JPY", ""}, CurrencySign{"\u00A5", "JPY", "CNY"}, CurrencySign{"\uFFE5", "JPY", "CNY"}, CurrencySign{"\u5186", "JPY", ""},
    CurrencySign{"\u20B9", "INR", ""}, CurrencySign{"\u20A9", "KRW", ""}, CurrencySign{"\u20AA", "ILS", ""}, CurrencySign{"\u20BA", "TRY", ""},
    CurrencySign{"\u20AB", "VND", ""}, CurrencySign{"\u20B1", "PHP", ""}, CurrencySign{"\u0E3F", "THB", ""}, CurrencySign{"\u20B4", "UAH", ""},
    CurrencySign{"\u20BD", "RUB", ""}, CurrencySign{"z\u0142", "PLN", ""}, CurrencySign{"K\u010D", "CZK", ""}, CurrencySign{"Ft", "HUF", ""},
    CurrencySign{"SFr.", "CHF", ""},  CurrencySign{"SFr", "CHF", ""},   CurrencySign{"Fr.", "CHF", ""},   CurrencySign{"lei", "RON", ""},
    CurrencySign{"RM", "MYR", ""},    CurrencySign{"Rp", "IDR", ""},    CurrencySign{"Dhs", "AED", ""},   CurrencySign{"S/", "PEN", ""},
    CurrencySign{"Rs.", "", "INR PKR LKR NPR"}, CurrencySign{"Rs", "", "INR PKR LKR NPR"},
    CurrencySign{"kr.", "", "SEK NOK DKK ISK"}, CurrencySign{"kr", "", "SEK NOK DKK ISK"}, CurrencySign{"Kr", "", "SEK NOK DKK ISK"},
    CurrencySign{"R", "", "ZAR"},     CurrencySign{"euros", "EUR", ""}, CurrencySign{"euro", "EUR", ""},  CurrencySign{"Euro", "EUR", ""},
    CurrencySign{"dollars", "USD", "CAD AUD NZD HKD SGD"},
};

}  // namespace voygen::detail
