// Whole searches against the simulated portal, compared field by field with what its catalogue says is true.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "delta/delta_portal.hpp"
#include "in_browser.hpp"
#include "scripts.hpp"
#include "selectors.hpp"

namespace delta::test {
namespace {

using nlohmann::json;
using voygen::PackageQuery;
using voygen::sim::DeltaOptions;
using voygen::sim::DeltaPortal;
using voygen::testkit::Served;

DeltaOptions hurried() {
  DeltaOptions options;
  options.delay_permille = 0;
  options.today = "2027-01-10";
  return options;
}

// What the simulated portal itself says about the trip, read through the same browser.
json truth_of(PluginInBrowser& plugin, const DeltaPortal& portal, const std::string& parameters) {
  const auto soon = voygen::core::Context::with_timeout(std::chrono::seconds(10), "test");
  const std::string function = "async (parameters) => (await fetch('" + portal.base_url() + "/__sim/catalogue/search?' + parameters)).json()";
  const auto reply = plugin.page().perform(soon, {{"op", "evaluate"}, {"function", function}, {"arguments", {parameters}}});
  EXPECT_TRUE(reply.ok()) << reply.error().message;
  return reply.ok() ? reply->at("value") : json::object();
}

json part(const json& object, const char* key) { return object.contains(key) ? object.at(key) : json(nullptr); }
json cents(const json& amount) { return amount.is_null() ? json(nullptr) : json(std::llround(amount.at("amount").get<double>() * 100)); }

json seen_room(const json& room) {
  const json& pricing = room.at("pricing");
  return {{"code", part(room, "code")},          {"ratePlan", part(room, "ratePlan")}, {"name", room.at("type")},
          {"perks", room.value("perks", json::array())}, {"differenceCents", cents(part(pricing, "difference"))}, {"totalCents", cents(part(pricing, "totalPrice"))},
          {"status", room.at("status")},          {"nonRefundable", room.contains("refundable") && !room.at("refundable").get<bool>()}};
}

json true_room(json room) {
  room.erase("hotelCents");
  room.erase("hidden");
  return room;
}

json seen_hotel(const json& package) {
  const json& hotel = package.at("components").at("hotels").at(0);
  const json collections = hotel.value("collections", json::array());
  json rooms = json::array();
  for (const json& room : hotel.value("rooms", json::array())) rooms.push_back(seen_room(room));
  const json stars = part(hotel.at("hotelDetails"), "starRating");
  return {{"code", hotel.at("externalIds").at("platform")},
          {"name", hotel.at("name")},
          {"halfStars", stars.is_null() ? json(nullptr) : json(std::llround(stars.get<double>() * 2))},
          {"exceptionalLuxury", std::find(collections.begin(), collections.end(), "Exceptional Luxury") != collections.end()},
          {"area", hotel.at("location").at("neighborhood")},
          {"amenities", hotel.value("amenities", json::array())},
          {"hasPhoto", hotel.contains("media")},
          {"membersPick", hotel.at("featured")},
          {"membersRating", hotel.contains("rating") ? hotel.at("rating").at("overall") : json(nullptr)},
          {"transfer", package.at("components").contains("transfers")},
          {"notes", hotel.value("notes", json::array())},
          {"rooms", rooms}};
}

json true_hotel(json hotel) {
  for (const char* key : {"giataId", "selected"}) hotel.erase(key);
  for (json& room : hotel["rooms"]) room = true_room(room);
  if (hotel["exceptionalLuxury"].get<bool>()) hotel["halfStars"] = nullptr;  // such a hotel shows words, no number
  if (!hotel["membersRating"].is_null()) hotel["membersRating"] = std::stod(hotel["membersRating"].get<std::string>());
  return hotel;
}

json seen_segment(const json& segment) {
  const json& from = segment.at("departure");
  const json& to = segment.at("arrival");
  return {{"carrier", segment.at("airline").at("code")}, {"carrierName", segment.at("airline").at("name")},
          {"number", std::stoi(segment.at("flightNumber").get<std::string>())}, {"operatedBy", part(segment, "operatedBy")},
          {"from", from.at("airport").at("code")}, {"fromName", from.at("airport").at("city")}, {"to", to.at("airport").at("code")},
          {"toName", to.at("airport").at("city")}, {"departs", from.at("dateTime")}, {"arrives", to.at("time")},
          {"aircraft", segment.at("aircraft")}, {"stops", segment.at("stops")}, {"bookingClass", segment.at("bookingClass")}};
}

json true_segment(json segment) {
  segment.erase("published");
  segment["arrives"] = segment["arrives"].get<std::string>().substr(11);  // the page gives no date of arrival
  return segment;
}

json seen_flight(const json& flight) {
  json seen{{"differenceCents", cents(part(flight.at("pricing"), "difference"))}, {"totalCents", cents(part(flight.at("pricing"), "totalPrice"))}};
  for (const json& segment : flight.at("itinerary").at("outbound").at("segments")) seen["outbound"].push_back(seen_segment(segment));
  for (const json& segment : flight.at("itinerary").at("return").at("segments")) seen["return"].push_back(seen_segment(segment));
  return seen;
}

json true_flight(json flight) {
  for (const char* leg : {"outbound", "return"}) {
    for (json& segment : flight[leg]) segment = true_segment(segment);
  }
  return flight;
}

struct Trip {
  const char* name;
  const char* from;
  const char* to;
  const char* departure;
  const char* back;
  const char* party;  // of the truth
  std::vector<voygen::Room> rooms;
};
void PrintTo(const Trip& trip, std::ostream* out) { *out << trip.name; }

class Search : public ::testing::TestWithParam<Trip> {};

TEST_P(Search, FindsEveryHotelAndRoomAsThePortalKnowsThem) {
  const Trip& trip = GetParam();
  const DeltaPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  PackageQuery query = package_query(trip.from, trip.to, trip.departure, trip.back);
  query.rooms = trip.rooms;
  const Served served = plugin.serve("search_packages", query.to_json());
  ASSERT_TRUE(served.ok()) << served.what();
  const json& answer = *served.answer;
  const json truth = truth_of(plugin, portal, std::string("origin=") + trip.from + "&destination=" + trip.to + "&departure=" + trip.departure + "&return=" + trip.back + trip.party);
  EXPECT_FALSE(answer.at("partial").get<bool>());
  EXPECT_EQ(answer.at("available"), truth.at("hotels").size());
  ASSERT_EQ(answer.at("offers").size(), truth.at("hotels").size());
  std::int64_t cheapest = 0;
  for (const json& offer : answer.at("offers")) {
    const json seen = seen_hotel(offer);
    const auto found = std::find_if(truth.at("hotels").begin(), truth.at("hotels").end(), [&](const json& hotel) { return hotel.at("code") == seen.at("code"); });
    ASSERT_NE(found, truth.at("hotels").end()) << seen.at("code");
    EXPECT_EQ(seen, true_hotel(*found)) << json::diff(true_hotel(*found), seen).dump();
    ASSERT_EQ(offer.at("components").at("flights").size(), 1u);
    EXPECT_EQ(seen_flight(offer.at("components").at("flights").at(0)), true_flight(truth.at("flights").at(0)));
    const json total = cents(part(offer.at("pricing"), "totalPrice"));
    if (offer.at("availability").at("status") == "bookable") {
      EXPECT_GE(total.get<std::int64_t>(), cheapest);  // the cheapest first
      cheapest = total.get<std::int64_t>();
    }
  }
}

TEST_P(Search, FindsEveryFlightAsThePortalKnowsIt) {
  const Trip& trip = GetParam();
  if (trip.rooms.size() > 1 || !trip.rooms.front().child_ages.empty()) GTEST_SKIP() << "a flight query has no ages and no rooms";
  const DeltaPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  voygen::FlightQuery query;
  query.origin = trip.from;
  query.destination = trip.to;
  query.departure = *voygen::Date::parse_iso(trip.departure);
  query.return_date = voygen::Date::parse_iso(trip.back);
  query.adults = trip.rooms.front().adults;
  query.max_results = 100;
  const Served served = plugin.serve("search_flights", query.to_json());
  ASSERT_TRUE(served.ok()) << served.what();
  const json truth = truth_of(plugin, portal, std::string("origin=") + trip.from + "&destination=" + trip.to + "&departure=" + trip.departure + "&return=" + trip.back + trip.party);
  const json& offers = served.answer->at("offers");
  ASSERT_EQ(offers.size(), truth.at("flights").size());
  for (std::size_t index = 0; index < offers.size(); ++index) {
    const json expected = true_flight(truth.at("flights").at(index));
    EXPECT_EQ(seen_flight(offers.at(index)), expected) << json::diff(expected, seen_flight(offers.at(index))).dump();
    EXPECT_EQ(offers.at(index).at("pricing").at("covers"), "package");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Trips, Search,
    ::testing::Values(Trip{"Seattle", "ATL", "SEA", "2027-03-01", "2027-03-08", "&adults=2", {{2, {}}}},
                      Trip{"Cancun", "RDU", "CUN", "2027-11-01", "2027-11-08", "&adults=2", {{2, {}}}},
                      Trip{"Orlando_family", "JFK", "MCO", "2027-07-03", "2027-07-17", "&adults=2&childAges=5,9", {{2, {5, 9}}}},
                      Trip{"London_two_rooms", "MSP", "LHR", "2027-05-04", "2027-05-05", "&adults=4&rooms=2", {{2, {}}, {2, {}}}},
                      Trip{"Sao_Paulo_alone", "DFW", "GRU", "2027-12-28", "2028-01-04", "&adults=1", {{1, {}}}}),
    [](const auto& trip) { return std::string(trip.param.name); });

TEST(WarmSearch, NeedsNoSecondLogin) {
  const DeltaPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  ASSERT_TRUE(plugin.serve("search_packages", package_query("ATL", "CUN", "2027-03-01", "2027-03-08", 5).to_json()).ok());
  const Served again = plugin.serve("search_packages", package_query("ATL", "NAS", "2027-04-01", "2027-04-05", 5).to_json());
  ASSERT_TRUE(again.ok()) << again.what();
  EXPECT_EQ(again.answer->at("offers").size(), 5u);
  EXPECT_EQ(again.answer->at("place"), "Nassau, The Bahamas (NAS)");
  for (const json& operation : again.operations) EXPECT_FALSE(operation.contains("secret")) << operation.dump();
}

TEST(SearchWithFilters, PricesAPackageWithARoomOfTheWantedType) {
  const DeltaPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  PackageQuery query = package_query("ATL", "CUN", "2027-03-01", "2027-03-08");
  query.package_type = voygen::PackageType::all_inclusive;
  query.max_total_micros = std::int64_t{4000} * voygen::Money::kMicrosPerUnit;
  const Served served = plugin.serve("search_packages", query.to_json());
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_EQ(served.answer->at("appliedFilters"), json({"packageType", "budget"}));
  ASSERT_FALSE(served.answer->at("offers").empty());
  for (const json& offer : served.answer->at("offers")) {
    EXPECT_EQ(offer.at("packageType"), "all_inclusive");
    const double total = offer.at("pricing").at("totalPrice").at("amount").get<double>();
    EXPECT_LE(total, 4000.0);
    const json& rooms = offer.at("components").at("hotels").at(0).at("rooms");
    EXPECT_TRUE(std::any_of(rooms.begin(), rooms.end(), [&](const json& room) {
      return room.value("ratePlan", "") == "AI" && room.at("pricing").contains("totalPrice") && room.at("pricing").at("totalPrice").at("amount").get<double>() == total;
    }));
  }
}

TEST(Secrecy, TheProcessIdIsToldNobody) {
  const DeltaPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  const Served served = plugin.serve("search_packages", package_query("ATL", "NAS", "2027-03-01", "2027-03-08").to_json());
  ASSERT_TRUE(served.ok()) << served.what();
  EXPECT_EQ(served.answer->at("pageUrl"), portal.base_url() + "/delta/booking/airhotel.do");
  EXPECT_EQ(served.answer->dump().find("20270110000000"), std::string::npos);
}

double milliseconds_of(const std::function<void()>& work) {
  double fastest = 1e9;
  for (int round = 0; round < 3; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    fastest = std::min(fastest, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  return fastest;
}

// The plugin's whole work on the largest page beside what the same browser needs just to show it, in the same run: machines differ.
// Prints how long reading takes beside loading; no time is judged here, where sanitizers slow down one of the two.
TEST(LargestPage, IsReadWhole) {
  const DeltaPortal portal(hurried());
  PluginInBrowser plugin(portal.base_url());
  const PackageQuery query = package_query("ATL", "LHR", "2027-03-01", "2027-03-08");
  const Served served = plugin.serve("search_packages", query.to_json());
  ASSERT_TRUE(served.ok()) << served.what();
  const auto soon = voygen::core::Context::with_timeout(std::chrono::seconds(60), "test");
  const std::string figures_of = "() => { const t = performance.getEntriesByType('navigation')[0]; return [t.domContentLoadedEventEnd - t.responseStart, t.decodedBodySize]; }";
  const auto figures = plugin.page().perform(soon, {{"op", "evaluate"}, {"arguments", json::array()}, {"function", figures_of}});
  ASSERT_TRUE(figures.ok()) << figures.error().message;
  const double loading = figures->at("value").at(0).get<double>();
  const double collecting = milliseconds_of([&] { (void)plugin.page().perform(soon, {{"op", "evaluate"}, {"arguments", {default_selectors()}}, {"function", scripts::kCollect}}); });
  const double reading = milliseconds_of([&] { EXPECT_TRUE(plugin.serve("read_packages", query.to_json()).ok()); });
  std::size_t rooms = 0;
  for (const json& offer : served.answer->at("offers")) rooms += offer.at("components").at("hotels").at(0).value("rooms", json::array()).size();
  std::cout << figures->at("value").at(1) << " bytes, " << served.answer->at("offers").size() << " hotels, " << rooms << " rooms: loaded in " << loading << " ms, read in "
            << reading << " ms (of them " << collecting << " in the page), " << reading / loading << " of loading\n";
  EXPECT_GE(rooms, 500u);
}

}  // namespace
}  // namespace delta::test
