#include "answer_table.hpp"

#include <algorithm>
#include <vector>

#include "answer_figures.hpp"
#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// "$1,452.50" without the comma; the currency's code where it is not the dollar.
std::string money_text(const json& offer, const char* group, const char* member, bool whole) {
  const auto micros = micros_at(offer, group, member);
  if (!micros) return "-";
  const json& price = member ? offer[group][member] : offer[group];
  std::string text = decimal_text(*micros < 0 ? -*micros : *micros);
  if (whole && text.ends_with(".00")) text.resize(text.size() - 3);
  const std::string currency = price.value("currency", std::string("USD"));
  return (*micros < 0 ? "-" : "") + (currency == "USD" ? "$" + text : text + " " + currency);
}

std::string commission_text(const json& offer) {
  if (!offer.contains("commission")) return "-";
  std::string text = money_text(offer, "commission", nullptr, false);
  if (offer["commission"].contains("percent")) {
    std::string percent = decimal_text(*micros_from_json_number(offer["commission"]["percent"]));
    while (percent.back() == '0') percent.pop_back();
    if (percent.back() == '.') percent.pop_back();
    text += " (" + percent + "%)";
  }
  return text;
}

// "|" would end a cell.
std::string cell(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text.empty() ? "-" : text;
}

std::string joined_cells(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& text : cells) row += " " + cell(text) + " |";
  return row + "\n";
}

std::string stars_text(const json& hotel) {
  const json details = hotel.value("hotelDetails", json::object());
  if (!details.contains("starRating")) return "-";
  const std::string text = decimal_text(*micros_from_json_number(details["starRating"]));
  return text.substr(0, text.size() - 1);
}

// Short notes, comma after comma.
class Notes {
 public:
  void add(const std::string& note) { text_ += (text_.empty() ? "" : ", ") + note; }
  void add_all(const json& group, const char* member, std::size_t most) {
    for (const json& note : group.value(member, json::array())) {
      if (most-- == 0) return;
      add(note.get<std::string>());
    }
  }
  // What every kind has: status, confidence, taxes.
  std::string of(const json& offer) {
    const std::string status = offer["availability"].value("status", std::string("bookable"));
    if (status == "call_to_request") add("CALL TO REQUEST");
    if (status == "not_available" || !offer["availability"].value("available", true)) add("NOT AVAILABLE");
    const json& pricing = offer["pricing"];
    if (pricing.contains("totalPrice") && !pricing.contains("taxesIncluded")) add("taxes unknown");
    else if (!pricing.value("taxesIncluded", true)) add("plus taxes");
    if (offer["extraction"].value("confidence", 1.0) < 0.8) add("LOW CONFIDENCE: check by hand");
    return text_;
  }

 private:
  std::string text_;
};

std::string source_of(const json& offer) { return offer["source"].value("platform", std::string{}); }

std::string hotel_notes(const json& offer) {
  Notes notes;
  for (const json& program : offer.value("programs", json::array())) notes.add(program.value("code", ""));
  notes.add_all(offer, "collections", 5);
  if (offer.value("featured", false)) notes.add("featured");
  if (offer.value("bestRateVerified", false)) notes.add("verified best rate");
  if (const json& pricing = offer["pricing"]; pricing.contains("quotedPrice")) {
    const std::string unit = pricing["quotedPrice"].value("unit", std::string("unknown"));
    notes.add("shown as " + money_text(offer, "pricing", "quotedPrice", true) + (unit == "unknown" ? ", for what is not said" : " " + unit));
  }
  if (const json rooms = offer.value("rooms", json::array()); !rooms.empty()) notes.add(std::to_string(rooms.size()) + (rooms.size() == 1 ? " room" : " rooms"));
  return notes.of(offer);
}

std::string hotel_row(const json& offer, std::size_t number) {
  return joined_cells({std::to_string(number), offer["name"].get<std::string>(), stars_text(offer), money_text(offer, "pricing", "basePrice", true),
                       money_text(offer, "pricing", "stayPrice", false), money_text(offer, "pricing", "totalPrice", true), commission_text(offer), hotel_notes(offer),
                       source_of(offer)});
}

// "2027-02-01 09:45", "11:05" where the page gives no date, "?" where it gives nothing.
std::string clock_text(const json& point) {
  std::string text = point.value("dateTime", point.value("time", std::string("?")));
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

// "DL588 ATL 2027-02-01 09:45 - MEX 11:05, then DL12 ..."
std::string leg_text(const json& itinerary, const char* leg) {
  if (!itinerary.contains(leg)) return "-";
  std::string text;
  for (const json& segment : itinerary[leg]["segments"]) {
    text += (text.empty() ? "" : ", then ") + segment["airline"].value("code", segment["airline"].value("name", std::string{})) + segment["flightNumber"].get<std::string>() + " " +
            segment["departure"]["airport"]["code"].get<std::string>() + " " + clock_text(segment["departure"]) + " - " +
            segment["arrival"]["airport"]["code"].get<std::string>() + " " + clock_text(segment["arrival"]);
    if (segment.contains("operatedBy")) text += " (operated by " + segment["operatedBy"].get<std::string>() + ")";
  }
  return text;
}

std::string flight_notes(const json& offer) {
  Notes notes;
  if (offer["pricing"].value("covers", "") == "package") notes.add("TOTAL IS FLIGHT AND HOTEL TOGETHER");
  if (offer.value("selected", false)) notes.add("portal's selection");
  if (offer["service"].contains("fareType")) notes.add(offer["service"]["fareType"].get<std::string>());
  notes.add_all(offer, "baggage", 3);
  return notes.of(offer);
}

std::string flight_row(const json& offer, std::size_t number) {
  const json& itinerary = offer["itinerary"];
  return joined_cells({std::to_string(number), leg_text(itinerary, "outbound"), leg_text(itinerary, "return"), offer["service"].value("class", std::string{}),
                       money_text(offer, "pricing", "totalPrice", false), money_text(offer, "pricing", "perPerson", false),
                       money_text(offer, "pricing", "difference", false), commission_text(offer), flight_notes(offer), source_of(offer)});
}

// The room whose price the package's total is, else the first.
std::string room_text(const json& offer, const json& hotel) {
  const json rooms = hotel.value("rooms", json::array());
  if (rooms.empty()) return "-";
  const auto total = micros_at(offer, "pricing", "totalPrice");
  const auto found = std::find_if(rooms.begin(), rooms.end(), [&](const json& room) { return total && micros_at(room, "pricing", "totalPrice") == total; });
  const json& room = found == rooms.end() ? rooms.front() : *found;
  std::string text = room.value("type", std::string{});
  if (room.contains("refundable")) text += room["refundable"].get<bool>() ? " (refundable)" : " (non-refundable)";
  if (rooms.size() > 1) text += " of " + std::to_string(rooms.size());
  return text;
}

std::string package_notes(const json& offer) {
  Notes notes;
  notes.add(offer.value("packageType", std::string{}));
  if (offer.value("selected", false)) notes.add("portal's selection");
  notes.add_all(offer, "inclusions", 4);
  return notes.of(offer);
}

std::string package_row(const json& offer, std::size_t number) {
  const json* hotel = hotel_of(offer);
  const json& flights = offer["components"].value("flights", json::array());
  const std::string flight = flights.empty() ? "-" : leg_text(flights.front()["itinerary"], "outbound");
  return joined_cells({std::to_string(number), offer["name"].get<std::string>(), hotel ? stars_text(*hotel) : "-", hotel ? room_text(offer, *hotel) : "-", flight,
                       money_text(offer, "pricing", "totalPrice", false), money_text(offer, "pricing", "perPerson", false),
                       money_text(offer, "pricing", "difference", false), commission_text(offer), package_notes(offer), source_of(offer)});
}

}  // namespace

std::string table_head(Kind kind) {
  switch (kind) {
    case Kind::hotels: return "| # | hotel | stars | per night | stay | total with taxes | commission | notes | source |\n|---|---|---|---|---|---|---|---|---|\n";
    case Kind::flights:
      return "| # | outbound | return | class | total | per person | difference | commission | notes | source |\n|---|---|---|---|---|---|---|---|---|---|\n";
    case Kind::packages:
      return "| # | hotel | stars | room | outbound flight | total | per person | difference | commission | notes | source |\n"
             "|---|---|---|---|---|---|---|---|---|---|---|\n";
  }
  return {};
}

std::string table_row(Kind kind, const json& offer, std::size_t number) {
  switch (kind) {
    case Kind::hotels: return hotel_row(offer, number);
    case Kind::flights: return flight_row(offer, number);
    case Kind::packages: return package_row(offer, number);
  }
  return {};
}

std::string table_legend(Kind kind) {
  switch (kind) {
    case Kind::hotels: return "Unless the notes say otherwise: per night and stay are before taxes, per night may be rounded by the portal, total includes taxes and fees.\n";
    case Kind::flights:
      return "Total is for all travellers; difference is against the portal's current selection. Times are the airports' clocks; a time without a date has none on the page.\n";
    case Kind::packages: return "Total is the whole package for all travellers; difference is against the portal's current selection.\n";
  }
  return {};
}

}  // namespace voygen::search
