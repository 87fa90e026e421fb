#include "cpmaxx/search_request.hpp"

#include <array>

namespace voygen::sim {

namespace {

constexpr int kMostNights = 60;

Room read_room(const Fields& form, int number) {
  const std::string room = "[rooms][" + std::to_string(number) + "]";
  Room result;
  result.adults = form.number(search_field(room + "[num_adults]"), 1, 4, 2);
  const int children = form.number(search_field(room + "[num_children]"), 0, 4, 0);
  for (int child = 1; child <= children; ++child) {
    result.child_ages.push_back(form.number(search_field(room + "[child_ages][" + std::to_string(child) + "]"), 0, 17, 0));
  }
  return result;
}

int read_radius(const Fields& form) {
  constexpr std::array<int, 6> kOffered = {5, 10, 20, 50, 100, 200};
  const int radius = form.number(search_field("[location_radius]"), 5, 200, 20);
  for (const int offered : kOffered) {
    if (radius == offered) return radius;
  }
  return 20;
}

void read_place(const Fields& form, SearchRequest& request, std::vector<std::string>& problems, const std::string& no_pick_text) {
  const std::string place = "[google_place][0]";
  request.label = form.value(search_field("[location_search]"));
  request.city = form.value(search_field(place + "[city]"));
  request.state_code = form.value(search_field(place + "[state_code]"));
  request.country_code = form.value(search_field(place + "[country_code]"));
  request.lat = form.value(search_field(place + "[lat]"));
  request.lng = form.value(search_field(place + "[lng]"));
  const auto lat = parse_degrees_e8(request.lat);
  const auto lng = parse_degrees_e8(request.lng);
  if (lat && lng) {
    request.around = {*lat, *lng, read_radius(form)};
  } else {
    problems.push_back(no_pick_text);
  }
}

void read_dates(const Fields& form, DayNumber today, SearchRequest& request, std::vector<std::string>& problems) {
  const auto check_in = parse_iso_day(form.value(search_field("[checkin]")));
  const auto check_out = parse_iso_day(form.value(search_field("[checkout]")));
  const bool in_given = check_in && *check_in >= today;
  const bool out_given = check_out && *check_out >= today;
  if (!in_given) problems.emplace_back("Check In Date must be provided");
  if (!out_given) problems.emplace_back("Check Out Date must be provided");
  if (!in_given || !out_given) return;
  request.stay.check_in = *check_in;
  request.stay.nights = *check_out - *check_in;
  if (request.stay.nights < 1) problems.emplace_back("Check Out Date must be after Check In Date");
  if (request.stay.nights > kMostNights) problems.emplace_back("The stay must not be longer than 60 nights");
}

}  // namespace

std::string search_field(std::string_view inner) { return "form_component_data[HotelEngineSearch]" + std::string{inner}; }

std::optional<std::int64_t> parse_degrees_e8(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const auto whole = parse_number(text.substr(0, point), 0, 180);
  if (!whole) return std::nullopt;
  std::string decimals{point == std::string_view::npos ? std::string_view{} : text.substr(point + 1)};
  decimals.resize(8, '0');
  const auto fraction = parse_number(decimals, 0, 99'999'999);
  if (!fraction) return std::nullopt;
  const std::int64_t degrees = std::int64_t{*whole} * 100'000'000 + *fraction;
  return negative ? -degrees : degrees;
}

ReadSearch read_search(const Fields& form, DayNumber today, const std::string& no_pick_text) {
  SearchRequest request;
  ReadSearch result;
  read_place(form, request, result.problems, no_pick_text);
  read_dates(form, today, request, result.problems);
  request.stay.rooms.clear();
  const int rooms = form.number(search_field("[num_rooms]"), 1, 4, 1);
  for (int room = 1; room <= rooms; ++room) request.stay.rooms.push_back(read_room(form, room));
  if (result.problems.empty()) result.request = std::move(request);
  return result;
}

}  // namespace voygen::sim
