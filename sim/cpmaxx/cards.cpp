#include "cpmaxx/cards.hpp"

#include <nlohmann/json.hpp>

#include "catalogue/dice.hpp"
#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kNoPicture = "/images/no-hotel-image-available.png";

std::string degrees_text(std::int64_t scaled) { return decimal_degrees(scaled, 8); }

std::string star_icons(int half_stars) {
  std::string icons;
  for (int star = 0; star < half_stars / 2; ++star) icons += "<i class=\"adzicon-star fa-star\"></i>";
  return icons;
}

/// JSON for a script, escaped for an attribute, and then once more, as the portal does it.
std::string marker_attribute(const Hotel& hotel) {
  const ordered_json marker = {{"lat", degrees_text(hotel.lat_e8)},
                               {"lng", degrees_text(hotel.lng_e8)},
                               {"title", hotel.name},
                               {"content", hotel.address}};
  return escaped(escaped(marker.dump(-1, ' ', true)));
}

std::string badge_class(std::string_view rate_code) {
  if (rate_code == "FHR") return "label-info";
  if (rate_code == "SGP") return "label-warning";
  return rate_code == "SIG" ? "label-danger" : "label-success";
}

std::string badges(const Hotel& hotel) {
  std::string text;
  for (const Program& program : hotel.programs) {
    text += "<span class=\"label " + badge_class(program.rate_code) + " specialty-badge\" data-rate-code=\"" +
            std::string{program.rate_code} + "\" data-sabre-hotel-id=\"" + std::to_string(program.sabre_id) + "\">" +
            std::string{program.rate_code} + "</span>\n";
  }
  for (const std::string_view collection : hotel.collections) {
    text += "<span class=\"label label-primary\">" + sloppy_text(collection) + "</span>\n";
  }
  return text;
}

std::string commission(const Offer& offer) {
  if (!offer.quote.priced) return "";
  return "<b>Commission:</b> " + dollars_and_cents(offer.quote.commission_cents) + " (" +
         percent_text(offer.hotel->commission_tenths) + "%)";
}

/// Markup inside an attribute: quotes are single, angle brackets are escaped.
std::string verified_box(const Quote& quote) {
  if (quote.other_sellers.empty()) return "";
  std::string list = "<ul class='ota-list'>";
  for (const OtherSeller& seller : quote.other_sellers) {
    list += "<li class='ota-item d-flex justify-content-between'><div class='provider-name'>" + std::string{seller.provider} +
            "</div><div class='provider-price'>" + dollars(seller.dollars) + "</div></li>";
  }
  return "<div class=\"verified-box d-flex\" aria-hidden=\"true\" data-toggle=\"popover\" title=\"\" data-content=\"" +
         sloppy_attribute(list + "</ul>") +
         "\" data-html=\"true\" data-trigger=\"hover click\" data-original-title=\"Verified against the lowest rates of "
         "other sellers\">\n\t\t\t\t\t\t\t\t\t\t<p class=\"verified-icon\"><img src=\"/adzuki/images/check-icon.svg\"></p>\n"
         "\t\t\t\t\t\t\t\t\t\t<p class=\"verified-text\">Verified Best OTA Rate</p>\n\t\t\t\t\t\t\t\t\t\t</div>";
}

std::string comparison_item(std::string_view provider, std::int64_t price) {
  return "<div class=\"comparison-item\">\n\t\t\t\t\t\t\t\t\t\t<div class=\"comparison-logo\"><img src=\"/adzuki/images/" +
         plain_key(provider) + ".png\"  style = \"height: 20px\" data-toggle = \"tooltip\" title = \"" + std::string{provider} +
         "\"></div>\n\t\t\t\t\t\t\t\t\t\t<div class=\"comparison-price\">" + dollars(price) +
         "</div>\n\t\t\t\t\t\t\t\t\t</div>\n\t\t\t\t\t\t\t\t\t";
}

/// The box somebody commented out: markup with prices that no user sees. Hotels without known sellers have one, too.
std::string comparison_comment(const Offer& offer) {
  std::string items;
  for (const OtherSeller& seller : offer.quote.other_sellers) items += comparison_item(seller.provider, seller.dollars);
  if (items.empty()) {
    const std::int64_t guess = offer.quote.priced ? offer.quote.nightly_dollars : 99 + number_of(offer.hotel->giata_id) % 200;
    items = comparison_item("Expedia.com", guess + 11) + comparison_item("Priceline.com", guess + 7);
  }
  return "<!-- <div class=\"col-sm-12\">\n\t\t\t\t\t\t\t\t<div class=\"comparison-box\">\n\t\t\t\t\t\t\t\t\t" + items +
         "</div>\n\t\t\t\t\t\t\t</div> -->";
}

std::string prices(const Quote& quote) {
  if (!quote.priced) return "";
  const bool discounted = quote.original_cents > quote.stay_cents;
  return fill(embedded("cpmaxx/prices.html"), {{"original_text", discounted ? dollars_and_cents(quote.original_cents) : ""},
                                        {"verified", verified_box(quote)},
                                        {"nightly", dollars(quote.nightly_dollars)},
                                        {"total", dollars(quote.total_dollars)}});
}

std::string stay_text(const Quote& quote) { return quote.priced ? plain_cents(quote.stay_cents) : "0"; }
std::string original_text(const Quote& quote) { return quote.priced ? plain_cents(quote.original_cents) : "0"; }

/// Cut like the portal cuts: after about 150 characters, between words, with an ellipsis.
std::string teaser(const std::string& text) {
  constexpr std::size_t kMost = 150;
  if (text.size() <= kMost) return sloppy_text(text);
  const std::size_t blank = text.rfind(' ', kMost);
  return sloppy_text(text.substr(0, blank == std::string::npos ? kMost : blank)) + "&hellip;";
}

std::string name_list(const std::vector<std::string_view>& names, const std::string& css_class) {
  std::string text;
  for (const std::string_view name : names) text += "<span class=\"" + css_class + "\">" + sloppy_text(name) + "</span>\n";
  return text;
}

std::string featured_link(const Hotel& hotel) {
  if (!hotel.programs.empty()) {
    const Program& program = hotel.programs.front();
    return "<a href=\"#\" class=\"specialty-see-all\" data-rate-code=\"" + std::string{program.rate_code} + "\">See all " +
           sloppy_text(program.label) + "</a>";
  }
  if (hotel.collections.empty()) return "";
  return "<a href=\"#\" class=\"featured-collection-filter\" data-collection=\"" + sloppy_attribute(hotel.collections.front()) +
         "\">See all " + sloppy_text(hotel.collections.front()) + "</a>";
}

}  // namespace

std::string select_path(const Hotel& hotel, bool featured_card) {
  return (featured_card ? "/HotelEngine/processor/viewHotelSpecialtyRates/" : "/HotelEngine/processor/selectHotel/") +
         hotel.giata_id;
}

std::string sheet_path(const Hotel& hotel, const SearchRequest& request) {
  ordered_json rooms = ordered_json::array();
  for (const Room& room : request.stay.rooms) {
    rooms.push_back({{"num_adults", std::to_string(room.adults)}, {"num_children", std::to_string(room.child_ages.size())}});
  }
  const ordered_json sheet = {{"checkin", iso_day(request.stay.check_in)},
                              {"checkout", iso_day(request.check_out())},
                              {"location_radius", std::to_string(request.around.radius_miles)},
                              {"location_search", request.label},
                              {"city", request.label},
                              {"state_code", ""},
                              {"country_code", ""},
                              {"lat", request.lat},
                              {"lng", request.lng},
                              {"rooms", rooms},
                              {"num_nights", std::to_string(request.stay.nights)}};
  return "/HotelSheets/processor/selectRooms/" + hotel.giata_id + "/" + base64(sheet.dump(-1, ' ', true));
}

std::string picture_url(const Hotel& hotel, const CardContext& context) {
  if (hotel.picture == Picture::placeholder) return std::string{kNoPicture};
  if (hotel.picture == Picture::map) {
    const std::string point = degrees_text(hotel.lat_e8) + "," + degrees_text(hotel.lng_e8);
    return context.origin + "/maps/api/staticmap?center=" + point + "&zoom=14&size=300x200&markers=" + point;
  }
  const std::uint64_t number = number_of(hotel.giata_id);
  const std::string folder = std::to_string(number % 90 + 1) + "000000/" + std::to_string(number / 90 % 900) + "0000/";
  const std::string url = context.origin + "/lodging/" + folder + hotel.giata_id + "/" + std::to_string(number % 100'000'000) + "_b.png";
  return context.picture_token.empty() ? url : url + "?s=" + context.picture_token + "&w=300";
}

std::string map_markers(const std::vector<const Offer*>& offers) {
  ordered_json markers = ordered_json::array();
  for (const Offer* offer : offers) {
    const Hotel& hotel = *offer->hotel;
    markers.push_back({{"lat", degrees_text(hotel.lat_e8)},
                       {"lng", degrees_text(hotel.lng_e8)},
                       {"title", hotel.name},
                       {"content", "<div class=\"map-info\"><strong>" + hotel.name + "</strong><br>" + hotel.address + "</div>"},
                       {"giata_id", hotel.giata_id},
                       {"price", divide_rounded(offer->quote.stay_cents, 100)}});
  }
  return markers.dump(-1, ' ', true);
}

std::string render_result_card(const Offer& offer, int index, const CardContext& context) {
  const Hotel& hotel = *offer.hotel;
  return fill(embedded("cpmaxx/result_card.html"),
              {{"giata", hotel.giata_id},
               {"image", sloppy_attribute(picture_url(hotel, context))},
               {"images_style", hotel.photos == 0 ? " style=\"visibility: hidden\"" : ""},
               {"photos", std::to_string(hotel.photos)},
               {"select_path", select_path(hotel, false)},
               {"name", sloppy_text(hotel.name)},
               {"star_icons", star_icons(hotel.half_stars)},
               {"address", sloppy_text(hotel.address)},
               {"index", std::to_string(index)},
               {"description", sloppy_text(hotel.description)},
               {"marker", marker_attribute(hotel)},
               {"commission", commission(offer)},
               {"badges", badges(hotel)},
               {"comparison", comparison_comment(offer)},
               {"name_attribute", sloppy_attribute(hotel.name)},
               {"address_attribute", sloppy_attribute(hotel.address)},
               {"description_attribute", sloppy_attribute(hotel.description)},
               {"stay", stay_text(offer.quote)},
               {"original", original_text(offer.quote)},
               {"stars", star_text(hotel.half_stars)},
               {"check_in", iso_day(context.request.stay.check_in)},
               {"check_out", iso_day(context.request.check_out())},
               {"prices", prices(offer.quote)},
               {"sheet_path", sheet_path(hotel, context.request)}});
}

std::string render_featured_card(const Offer& offer, const CardContext& context) {
  const Hotel& hotel = *offer.hotel;
  return fill(embedded("cpmaxx/featured_card.html"),
              {{"giata", hotel.giata_id},
               {"image", sloppy_attribute(picture_url(hotel, context))},
               {"name", sloppy_text(hotel.name)},
               {"teaser", teaser(hotel.description)},
               {"perks", name_list(hotel.perks, "property-rate-amenity-name")},
               {"collections", name_list(hotel.collections, "property-collection-name")},
               {"program", featured_link(hotel)},
               {"name_attribute", sloppy_attribute(hotel.name)},
               {"address", sloppy_attribute(hotel.address)},
               {"description", sloppy_attribute(hotel.description)},
               {"stay", stay_text(offer.quote)},
               {"original", original_text(offer.quote)},
               {"stars", star_text(hotel.half_stars)},
               {"check_in", iso_day(context.request.stay.check_in)},
               {"check_out", iso_day(context.request.check_out())},
               {"select_path", select_path(hotel, true)},
               {"sheet_path", sheet_path(hotel, context.request)}});
}

}  // namespace voygen::sim
