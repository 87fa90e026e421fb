#include "room.hpp"

#include <algorithm>

#include "price_cell.hpp"
#include "raw.hpp"
#include "voygen/page_text.hpp"

namespace delta {

using nlohmann::json;
using voygen::contains_ignoring_case;
using voygen::Money;
using voygen::OfferStatus;
using voygen::RoomOffer;

namespace {

// Members of a row as js/collect.js tells it.
enum Member : std::size_t { kCells, kBlue, kRed, kPerks, kRequest, kForm, kPerksCell, kFormCell, kMembers };

bool is_not_available(const std::string& words) { return voygen::lowercase(words) == "not available"; }

// The price stands in the cell that says "= ... total"; without one, in what no other column claims.
std::string price_text(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) {
    if (cell.find('=') != std::string::npos && contains_ignoring_case(cell, "total")) return cell;
  }
  for (const std::string& cell : cells) {
    if (contains_ignoring_case(cell, "total") || cell.find('$') != std::string::npos) return cell;
  }
  return {};
}

std::optional<std::string> first_line(const std::vector<std::string>& cells, std::optional<std::size_t> column) {
  if (!column || *column >= cells.size()) return std::nullopt;
  std::string line = voygen::tidy(cells[*column].substr(0, cells[*column].find('\n')));
  return line.empty() ? std::nullopt : std::optional(std::move(line));
}

void read_status(const json& row, RoomReading& reading) {
  RoomOffer& room = *reading.room;
  const std::string blue = text_at(row, kBlue);
  if (contains_ignoring_case(blue, "not currently available") || contains_ignoring_case(blue, "not available")) {
    room.status = OfferStatus::not_available;
  } else if (!text_at(row, kRequest).empty()) {
    room.status = OfferStatus::call_to_request;
  } else if (!row.at(kForm).is_array()) {
    room.status = OfferStatus::call_to_request;
    reading.warnings.emplace_back("the room \"" + room.name + "\" cannot be selected on the page; ask the portal's reservations");
  }
}

void read_form(const json& form, RoomReading& reading) {
  if (!form.is_array() || form.size() != 2) return;
  reading.room->code = room_code_of(text_at(form, 0));
  const auto micros = voygen::parse_scaled_decimal(text_at(form, 1), 6);
  if (micros) reading.hotel_price = Money{*micros, {}};
}

}  // namespace

Columns Columns::from_headings(const json& headings) {
  Columns columns;
  if (!headings.is_array()) return columns;
  for (std::size_t index = 0; index < headings.size(); ++index) {
    const std::string words = text_at(headings, index);
    if (contains_ignoring_case(words, "room") && !columns.room) {
      columns.room = index;
    } else if (contains_ignoring_case(words, "rate") && !columns.rate_plan) {
      columns.rate_plan = index;
    }
  }
  return columns;
}

std::optional<std::string> room_code_of(const std::string& text) {
  const auto first = text.find(',');
  const auto second = first == std::string::npos ? first : text.find(',', first + 1);
  const auto third = second == std::string::npos ? second : text.find(',', second + 1);
  if (third == std::string::npos || third == second + 1) return std::nullopt;
  return voygen::tidy(text.substr(second + 1, third - second - 1));
}

RoomReading read_room(const json& row, const Columns& columns) {
  RoomReading reading;
  if (!row.is_array() || row.size() < kMembers) return reading.why_not = "a row of the rate table has an unknown shape", reading;
  const std::vector<std::string> cells = texts_of(row.at(kCells));
  const std::string blue = text_at(row, kBlue);
  const bool says_none = is_not_available(blue) || std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return is_not_available(voygen::tidy(cell)); });
  const auto name = first_line(cells, columns.room);
  if (says_none && (cells.size() < 5 || !name)) return reading;
  if (!columns.room) return reading.why_not = "no heading of the rate table says which column is the room", reading;
  if (!name) return reading.why_not = "a row of the rate table has no room type", reading;
  RoomOffer room;
  room.name = *name;
  room.rate_plan = first_line(cells, columns.rate_plan);
  room.perks = lines_of(text_at(row, kPerks));
  const PriceCell price = read_price_cell(price_text(cells));
  room.difference = price.difference;
  if (price.total) room.total = voygen::Price{*price.total};
  if (contains_ignoring_case(text_at(row, kRed), "non-refundable") || contains_ignoring_case(price_text(cells), "non-refundable")) room.refundable = false;
  reading.room = std::move(room);
  reading.price_problem = price.problem;
  read_status(row, reading);
  read_form(row.at(kForm), reading);
  return reading;
}

}  // namespace delta
