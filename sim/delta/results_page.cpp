#include "delta/results_page.hpp"

#include <array>
#include <set>

#include "catalogue/dice.hpp"
#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::delta {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct DateParts {
  std::string year, month, day;  // "2027", "03", "09"
};

DateParts parts(DayNumber day) {
  const std::string iso = iso_day(day);
  return {iso.substr(0, 4), iso.substr(5, 2), iso.substr(8, 2)};
}

/// "11/01/21"
std::string short_date(const ResultsView& view, DayNumber day) {
  const DateParts date = parts(day);
  const std::string year = date.year.substr(2);
  const std::string mark = view.redesign.dotted ? "." : "/";
  return view.redesign.day_first ? date.day + mark + date.month + mark + year : date.month + "/" + date.day + "/" + year;
}

/// "1-Nov-21"
std::string sidebar_date(const ResultsView& view, DayNumber day) {
  if (view.redesign.day_first) return short_date(view, day);
  const DateParts date = parts(day);
  return std::to_string(std::stoi(date.day)) + "-" + std::string{kMonths[static_cast<std::size_t>(month_of(day) - 1)]} + "-" + date.year.substr(2);
}

/// A text of a JavaScript literal in single quotes; what is not ASCII becomes an escape.
std::string script_text(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if (text[at] == '\'' || text[at] == '\\') out += '\\';
      out += text[at];
      continue;
    }
    const int length = byte >= 0xE0 ? 3 : 2;  // nothing beyond the basic plane stands in names
    unsigned code = byte & (length == 3 ? 0x0FU : 0x1FU);
    for (int tail = 1; tail < length; ++tail) code = code << 6U | (static_cast<unsigned char>(text[++at]) & 0x3FU);
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += kHex[code >> static_cast<unsigned>(shift) & 0xFU];
  }
  return out;
}

std::string flag(bool value) { return value ? "true" : "false"; }

std::string map_entry(const HotelItem& item, int order) {
  std::string codes;
  for (const auto& [letter, text] : amenities_of(*item.hotel)) codes += (codes.empty() ? "'" : ", '") + std::string(1, letter) + "'";
  const std::string stars = plain_cents(item.hotel->half_stars * 50);
  return "\t'" + item.code + "': {\n\t\tamenityCodes: [" + codes + "],\n\t\tcode: '" + item.code + "',\n\t\tdestinationAreaCode: '" +
         plain_key(item.area) + "',\n\t\tdestinationAreaName: '" + script_text(item.area) + "',\n\t\thasPriceInfo: " + flag(item.has_price()) +
         ",\n\t\tisAvailable: " + flag(item.has_price()) + ",\n\t\tlowestRoomPrice: " + (item.has_price() ? plain_cents(item.lowest_cents()) : "0") +
         ",\n\t\tname: '" + script_text(item.name) + "',\n\t\tparentChainCode: '',\n\t\tpropertyTypeCodes: ['HTL'],\n\t\tratingLevel: '" + stars +
         "',\n\t\tratingOrder: " + std::to_string(100 - item.hotel->half_stars) + ",\n\t\tskymilesMembersOrderNbr: " +
         (item.members_pick ? std::to_string(order) : "null") + "\n\t}";
}

std::string info_map(const Trip& trip) {
  std::string entries;
  int order = 0;
  for (const HotelItem& item : trip.hotels) entries += (entries.empty() ? "" : ",\n") + map_entry(item, ++order);
  return "<script type=\"text/javascript\">\n//<![CDATA[\nvar HOTEL_INFO_MAP = {\n" + entries + "\n};\n//]]>\n</script>\n";
}

std::string name_options(const Trip& trip) {
  std::string html;
  for (const HotelItem& item : trip.hotels) html += "<option value=\"" + item.code + "\">" + escaped(item.name) + "</option>\n";
  return html;
}

std::string area_options(const Trip& trip) {
  std::map<std::string, int> areas;
  for (const HotelItem& item : trip.hotels) ++areas[item.area];
  std::string html;
  for (const auto& [area, count] : areas) {
    html += "<option value=\"" + plain_key(area) + "\">" + escaped(area) + " (" + std::to_string(count) + ")</option>\n";
  }
  return html;
}

std::string selected_name(const Trip& trip) {
  for (const HotelItem& item : trip.hotels) {
    if (item.code == trip.selected_code) return "Hotel: " + item.name + " - Included in package price";
  }
  return "No hotel selected";
}

std::string party_text(const Party& party) {
  const auto counted = [](std::size_t number, std::string_view one, std::string_view many) {
    return std::to_string(number) + " " + std::string{number == 1 ? one : many};
  };
  std::string text = counted(static_cast<std::size_t>(party.adults), "adult", "adults");
  if (!party.child_ages.empty()) text += ", " + counted(party.child_ages.size(), "child", "children");
  return text;
}

std::string hotel_list(const ResultsView& view) {
  std::string items;
  for (const HotelItem& item : view.trip.hotels) items += render_hotel_item(view, item) + "\n";
  std::string text;
  if (items.empty() && !view.redesign.silent) text = "<p><span class=\"error\">" + escaped(view.no_hotels_text) + "</span></p>\n";
  return text + "<ul id=\"_hotelList\" style=\"list-style: none; margin: 0; padding: 0;\">\n" + items + "</ul>\n";
}

void replace_all(std::string& html, std::string_view from, std::string_view to) {
  for (std::size_t at = html.find(from); at != std::string::npos; at = html.find(from, at + to.size())) html.replace(at, from.size(), to);
}

}  // namespace

std::string ResultsView::money(std::int64_t cents) const {
  if (redesign.price_images) return "<img src=\"/resources/price/" + std::to_string(number_of(std::to_string(cents)) % 100'000) + ".gif\" alt=\"\" />";
  return (redesign.canadian ? "C" : "") + dollars_and_cents(cents);
}

std::string ResultsView::difference(std::int64_t cents) const { return (cents < 0 ? "-" : "+") + money(cents < 0 ? -cents : cents); }

std::string ResultsView::date(DayNumber day) const {
  const DateParts date = parts(day);
  return (redesign.day_first ? date.day + "/" + date.month : date.month + "/" + date.day) + "/" + date.year;
}

std::string with_other_classes(std::string html) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kRenamed = {{{"hotelItem", "stayTile"},
                                                                                             {"data-hotel-code", "data-stay"},
                                                                                             {"_hotelList", "_stayTiles"},
                                                                                             {"hotelOfferingDiv_", "stayRates_"},
                                                                                             {"table_lines", "rates_grid"},
                                                                                             {"class=\"bold\"", "class=\"stay_name\""},
                                                                                             {"selected_flights", "chosen_air"},
                                                                                             {"viewMoreFlights", "otherAir"}}};
  for (const auto& [from, to] : kRenamed) replace_all(html, from, to);
  return html;
}

std::string render_results(const ResultsView& view) {
  const Trip& trip = view.trip;
  const TripRequest& request = trip.request;
  return fill(embedded("delta/results.html"),
              {{"flights", render_selected_flights(view)},
               {"party", party_text(request.party)},
               {"area", escaped(request.destination->name)},
               {"check_in", short_date(view, request.departure)},
               {"check_out", short_date(view, request.back)},
               {"selected_hotel", escaped(selected_name(trip))},
               {"names", name_options(trip)},
               {"areas", area_options(trip)},
               {"hotels", hotel_list(view)},
               {"map", info_map(trip)},
               {"other_flights", render_other_flights(view)}});
}

std::string render_sidebar(const ResultsView& view) {
  const Trip& trip = view.trip;
  const TripRequest& request = trip.request;
  const std::int64_t total = trip.base_cents();
  const std::int64_t off_by_cents = total % 3 == 0 ? 10 : 0;
  return fill(embedded("delta/sidebar.html"), {{"from", escaped(request.origin->name) + " (" + request.origin->code + ")"},
                                               {"to", escaped(request.destination->name) + " (" + request.destination->code + ")"},
                                               {"check_in", sidebar_date(view, request.departure)},
                                               {"check_out", sidebar_date(view, request.back)},
                                               {"travelers", std::to_string(request.party.travelers())},
                                               {"room_total", dollars_and_cents(total + off_by_cents).substr(1)},
                                               {"total", view.money(total)}});
}

}  // namespace voygen::sim::delta
