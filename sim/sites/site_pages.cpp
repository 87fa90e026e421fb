#include "sites/site_pages.hpp"

#include <nlohmann/json.hpp>

#include "portal/markup.hpp"

namespace voygen::sim {

namespace {

using nlohmann::json;

std::string page_around(const TravelSite& site, const std::string& head, const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"" + std::string{site.language} + "\"><head><meta charset=\"utf-8\"><title>" + std::string{site.title} + "</title>" + head +
         "</head><body><header><a href=\"/" + std::string{site.id} + "/\">" + std::string{site.title} + "</a> <span>Call 1-800-555-0142</span></header>\n" + body +
         "\n<footer><p>&copy; " + std::string{site.title} + ". Prices from $1 are an example of our price guarantee.</p></footer></body></html>";
}

std::string url_of(const Shown& shown, const SiteOffer& offer) { return shown.origin + hotel_path(shown.site, offer); }
std::string image_of(const Shown& shown, const SiteOffer& offer) { return shown.origin + "/lodging/" + offer.hotel->giata_id + "/1_b.jpg"; }

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

json schema_offer(const Shown& shown, const SiteOffer& offer) {
  const std::string price = plain_amount(offer.nightly, shown.site.decimals);
  return {{"@type", "Offer"},
          {"priceCurrency", shown.site.currency},
          {"price", price},
          {"availability", offer.sold_out ? "https://schema.org/SoldOut" : "https://schema.org/InStock"},
          {"url", url_of(shown, offer)},
          {"priceSpecification", {{"@type", "UnitPriceSpecification"}, {"price", price}, {"priceCurrency", shown.site.currency}, {"unitText", "per night"}, {"valueAddedTaxIncluded", true}}}};
}

json schema_hotel(const Shown& shown, const SiteOffer& offer, bool with_offer) {
  const Hotel& hotel = *offer.hotel;
  json node = {{"@type", "Hotel"},
               {"name", trimmed(offer.name)},
               {"identifier", offer.id},
               {"url", url_of(shown, offer)},
               {"image", json::array({image_of(shown, offer)})},
               {"address", {{"@type", "PostalAddress"}, {"streetAddress", trimmed(hotel.address)}}},
               {"geo", {{"@type", "GeoCoordinates"}, {"latitude", decimal_degrees(hotel.lat_e8, 8)}, {"longitude", decimal_degrees(hotel.lng_e8, 8)}}}};
  if (hotel.half_stars > 0) node["starRating"] = {{"@type", "Rating"}, {"ratingValue", star_text(hotel.half_stars)}};
  if (with_offer && !offer.sold_out) node["offers"] = schema_offer(shown, offer);
  if (with_offer && offer.sold_out) node["offers"] = {{"@type", "Offer"}, {"availability", "https://schema.org/SoldOut"}};
  return node;
}

std::string block(const std::string& text) { return "<script type=\"application/ld+json\">" + text + "</script>\n"; }

std::string organisation_block(const TravelSite& site) {
  return block(json{{"@context", "https://schema.org"}, {"@type", "Organization"}, {"name", site.title}, {"telephone", "+1-800-555-0142"}}.dump());
}

std::string list_block(const Shown& shown) {
  json items = json::array();
  for (const SiteOffer& offer : shown.offers) items.push_back({{"@type", "ListItem"}, {"position", items.size() + 1}, {"item", schema_hotel(shown, offer, true)}});
  return block(json{{"@context", "https://schema.org"}, {"@type", "ItemList"}, {"itemListElement", items}}.dump(2));
}

/// Hotels in one block, their offers in another, pointing at each other.
std::string graph_blocks(const Shown& shown) {
  json hotels = json::array();
  json offers = json::array();
  for (const SiteOffer& offer : shown.offers) {
    json hotel = schema_hotel(shown, offer, false);
    hotel["@id"] = url_of(shown, offer) + "#hotel";
    hotels.push_back(hotel);
    json sold = offer.sold_out ? json{{"@type", "Offer"}, {"availability", "SoldOut"}} : schema_offer(shown, offer);
    sold["itemOffered"] = {{"@id", hotel["@id"]}};
    offers.push_back(sold);
  }
  json graph = hotels;
  graph.push_back({{"@type", "BreadcrumbList"}, {"itemListElement", json::array()}});
  return block(json{{"@context", "https://schema.org"}, {"@graph", graph}}.dump()) + block(json{{"@context", "https://schema.org"}, {"@graph", offers}}.dump());
}

/// An array as a careless template writes it.
std::string broken_block(const Shown& shown) {
  std::string text = "\n<!--\n[ // generated\n";
  bool entities = false;
  for (const SiteOffer& offer : shown.offers) {
    std::string hotel = schema_hotel(shown, offer, true).dump(1);
    hotel.insert(hotel.rfind('}'), ",\n\"description\": \"Close to\n\tthe harbour\", /* checked */\n");
    if ((entities = !entities)) hotel.insert(1, "\n,");
    text += hotel + ",\n";
  }
  return block(text + "]\n//-->\n");
}

std::string microdata_items(const Shown& shown) {
  std::string html = "<ul class=\"liste\">";
  for (const SiteOffer& offer : shown.offers) {
    const Hotel& hotel = *offer.hotel;
    html += "<li itemscope itemtype=\"https://schema.org/Hotel\"><a itemprop=url href='" + hotel_path(shown.site, offer) + "'><h2 itemprop=\"name\">" + escaped(offer.name) +
            "</h2></a><meta itemprop=identifier content=\"" + escaped(offer.id) + "\"><img itemprop=\"image\" src=\"" + image_of(shown, offer) + "\">";
    if (hotel.half_stars > 0) {
      html += "<span itemprop=\"starRating\" itemscope itemtype=\"http://schema.org/Rating\"><meta itemprop=\"ratingValue\" content=\"" + star_text(hotel.half_stars) + "\">Sterne</span>";
    }
    html += "<p itemprop=address itemscope itemtype=\"https://schema.org/PostalAddress\"><span itemprop=streetAddress>" + escaped(hotel.address) + "</span></p>"
            "<div itemprop=\"geo\" itemscope itemtype=\"https://schema.org/GeoCoordinates\"><meta itemprop=\"latitude\" content=\"" + decimal_degrees(hotel.lat_e8, 8) +
            "\"><meta itemprop=\"longitude\" content=\"" + decimal_degrees(hotel.lng_e8, 8) + "\"></div>";
    html += "<div itemprop=\"offers\" itemscope itemtype=\"https://schema.org/Offer\">";
    if (offer.sold_out) {
      html += "<link itemprop=\"availability\" href=\"https://schema.org/SoldOut\">ausgebucht";
    } else {
      html += "<meta itemprop=\"priceCurrency\" content=\"EUR\"><span itemprop=\"price\" content=\"" + plain_amount(offer.nightly, 2) + "\">" + shown_amount(offer.nightly, shown.site) +
              "</span> pro Nacht<meta itemprop=\"unitText\" content=\"pro Nacht\">";
    }
    html += "</div></li>\n";
  }
  return html + "</ul>";
}

std::string rdfa_items(const Shown& shown) {
  std::string html = "<div vocab=\"https://schema.org/\">";
  for (const SiteOffer& offer : shown.offers) {
    const Hotel& hotel = *offer.hotel;
    html += "<article typeof=\"Hotel\"><h2 property=\"name\">" + escaped(offer.name) + "</h2><a property=\"url\" href=\"" + hotel_path(shown.site, offer) +
            "\">Ver</a><meta property=\"identifier\" content=\"" + escaped(offer.id) + "\"><img property=\"image\" src=\"" + image_of(shown, offer) +
            "\"><p property=\"address\" typeof=\"PostalAddress\"><span property=\"streetAddress\">" + escaped(hotel.address) + "</span></p>"
            "<span property=\"geo\" typeof=\"GeoCoordinates\"><meta property=\"latitude\" content=\"" + decimal_degrees(hotel.lat_e8, 8) + "\"><meta property=\"longitude\" content=\"" +
            decimal_degrees(hotel.lng_e8, 8) + "\"></span>";
    if (hotel.half_stars > 0) html += "<span property=\"starRating\" typeof=\"Rating\"><span property=\"ratingValue\">" + star_text(hotel.half_stars) + "</span> estrellas</span>";
    html += "<div property=\"offers\" typeof=\"Offer\">";
    if (offer.sold_out) {
      html += "<link property=\"availability\" href=\"https://schema.org/SoldOut\">agotado";
    } else {
      html += "<span property=\"price\">" + shown_amount(offer.nightly, shown.site) + "</span> <span property=\"unitText\">por noche</span><meta property=\"priceCurrency\" content=\"EUR\">";
    }
    html += "</div></article>\n";
  }
  return html + "</div>";
}

std::string open_graph_head(const Shown& shown) {
  if (shown.offers.empty()) return {};
  const SiteOffer& offer = shown.offers.front();
  const auto meta = [](const std::string& property, const std::string& content) { return "<meta property=\"" + property + "\" content=\"" + escaped(content) + "\">\n"; };
  std::string head = meta("og:type", "product") + meta("og:title", trimmed(offer.name)) + meta("og:url", url_of(shown, offer)) + meta("og:image", image_of(shown, offer)) +
                     meta("og:street-address", trimmed(offer.hotel->address)) + meta("place:location:latitude", decimal_degrees(offer.hotel->lat_e8, 8)) +
                     meta("place:location:longitude", decimal_degrees(offer.hotel->lng_e8, 8));
  return head + meta("product:price:amount", plain_amount(offer.total, 2)) + meta("product:price:currency", std::string{shown.site.currency});
}

std::string hydration(const Shown& shown) {
  json results = json::array();
  for (const SiteOffer& offer : shown.offers) {
    const Hotel& hotel = *offer.hotel;
    json rate = offer.sold_out ? json(nullptr) : json{{"totalCents", offer.total}, {"currencyCode", shown.site.currency}};
    json entry = {{"hotelId", offer.id}, {"title", trimmed(offer.name)}, {"link", hotel_path(shown.site, offer)}, {"where", {{"line", trimmed(hotel.address)}}},
                  {"geo", {{"lat", decimal_degrees(hotel.lat_e8, 8)}, {"lng", decimal_degrees(hotel.lng_e8, 8)}}}, {"soldOut", offer.sold_out}, {"best", rate}};
    if (hotel.half_stars > 0) entry["stars"] = star_text(hotel.half_stars);
    results.push_back(entry);
  }
  json state = {{"props", {{"pageProps", {{"search", {{"total", shown.found}, {"results", results}}}}}}}, {"buildId", "x1"}};
  return "<div id=\"__next\"></div><script id=\"__NEXT_DATA__\" type=\"application/json\">" + state.dump() + "</script>";
}

struct Words {
  const char* total;
  const char* nights;
  const char* stars;
  const char* sold_out;
};
Words words_of(const TravelSite& site) {
  if (site.language == "de") return {"Gesamtpreis", "Nächte", "Sterne", "ausgebucht"};
  if (site.language == "fr") return {"Prix total", "nuits", "étoiles", "complet"};
  if (site.language == "sv") return {"Totalpris", "nätter", "stjärnor", "fullbokat"};
  if (site.language == "pt-BR") return {"Preço total", "noites", "estrelas", "esgotado"};
  return {"Total", "nights", "stars", "sold out"};
}

std::string day_first(DayNumber day, char mark) {
  const std::string iso = iso_day(day);
  return iso.substr(8, 2) + mark + iso.substr(5, 2) + mark + iso.substr(0, 4);
}

/// A picture of a price: what a site does that wants no machine to read it.
std::string price_picture() { return "<img class=\"p\" src=\"/lodging/price/1_b.jpg\" alt=\"\">"; }

std::string pager(const Shown& shown) {
  if (shown.page >= shown.pages) return {};
  return "<nav class=\"pager\"><a class=\"next\" rel=\"next\" href=\"/" + std::string{shown.site.id} + "/search?" + escaped(shown.query) + "&amp;page=" + std::to_string(shown.page + 1) + "\">&rsaquo;</a></nav>";
}

const char* consent_banner() {
  return "<div id=\"cookie-banner\" class=\"overlay\" role=\"dialog\"><p>We value your privacy. 849 partners.</p><button id=\"cookie-reject\" type=\"button\" "
         "onclick=\"document.cookie='consent=no;path=/';this.closest('#cookie-banner').remove()\">Reject all</button></div>";
}

}  // namespace

std::string hotel_path(const TravelSite& site, const SiteOffer& offer) { return "/" + std::string{site.id} + "/hotel/" + offer.id; }

std::string cards_of(const Shown& shown) {
  const Words words = words_of(shown.site);
  const std::string card = shown.renamed ? "tile-x7" : "hotel-card";
  const std::string price = shown.renamed ? "amt-x7" : "price";
  std::string html;
  for (const SiteOffer& offer : shown.offers) {
    const Hotel& hotel = *offer.hotel;
    html += "<div class=\"" + card + " shadow\" data-hotel-id='" + escaped(offer.id) + "'>\n  <img loading=lazy data-src=\"" + image_of(shown, offer) + "\">\n  <h3>\n <a href=\"" +
            hotel_path(shown.site, offer) + "\">" + escaped(offer.name) + " </a></h3>\n  <p class=\"addr\">" + escaped(hotel.address) + "</p>";
    html += "<span class=\"geo\" data-lat=\"" + decimal_degrees(hotel.lat_e8, 8) + "\" data-lng=\"" + decimal_degrees(hotel.lng_e8, 8) + "\"></span>";
    if (hotel.half_stars > 0) html += "<span class=\"stars\" title=\"" + star_text(hotel.half_stars) + " " + words.stars + "\"></span>";
    if (offer.sold_out) {
      html += "<span class=\"gone\">" + std::string{words.sold_out} + "</span>";
    } else if (shown.pictured) {
      html += "<div class=\"" + price + "\">" + price_picture() + "</div>";
    } else {
      html += "<div class=\"" + price + "\">";
      if (offer.before > 0) html += "<del>" + shown_amount(offer.before, shown.site) + "</del> ";
      html += "<b>" + shown_amount(offer.total, shown.site) + "</b> <small>" + words.total + ", " + std::to_string(shown.stay.nights) + " " + words.nights + "</small></div>";
    }
    html += "</div>\n";
  }
  return html;
}

std::string results_page(const Shown& shown) {
  const TravelSite& site = shown.site;
  std::string heading = "<h1>" + escaped(shown.place) + "</h1><p class=\"count\">" + std::to_string(shown.found) + "</p><p class=\"when\"><span class=\"from\">" +
                        day_first(shown.stay.check_in, '.') + "</span> - <span class=\"to\">" + day_first(shown.stay.check_in + shown.stay.nights, '.') + "</span></p>";
  switch (site.writing) {
    case Writing::json_ld_list: return page_around(site, organisation_block(site) + list_block(shown), heading);
    case Writing::json_ld_graph: return page_around(site, organisation_block(site), heading + graph_blocks(shown));
    case Writing::json_ld_broken: return page_around(site, organisation_block(site) + broken_block(shown), heading);
    case Writing::microdata: return page_around(site, "", heading + microdata_items(shown));
    case Writing::rdfa: return page_around(site, "", heading + rdfa_items(shown));
    case Writing::open_graph: return page_around(site, open_graph_head(shown), heading);
    case Writing::hydration: return page_around(site, "", heading + hydration(shown));
    case Writing::lazy_cards:
      return page_around(site, "", heading + "<div id=\"list\"><p>Chargement…</p></div><script>fetch('/" + std::string{site.id} + "/cards?" + shown.query +
                                       "').then((reply) => reply.text()).then((html) => { document.getElementById('list').innerHTML = html; });</script>");
    default: return page_around(site, "", (site.id == "alpenblick" ? consent_banner() : "") + heading + "<main>" + cards_of(shown) + "</main>" + pager(shown));
  }
}

std::string empty_page(const TravelSite& site, bool with_text) {
  return page_around(site, "", "<main><div class=\"empty\">" + (with_text ? std::string{site.nothing} : std::string{}) + "</div></main>");
}

std::string form_page(const TravelSite& site) {
  return page_around(site, "", std::string{consent_banner()} + "<form id=\"suche\" action=\"/" + std::string{site.id} + "/search\" method=\"get\"><input name=\"q\" placeholder=\"Wohin?\">"
                                   "<input name=\"anreise\" placeholder=\"TT.MM.JJJJ\"><input name=\"abreise\" placeholder=\"TT.MM.JJJJ\"><select name=\"gaeste\"><option>1<option selected>2<option>3<option>4</select>"
                                   "<button type=\"submit\">Suchen</button></form>");
}

std::string wall_page(const TravelSite& site) {
  return page_around(site, "", "<main><h1>Members only</h1><p>Please sign in to see our rates.</p><form method=\"post\"><input type=\"email\" name=\"user\"><input type=\"password\" name=\"secret\">"
                               "<button>Sign in</button></form></main>");
}

std::string challenge_page(const TravelSite& site) {
  return "<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title></head><body><h1>" + std::string{site.title} +
         "</h1><p>Verifying you are human. This may take a few seconds.</p><form id=\"challenge-form\" method=\"post\"></form></body></html>";
}

}  // namespace voygen::sim
