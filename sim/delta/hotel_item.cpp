#include <array>

#include "delta/results_page.hpp"
#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::delta {

namespace {

std::string lower(std::string text) {
  for (char& letter : text) letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
  return text;
}

std::string stars(const Hotel& hotel) {
  if (hotel.half_stars == 0) return "";
  const bool best = hotel.half_stars == 10 && hotel.photos % 3 == 0;
  if (best) return "<img src=\"//static.deltavacations.com/images/drc/hotelrating/exl_small.gif\" alt=\"Exceptional Luxury\" />";
  const std::string whole = std::to_string(hotel.half_stars / 2);
  const bool half = hotel.half_stars % 2 == 1;
  return "<img src=\"//static.deltavacations.com/images/drc/hotelrating/" + whole + (half ? "x" : "") + "star_small.gif\" alt=\"" + whole +
         (half ? ".5" : "") + " Stars\" />";
}

std::string amenity_links(const Hotel& hotel, const std::string& destination) {
  std::string html;
  for (const auto& [letter, text] : amenities_of(hotel)) {
    html += fill(embedded("delta/amenity.html"), {{"destination", destination}, {"letter", std::string{letter}}, {"text", text}});
  }
  return html;
}

std::string members_heading(const HotelItem& item) { return item.members_pick ? std::string{embedded("delta/members_pick.html")} : std::string{}; }

std::string members_rating(const HotelItem& item) {
  if (!item.members_pick) return "";
  return "<div class=\"smPick_rating\">Members&apos; Rating:<br />\n\t\t\t\t\t\t\t\t\t\t<span style=\"float: right;\">" + item.members_rating +
         "/5 <span class=\"smPick_levelName\"> " + item.members_level + " </span></span>\n\t\t\t\t\t\t\t\t\t</div>";
}

std::string notes(const HotelItem& item) {
  if (item.notes.empty()) return "";
  const std::string_view label = item.code.size() % 2 == 0 ? "Advisements:" : "Terms and Conditions:";
  return std::string{label} + "\n\n" + inclusive_service(item.notes, item.code);
}

std::string picture(const HotelItem& item) {
  if (item.hotel->picture != Picture::photo) return "";
  return "<img src=\"//static.deltavacations.com/images/drc/hotelbooking/" + lower(item.code) + "_book.jpg\" hspace=\"2\" vspace=\"2\" alt=\"" +
         escaped(item.name) + "\" height=\"85\" width=\"70\" />";
}

}  // namespace

std::string render_hotel_item(const ResultsView& view, const HotelItem& item) {
  const bool selected = item.code == view.trip.selected_code;
  const std::string_view table = item.members_pick ? "skymilesMembersPick" : selected ? "prod-header-selected" : "prod-header-outline";
  const std::string transfer = item.transfer ? "<img src=\"/resources/images/icon/transfer.gif\" alt=\"Includes Transfer\" /> Includes transportation "
                                               "between airport and hotel<br />"
                                             : "";
  return fill(embedded("delta/hotel_item.html"), {{"code", item.code},
                                                  {"members_heading", members_heading(item)},
                                                  {"table_class", table},
                                                  {"picture", picture(item)},
                                                  {"stars", stars(*item.hotel)},
                                                  {"name", escaped(item.name)},
                                                  {"members_rating", members_rating(item)},
                                                  {"amenities", amenity_links(*item.hotel, view.trip.request.destination->code)},
                                                  {"area", escaped(item.area)},
                                                  {"transfer", transfer},
                                                  {"rooms", render_room_table(view, item)},
                                                  {"notes", notes(item)}});
}

}  // namespace voygen::sim::delta
