#include "delta/truth_api.hpp"

#include <nlohmann/json.hpp>

#include "portal/truth.hpp"

namespace voygen::sim::delta {

namespace {

using nlohmann::json;

std::optional<std::vector<int>> read_ages(std::string text) {
  std::vector<int> ages;
  while (!text.empty()) {
    const std::string age = text.substr(0, text.find(','));
    text.erase(0, age.size() + 1);
    const auto years = parse_number(age, 0, 17);
    if (!years || ages.size() == 4) return std::nullopt;
    ages.push_back(*years);
  }
  return ages;
}

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string local_time(DayNumber day, int minutes) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return iso_day(day) + "T" + two(minutes / 60) + ":" + two(minutes % 60);
}

json segment_json(const FlightSegment& flight) {
  return {{"carrier", flight.carrier},
          {"carrierName", flight.carrier_name},
          {"number", flight.number},
          {"operatedBy", flight.operated_by.empty() ? json(nullptr) : json(flight.operated_by)},
          {"from", flight.from->code},
          {"fromName", flight.from->name},
          {"to", flight.to->code},
          {"toName", flight.to->name},
          {"departs", local_time(flight.departure_day, flight.departs)},
          {"arrives", local_time(flight.arrival_day, flight.arrives)},
          {"aircraft", flight.aircraft},
          {"stops", flight.stops},
          {"bookingClass", flight.booking_class},
          {"published", flight.published}};
}

json leg_json(const FlightLeg& leg) {
  json segments = json::array();
  for (const FlightSegment& flight : leg) segments.push_back(segment_json(flight));
  return segments;
}

json flight_json(const Trip& trip, const RoundTrip& flight) {
  const std::int64_t difference = trip.flight_cents(flight) - trip.flight_cents(trip.flights.front());
  return {{"outbound", leg_json(flight.outbound)},
          {"return", leg_json(flight.back)},
          {"differenceCents", difference},
          {"totalCents", trip.base_cents() + difference}};
}

json room_json(const Trip& trip, const RoomOffer& room) {
  const std::int64_t difference = room.hotel_cents - trip.selected_hotel_cents;
  static constexpr const char* kStatus[] = {"bookable", "call_to_request", "not_available"};
  const bool bookable = room.status == RoomStatus::bookable;
  return {{"code", bookable ? json(room.code) : json(nullptr)},
          {"ratePlan", room.rate_plan},
          {"name", room.name},
          {"perks", room.perks},
          {"hotelCents", bookable ? json(room.hotel_cents) : json(nullptr)},
          {"differenceCents", difference},
          {"totalCents", trip.base_cents() + difference},
          {"status", kStatus[static_cast<std::size_t>(room.status)]},
          {"nonRefundable", room.non_refundable},
          {"hidden", room.hidden}};
}

json hotel_json(const Trip& trip, const HotelItem& item) {
  json amenities = json::array();
  for (const auto& [letter, text] : amenities_of(*item.hotel)) amenities.push_back(text);
  json rooms = json::array();
  for (const RoomOffer& room : item.rooms) rooms.push_back(room_json(trip, room));
  const Hotel& hotel = *item.hotel;
  return {{"code", item.code},
          {"giataId", hotel.giata_id},
          {"name", trimmed(item.name)},
          {"halfStars", hotel.half_stars > 0 ? json(hotel.half_stars) : json(nullptr)},
          {"exceptionalLuxury", hotel.half_stars == 10 && hotel.photos % 3 == 0},
          {"area", item.area},
          {"amenities", amenities},
          {"hasPhoto", hotel.picture == Picture::photo},
          {"membersPick", item.members_pick},
          {"membersRating", item.members_pick ? json(item.members_rating) : json(nullptr)},
          {"transfer", item.transfer},
          {"notes", item.notes},
          {"selected", item.code == trip.selected_code},
          {"rooms", rooms}};
}

json trip_json(const Trip& trip) {
  json answer = {{"origin", trip.request.origin->code},
                 {"destination", trip.request.destination->code},
                 {"departure", iso_day(trip.request.departure)},
                 {"return", iso_day(trip.request.back)},
                 {"baseCents", trip.flights.empty() ? json(nullptr) : json(trip.base_cents())},
                 {"selectedHotelCents", trip.selected_hotel_cents},
                 {"hotels", json::array()},
                 {"flights", json::array()}};
  for (const HotelItem& item : trip.hotels) answer["hotels"].push_back(hotel_json(trip, item));
  for (const RoundTrip& flight : trip.flights) answer["flights"].push_back(flight_json(trip, flight));
  return answer;
}

}  // namespace

Reply search_truth(DeltaSite& site, const Request& request) {
  TripRequest trip;
  trip.origin = find_airport(request.query.value("origin"));
  trip.destination = find_airport(request.query.value("destination"));
  if (!trip.origin || !trip.destination) return truth_refusal("\"origin\" and \"destination\" must be airport codes of this world.", 404);
  const auto departure = parse_iso_day(request.query.value("departure"));
  const auto back = parse_iso_day(request.query.value("return"));
  if (!departure || !back || *back <= *departure || *back - *departure > 28) {
    return truth_refusal("\"departure\" and \"return\" must be ISO dates, 1 to 28 nights apart.");
  }
  const auto ages = read_ages(request.query.value("childAges"));
  if (!ages) return truth_refusal("\"childAges\" must be up to four ages like 5,9.");
  trip.departure = *departure;
  trip.back = *back;
  trip.place = place_of_airport(trip.destination->code);
  trip.party = {request.query.number("adults", 1, 9, 2), *ages, request.query.number("rooms", 1, 4, 1)};
  if (trip.party.rooms > trip.party.adults) return truth_refusal("\"rooms\" must not be more than \"adults\".");
  return json_reply(trip_json(make_trip(site.catalogue, trip)).dump());
}

}  // namespace voygen::sim::delta
