#include "price_cell.hpp"

#include "voygen/page_text.hpp"
#include "voygen/price_text.hpp"

namespace delta {

using voygen::Money;

namespace {

voygen::PriceText dollars(std::string_view text) {
  voygen::PriceHints hints;
  hints.currency = voygen::Currency{};
  hints.decimal_mark = '.';
  hints.mark_required = true;
  hints.zero_is_a_price = true;
  return voygen::read_price(text, hints);
}

// "+$72.93", "-$25.00", "(+$57.41)": the sign is told apart from the amount.
PriceCell read_difference(std::string text) {
  bool negative = false;
  std::string amount;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool long_minus = text.compare(at, 3, "\xE2\x88\x92") == 0 || text.compare(at, 3, "\xE2\x80\x93") == 0;
    if (text[at] == '-' || long_minus) {
      negative = true;
      at += long_minus ? 2 : 0;
    } else if (text[at] != '+' && text[at] != '(' && text[at] != ')') {
      amount += text[at];
    }
  }
  const auto read = dollars(voygen::tidy(amount));
  PriceCell cell;
  if (read.money && read.money->currency == voygen::Currency{}) cell.difference = Money{negative ? -read.money->micros : read.money->micros, read.money->currency};
  if (!cell.difference) cell.problem = read.problem.empty() ? '"' + text.substr(0, 60) + "\" is no difference in US dollars" : read.problem;
  return cell;
}

}  // namespace

PriceCell read_price_cell(std::string_view raw) {
  const std::string text = voygen::tidy(raw);
  if (text.empty()) return {};
  const auto equals = text.find('=');
  if (equals == std::string::npos) {
    const bool silent = text.find_first_of("0123456789$") == std::string::npos;
    return {{}, {}, silent ? "" : '"' + text.substr(0, 60) + "\" is not of the form difference = total"};
  }
  PriceCell cell = read_difference(text.substr(0, equals));
  const auto total = dollars(std::string_view(text).substr(equals + 1));
  if (total.unit != voygen::PriceUnit::unknown && total.unit != voygen::PriceUnit::per_stay) {
    return {{}, {}, '"' + text.substr(0, 60) + "\" is not the price of the whole package"};
  }
  if (total.money && total.money->currency == voygen::Currency{} && total.money->micros > 0) cell.total = total.money;
  if (!cell.total && cell.problem.empty()) cell.problem = total.problem.empty() ? '"' + text.substr(0, 60) + "\" has no total in US dollars" : total.problem;
  if (!cell.total || !cell.difference) cell.total.reset(), cell.difference.reset();
  return cell;
}

}  // namespace delta
