// Searches of the simulated portal, compared with its truth field by field.
#include <gtest/gtest.h>

#include "catalogue/catalogue.hpp"
#include "in_browser.hpp"
#include "vax/availability.hpp"
#include "vax/hotel_rows.hpp"
#include "voygen/page_text.hpp"

namespace vax::test {
namespace {

using nlohmann::json;
using voygen::Date;
using voygen::HotelQuery;
using voygen::PackageQuery;
using voygen::Room;
using voygen::sim::VaxOptions;
using voygen::sim::VaxPortal;
using voygen::sim::vax::Availability;
using voygen::sim::vax::HotelRow;
using voygen::sim::vax::RoomType;
using voygen::testkit::Served;

const voygen::sim::Catalogue& catalogue() { return voygen::sim::Catalogue::of(VaxOptions{}.seed); }

VaxOptions hurried(std::vector<std::string> faults = {}) {
  VaxOptions options;
  options.delay_permille = 20;
  options.today = "2027-01-10";
  options.faults = std::move(faults);
  return options;
}

HotelQuery hotel_query(std::string destination, const char* check_in, const char* check_out, int most = 20) {
  HotelQuery query;
  query.destination = std::move(destination);
  query.check_in = *Date::parse_iso(check_in);
  query.check_out = *Date::parse_iso(check_out);
  query.max_results = most;
  return query;
}

std::vector<voygen::sim::Room> sim_rooms(const std::vector<Room>& rooms) {
  std::vector<voygen::sim::Room> all;
  for (const Room& room : rooms) all.push_back({room.adults, room.child_ages});
  return all;
}

Availability truth(const char* place, const HotelQuery& query, const char* vendor = "APV") {
  voygen::sim::vax::SearchRequest request;
  request.vendor = voygen::sim::vax::find_vendor(vendor);
  request.destination = catalogue().find_place(place);
  request.stay = {*voygen::sim::parse_iso_day(query.check_in.iso()), query.nights(), sim_rooms(query.rooms)};
  return voygen::sim::vax::find_availability(catalogue(), request);
}

json usd(std::int64_t cents) { return {{"amount", voygen::to_json_number(cents * 10'000)}, {"currency", "USD"}}; }
json exact(std::int64_t cents) {
  json price = usd(cents);
  price["priceBasis"] = "exact";
  return price;
}

json expected_room(const Availability& found, const RoomType& room) {
  json pricing{{"totalPrice", exact(room.total_cents)}, {"perPerson", exact(room.per_person_cents)}};
  pricing["perPerson"]["unit"] = "per person";
  if (room.total_cents != found.selected_cents) pricing["difference"] = usd(room.total_cents - found.selected_cents);
  json offer{{"type", room.name}, {"code", room.code}, {"status", "bookable"}, {"pricing", pricing}};
  for (const auto& indicator : room.indicators) offer["valueIndicators"].push_back(indicator.title);
  for (const auto& promotion : room.promotions) offer["promotions"].push_back(promotion.title);
  return offer;
}

// What an offer must say, from the truth alone.
json expected(const Availability& found, std::size_t index, const std::string& base_url, std::size_t rooms_shown) {
  const HotelRow& hotel = found.hotels[index];
  json offer{{"category", "hotel"}, {"name", voygen::tidy(hotel.name)}, {"externalIds", {{"platform", hotel.id}}}, {"featured", false}};
  offer["pricing"] = {{"totalPrice", exact(hotel.rooms.front().total_cents)}};
  for (std::size_t i = 0; i < std::min(rooms_shown, hotel.rooms.size()); ++i) offer["rooms"].push_back(expected_room(found, hotel.rooms[i]));
  offer["availability"] = {{"available", true}};
  offer["hotelDetails"] = json::object();
  if (hotel.hotel->half_stars > 0) offer["hotelDetails"]["starRating"] = voygen::to_json_number(hotel.hotel->half_stars * 500'000);
  if (hotel.review_tenths > 0) {
    offer["rating"] = {{"overall", hotel.review_tenths / 10.0}, {"scale", 5.0}, {"reviewCount", hotel.reviews}, {"source", "TripAdvisor"}};
  }
  offer["location"] = {{"neighborhood", voygen::sim::vax::town_text(voygen::sim::all_places()[hotel.hotel->place])},
                       {"distanceFromAirport", {{"value", static_cast<double>(hotel.airport_hundredths) / 100}, {"unit", "mi"},
                                                {"airportCode", found.request.destination->airport}}}};
  if (hotel.badge) {
    const std::string label{hotel.badge->label};
    offer["programs"].push_back({{"code", hotel.badge->program}, {"name", label.substr(0, label.rfind(" badge"))}});
  }
  offer["source"] = {{"bookingUrl", base_url + voygen::sim::vax::detail_path(found, index)}};
  return offer;
}

json without_extras(json offer) {
  offer.erase("extraction");
  offer.erase("notes");
  for (const char* known : {"startDate", "endDate", "duration"}) offer["availability"].erase(known);
  return offer;
}

void expect_equal(const Served& served, const Availability& found, const std::string& base_url, int most, std::size_t rooms_shown = 99) {
  ASSERT_TRUE(served.ok()) << served.what();
  const json& offers = served.answer->at("offers");
  const std::size_t wanted = std::min<std::size_t>(found.hotels.size(), static_cast<std::size_t>(most));
  ASSERT_EQ(offers.size(), wanted);
  EXPECT_EQ(served.answer->at("available"), found.hotels.size());
  for (std::size_t i = 0; i < wanted; ++i) {
    EXPECT_EQ(without_extras(offers[i]), expected(found, i, base_url, rooms_shown)) << "offer " << i;
    EXPECT_EQ(offers[i].at("extraction").at("warnings"), json::array()) << "offer " << i;
    EXPECT_EQ(offers[i].at("extraction").at("confidence"), 1.0);
  }
}

struct SearchCase {
  const char* place;
  const char* destination;
  const char* check_in;
  const char* check_out;
  std::vector<Room> rooms;
  int most;
};
void PrintTo(const SearchCase& search, std::ostream* out) { *out << search.place << ' ' << search.check_in; }

class Search : public ::testing::TestWithParam<SearchCase> {};

TEST_P(Search, EqualsTheTruthFieldByField) {
  const SearchCase& asked = GetParam();
  const VaxPortal portal(hurried());
  PluginInBrowser plugin(portal, {{"roomsOfHotels", 200}});
  HotelQuery query = hotel_query(asked.destination, asked.check_in, asked.check_out, asked.most);
  query.rooms = asked.rooms;
  const Served served = plugin.search(query);
  expect_equal(served, truth(asked.place, query), portal.base_url(), asked.most);
  if (served.ok()) {
    EXPECT_FALSE(served.answer->at("partial").get<bool>()) << served.answer->at("warnings").dump();
  }
}

INSTANTIATE_TEST_SUITE_P(
    Markets, Search,
    ::testing::Values(SearchCase{"las-vegas-nv-us", "Las Vegas, Nevada", "2027-02-10", "2027-02-14", {Room{}}, 50},
                      SearchCase{"seattle-wa-us", "SEA", "2027-03-01", "2027-03-04", {Room{}}, 60},
                      SearchCase{"cancun-mx", "Cancún", "2027-07-03", "2027-07-10", {Room{2, {5, 11}}}, 20},
                      SearchCase{"portland-me-us", "Portland, Maine", "2027-05-28", "2027-06-02", {Room{1, {}}}, 30},
                      SearchCase{"london-gb", "London, UK (LHR)", "2027-12-30", "2028-01-02", {Room{2, {}}, Room{2, {7}}}, 25}));

TEST(SearchOfVax, NeverTellsASecretAndSignsInOnce) {
  const VaxPortal portal(hurried());
  PluginInBrowser plugin(portal);
  const HotelQuery query = hotel_query("Nassau", "2027-04-01", "2027-04-03", 3);
  const Served first = plugin.search(query);
  ASSERT_TRUE(first.ok()) << first.what();
  EXPECT_EQ(json(first.operations).dump().find("green-lantern"), std::string::npos);
  const Served again = plugin.search(query);
  ASSERT_TRUE(again.ok()) << again.what();
  for (const json& operation : again.operations) EXPECT_FALSE(operation.contains("secret")) << operation.dump();
  EXPECT_EQ(again.answer->at("place"), "Nassau, The Bahamas (NAS)");
  EXPECT_EQ(again.answer->at("pageUrl"), portal.base_url() + "/Search/Default.aspx");
}

TEST(SearchOfVax, FetchesTheRoomsOfSoManyHotelsOnly) {
  const VaxPortal portal(hurried());
  PluginInBrowser plugin(portal, {{"roomsOfHotels", 0}});
  const HotelQuery query = hotel_query("Miami, Florida", "2027-04-01", "2027-04-05", 12);
  expect_equal(plugin.search(query), truth("miami-fl-us", query), portal.base_url(), 12, 1);
}

TEST(SearchOfVax, ReadsWindowsUntilEnoughHotelsPassTheFilter) {
  const VaxPortal portal(hurried());
  PluginInBrowser plugin(portal, {{"roomsOfHotels", 0}});
  HotelQuery query = hotel_query("Seattle, Washington", "2027-03-01", "2027-03-03", 15);
  query.min_star_halves = 8;
  const Served served = plugin.search(query);
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_EQ(served.answer->at("appliedFilters"), json({"starRating"}));
  std::vector<std::string> wanted;
  for (const HotelRow& hotel : truth("seattle-wa-us", query).hotels) {
    if (hotel.hotel->half_stars >= 8 && wanted.size() < 15) wanted.push_back(hotel.id);
  }
  std::vector<std::string> got;
  for (const json& offer : served.answer->at("offers")) got.push_back(offer.at("externalIds").at("platform"));
  EXPECT_EQ(got, wanted);
}

TEST(SearchOfVax, JoinsWhatSeveralSuppliersSell) {
  const VaxPortal portal(hurried());
  PluginInBrowser plugin(portal, {{"vendors", {"APV", "BLV", "CTV"}}, {"roomsOfHotels", 0}});
  const HotelQuery query = hotel_query("Las Vegas, Nevada", "2027-02-10", "2027-02-14", 100);
  const Served served = plugin.search(query);
  ASSERT_TRUE(served.ok()) << served.what();
  std::map<std::string, std::int64_t> cheapest;
  std::map<std::string, std::size_t> sellers;
  for (const char* vendor : {"APV", "BLV"}) {
    for (const HotelRow& hotel : truth("las-vegas-nv-us", query, vendor).hotels) {
      const std::int64_t cents = hotel.rooms.front().total_cents;
      cheapest[hotel.id] = cheapest.count(hotel.id) ? std::min(cheapest[hotel.id], cents) : cents;
      ++sellers[hotel.id];
    }
  }
  ASSERT_EQ(served.answer->at("offers").size(), cheapest.size());
  for (const json& offer : served.answer->at("offers")) {
    const std::string id = offer.at("externalIds").at("platform");
    EXPECT_EQ(offer.at("pricing").at("totalPrice"), exact(cheapest.at(id))) << id;
    EXPECT_EQ(offer.at("rooms").size(), sellers.at(id)) << id;
    EXPECT_EQ(offer.at("rooms")[0].at("ratePlan").get<std::string>().rfind("supplier ", 0), 0u);
  }
  EXPECT_NE(served.answer->at("warnings").dump().find("supplier CTV"), std::string::npos) << "it sells no place in the US";
}

TEST(SearchOfVax, SellsPackagesWithFlights) {
  const VaxPortal portal(hurried());
  PluginInBrowser plugin(portal);
  PackageQuery query;
  query.origin = "Seattle, Washington";
  query.destination = "Cancún, Mexico";
  query.departure = *Date::parse_iso("2027-02-06");
  query.return_date = *Date::parse_iso("2027-02-13");
  query.max_results = 8;
  const Served served = plugin.search(query);
  ASSERT_TRUE(served.ok()) << served.what();

  voygen::sim::vax::SearchRequest request;
  request.vendor = voygen::sim::vax::find_vendor("APV");
  request.package = VaxOptions{}.air_package;
  request.origin = catalogue().find_place("seattle-wa-us");
  request.destination = catalogue().find_place("cancun-mx");
  request.stay = {*voygen::sim::parse_iso_day("2027-02-06"), 7, {voygen::sim::Room{}}};
  const Availability found = voygen::sim::vax::find_availability(catalogue(), request);
  ASSERT_EQ(served.answer->at("offers").size(), 8u);
  for (std::size_t i = 0; i < 8; ++i) {
    const json& offer = served.answer->at("offers")[i];
    const RoomType& room = found.hotels[i].rooms.front();
    EXPECT_EQ(offer.at("packageType"), "flight_hotel");
    EXPECT_EQ(offer.at("name"), voygen::tidy(found.hotels[i].name));
    EXPECT_EQ(offer.at("pricing"), expected_room(found, room).at("pricing")) << i;
    EXPECT_EQ(offer.at("components").at("hotels")[0].at("rooms").size(), found.hotels[i].rooms.size());
    EXPECT_FALSE(offer.at("components").at("hotels")[0].at("pricing").contains("totalPrice")) << "the price is the package's";
    EXPECT_EQ(offer.at("packageDetails").at("travelDates"), json({{"departure", "2027-02-06"}, {"return", "2027-02-13"}}));
  }
}

}  // namespace
}  // namespace vax::test
