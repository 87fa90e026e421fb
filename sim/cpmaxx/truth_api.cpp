#include "cpmaxx/truth_api.hpp"

#include <nlohmann/json.hpp>

#include "cpmaxx/cards.hpp"

namespace voygen::sim {

namespace {

using nlohmann::json;

Reply refusal(const std::string& why, int status = 400) { return json_reply(json{{"error", why}}.dump(), status); }

/// [{"adults":2,"childAges":[5]}]; nothing when it is not that.
std::optional<std::vector<Room>> read_rooms(const std::string& text) {
  if (text.empty()) return std::vector<Room>{Room{}};
  const json source = json::parse(text, nullptr, false);
  if (!source.is_array() || source.empty() || source.size() > 4) return std::nullopt;
  std::vector<Room> rooms;
  try {
    for (const json& room : source) {
      rooms.push_back({room.value("adults", 2), room.value("childAges", std::vector<int>{})});
    }
  } catch (const json::exception&) {
    return std::nullopt;
  }
  return rooms;
}

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

Reply search_truth(Site& site, const Request& request, const std::string& origin) {
  constexpr int kMostNights = 60;
  const Place* place = site.catalogue.find_place(request.query.value("place"));
  if (!place) return refusal("\"place\" is neither an id nor a label of /__sim/places.", 404);
  const auto check_in = parse_iso_day(request.query.value("checkIn"));
  const auto check_out = parse_iso_day(request.query.value("checkOut"));
  if (!check_in || !check_out || *check_out <= *check_in || *check_out - *check_in > kMostNights) {
    return refusal("\"checkIn\" and \"checkOut\" must be ISO dates, 1 to 60 nights apart.");
  }
  auto rooms = read_rooms(request.query.value("rooms"));
  if (!rooms) return refusal("\"rooms\" must be JSON like [{\"adults\":2,\"childAges\":[5]}] with 1 to 4 rooms.");
  const int radius = request.query.number("radius", 1, 200, 20);
  Stay stay{*check_in, *check_out - *check_in, std::move(*rooms)};
  return json_reply(search_json(site, request_for(*place, radius, std::move(stay)), *place, origin).dump());
}

Reply places_truth(Site& site) {
  std::map<std::size_t, int> counts;
  for (const Hotel& hotel : site.catalogue.hotels()) counts[hotel.place] += hotel.supplier_data ? 1 : 0;
  json places = json::array();
  for (std::size_t index = 0; index < all_places().size(); ++index) {
    const Place& place = all_places()[index];
    places.push_back({{"id", place.id()},
                      {"label", place.label()},
                      {"city", place.city},
                      {"stateCode", place.state_code},
                      {"countryCode", place.country_code},
                      {"airport", place.airport},
                      {"lat", place.lat()},
                      {"lng", place.lng()},
                      {"hotels", counts[index]}});
  }
  return json_reply(json{{"places", places}, {"hotels", site.catalogue.hotels().size()}}.dump());
}

Reply switch_faults(Site& site, const Request& request) {
  if (request.method == "DELETE") {
    const std::string name = request.query.value("name");
    if (name.empty()) {
      site.faults.clear();
    } else {
      site.faults.remove(name);
    }
  } else if (request.is_post()) {
    if (const auto problem = site.faults.set_from_json(request.body)) return refusal(*problem);
  }
  return json_reply(site.faults.to_json());
}

Reply expire_sessions(Site& site) {
  int expired = 0;
  site.remembered.clear();
  site.sessions.with_each([&](PortalSession& session) {
    expired += session.signed_in ? 1 : 0;
    session = {};
  });
  for (int login = 0; login < expired; ++login) site.counters.count_event("expired_sessions");
  return json_reply(json{{"expired", expired}}.dump());
}

}  // namespace

Reply answer_truth(Site& site, const Request& request, const std::string& origin) {
  const std::string what = request.path.substr(kTruthPrefix.size());
  if (what == "catalogue/search") return search_truth(site, request, origin);
  if (what == "places") return places_truth(site);
  if (what == "stats") return json_reply(site.counters.to_json(site.sessions.size()));
  if (what == "faults") return switch_faults(site, request);
  if (what == "expire-sessions" && request.is_post()) return expire_sessions(site);
  return refusal("There is catalogue/search, places, stats, faults and (POST) expire-sessions here.", 404);
}

}  // namespace voygen::sim
