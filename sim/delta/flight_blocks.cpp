#include <array>

#include "delta/results_page.hpp"
#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::delta {

namespace {

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// "9:45 AM"
std::string clock(int minutes) {
  const int hour = minutes / 60;
  return std::to_string(hour % 12 == 0 ? 12 : hour % 12) + ":" + two_digits(minutes % 60) + (hour < 12 ? " AM" : " PM");
}

std::string weekday_name(DayNumber day) {
  static constexpr std::array<std::string_view, 7> kNames = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return std::string{kNames[static_cast<std::size_t>(weekday_of(day))]};
}

std::string city(const Airport& airport) { return escaped(airport.name) + " (" + airport.code + ")"; }

std::string segment_rows(const ResultsView& view, const FlightSegment& flight, const std::string& heading, bool first, const std::string& row_id) {
  const std::string operated = flight.operated_by.empty() ? "" : " Operated by " + escaped(flight.operated_by);
  return fill(embedded("delta/flight_rows.html"),
              {{"row_class", first ? "prod-subheader" : ""},
               {"heading", heading},
               {"carrier", flight.carrier_name},
               {"code", flight.carrier},
               {"number", std::to_string(flight.number)},
               {"operated", operated},
               {"fare", std::string{flight.published ? "Published " : "Unpublished "} + std::string{flight.booking_class} + " Class"},
               {"date", weekday_name(flight.departure_day) + " " + view.date(flight.departure_day)},
               {"from", city(*flight.from)},
               {"to", city(*flight.to)},
               {"departs", clock(flight.departs)},
               {"arrives", clock(flight.arrives)},
               {"aircraft", flight.aircraft},
               {"stops", std::to_string(flight.stops)},
               {"row", row_id}});
}

std::string leg_rows(const ResultsView& view, const FlightLeg& leg, const std::string& heading, const std::string& group) {
  std::string html;
  for (std::size_t index = 0; index < leg.size(); ++index) {
    const bool first = index == 0;
    html += segment_rows(view, leg[index], first ? heading : "Connecting Flight", first, group + "_" + heading.substr(0, 1) + std::to_string(index));
  }
  return html;
}

std::string rows(const ResultsView& view, const RoundTrip& trip, const std::string& group) {
  return leg_rows(view, trip.outbound, "Outbound Flight", group) + leg_rows(view, trip.back, "Return Flight", group);
}

std::string military(int minutes) { return two_digits(minutes / 60) + two_digits(minutes % 60); }

std::string value_string(const ResultsView& view, const FlightSegment& flight, std::string_view kind) {
  return std::string{kind} + "," + view.date(flight.departure_day) + "," + flight.from->code + "," + flight.to->code + "," + std::string{flight.carrier} +
         "," + std::to_string(flight.number) + "," + military(flight.departs) + "," + military(flight.arrives) + ",1,,," +
         std::string{flight.booking_class};
}

std::string value_inputs(const ResultsView& view, const RoundTrip& trip) {
  std::string html;
  const auto add = [&](const FlightSegment& flight, std::string_view kind) {
    html += "<input type=\"hidden\" name=\"flightValueStrings\" value=\"" + value_string(view, flight, kind) + "\"/>\n";
  };
  for (const FlightSegment& flight : trip.outbound) add(flight, &flight == &trip.outbound.front() ? "SCH" : "SCC");
  for (const FlightSegment& flight : trip.back) add(flight, &flight == &trip.back.front() ? "SCR" : "SRC");
  return html;
}

}  // namespace

std::string render_selected_flights(const ResultsView& view) {
  if (view.trip.flights.empty()) return "";
  return "<h3>Selected Flights</h3>\n<div class=\"selected_flights\">\n<div class=\"group\">\n<table border=\"0\" cellpadding=\"2\" cellspacing=\"0\" width=\"584\">\n" +
         rows(view, view.trip.flights.front(), "s") +
         "</table>\n</div>\n</div>\n<p><a href=\"#viewMoreFlights\" class=\"lightview\">View more flights</a></p>\n";
}

std::string render_other_flights(const ResultsView& view) {
  const Trip& trip = view.trip;
  std::string groups;
  for (std::size_t index = 1; index < trip.flights.size(); ++index) {
    const std::int64_t more = trip.flight_cents(trip.flights[index]) - trip.flight_cents(trip.flights.front());
    const int travelers = trip.request.party.travelers();
    groups += fill(embedded("delta/flight_group.html"),
                   {{"travelers", std::to_string(travelers) + (travelers == 1 ? " traveler" : " travelers")},
                    {"difference", view.difference(more)},
                    {"total", view.money(trip.base_cents() + more)},
                    {"process", view.process_id},
                    {"values", value_inputs(view, trip.flights[index])},
                    {"rows", rows(view, trip.flights[index], std::to_string(index))}});
  }
  return "<div id=\"viewMoreFlights\" style=\"display: none;\">\n" + groups + "</div>\n";
}

}  // namespace voygen::sim::delta
