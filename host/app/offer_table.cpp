#include "offer_table.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/money.hpp"

namespace voygen::app {
namespace {

using nlohmann::json;
using Row = std::array<std::string, 9>;

// Columns a text takes on a terminal: code points, which is right for the scripts hotels are named in here.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string shortened(const std::string& text, std::size_t most) {
  if (width_of(text) <= most) return text;
  std::size_t end = 0;  // of the first most - 1 characters
  for (std::size_t started = 0; end < text.size(); ++end) {
    if ((static_cast<unsigned char>(text[end]) & 0xc0) != 0x80 && ++started == most) break;
  }
  return text.substr(0, end) + "…";
}

std::string amount(const json& price, bool whole) {
  if (!price.contains("amount")) return "-";
  std::string text = decimal_text(micros_from_json_number(price["amount"]).value_or(0));
  if (whole && text.ends_with(".00")) text.resize(text.size() - 3);
  const std::string currency = price.value("currency", std::string("USD"));
  return currency == "USD" ? "$" + text : text + " " + currency;
}

std::string number(const json& value) {
  std::string text = value.dump();
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

Row row_of(const json& offer, std::size_t index, const std::string& age) {
  const json& pricing = offer.at("pricing");
  const json commission = offer.value("commission", json::object());
  const json details = offer.value("hotelDetails", json::object());
  return {std::to_string(index + 1),
          shortened(offer.at("name"), 42),
          details.contains("starRating") ? number(details["starRating"]) : "-",
          amount(pricing.value("basePrice", json::object()), true),
          amount(pricing.value("stayPrice", json::object()), false),
          amount(pricing.value("totalPrice", json::object()), true),
          amount(commission, false) + (commission.contains("percent") ? " " + number(commission["percent"]) + "%" : ""),
          offer.at("source").at("platform"),
          age};
}

std::string age_of(const json& offer, const json& content) {
  for (const json& platform : content.at("platforms")) {
    if (platform.at("platform") == offer.at("source").at("platform")) return std::to_string(platform.at("ageSeconds").get<std::int64_t>()) + " s";
  }
  return "-";
}

bool is_figure(std::size_t column) { return column == 0 || (column >= 2 && column <= 6); }

}  // namespace

std::string offer_table(const json& content) {
  std::vector<Row> rows{{"#", "hotel", "stars", "per night", "stay", "total incl. taxes", "commission", "source", "age"}};
  for (const json& offer : content.at("results")) rows.push_back(row_of(offer, rows.size() - 1, age_of(offer, content)));
  std::array<std::size_t, 9> widths{};
  for (const Row& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) widths[column] = std::max(widths[column], width_of(row[column]));
  }
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      const std::string padding(widths[column] - width_of(row[column]), ' ');
      text += (column ? "  " : "") + (is_figure(column) ? padding + row[column] : row[column] + padding);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

}  // namespace voygen::app
