#include "asked.hpp"

#include <algorithm>

#include "voygen/page_text.hpp"

namespace delta {

using voygen::Cabin;
using voygen::Code;
using voygen::Date;
using voygen::FlightQuery;
using voygen::Outcome;
using voygen::PackageQuery;
using voygen::PackageType;
using voygen::Place;
using voygen::Result;
using voygen::Room;

namespace {

constexpr int kMostAdults = 9;
constexpr std::size_t kMostChildren = 4;
constexpr std::size_t kMostRooms = 4;
constexpr int kMostNights = 28;
constexpr int kPerRoom = 4;
constexpr int kUnknownChildAge = 11;  // the dearest of "2 to 11"
constexpr int kInfantAge = 1;

bool is_airport_code(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

// The airport of a place: the host's nearest, or the code the traveller gave.
Result<std::string> airport_of(const char* field, const std::string& named, const std::optional<Place>& place) {
  if (is_airport_code(named)) return named;
  if (place && !place->airport_codes.empty() && is_airport_code(place->airport_codes.front())) return place->airport_codes.front();
  return {Code::invalid_argument, std::string(field) + " " + in_quotes(named) + " has no known airport, and the portal sells flights between airports only",
          std::string("give ") + field + " as a city with an airport, or as an airport code such as \"ATL\""};
}

// Several airports serve the place; only one can be asked for.
void tell_choice(const char* field, const std::optional<Place>& place, const std::string& chosen, std::vector<std::string>& warnings) {
  if (!place || place->airport_codes.size() < 2 || place->airport_codes.front() != chosen) return;
  std::string others;
  for (const std::string& code : place->airport_codes) others += code == chosen ? "" : (others.empty() ? "" : ", ") + code;
  if (!others.empty()) warnings.push_back(std::string(field) + ": searched " + chosen + " only; " + place->name + " is also served by " + others);
}

Outcome unsupported(std::string what) { return {Code::unsupported, "the portal " + std::move(what), "split the search, or ask another platform"}; }

Outcome check_stay(Date departure, Date back) {
  const int nights = departure.days_until(back);
  if (nights < 1) return {Code::invalid_argument, "returnDate " + back.iso() + " must be after departureDate " + departure.iso(), "choose a later returnDate"};
  if (nights > kMostNights) return unsupported("sells at most 28 nights; " + std::to_string(nights) + " were asked for");
  return voygen::done();
}

// The form knows one party and a number of rooms, not who sleeps where.
Outcome add_rooms(const std::vector<Room>& rooms, Asked& asked) {
  if (rooms.empty() || rooms.size() > kMostRooms) return unsupported("takes 1 to 4 rooms; " + std::to_string(rooms.size()) + " were asked for");
  asked.adults = 0;
  asked.rooms = static_cast<int>(rooms.size());
  int fewest = rooms.front().adults;
  int most = fewest;
  for (const Room& room : rooms) {
    if (room.adults < 1) return unsupported("takes no room without an adult");
    asked.adults += room.adults;
    asked.child_ages.insert(asked.child_ages.end(), room.child_ages.begin(), room.child_ages.end());
    fewest = std::min(fewest, room.adults);
    most = std::max(most, room.adults);
  }
  const bool told = most - fewest <= 1 && (rooms.size() == 1 || asked.child_ages.empty());
  if (!told) asked.warnings.emplace_back("the portal spreads a party over its rooms by itself, so the rooms may be occupied otherwise than asked for");
  return voygen::done();
}

Outcome check_party(const Asked& asked) {
  if (asked.adults < 1 || asked.adults > kMostAdults) return unsupported("takes 1 to 9 adults; " + std::to_string(asked.adults) + " were asked for");
  if (asked.child_ages.size() > kMostChildren) return unsupported("takes at most 4 children; " + std::to_string(asked.child_ages.size()) + " were asked for");
  const bool known = std::all_of(asked.child_ages.begin(), asked.child_ages.end(), [](int age) { return age >= 0 && age <= 17; });
  return known ? voygen::done() : unsupported("takes children of 0 to 17 years");
}

std::string cabin_letter(Cabin cabin) {
  switch (cabin) {
    case Cabin::economy: return "C";
    case Cabin::premium_economy: return "V";
    case Cabin::business:
    case Cabin::first: return "F";
  }
  return "C";
}

}  // namespace

Result<Asked> asked_of(const PackageQuery& query) {
  if (!query.origin && !query.origin_place) {
    return {Code::invalid_argument, "origin is missing: the portal sells packages with a flight only", "give origin as a city with an airport, or as an airport code such as \"ATL\""};
  }
  if (query.package_type && *query.package_type != PackageType::flight_hotel && *query.package_type != PackageType::all_inclusive) {
    return {Code::unsupported, "packageType " + in_quotes(voygen::name_of(*query.package_type)) + ": the portal sells flight_hotel and all_inclusive", "ask for one of these, or another platform"};
  }
  Asked asked;
  VOYGEN_TRY(asked.origin, airport_of("origin", query.origin.value_or(query.origin_place ? query.origin_place->name : ""), query.origin_place));
  VOYGEN_TRY(asked.destination, airport_of("destination", query.destination, query.place));
  asked.departure = query.departure;
  asked.back = query.return_date;
  VOYGEN_DO(check_stay(asked.departure, asked.back));
  VOYGEN_DO(add_rooms(query.rooms, asked));
  VOYGEN_DO(check_party(asked));
  tell_choice("origin", query.origin_place, asked.origin, asked.warnings);
  tell_choice("destination", query.place, asked.destination, asked.warnings);
  return asked;
}

Result<Asked> asked_of(const FlightQuery& query) {
  if (!query.return_date) return {Code::unsupported, "the portal sells flights there and back only, together with a hotel", "give returnDate, or ask another platform"};
  Asked asked;
  VOYGEN_TRY(asked.origin, airport_of("origin", query.origin, query.origin_place));
  VOYGEN_TRY(asked.destination, airport_of("destination", query.destination, query.place));
  asked.departure = query.departure;
  asked.back = *query.return_date;
  VOYGEN_DO(check_stay(asked.departure, asked.back));
  asked.adults = query.adults;
  asked.child_ages.assign(static_cast<std::size_t>(std::max(query.children, 0)), kUnknownChildAge);
  asked.child_ages.insert(asked.child_ages.end(), static_cast<std::size_t>(std::max(query.infants, 0)), kInfantAge);
  VOYGEN_DO(check_party(asked));
  asked.rooms = std::min(asked.adults, (asked.travelers() + kPerRoom - 1) / kPerRoom);
  if (query.children > 0) asked.warnings.emplace_back("the portal asks for ages: every child was searched as 11 years old");
  if (query.cabin) {
    asked.cabin = cabin_letter(*query.cabin);
    asked.warnings.push_back("class " + in_quotes(voygen::name_of(*query.cabin)) + " was asked of the portal; its page names booking classes, no cabins, so it is not confirmed");
  }
  tell_choice("origin", query.origin_place, asked.origin, asked.warnings);
  tell_choice("destination", query.place, asked.destination, asked.warnings);
  return asked;
}

std::string form_date(Date date) {
  std::string us = date.us();  // 03/09/2027
  if (us[3] == '0') us.erase(3, 1);
  if (us[0] == '0') us.erase(0, 1);
  return us;
}

Expected expected_of(const Asked& asked) { return {asked.departure, asked.back, asked.origin, asked.destination, asked.travelers()}; }

}  // namespace delta
