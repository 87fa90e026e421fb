#include "flight.hpp"

#include <gtest/gtest.h>

namespace delta {
namespace {

using nlohmann::json;

TEST(FlightDate, IsRefusedWhenItsWeekdayIsAnother) {
  EXPECT_EQ(read_flight_date("Mon 11/01/2021")->iso(), "2021-11-01");
  EXPECT_FALSE(read_flight_date("Mon 01/12/2021"));
  EXPECT_FALSE(read_flight_date("Mon 31/01/2021"));
  EXPECT_EQ(read_flight_date("Mon 10/05/2027")->iso(), "2027-05-10");  // 5 October is a Tuesday
  EXPECT_FALSE(read_flight_date("soon"));
  EXPECT_EQ(read_flight_date("11/01/2021")->iso(), "2021-11-01");
}

TEST(FlightClock, IsTwelveHours) {
  EXPECT_EQ(read_clock("9:45 AM"), 585);
  EXPECT_EQ(read_clock("12:05 am"), 5);
  EXPECT_EQ(read_clock("12:05PM"), 725);
  EXPECT_EQ(read_clock("11:59 PM"), 1439);
  for (const char* wrong : {"", "9 AM", "13:00 PM", "9:45", "9:60 AM", "0:10 AM", "9:4 AM"}) EXPECT_FALSE(read_clock(wrong)) << wrong;
}

TEST(FlightRoute, IsSplitAfterTheClosingBracket) {
  struct Case {
    const char* text;
    const char* from;
    const char* from_city;
    const char* to;
    const char* to_city;
  };
  for (const Case& expected : {Case{"Atlanta, GA (ATL) to\nMexico City, Mexico (MEX)", "ATL", "Atlanta, GA", "MEX", "Mexico City, Mexico"},
                               Case{"Raleigh-Durham, NC (RDU) to Toronto, ON (YYZ)", "RDU", "Raleigh-Durham, NC", "YYZ", "Toronto, ON"},
                               Case{"New York-JFK, NY (JFK) to\n\nSan José del Cabo (Los Cabos), Mexico (SJD)", "JFK", "New York-JFK, NY", "SJD", "San José del Cabo (Los Cabos), Mexico"},
                               Case{"Port to Port (PTP)\nto\nTokyo, Japan (HND)", "PTP", "Port to Port", "HND", "Tokyo, Japan"}}) {
    voygen::FlightSegment segment;
    ASSERT_TRUE(read_route(expected.text, segment)) << expected.text;
    EXPECT_EQ(segment.from.airport_code, expected.from);
    EXPECT_EQ(segment.from.city, expected.from_city);
    EXPECT_EQ(segment.to.airport_code, expected.to);
    EXPECT_EQ(segment.to.city, expected.to_city);
  }
  voygen::FlightSegment segment;
  for (const char* wrong : {"", "Atlanta to Mexico", "Atlanta, GA (ATL)", "A (atl) to B (mex)"}) EXPECT_FALSE(read_route(wrong, segment)) << wrong;
}

TEST(FlightCarrier, IsWhatStandsBeforeItsNumber) {
  struct Case {
    const char* text;
    const char* name;
    const char* code;
    const char* number;
    const char* operated;
  };
  for (const Case& expected : {Case{"Outbound Flight Delta Air Lines DL 588", "Delta Air Lines", "DL", "588", ""},
                               Case{"Return Flight\n Delta Air Lines DL 1 Operated by Endeavor Air", "Delta Air Lines", "DL", "1", "Endeavor Air"},
                               Case{"Connecting Flight Aeromexico AM 2694 [Operated by Aeromexico Connect]", "Aeromexico", "AM", "2694", "Aeromexico Connect"},
                               Case{"Connecting Flight JetBlue Airways B6 12", "JetBlue Airways", "B6", "12", ""}}) {
    voygen::FlightSegment segment;
    ASSERT_TRUE(read_carrier(expected.text, segment)) << expected.text;
    EXPECT_EQ(segment.carrier_name, expected.name);
    EXPECT_EQ(segment.carrier_code, expected.code);
    EXPECT_EQ(segment.flight_number, expected.number);
    EXPECT_EQ(segment.operated_by.value_or(""), expected.operated);
  }
  voygen::FlightSegment segment;
  for (const char* wrong : {"", "Outbound Flight", "Outbound Flight Delta Air Lines", "Outbound Flight Delta 12345", "Outbound Flight 588"}) {
    EXPECT_FALSE(read_carrier(wrong, segment)) << wrong;
  }
}

json segment(const char* heading, const char* date, const char* route) {
  return json::array({json::array({heading, "Published L Class"}),
                      json::array({"", date, route, "departs 9:45 AM\narrives 11:25 AM", "Aircraft: Boeing 737-800\nStop: 0"})});
}

json rows(std::initializer_list<json> parts) {
  json all = json::array();
  for (const json& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

json there() { return segment("Outbound Flight Delta Air Lines DL 588", "Mon 11/01/2021", "Atlanta, GA (ATL) to\nMexico City, Mexico (MEX)"); }
json on() { return segment("Connecting Flight Aeromexico AM 5 Operated by Aeromexico Connect", "Mon 11/01/2021", "Mexico City, Mexico (MEX) to\nCancún, Mexico (CUN)"); }
json back() { return segment("Return Flight Delta Air Lines DL 589", "Mon 11/08/2021", "Cancún, Mexico (CUN) to\nAtlanta, GA (ATL)"); }

TEST(Itinerary, HoldsItsSegmentsAndItsPrice) {
  const json price = json::array({json::array({"Price for 2 travelers: +$80.00 = $1,388.79 total", ""})});
  const FlightReading read = read_flight({{"rows", rows({price, there(), on(), back()})}, {"values", {"SCH,11/01/2021,ATL,MEX,DL,588,0945,1125,1,,,L", "SCC,11/01/2021,MEX,CUN,AM,5,0945,1125,1,,,L", "SCR,11/08/2021,CUN,ATL,DL,589,0945,1125,1,,,L"}}}, false);
  ASSERT_TRUE(read.offer) << read.why_not;
  EXPECT_EQ(read.offer->total->amount, voygen::Money::from_cents(138879));
  EXPECT_EQ(read.offer->difference, voygen::Money::from_cents(8000));
  EXPECT_EQ(read.offer->outbound.segments.size(), 2u);
  EXPECT_EQ(read.offer->outbound.segments[1].operated_by, "Aeromexico Connect");
  EXPECT_EQ(read.offer->outbound.segments[0].from.time->iso(), "2021-11-01T09:45");
  EXPECT_EQ(read.offer->outbound.segments[0].to.time->iso(), "11:25");
  EXPECT_EQ(read.offer->inbound->segments.size(), 1u);
  EXPECT_EQ(read.offer->fare_type, "Published");
  EXPECT_TRUE(read.offer->warnings.empty());
}

TEST(Itinerary, ThatContradictsItsOwnRecordIsDoubted) {
  const FlightReading read = read_flight({{"rows", rows({there(), back()})}, {"values", {"SCH,11/01/2021,ATL,MEX,DL,999,0945,1125,1,,,L"}}}, false);
  ASSERT_TRUE(read.offer) << read.why_not;
  EXPECT_EQ(read.offer->warnings.size(), 1u);
  EXPECT_LT(read.offer->confidence, 1.0);
}

TEST(Itinerary, ThatCannotBeReadWholeIsNotReadAtAll) {
  json cut = rows({there(), back()});
  cut.erase(cut.size() - 1);
  for (const json& odd : {rows({there()}), rows({back()}), cut, json::array(), rows({json::array({there()[0]}), back()}),
                          rows({segment("Outbound Flight", "Mon 11/01/2021", "A (ATL) to B (MEX)"), back()}),
                          rows({segment("Outbound Flight Delta Air Lines DL 588", "Tue 11/01/2021", "A (ATL) to B (MEX)"), back()})}) {
    const FlightReading read = read_flight({{"rows", odd}}, false);
    EXPECT_FALSE(read.offer) << odd.dump();
    EXPECT_FALSE(read.why_not.empty());
  }
}

TEST(Itinerary, OfFieldsOfTheWrongTypeIsNoCrash) {
  for (const json& odd : {json(nullptr), json(7), json::array({5, nullptr, "x"}), json::array({json::array()}), json::array({json::array({7, json::object()})})}) {
    EXPECT_FALSE(read_flight({{"rows", odd}, {"values", odd}}, true).offer);
  }
}

}  // namespace
}  // namespace delta
