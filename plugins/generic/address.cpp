#include "address.hpp"

#include <array>

namespace generic {

using voygen::HotelQuery;

namespace {

constexpr std::array<std::string_view, 14> kMarks = {"destination", "city", "region", "country", "airport", "latitude", "longitude", "checkIn", "checkOut", "nights", "adults", "children", "childAges", "rooms"};

std::string percent_encoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = voygen::detail::is_letter(c) || voygen::detail::is_digit(c) || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

// "DD.MM.YYYY", "M/D/YY": runs of D, M and Y; anything else stands for itself.
std::string formatted(const voygen::Date& date, std::string_view format) {
  const std::string iso = date.iso();
  const auto number = [&](std::size_t at, std::size_t digits, std::size_t wanted) {
    std::string text = iso.substr(at, digits);
    if (wanted == 1 && text[0] == '0') text.erase(0, 1);
    return wanted == 2 && digits == 4 ? text.substr(2) : text;
  };
  std::string out;
  for (std::size_t at = 0; at < format.size();) {
    const std::size_t run = format.find_first_not_of(format[at], at) == std::string_view::npos ? format.size() - at : format.find_first_not_of(format[at], at) - at;
    if (format[at] == 'Y') out += number(0, 4, run);
    else if (format[at] == 'M') out += number(5, 2, run);
    else if (format[at] == 'D') out += number(8, 2, run);
    else out += format.substr(at, run);
    at += run;
  }
  return out;
}

std::string degrees(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", value);
  return text;
}

std::string value_of(std::string_view mark, std::string_view format, const HotelQuery& query) {
  int adults = 0;
  std::string ages;
  int children = 0;
  for (const auto& room : query.rooms) {
    adults += room.adults;
    for (const int age : room.child_ages) ages += (children++ ? "," : "") + std::to_string(age);
  }
  const auto of_place = [&](const auto& read) { return query.place ? read(*query.place) : std::string{}; };
  if (mark == "city") return query.place && !query.place->city.empty() ? query.place->city : query.destination;
  if (mark == "region") return of_place([](const auto& place) { return place.region; });
  if (mark == "country") return of_place([](const auto& place) { return place.country_code; });
  if (mark == "airport") return of_place([](const auto& place) { return place.airport_codes.empty() ? std::string{} : place.airport_codes.front(); });
  if (mark == "latitude") return of_place([](const auto& place) { return place.coordinates ? degrees(place.coordinates->latitude) : std::string{}; });
  if (mark == "longitude") return of_place([](const auto& place) { return place.coordinates ? degrees(place.coordinates->longitude) : std::string{}; });
  if (mark == "checkIn") return formatted(query.check_in, format.empty() ? "YYYY-MM-DD" : format);
  if (mark == "checkOut") return formatted(query.check_out, format.empty() ? "YYYY-MM-DD" : format);
  if (mark == "nights") return std::to_string(query.nights());
  if (mark == "adults") return std::to_string(adults);
  if (mark == "children") return std::to_string(children);
  if (mark == "childAges") return ages;
  if (mark == "rooms") return std::to_string(query.rooms.size());
  return query.destination;
}

bool is_known(std::string_view mark) {
  for (const std::string_view known : kMarks) {
    if (known == mark) return true;
  }
  return false;
}

// Calls `take` with the text before each mark, the mark and its format ("" without one); the last call has no mark.
template <class Take>
void each_mark(std::string_view text, Take take) {
  for (std::size_t at = 0;;) {
    const auto open = text.find('{', at);
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return take(text.substr(at), std::string_view{}, std::string_view{});
    const std::string_view inner = text.substr(open + 1, close - open - 1);
    const auto colon = inner.find(':');
    take(text.substr(at, open - at), inner.substr(0, colon), colon == std::string_view::npos ? std::string_view{} : inner.substr(colon + 1));
    at = close + 1;
  }
}

bool mentions(std::string_view templates, std::string_view mark) {
  bool found = false;
  each_mark(templates, [&](std::string_view, std::string_view name, std::string_view) { found = found || name == mark; });
  return found;
}

}  // namespace

std::string fill_in(std::string_view text, const HotelQuery& query, bool in_address) {
  std::string out;
  each_mark(text, [&](std::string_view before, std::string_view mark, std::string_view format) {
    out += before;
    if (mark.empty()) return;
    const std::string value = value_of(mark, format, query);
    out += in_address ? percent_encoded(value) : value;
  });
  return out;
}

std::optional<std::string> unknown_mark(std::string_view text) {
  std::optional<std::string> unknown;
  each_mark(text, [&](std::string_view, std::string_view mark, std::string_view) {
    if (!unknown && !mark.empty() && !is_known(mark)) unknown = std::string(mark);
  });
  return unknown;
}

std::string known_marks() {
  std::string names;
  for (const std::string_view mark : kMarks) names.append(names.empty() ? "" : ", ").append(mark);
  return names;
}

std::optional<std::string> cannot_ask_for(std::string_view templates, const HotelQuery& query) {
  int adults = 0;
  bool children = false;
  for (const auto& room : query.rooms) {
    adults += room.adults;
    children = children || !room.child_ages.empty();
  }
  if (!mentions(templates, "destination") && !mentions(templates, "city") && !mentions(templates, "airport") && !mentions(templates, "latitude")) {
    return "its search has no mark for the destination";
  }
  if (!mentions(templates, "checkIn") || (!mentions(templates, "checkOut") && !mentions(templates, "nights"))) return "its search has no marks for both dates";
  if (query.rooms.size() > 1 && !mentions(templates, "rooms")) return "its search has no mark for several rooms";
  if (adults != 2 && !mentions(templates, "adults")) return "its search has no mark for other than 2 adults";
  if (children && !mentions(templates, "children") && !mentions(templates, "childAges")) return "its search has no mark for children";
  return std::nullopt;
}

}  // namespace generic
