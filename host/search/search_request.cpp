#include "search/search_request.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "request_parts.hpp"
#include "search/place_resolution.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

Result<HotelQuery> parse_hotel_query(const json& arguments, const core::Clock& clock, const Places& places) {
  HotelQuery query;
  VOYGEN_TRY(query.destination, parse_place_text(arguments, "destination"));
  query.place = resolve(places, query.destination);
  VOYGEN_TRY(query.check_in, parse_coming_date(arguments, "checkIn", clock));
  VOYGEN_TRY(query.check_out, parse_later_date(arguments, "checkOut", "checkIn", query.check_in, 1));
  const int guests = arguments.value("guests", 2);
  const int rooms = arguments.value("rooms", 1);
  if (guests < rooms) {
    return refuse("\"guests\" is " + std::to_string(guests) + " for " + std::to_string(rooms) + " \"rooms\"; every room needs one adult",
                  "ask for fewer rooms or more guests; children go in \"childAges\" and are not counted in \"guests\"");
  }
  query.rooms = deal_rooms(guests, rooms, arguments.value("childAges", std::vector<int>{}));
  VOYGEN_DO(parse_range(arguments, "priceRange", query.min_nightly_micros, query.max_nightly_micros));
  if (arguments.contains("starRating")) query.min_star_halves = static_cast<int>(std::lround(arguments.at("starRating").get<double>() * 2));
  query.amenities = arguments.value("amenities", std::vector<std::string>{});
  std::sort(query.amenities.begin(), query.amenities.end());
  query.amenities.erase(std::unique(query.amenities.begin(), query.amenities.end()), query.amenities.end());
  query.max_results = arguments.value("maxResults", query.max_results);
  return query;
}

Result<FlightQuery> parse_flight_query(const json& arguments, const core::Clock& clock, const Places& places) {
  FlightQuery query;
  VOYGEN_TRY(query.origin, parse_place_text(arguments, "origin"));
  VOYGEN_TRY(query.destination, parse_place_text(arguments, "destination"));
  if (canonical_destination(query.origin) == canonical_destination(query.destination)) {
    return refuse("\"origin\" and \"destination\" are both \"" + query.destination.substr(0, 60) + "\"", "name two different places");
  }
  query.origin_place = resolve(places, query.origin);
  query.place = resolve(places, query.destination);
  VOYGEN_TRY(query.departure, parse_coming_date(arguments, "departureDate", clock));
  if (arguments.contains("returnDate")) {
    VOYGEN_TRY(query.return_date, parse_later_date(arguments, "returnDate", "departureDate", query.departure, 0));
  }
  const json travelers = arguments.value("travelers", json::object());
  query.adults = travelers.value("adults", query.adults);
  query.children = travelers.value("children", query.children);
  query.infants = travelers.value("infants", query.infants);
  if (query.infants > query.adults) {
    return refuse("\"travelers\" has " + std::to_string(query.infants) + " infants for " + std::to_string(query.adults) + " adults; each infant needs an adult's lap",
                  "ask for more adults or fewer infants");
  }
  if (arguments.contains("class")) query.cabin = cabin_named(arguments.at("class").get<std::string>());
  query.max_results = arguments.value("maxResults", query.max_results);
  return query;
}

// The count may come alone only as the number of ages: portals price children by age.
Outcome check_child_ages(const json& travelers, const std::vector<int>& ages) {
  const auto children = travelers.value("children", ages.size());
  if (children == ages.size()) return done();
  return refuse("\"travelers\" has " + std::to_string(children) + " children, and \"childAges\" has " + std::to_string(ages.size()) + " ages",
                "give one age, 0 to 17, for every child in \"childAges\"");
}

Result<PackageQuery> parse_package_query(const json& arguments, const core::Clock& clock, const Places& places) {
  PackageQuery query;
  VOYGEN_TRY(query.destination, parse_place_text(arguments, "destination"));
  query.place = resolve(places, query.destination);
  if (arguments.contains("origin")) {
    VOYGEN_TRY(query.origin, parse_place_text(arguments, "origin"));
    query.origin_place = resolve(places, *query.origin);
  }
  VOYGEN_TRY(query.departure, parse_coming_date(arguments, "departureDate", clock));
  VOYGEN_TRY(query.return_date, parse_later_date(arguments, "returnDate", "departureDate", query.departure, 1));
  const json travelers = arguments.value("travelers", json::object());
  const auto ages = arguments.value("childAges", std::vector<int>{});
  VOYGEN_DO(check_child_ages(travelers, ages));
  const int adults = travelers.value("adults", 2);
  const int rooms = arguments.value("rooms", 1);
  if (adults < rooms) {
    return refuse("\"travelers\" has " + std::to_string(adults) + " adults for " + std::to_string(rooms) + " \"rooms\"; every room needs one", "ask for fewer rooms");
  }
  query.rooms = deal_rooms(adults, rooms, ages);
  if (arguments.contains("packageType")) query.package_type = package_type_named(arguments.at("packageType").get<std::string>());
  VOYGEN_DO(parse_range(arguments, "budget", query.min_total_micros, query.max_total_micros));
  query.max_results = arguments.value("maxResults", query.max_results);
  return query;
}

constexpr std::pair<Sort, std::string_view> kSorts[] = {
    {Sort::portal, "portal"}, {Sort::price, "price"}, {Sort::commission, "commission"}, {Sort::stars, "stars"}};

Sort parse_sort(std::string_view text) {
  for (const auto& [sort, name] : kSorts) {
    if (name == text) return sort;
  }
  return Sort::portal;
}

}  // namespace

std::string_view name_of(Sort sort) {
  for (const auto& [known, name] : kSorts) {
    if (known == sort) return name;
  }
  return {};
}

std::string canonical_destination(std::string_view text) {
  std::string lower = single_spaced(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

const std::string& SearchRequest::destination() const {
  return std::visit([](const auto& asked) -> const std::string& { return asked.destination; }, query);
}
int SearchRequest::max_results() const {
  return std::visit([](const auto& asked) { return asked.max_results; }, query);
}
json SearchRequest::query_json() const {
  return std::visit([](const auto& asked) { return asked.to_json(); }, query);
}

std::vector<std::string> SearchRequest::filters() const {
  const json asked = query_json();
  std::vector<std::string> names;
  for (const char* filter : {"priceRange", "starRating", "amenities", "class", "packageType", "budget"}) {
    if (asked.contains(filter)) names.emplace_back(filter);
  }
  return names;
}

// Resolved places follow from the texts, so they tell no wishes apart.
std::string SearchRequest::canonical_question() const {
  json question = query_json();
  for (const char* member : {"maxResults", "place", "originPlace"}) question.erase(member);
  question["kind"] = name_of(kind());
  question["destination"] = canonical_destination(destination());
  if (question.contains("origin")) question["origin"] = canonical_destination(question["origin"].get<std::string>());
  return question.dump();
}

Result<SearchRequest> parse_request(Kind kind, const json& arguments, const core::Clock& clock, const Places& places) {
  SearchRequest request;
  switch (kind) {
    case Kind::hotels: {
      VOYGEN_TRY(request.query, parse_hotel_query(arguments, clock, places));
      break;
    }
    case Kind::flights: {
      VOYGEN_TRY(request.query, parse_flight_query(arguments, clock, places));
      break;
    }
    case Kind::packages: {
      VOYGEN_TRY(request.query, parse_package_query(arguments, clock, places));
      break;
    }
  }
  request.platforms = arguments.value("platforms", std::vector<std::string>{});
  request.sort = parse_sort(arguments.value("sort", std::string("portal")));
  request.force_refresh = arguments.value("forceRefresh", false);
  request.trip_id = arguments.value("tripId", std::string{});
  return request;
}

}  // namespace voygen::search
