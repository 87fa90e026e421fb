// How a comparison is told: structured for programs, a compact table for the model.
#include <algorithm>

#include "search/comparison.hpp"
#include "search/quality.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

json money_json(const Money& money) { return {{"amount", to_json_number(money.micros)}, {"currency", money.currency.str()}}; }

json price_json(const PlatformPrice& price) {
  json entry{{"platform", price.platform}};
  if (price.offer->contains("id")) entry["offerId"] = (*price.offer)["id"];
  if (price.payable) {
    entry["payable"] = money_json(*price.payable);
    entry["payable"]["priceBasis"] = price.rounded ? "rounded" : "exact";
    entry["taxes"] = name_of(price.taxes);
  }
  if (price.commission) entry["commission"] = money_json(*price.commission);
  entry["confidencePermille"] = price.confidence_permille;
  if (price.net) entry["net"] = money_json(*price.net);
  return entry;
}

json row_json(const HotelRow& row) {
  json entry{{"name", row.name}, {"prices", json::array()}};
  for (const PlatformPrice& price : row.prices) entry["prices"].push_back(price_json(price));
  if (row.prices.size() > 1) entry["match"] = {{"permille", row.same_permille}, {"reason", row.same_because}};
  if (row.cheapest) entry["cheapest"] = row.prices[*row.cheapest].platform;
  if (row.earns_most) entry["earnsMost"] = row.prices[*row.earns_most].platform;
  if (!row.note.empty()) entry["note"] = row.note;
  if (row.rating_permille) entry["ratingPermille"] = *row.rating_permille;
  if (row.metres) entry["metresFromCentre"] = *row.metres;
  return entry;
}

std::string amount(const Money& money) {
  const std::string currency = money.currency.str();
  return (currency == "USD" ? "$" : currency + " ") + decimal_text(money.micros);
}

std::string cell(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

std::string_view taxes_text(Taxes taxes) {
  switch (taxes) {
    case Taxes::included: return " with taxes";
    case Taxes::excluded: return " before taxes";
    case Taxes::unknown: return " (taxes unknown)";
  }
  return " (taxes unknown)";
}

// "vax $1200.00 with taxes, earns $120.00, net $1080.00"
std::string price_text(const PlatformPrice& price) {
  std::string text = price.platform + " ";
  text += price.payable ? amount(*price.payable) + std::string(taxes_text(price.taxes)) : "no total";
  if (price.commission) text += ", earns " + amount(*price.commission);
  if (price.net) text += ", net " + amount(*price.net);
  if (price.confidence_permille < kLowConfidence) text += ", LOW CONFIDENCE: check by hand";
  return text;
}

std::string row_text(const HotelRow& row) {
  std::string prices;
  for (const PlatformPrice& price : row.prices) prices += (prices.empty() ? "" : "; ") + price_text(price);
  const std::string cheapest = row.cheapest ? row.prices[*row.cheapest].platform : row.note.empty() ? "-" : row.note;
  return "| " + cell(row.name) + " | " + cell(prices) + " | " + cheapest + " | " + (row.earns_most ? row.prices[*row.earns_most].platform : "-") + " |\n";
}

std::string_view order_text(RowOrder order) {
  switch (order) {
    case RowOrder::price: return "the traveller's price, lowest first";
    case RowOrder::earnings: return "the agency's earnings, highest first";
    case RowOrder::rating: return "guests' rating, highest first";
    case RowOrder::distance: return "distance from the middle of the place";
  }
  return "the traveller's price, lowest first";
}

}  // namespace

json to_json(const Comparison& comparison) {
  json content{{"sortedBy", name_of(comparison.order)}, {"rows", json::array()}, {"maybeSame", json::array()}, {"notes", comparison.notes}};
  for (const HotelRow& row : comparison.rows) content["rows"].push_back(row_json(row));
  for (const MaybeSame& maybe : comparison.maybe) {
    json entry{{"permille", maybe.permille}, {"reason", maybe.reason}, {"hotels", json::array()}};
    for (const std::size_t index : {maybe.one, maybe.other}) {
      const HotelRow& row = comparison.rows[index];
      json hotel{{"row", index}, {"name", row.name}, {"platforms", json::array()}};
      for (const PlatformPrice& price : row.prices) hotel["platforms"].push_back(price.platform);
      entry["hotels"].push_back(std::move(hotel));
    }
    content["maybeSame"].push_back(std::move(entry));
  }
  return content;
}

std::string comparison_text(const Comparison& comparison, std::size_t most_rows) {
  std::string rows;
  std::size_t shared = 0;
  for (const HotelRow& row : comparison.rows) {
    if (row.prices.size() > 1 && ++shared <= most_rows) rows += row_text(row);
  }
  std::string text = "\n" + std::to_string(shared) + " of " + std::to_string(comparison.rows.size()) + " hotels were found on several platforms";
  text += shared == 0 ? ".\n" : ". By " + std::string(order_text(comparison.order)) + ":\n\n| hotel | prices | cheapest | earns most |\n|---|---|---|---|\n" + rows;
  if (shared > most_rows) text += "And " + std::to_string(shared - most_rows) + " more in the structured content.\n";
  constexpr std::size_t kMostMaybes = 5;
  for (std::size_t i = 0; i < std::min(comparison.maybe.size(), kMostMaybes); ++i) {
    const MaybeSame& maybe = comparison.maybe[i];
    const HotelRow& one = comparison.rows[maybe.one];
    const HotelRow& other = comparison.rows[maybe.other];
    text += "- Maybe the same, ask before comparing: \"" + one.name + "\" (" + one.prices.front().platform + ") and \"" + other.name + "\" (" + other.prices.front().platform + "): " +
            maybe.reason + "\n";
  }
  if (comparison.maybe.size() > kMostMaybes) text += "- And " + std::to_string(comparison.maybe.size() - kMostMaybes) + " more that may be the same.\n";
  for (const std::string& note : comparison.notes) text += "- " + note + "\n";
  return text;
}

}  // namespace voygen::search
