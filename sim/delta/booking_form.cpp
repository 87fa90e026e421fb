#include "delta/booking_form.hpp"

#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::delta {

namespace {

constexpr int kMostNights = 28;
constexpr int kMostAdults = 9;
constexpr int kMostRooms = 4;

std::string upper(std::string text) {
  for (char& letter : text) letter = static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
  return text;
}

void read_route(const Fields& form, TripRequest& request, std::map<std::string, std::string>& problems) {
  const std::string from = upper(form.value("originAirportCode"));
  const std::string to = upper(form.value("destinationAirportCode"));
  request.origin = find_airport(from);
  request.destination = find_airport(to);
  if (!request.origin) problems["originAirportCode"] = from.empty() ? "Departure city is required." : "Departure city is not valid.";
  if (!request.destination) problems["destinationAirportCode"] = to.empty() ? "Destination city is required." : "Destination city is not valid.";
  if (request.origin && request.origin == request.destination) {
    problems["destinationAirportCode"] = "Destination city must be different from departure city.";
  }
  request.place = place_of_airport(to);
}

void read_dates(const Fields& form, DayNumber today, TripRequest& request, std::map<std::string, std::string>& problems) {
  const auto departure = parse_us_day(form.value("departureDate"));
  auto back = parse_us_day(form.value("returnDate"));
  const int nights = form.number("numberOfNights", 1, 999, 0);
  if (departure && !back && nights > 0) back = *departure + nights;
  if (!departure) problems["departureDate"] = "Departure date is not valid.";
  if (departure && *departure <= today) problems["departureDate"] = "Departure date must be after today's date.";
  if (!back) problems["returnDate"] = "Return date is not valid.";
  if (!departure || !back) return;
  request.departure = *departure;
  request.back = *back;
  if (request.nights() < 1) problems["returnDate"] = "Return date must be after departure date.";
  if (request.nights() > kMostNights) problems["returnDate"] = "Number of nights cannot be more than 28.";
}

void read_party(const Fields& form, TripRequest& request, std::map<std::string, std::string>& problems) {
  Party& party = request.party;
  party.adults = form.number("partyComposition.adultCount", 1, kMostAdults, 0);
  party.rooms = form.number("roomCount", 1, kMostRooms, 0);
  for (int child = 0; child < 4; ++child) {
    const std::string age = form.value("partyComposition.childAge[" + std::to_string(child) + "]");
    const auto years = parse_number(age, 0, 17);
    if (years) party.child_ages.push_back(*years);
    if (!age.empty() && !years) problems["partyComposition.childAge[0]"] = "Child age must be from 0 to 17.";
  }
  if (party.adults == 0) problems["partyComposition.adultCount"] = "Number of adults must be from 1 to 9.";
  if (party.rooms == 0) problems["roomCount"] = "Number of rooms must be from 1 to 4.";
  if (party.rooms > party.adults && party.adults > 0) problems["roomCount"] = "Each room must have at least one adult.";
}

std::string error_span(const std::map<std::string, std::string>& problems, const std::string& field) {
  const auto found = problems.find(field);
  return found == problems.end() ? "" : "<br /><span class=\"error\">" + escaped(found->second) + "</span>";
}

std::string text_field(const Fields& form, const std::string& name, int most, const std::string& otherwise = "") {
  return "<input id=\"" + name + "\" name=\"" + name + "\" type=\"text\" maxlength=\"" + std::to_string(most) + "\" size=\"" +
         std::to_string(most) + "\" value=\"" + escaped(form.find(name).value_or(otherwise)) + "\"/>";
}

std::string child_fields(const Fields& form) {
  std::string html;
  for (int child = 0; child < 4; ++child) html += text_field(form, "partyComposition.childAge[" + std::to_string(child) + "]", 2) + " ";
  return html;
}

/// The same errors again, where nobody sees them.
std::string land_only_block(const Fields& form, const std::map<std::string, std::string>& problems) {
  return fill(embedded("delta/land_only.html"),
              {{"destination", escaped(form.value("destinationAirportCode"))},
               {"destination_error", error_span(problems, "destinationAirportCode")},
               {"checkin", escaped(form.value("departureDate"))},
               {"checkin_error", error_span(problems, "departureDate")},
               {"checkout", escaped(form.value("returnDate"))},
               {"checkout_error", error_span(problems, "returnDate")}});
}

std::string render_form(const Fields& form, const std::map<std::string, std::string>& problems, const std::string& general, const std::string& token) {
  std::string alert;
  if (!problems.empty()) alert = "<p><span class=\"error\">Please correct the errors below.</span></p>";
  if (!general.empty()) alert += "<p><span class=\"error\">" + escaped(general) + "</span></p>";
  return fill(embedded("delta/booking_form.html"),
              {{"alert", alert},
               {"token", token},
               {"origin", text_field(form, "originAirportCode", 3)},
               {"origin_error", error_span(problems, "originAirportCode")},
               {"destination", text_field(form, "destinationAirportCode", 3)},
               {"destination_error", error_span(problems, "destinationAirportCode")},
               {"departure", text_field(form, "departureDate", 10)},
               {"departure_error", error_span(problems, "departureDate")},
               {"return", text_field(form, "returnDate", 10)},
               {"return_error", error_span(problems, "returnDate")},
               {"nights", text_field(form, "numberOfNights", 2)},
               {"adults", text_field(form, "partyComposition.adultCount", 2, "2")},
               {"adults_error", error_span(problems, "partyComposition.adultCount")},
               {"children", child_fields(form)},
               {"children_error", error_span(problems, "partyComposition.childAge[0]")},
               {"rooms", text_field(form, "roomCount", 2, "1")},
               {"rooms_error", error_span(problems, "roomCount")},
               {"land_only", land_only_block(form, problems)}});
}

}  // namespace

std::optional<DayNumber> parse_us_day(const std::string& text) {
  const std::size_t first = text.find('/');
  const std::size_t second = text.find('/', first == std::string::npos ? first : first + 1);
  if (second == std::string::npos) return std::nullopt;
  const auto month = parse_number(text.substr(0, first), 1, 12);
  const auto day = parse_number(text.substr(first + 1, second - first - 1), 1, 31);
  const auto year = parse_number(text.substr(second + 1), 1970, 2199);
  if (!month || !day || !year) return std::nullopt;
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return parse_iso_day(std::to_string(*year) + "-" + two(*month) + "-" + two(*day));
}

ReadBooking read_booking(const Fields& form, DayNumber today) {
  TripRequest request;
  ReadBooking read;
  read_route(form, request, read.problems);
  read_dates(form, today, request, read.problems);
  read_party(form, request, read.problems);
  if (read.problems.empty()) read.request = std::move(request);
  return read;
}

std::string fresh_form_token(DeltaSite& site, const DeltaVisit& visit) {
  std::string token = random_token();
  site.sessions.with(visit.session, [&](DeltaSession& session) { session.form_token = token; });
  return token;
}

Reply show_booking_form(DeltaSite& site, const DeltaVisit& visit, const std::map<std::string, std::string>& problems, const std::string& general) {
  const std::string main = render_form(visit.request.form, problems, general, fresh_form_token(site, visit));
  return framed_page(site, visit, "Delta Vacations Agent - Booking - General Info", main);
}

}  // namespace voygen::sim::delta
