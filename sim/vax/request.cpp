#include "vax/request.hpp"

#include <array>

#include "catalogue/calendar.hpp"
#include "vax/control_names.hpp"

namespace voygen::sim::vax {

namespace {

constexpr int kMostNights = 60;
constexpr std::array<std::string_view, 12> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

Room read_room(const Fields& form, int number) {
  const std::string room = "passengers$pr$ctl0" + std::to_string(number) + "$pi$";
  Room result;
  result.adults = form_value(form, room + "adults") ? parse_number(*form_value(form, room + "adults"), 1, 6).value_or(2) : 2;
  const int children = parse_number(form_value(form, room + "children").value_or("0"), 0, 4).value_or(0);
  for (int child = 1; child <= children; ++child) {
    const std::string age = room + "cr$ctl0" + std::to_string(child) + "$ChildAgeInput";
    result.child_ages.push_back(parse_number(form_value(form, age).value_or(""), 0, 17).value_or(0));
  }
  return result;
}

/// The first of two fields that is filled in.
std::string either(const Fields& form, const char* first, const char* second) {
  const std::string value = form_value(form, first).value_or("");
  return value.empty() ? form_value(form, second).value_or("") : value;
}

void read_dates(const Fields& form, DayNumber today, SearchRequest& request, std::vector<std::string>& problems) {
  const auto check_in = parse_portal_day(either(form, "hotelcheckin", "departure"));
  const auto check_out = parse_portal_day(either(form, "hotelcheckout", "return"));
  if (!check_in || *check_in < today) problems.emplace_back("Please enter a valid departure date.");
  if (!check_out) problems.emplace_back("Please enter a valid return date.");
  if (!check_in || !check_out) return;
  request.stay.check_in = *check_in;
  request.stay.nights = *check_out - *check_in;
  if (request.stay.nights < 1 || request.stay.nights > kMostNights) problems.emplace_back("The return date must be 1 to 60 nights after departure.");
}

}  // namespace

int SearchRequest::travellers() const {
  int count = 0;
  for (const Room& room : stay.rooms) count += room.adults + static_cast<int>(room.child_ages.size());
  return count;
}

std::optional<DayNumber> parse_portal_day(std::string_view text) {
  if (text.size() != 7) return std::nullopt;
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    if (text.substr(2, 3) != kMonths[month]) continue;
    const std::string number = (month < 9 ? "0" : "") + std::to_string(month + 1);
    return parse_iso_day("20" + std::string{text.substr(5)} + "-" + number + "-" + std::string{text.substr(0, 2)});
  }
  return std::nullopt;
}

std::string portal_day(DayNumber day) {
  const std::string iso = iso_day(day);
  return iso.substr(8, 2) + std::string{kMonths[static_cast<std::size_t>(month_of(day) - 1)]} + iso.substr(2, 2);
}

SearchRequest read_search(const Fields& form, const VaxOptions& options, DayNumber today, std::vector<std::string>& problems) {
  SearchRequest request;
  request.vendor = find_vendor(form_value(form, "vendor").value_or(""));
  request.package = form_value(form, "package").value_or("");
  if (!request.vendor) {
    problems.emplace_back("Please select a supplier.");
    return request;
  }
  if (request.package != kHotelOnly && request.package != options.air_package) problems.emplace_back("Please select a package type.");
  request.destination = find_market(destinations_of(*request.vendor), form_value(form, "Destination").value_or(""));
  if (!request.destination) problems.push_back(options.unknown_market_text);
  request.origin = find_market(all_origins(), form_value(form, "Origin").value_or(""));
  if (request.with_flight() && (!request.origin || request.origin == request.destination)) {
    problems.emplace_back("Please select an origin from the list.");
  }
  read_dates(form, today, request, problems);
  const int rooms = parse_number(form_value(form, "passengers$numrooms").value_or("1"), 1, 4).value_or(1);
  request.stay.rooms.clear();
  for (int room = 0; room < rooms; ++room) request.stay.rooms.push_back(read_room(form, room));
  return request;
}

}  // namespace voygen::sim::vax
