#include "cpmaxx/truth_api.hpp"

#include <nlohmann/json.hpp>

#include "cpmaxx/account_pages.hpp"
#include "cpmaxx/cards.hpp"
#include "portal/truth.hpp"

namespace voygen::sim {

namespace {

using nlohmann::json;

json programs_json(const Hotel& hotel) {
  json programs = json::array();
  for (const Program& program : hotel.programs) {
    programs.push_back({{"rateCode", program.rate_code}, {"label", program.label}, {"sabreId", program.sabre_id}});
  }
  return programs;
}

json sellers_json(const Quote& quote) {
  json sellers = json::array();
  for (const OtherSeller& seller : quote.other_sellers) {
    sellers.push_back({{"provider", seller.provider}, {"dollars", seller.dollars}});
  }
  return sellers;
}

/// A number of a price, null when there is no price.
json priced(const Quote& quote, std::int64_t number) { return quote.priced ? json(number) : json(nullptr); }

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

json hotel_json(const Offer& offer, const CardContext& context) {
  const Hotel& hotel = *offer.hotel;
  return {{"giataId", hotel.giata_id},
          {"name", hotel.name},
          {"address", trimmed(hotel.address)},
          {"addressRaw", hotel.address},
          {"lat", decimal_degrees(hotel.lat_e8, 8)},
          {"lng", decimal_degrees(hotel.lng_e8, 8)},
          {"distanceMetres", offer.metres},
          {"stars", hotel.half_stars > 0 ? json(star_text(hotel.half_stars)) : json(nullptr)},
          {"description", hotel.description},
          {"supplierData", hotel.supplier_data},
          {"amenityIds", hotel.amenities},
          {"amenities", hotel.perks},
          {"programs", programs_json(hotel)},
          {"collections", hotel.collections},
          {"imageUrl", hotel.picture == Picture::photo ? json(picture_url(hotel, context)) : json(nullptr)},
          {"shownImageUrl", picture_url(hotel, context)},
          {"imageCount", hotel.photos},
          {"selectPath", select_path(hotel, false)},
          {"featuredSelectPath", select_path(hotel, true)},
          {"sheetPath", sheet_path(hotel, context.request)}};
}

void add_quote(json& hotel, const Offer& offer, const Stay& stay) {
  const Quote& quote = offer.quote;
  hotel["priced"] = quote.priced;
  hotel["nights"] = stay.nights;
  hotel["stayCents"] = priced(quote, quote.stay_cents);
  hotel["originalCents"] = priced(quote, quote.original_cents);
  hotel["nightlyDollars"] = priced(quote, quote.nightly_dollars);
  hotel["totalDollars"] = priced(quote, quote.total_dollars);
  hotel["commissionCents"] = priced(quote, quote.commission_cents);
  hotel["commissionPercentTenths"] = priced(quote, offer.hotel->commission_tenths);
  hotel["verified"] = !quote.other_sellers.empty();
  hotel["otaRates"] = sellers_json(quote);
}

json offer_json(const Offer& offer, const CardContext& context, const std::vector<Offer>& featured) {
  json hotel = hotel_json(offer, context);
  add_quote(hotel, offer, context.request.stay);
  hotel["featured"] = false;
  hotel["featuredRank"] = nullptr;
  for (std::size_t rank = 0; rank < featured.size(); ++rank) {
    if (featured[rank].hotel != offer.hotel) continue;
    hotel["featured"] = true;
    hotel["featuredRank"] = rank + 1;
  }
  return hotel;
}

SearchRequest request_for(const Place& place, int radius, Stay stay) {
  SearchRequest request;
  request.label = place.label();
  request.lat = place.lat();
  request.lng = place.lng();
  request.around = around_place(place, radius);
  request.stay = std::move(stay);
  return request;
}

json search_json(Site& site, const SearchRequest& request, const Place& place, const std::string& origin) {
  const std::vector<Offer> offers = site.catalogue.top_picks(request.around, request.stay);
  const std::vector<Offer> featured = site.catalogue.featured(request.around, request.stay);
  const CardContext context{request, origin, ""};
  json answer = {{"place", place.label()},
                 {"placeId", place.id()},
                 {"checkIn", iso_day(request.stay.check_in)},
                 {"checkOut", iso_day(request.check_out())},
                 {"radius", request.around.radius_miles},
                 {"total", offers.size()},
                 {"hotels", json::array()},
                 {"featured", json::array()}};
  for (const Offer& offer : offers) answer["hotels"].push_back(offer_json(offer, context, featured));
  for (const Offer& offer : featured) {
    json hotel = offer_json(offer, context, featured);
    hotel["listed"] = offer.hotel->supplier_data;
    answer["featured"].push_back(std::move(hotel));
  }
  return answer;
}

}  // namespace

Reply search_truth(Site& site, const Request& request, const std::string& origin) {
  Reply problem;
  const auto query = read_truth_query(site, request, problem);
  if (!query) return problem;
  const int radius = request.query.number("radius", 1, 200, 20);
  return json_reply(search_json(site, request_for(*query->place, radius, query->stay), *query->place, origin).dump());
}

Reply excursions_truth() {
  json excursions = json::array();
  for (const Excursion& tile : all_excursions()) {
    excursions.push_back({{"id", tile.id}, {"productCode", tile.product_code}, {"title", tile.title}, {"city", tile.city}, {"duration", tile.duration}, {"stars", tile.stars},
                          {"cents", tile.cents}});
  }
  return json_reply(json{{"excursions", excursions}}.dump());
}

}  // namespace voygen::sim
