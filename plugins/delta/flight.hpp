// Flights: the rows of one itinerary, there and back. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "voygen/offers.hpp"

namespace delta {

struct FlightReading {
  std::optional<voygen::FlightOffer> offer;  // empty: why_not says why
  std::string why_not;
  std::string price_problem;
};

// A block of rows as js/collect.js tells it. The selected block has no price of its own.
FlightReading read_flight(const nlohmann::json& group, bool selected);

enum class RowKind { other, outbound, inbound, connecting };
RowKind row_kind(std::string_view first_cell);

// "Outbound Flight Delta Air Lines DL 588 Operated by Endeavor Air": carrier, number and operator into the segment.
bool read_carrier(std::string_view text, voygen::FlightSegment& segment);

// "Atlanta, GA (ATL) to\nMexico City, Mexico (MEX)". City names may hold " to" and hyphens: what counts is the closing bracket.
bool read_route(std::string_view text, voygen::FlightSegment& segment);

// "9:45 AM" as minutes since midnight.
std::optional<int> read_clock(std::string_view text);

// "Mon 11/01/2021", month first. Where the weekday contradicts that, day first if the weekday proves it, else nothing.
std::optional<voygen::Date> read_flight_date(std::string_view text);

}  // namespace delta
