#include "vax/truth_api.hpp"

#include <nlohmann/json.hpp>

#include "catalogue/hotel.hpp"
#include "portal/truth.hpp"
#include "vax/hotel_rows.hpp"

namespace voygen::sim::vax {

namespace {

using nlohmann::json;

json room_json(const Availability& found, const RoomType& room) {
  json indicators = json::array();
  for (const ValueIndicator& indicator : room.indicators) indicators.push_back({{"title", indicator.title}, {"text", indicator.text}});
  json promotions = json::array();
  for (const Promotion& promotion : room.promotions) {
    promotions.push_back({{"title", promotion.title}, {"text", promotion.text}, {"bookingDates", "Now - 12/31/2050"}});
  }
  const std::int64_t difference = room.total_cents - found.selected_cents;
  return {{"code", room.code},
          {"name", room.name},
          {"totalCents", room.total_cents},
          {"perPersonCents", room.per_person_cents},
          {"differenceCents", difference == 0 ? json(nullptr) : json(difference)},
          {"valueIndicators", indicators},
          {"promotions", promotions},
          {"itemId", room.item}};
}

json hotel_json(const Availability& found, std::size_t index, const std::string& origin) {
  const HotelRow& hotel = found.hotels[index];
  json rooms = json::array();
  for (const RoomType& room : hotel.rooms) rooms.push_back(room_json(found, room));
  const bool reviewed = hotel.review_tenths > 0;
  return {{"id", hotel.id},
          {"giataId", hotel.hotel->giata_id},
          {"name", hotel.name},
          {"source", hotel.source},
          {"stars", hotel.hotel->half_stars > 0 ? json(star_text(hotel.hotel->half_stars)) : json(nullptr)},
          {"tripAdvisorTenths", reviewed ? json(hotel.review_tenths) : json(nullptr)},
          {"tripAdvisorReviews", reviewed ? json(hotel.reviews) : json(nullptr)},
          {"town", town_text(all_places()[hotel.hotel->place])},
          {"airport", found.request.destination->airport},
          {"airportMilesHundredths", hotel.airport_hundredths},
          {"badge", hotel.badge ? json{{"program", hotel.badge->program}, {"label", hotel.badge->label}} : json(nullptr)},
          {"detailUrl", origin + detail_path(found, index)},
          {"rooms", rooms}};
}

}  // namespace

Reply search_truth(Site& site, const Request& request, const std::string& origin) {
  Reply problem;
  const auto query = read_truth_query(site, request, problem);
  if (!query) return problem;
  SearchRequest search;
  search.vendor = find_vendor(request.query.find("vendor").value_or("APV"));
  search.package = request.query.find("package").value_or(std::string{kHotelOnly});
  search.destination = query->place;
  search.stay = query->stay;
  if (!search.vendor) return truth_refusal("\"vendor\" is none of APV, BLV, CTV.");
  if (find_market(destinations_of(*search.vendor), market_label(*query->place)) == nullptr) return truth_refusal("That supplier has no such market.", 404);
  if (search.with_flight()) {
    search.origin = site.catalogue.find_place(request.query.value("origin"));
    if (!search.origin) return truth_refusal("\"origin\" is neither an id nor a label of /__sim/places.");
  }
  const Availability found = find_availability(site.catalogue, search);
  json hotels = json::array();
  for (std::size_t index = 0; index < found.hotels.size(); ++index) hotels.push_back(hotel_json(found, index, origin));
  return json_reply(json{{"market", market_label(*search.destination)},
                         {"vendor", search.vendor->code},
                         {"package", search.package},
                         {"checkIn", iso_day(search.stay.check_in)},
                         {"checkOut", iso_day(search.stay.check_in + search.stay.nights)},
                         {"travellers", search.travellers()},
                         {"total", found.hotels.size()},
                         {"selectedCents", found.selected_cents},
                         {"hotels", hotels}}.dump());
}

Reply markets_truth(const Request& request) {
  const Vendor* vendor = find_vendor(request.query.find("vendor").value_or("APV"));
  if (!vendor) return truth_refusal("\"vendor\" is none of APV, BLV, CTV.");
  json markets = json::array();
  for (const Place* place : destinations_of(*vendor)) markets.push_back({{"placeId", place->id()}, {"code", place->airport}, {"label", market_label(*place)}});
  json vendors = json::array();
  for (const Vendor& known : all_vendors()) vendors.push_back({{"code", known.code}, {"name", known.name}});
  return json_reply(json{{"vendors", vendors}, {"markets", markets}}.dump());
}

}  // namespace voygen::sim::vax
