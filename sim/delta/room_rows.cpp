#include <array>

#include "delta/results_page.hpp"
#include "portal/embedded.hpp"
#include "portal/fields.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::delta {

namespace {

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string out;
  for (const std::string& text : texts) out.append(out.empty() ? "" : separator).append(text);
  return out;
}

std::string status_mark(const RoomOffer& room) {
  if (room.status == RoomStatus::not_available) return "<br /><span class=\"boldblue\">Not currently available</span>";
  if (room.status == RoomStatus::bookable) return "";
  return "<br /><img src=\"/resources/images/button/call_to_request.gif\" alt=\"Call reservations to request this room\" "
         "title=\"Call reservations to request this room\" />";
}

std::int64_t shown_total(const ResultsView& view, const HotelItem& item, const RoomOffer& room) {
  const std::int64_t total = view.trip.base_cents() + room.hotel_cents - view.trip.selected_hotel_cents;
  const bool wrong = view.redesign.wrong_total && &item == &view.trip.hotels.front() && &room == &item.rooms.front();
  return wrong ? total - 10'000 : total;
}

std::string price_cell(const ResultsView& view, const HotelItem& item, const RoomOffer& room) {
  std::string price;
  if (!view.redesign.no_prices) {
    price = fill(embedded("delta/price.html"), {{"difference", view.difference(room.hotel_cents - view.trip.selected_hotel_cents)},
                                                {"total", view.money(shown_total(view, item, room))}});
  }
  const std::string refund = room.non_refundable ? "<br /><span class=\"font_red\">Non-Refundable</span>" : "";
  return "<td align=\"right\" class=\"font_fineprint\" width=\"17%\">\n\n" + price + "\n\t\t" + refund + "\n\t\t</td>\n";
}

std::string value_string(const HotelItem& item, const RoomOffer& room) {
  std::string ids = item.code;
  for (char& letter : ids) letter = letter == '_' ? ',' : letter;
  return "BK,219," + room.code + "," + plain_cents(room.hotel_cents) + ",1,1,000026302|ALL," + ids + ",,,,0.00";
}

std::string form_cell(const ResultsView& view, const HotelItem& item, const RoomOffer& room) {
  if (room.status != RoomStatus::bookable) return "<td align=\"center\" width=\"11%\">&nbsp;</td>\n";
  return fill(embedded("delta/select_form.html"), {{"process", view.process_id},
                                                   {"value_string", value_string(item, room)},
                                                   {"code", item.code},
                                                   {"hotel_price", plain_cents(room.hotel_cents)}});
}

std::string row(const ResultsView& view, const HotelItem& item, const RoomOffer& room) {
  const std::string start = room.hidden ? "\n\t<tr class=\"option_" + item.code + "\" style=\"display: none;\" valign=\"middle\">\n"
                                        : "\n\t<tr class=\"\" style=\"\" valign=\"middle\">\n";
  const std::string plan = "\t\t<td class=\"pad_left_5\" width=\"14%\">" + std::string{room.rate_plan} + "</td>\n";
  const std::string type = "\t\t<td width=\"31%\">\n\t\t" + sloppy_text(room.name) + "\n\t\t" + status_mark(room) + "</td>\n";
  const std::string values = "\t\t<td width=\"27%\">" + inclusive_service(room.perks, item.code) + "</td>\n\n\t\t";
  const std::string price = price_cell(view, item, room);
  const std::string form = "\t\t" + form_cell(view, item, room);
  if (view.redesign.reordered_columns) return start + type + price + plan + values + form + "\t</tr>\n";
  return start + plan + type + values + price + form + "\t\t\n\t\t\n\t</tr>\n";
}

}  // namespace

std::string inclusive_service(const std::vector<std::string>& texts, const std::string& code) {
  std::string link;
  if (!texts.empty()) {
    std::vector<std::string> shown;
    for (const std::string& text : texts) shown.push_back(sloppy_text(text));
    link = fill(embedded("delta/service_link.html"), {{"count", std::to_string(texts.size())},
                                                      {"keyword", percent_encoded("VALA/" + code)},
                                                      {"descriptions", percent_encoded(joined(texts, "\\"))},
                                                      {"texts", joined(shown, "<br />\n")}});
  }
  return fill(embedded("delta/service.html"), {{"link", link}});
}

std::string render_room_table(const ResultsView& view, const HotelItem& item) {
  std::string rows;
  bool more = false;
  for (const RoomOffer& room : item.rooms) {
    rows += row(view, item, room);
    more = more || room.hidden;
  }
  if (rows.empty()) rows = "\n\t<tr class=\"\" style=\"\" valign=\"middle\">\n\t\t<td class=\"pad_left_5\">&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td>\n"
                           "\t\t<td colspan=\"2\" align=\"center\"><span class=\"boldblue\">Not Available</span></td>\n\t</tr>\n";
  const std::string_view headings = view.redesign.reordered_columns
                                        ? "<th>Room Type</th>\n\t\t<th>Price</th>\n\t\t<th>Hotel Rates</th>\n\t\t<th colspan=\"2\">Added Values</th>"
                                        : "<th width=\"14%\">Hotel Rates</th>\n\t\t<th width=\"31%\">Room Type</th>\n\t\t<th colspan=\"3\">Added Values</th>";
  return fill(embedded("delta/room_table.html"), {{"headings", headings},
                                                  {"rows", rows},
                                                  {"links", more ? fill(embedded("delta/more_options.html"), {{"code", item.code}}) : std::string{}}});
}

}  // namespace voygen::sim::delta
