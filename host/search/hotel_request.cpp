#include "search/hotel_request.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace voygen::search {
namespace {

Error refuse(std::string message, std::string next_step) { return {Code::invalid_argument, std::move(message), std::move(next_step)}; }

Result<Date> parse_date(const nlohmann::json& arguments, const char* field) {
  const auto text = arguments.at(field).get<std::string>();
  if (const auto date = Date::parse_iso(text)) return *date;
  return refuse("\"" + std::string(field) + "\" is \"" + text.substr(0, 40) + "\", which is no date that exists", "give it as YYYY-MM-DD, e.g. 2027-03-14");
}

// Today where it is still earliest on earth: nobody's "today" is refused.
Date earliest_today(const core::Clock& clock) { return Date::from_unix_ms(clock.now_ms() - std::int64_t{12} * 3'600'000); }

Outcome read_stay(const nlohmann::json& arguments, const core::Clock& clock, HotelQuery& query) {
  VOYGEN_TRY(query.check_in, parse_date(arguments, "checkIn"));
  VOYGEN_TRY(query.check_out, parse_date(arguments, "checkOut"));
  if (query.check_in < earliest_today(clock)) {
    return refuse("\"checkIn\" is " + query.check_in.iso() + ", which is in the past; today is " + clock.today().iso(), "ask for a date from today on");
  }
  if (query.nights() < 1) {
    return refuse("\"checkOut\" is " + query.check_out.iso() + ", which is not after \"checkIn\" " + query.check_in.iso(), "swap the dates or correct them");
  }
  if (query.nights() > kLongestStay) {
    return refuse("the stay from " + query.check_in.iso() + " to " + query.check_out.iso() + " has " + std::to_string(query.nights()) +
                      " nights; at most " + std::to_string(kLongestStay) + " are allowed",
                  "split the stay, or check the year of the dates");
  }
  return done();
}

// Deals guests over rooms as evenly as they go: 5 guests in 2 rooms are 3 and 2.
Outcome read_party(const nlohmann::json& arguments, HotelQuery& query) {
  const int guests = arguments.value("guests", 2);
  const int rooms = arguments.value("rooms", 1);
  if (guests < rooms) {
    return refuse("\"guests\" is " + std::to_string(guests) + " for " + std::to_string(rooms) + " \"rooms\"; every room needs one adult",
                  "ask for fewer rooms or more guests; children go in \"childAges\" and are not counted in \"guests\"");
  }
  query.rooms.clear();
  for (int room = 0; room < rooms; ++room) query.rooms.push_back({guests / rooms + (room < guests % rooms ? 1 : 0), {}});
  std::size_t next = 0;
  for (const int age : arguments.value("childAges", std::vector<int>{})) query.rooms[next++ % query.rooms.size()].child_ages.push_back(age);
  return done();
}

Outcome read_filters(const nlohmann::json& arguments, HotelQuery& query) {
  if (const auto range = arguments.find("priceRange"); range != arguments.end()) {
    if (range->contains("min")) query.min_nightly_micros = micros_from_json_number(range->at("min"));
    if (range->contains("max")) query.max_nightly_micros = micros_from_json_number(range->at("max"));
    if (query.min_nightly_micros && query.max_nightly_micros && *query.min_nightly_micros > *query.max_nightly_micros) {
      return refuse("\"priceRange\" has min " + decimal_text(*query.min_nightly_micros) + " above max " + decimal_text(*query.max_nightly_micros), "swap them");
    }
  }
  if (arguments.contains("starRating")) query.min_star_halves = static_cast<int>(std::lround(arguments.at("starRating").get<double>() * 2));
  query.amenities = arguments.value("amenities", std::vector<std::string>{});
  std::sort(query.amenities.begin(), query.amenities.end());
  query.amenities.erase(std::unique(query.amenities.begin(), query.amenities.end()), query.amenities.end());
  return done();
}

constexpr std::pair<HotelSort, std::string_view> kSorts[] = {
    {HotelSort::portal, "portal"}, {HotelSort::price, "price"}, {HotelSort::commission, "commission"}, {HotelSort::stars, "stars"}};

HotelSort parse_sort(std::string_view text) {
  for (const auto& [sort, name] : kSorts) {
    if (name == text) return sort;
  }
  return HotelSort::portal;
}

}  // namespace

std::string_view name_of(HotelSort sort) {
  for (const auto& [known, name] : kSorts) {
    if (known == sort) return name;
  }
  return {};
}

std::string single_spaced(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) clean += c;
    else if (!clean.empty() && clean.back() != ' ') clean += ' ';
  }
  if (!clean.empty() && clean.back() == ' ') clean.pop_back();
  return clean;
}

std::string canonical_destination(std::string_view text) {
  std::string lower = single_spaced(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string HotelRequest::canonical_question() const {
  nlohmann::json question = query.to_json();
  question.erase("maxResults");
  question["destination"] = canonical_destination(query.destination);
  return question.dump();
}

Result<HotelRequest> parse_hotel_request(const nlohmann::json& arguments, const core::Clock& clock) {
  HotelRequest request;
  request.query.destination = single_spaced(arguments.at("destination").get<std::string>());
  if (request.query.destination.empty()) {
    return refuse("\"destination\" is empty", "name a city, airport, landmark or address, e.g. \"Miami, FL\"");
  }
  VOYGEN_DO(read_stay(arguments, clock, request.query));
  VOYGEN_DO(read_party(arguments, request.query));
  VOYGEN_DO(read_filters(arguments, request.query));
  request.query.max_results = arguments.value("maxResults", 20);
  request.platforms = arguments.value("platforms", std::vector<std::string>{});
  request.sort = parse_sort(arguments.value("sort", std::string("portal")));
  request.force_refresh = arguments.value("forceRefresh", false);
  request.trip_id = arguments.value("tripId", std::string{});
  return request;
}

}  // namespace voygen::search
