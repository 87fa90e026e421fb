#include "vax/hotel_rows.hpp"

#include "catalogue/dice.hpp"
#include "portal/embedded.hpp"
#include "portal/markup.hpp"
#include "vax/control_names.hpp"

namespace voygen::sim::vax {

namespace {

constexpr int kMostStars = 5;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

/// Text as the portal writes it: some signs as numbers, line ends too.
std::string portal_text(std::string_view text) {
  std::string out = escaped(text);
  for (const auto& [from, to] : {std::pair{"/", "&#47;"}, std::pair{"!", "&#33;"}, std::pair{"\r", "&#13;"}, std::pair{"\n", "&#10;"},
                                 std::pair{"\xC2\xA0", "&#160;"}}) {
    out = replaced(std::move(out), from, to);
  }
  return out;
}

/// An address inside an onclick attribute; its own apostrophes are percent-encoded already.
std::string in_attribute(const std::string& url) { return replaced(url, "&", "&amp;"); }

std::string item_document(const std::string& item) {
  return "<?xml version=\"1.0\"?>\r\n<SerializedData xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\r\n  <Data>" + item + "</Data>\r\n</SerializedData>";
}

std::string address(const Availability& found, std::size_t index, const std::string& path, const std::string& before, const std::string& after, bool encode_id) {
  const HotelRow& hotel = found.hotels[index];
  return path + "?" + before + "VendorCode=" + std::string{found.request.vendor->code} + "&RemoteSourceCode=" + hotel.source +
         "&DestinationCode=" + std::string{found.request.destination->airport} + "&HotelId=" + (encode_id ? dotnet_encoded(hotel.id) : hotel.id) +
         "&Item=" + dotnet_encoded(base64(item_document(hotel.rooms.front().item))) + "&Itin=1&StartPos=" + std::to_string(index + 1) +
         "&SortDir=Ascending&SortType=PrefAvail" + after;
}

std::string rating(const HotelRow& hotel) {
  const int halves = hotel.hotel->half_stars;
  if (halves == 0) return "";
  std::string icons;
  for (int star = 1; star <= kMostStars; ++star) {
    const char* kind = star * 2 <= halves ? "rating_ST" : star * 2 - 1 == halves ? "rating_ST_half" : "rating_ST_empty";
    icons += "<img src=\"/content/spacer.gif\" class=\"" + std::string{kind} + "\" alt=\"\" aria-hidden=\"true\" />";
  }
  const std::string stars = std::to_string(halves / 2) + (halves % 2 ? ".5" : "");
  return "<!-- one line: white space would show between the stars -->\r\n<button class=\"hotel-rating-btn\" type=\"button\" "
         "onclick=\"javascript:showModal('modalHotelRating', 'modalPopup', 3, -1, -1, '',-1,-1);\" ><span class=\"aria-only\">Hotel Rating " +
         stars + " en-US-HotelRatingOutOfText 5</span>" + icons + "</button>";
}

std::string reviews(const Availability& found, std::size_t index) {
  const HotelRow& hotel = found.hotels[index];
  if (hotel.review_tenths == 0) return "";
  const std::string score = std::to_string(hotel.review_tenths / 10) + "." + std::to_string(hotel.review_tenths % 10);
  return "<div class=\"trip-advisory-wrap\">\r\n    <img class=\"trip-advisor-image\" src=\"/content/owl.svg\" alt=\"" + score +
         " of 5 stars\" title=\"\" />\r\n    <span class=\"trip-advisor-label\">TripAdvisor Traveler Rating</span>\r\n        "
         "<a href=\"javascript:;\" onclick=\"javascript:showModal('','modalPopup',1,-1,WebForm_GetScrollY() + 20,'" +
         in_attribute(detail_path(found, index) + "&tab=TA") + "',695,550);\">Based on " + std::to_string(hotel.reviews) + " reviews</a>\r\n</div>";
}

std::string badge(const HotelRow& hotel) {
  if (!hotel.badge) return "";
  const std::string program{hotel.badge->program};
  return "<button type=\"button\" class=\"link cleaning-badge\" onclick=\"parent.showModal('','modalPopup',1,-1,parent.WebForm_GetScrollY() + "
         "100,'/CleaningVerificationDetails.aspx?program=" + program + "&itin=1',500,200);\">\r\n        <img src=\"/content/badge_" + program +
         ".png\" alt=\"" + escaped(hotel.badge->label) + "\" />\r\n    </button>";
}

/// "+": fetches the hotel with all its rooms and puts it in the place of this one.
std::string more_rooms(const RowContext& context, std::size_t index) {
  const HotelRow& hotel = context.found.hotels[index];
  if (hotel.rooms.size() < 2) return "";
  const std::string place = std::to_string(index);
  return "<button class=\"view-all-room-types link\" type=\"button\" onclick=\"$('#availWaitIndicator').show(); $.ajax({type: 'GET', "
         "url:'HotelAvail.aspx?itin=1&cmpt=H&start=" + std::to_string(index + 1) + "&length=1&itemids=" + hotel.rooms.front().item + "&uid=" +
         std::to_string(context.search) + "', cache: false}).done(function (html) {$('#_f" + place + "').html($(html).find('#_rep" + place +
         "').html().trim()); $('#availWaitIndicator').hide();});\">\r\n<i class=\"fa fa-plus-circle\"></i><span class=\"aria-only\">View All "
         "Room Options</span></button>";
}

std::string indicators(const RoomType& room, const std::string& key) {
  std::string items;
  int number = 0;
  for (const ValueIndicator& indicator : room.indicators) {
    const std::string id = key + "_" + std::to_string(number++) + "_ValueTooltip";
    items += "<li><img src=\"/content/bullet.gif\" alt=\"\" /><span id=\"" + id + "Trigger\" title=\"\" class=\"tooltip\" tabindex=\"0\">" +
             portal_text(indicator.title) + "</span><div id=\"" + id + "\" style=\"display:none;\">" + portal_text(indicator.text) +
             "</div><script type=\"text/javascript\">CreateTooltip('" + id + "Trigger', '" + id + "');</script></li>";
  }
  return items;
}

std::string control_name(std::size_t index, std::size_t number) {
  const auto two = [](std::size_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return "ctl00$ctl00$ContentPlaceHolder$ContentPlaceHolder$scncc$ctl00$NavigationRepeater$ctl04$ctl00$AC$ap$l$HR$ctl" + two(index) +
         "$ctl00$HRR$ctl" + two(number);
}

std::string values_cell(const RoomType& room, const std::string& key, const std::string& control) {
  std::string promotions;
  for (const Promotion& promotion : room.promotions) {
    promotions += fill(embedded("vax/promotion.html"), {{"number", std::to_string(promotion.number)},
                                                        {"title", portal_text(promotion.title)},
                                                        {"text", portal_text(promotion.text)}});
  }
  return fill(embedded("vax/values_cell.html"), {{"indicators", indicators(room, key)}, {"promotions", promotions}, {"control", control_id(control)}});
}

std::string amount(const RowContext& context, std::int64_t cents) {
  const std::string text = context.currency + dollars_and_cents(cents).substr(1);
  return context.price_images ? "<img src=\"/content/price.gif?v=" + std::to_string(number_of(text)) + "\" alt=\"\" />" : text;
}

/// "(+$57.41)"; nothing for what is selected.
std::string difference(const RowContext& context, const RoomType& room) {
  const std::int64_t cents = room.total_cents - context.found.selected_cents;
  if (cents == 0) return "";
  return "(" + std::string{cents < 0 ? "-" : "+"} + amount(context, cents < 0 ? -cents : cents) + ")&#160;";
}

std::string price_cell(const RowContext& context, const RoomType& room, std::size_t index, const std::string& key, const std::string& control) {
  const std::string item = base64(item_document(room.item));
  return fill(embedded("vax/price_cell.html"), {{"difference", difference(context, room)},
                                                {"key", key},
                                                {"total", amount(context, room.total_cents)},
                                                {"per_person", amount(context, room.per_person_cents)},
                                                {"item_encoded", dotnet_encoded(item)},
                                                {"index", std::to_string(index)},
                                                {"item", item},
                                                {"control", control_id(control)},
                                                {"control_name", control},
                                                {"plain_item", room.item}});
}

std::string room_row(const RowContext& context, std::size_t index, std::size_t number) {
  const HotelRow& hotel = context.found.hotels[index];
  const RoomType& room = hotel.rooms[number];
  const std::string key = std::to_string(index) + "_" + std::to_string(number);
  const std::string control = control_name(index, number);
  const std::string calendar = "HotelAltAvail.aspx?itin=1&itemid=" + dotnet_encoded(room.item) + "&hotelname=" + dotnet_encoded(hotel.name) +
                               "&hoteldesc=" + dotnet_encoded(room.name) + "&hotelid=" + dotnet_encoded(hotel.id) + "&plancode=" + room.code;
  const std::string detail = address(context.found, index, "/HotelInformation/Default.aspx", "tab=R&room=" + room.code + "&", "&EnablePricing=True", true);
  const std::string values = values_cell(room, key, control);
  const std::string price = price_cell(context, room, index, key, control);
  return fill(embedded("vax/room_row.html"), {{"key", key},
                                              {"detail", in_attribute(detail)},
                                              {"name", portal_text(room.name)},
                                              {"calendar", in_attribute(calendar)},
                                              {"first_cell", context.reordered_columns ? price : values},
                                              {"second_cell", context.reordered_columns ? values : price}});
}

}  // namespace

std::string dotnet_encoded(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  static constexpr std::string_view kPlain = "-_.!*()";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool alphanumeric = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    if (alphanumeric || kPlain.find(letter) != std::string_view::npos) {
      out += letter;
    } else if (letter == ' ') {
      out += '+';
    } else {
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return out;
}

std::string hundredths_text(std::int64_t hundredths) { return plain_cents(hundredths); }

std::string detail_path(const Availability& found, std::size_t index) {
  return address(found, index, "/HotelInformation/Default.aspx", "", "&EnablePricing=True", true);
}

std::string hotel_table(const RowContext& context, std::size_t index, Rooms rooms) {
  const HotelRow& hotel = context.found.hotels[index];
  std::string html = "<table class=\"avail-grid-table\">\r\n                ";
  html += fill(embedded("vax/hotel_row.html"),
               {{"more_rooms", rooms == Rooms::first ? more_rooms(context, index) : ""},
                {"detail", in_attribute(detail_path(context.found, index))},
                {"name", portal_text(hotel.name)},
                {"rating", rating(hotel)},
                {"reviews", reviews(context.found, index)},
                {"town", replaced(portal_text(town_text(all_places()[hotel.hotel->place])), ", ", ",&#160;")},
                {"miles", hundredths_text(hotel.airport_hundredths)},
                {"airport", context.found.request.destination->airport},
                {"map", in_attribute(address(context.found, index, "../DetailedInformation/Hotel/HotelMapVE.aspx", "", "", false))},
                {"index", std::to_string(index)},
                {"badge", badge(hotel)}});
  for (std::size_t number = 0; number < (rooms == Rooms::all ? hotel.rooms.size() : 1); ++number) html += room_row(context, index, number);
  return html + "</table>";
}

std::string hotel_item(const RowContext& context, std::size_t index) {
  return "<li id=\"_f" + std::to_string(index) + "\" class=\"componentContainer clear\">\r\n\r\n            " +
         hotel_table(context, index, Rooms::first) + "\r\n            </li>\r\n";
}

}  // namespace voygen::sim::vax
