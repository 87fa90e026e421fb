#include "hotel.hpp"

#include <algorithm>

#include "raw.hpp"
#include "voygen/page_text.hpp"

namespace delta {

using nlohmann::json;
using voygen::HotelOffer;
using voygen::OfferStatus;

namespace {

constexpr double kDoubt = 0.2;  // of an offer's confidence, for each kind of oddity

std::optional<std::string> present(std::string text) { return text.empty() ? std::nullopt : std::optional(std::move(text)); }

// "Members' Rating: 4.8/5 Superior"
std::optional<voygen::Rating> rating_of(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  auto start = slash;
  while (start > 0 && (voygen::detail::is_digit(text[start - 1]) || text[start - 1] == '.')) --start;
  const auto end = std::min(text.find_first_not_of("0123456789", slash + 1), text.size());
  const auto value = voygen::parse_scaled_decimal(text.substr(start, slash - start), 2);
  const auto scale = voygen::parse_scaled_decimal(text.substr(slash + 1, end - slash - 1), 0);
  if (!value || !scale || *scale < 1 || *value > *scale * 100) return std::nullopt;
  return voygen::Rating{static_cast<double>(*value) / 100, static_cast<double>(*scale), std::nullopt, "SkyMiles members"};
}

void describe(const json& raw, const std::string& base_url, HotelOffer& hotel) {
  hotel.star_halves = star_halves_of(text_of(raw, "stars"), text_of(raw, "starsImage"));
  if (voygen::contains_ignoring_case(text_of(raw, "stars"), "exceptional luxury")) hotel.collections.emplace_back("Exceptional Luxury");
  hotel.area = present(text_of(raw, "area"));
  hotel.amenities = texts_of(list_of(raw, "amenities"));
  if (auto image = absolute_address(text_of(raw, "image"), base_url)) hotel.image_urls.push_back(std::move(*image));
  hotel.booking_url = absolute_address(text_of(raw, "href"), base_url);
  hotel.rating = rating_of(text_of(raw, "rating"));
  const std::string pick = text_of(raw, "pick");
  if (!pick.empty()) hotel.collections.push_back(pick);
  hotel.featured = !pick.empty();
  const auto notes = raw.find("notes");
  if (notes != raw.end() && notes->is_string()) hotel.notes = lines_of(notes->get<std::string>());
}

void read_rooms(const json& raw, HotelReading& reading) {
  HotelOffer& hotel = *reading.hotel;
  const Columns columns = Columns::from_headings(list_of(raw, "columns"));
  for (const json& row : list_of(raw, "rows")) {
    RoomReading read = read_room(row, columns);
    if (!read.why_not.empty()) {
      ++reading.rows;
      ++reading.unpriced;
      if (reading.price_problem.empty()) reading.price_problem = read.why_not;
      hotel.warnings.push_back("left out: " + read.why_not);
      continue;
    }
    if (!read.room) continue;
    ++reading.rows;
    if (!read.room->total) {
      ++reading.unpriced;
      if (reading.price_problem.empty()) reading.price_problem = read.price_problem;
      hotel.warnings.push_back("the room \"" + read.room->name + "\" has no price that can be read" + (read.price_problem.empty() ? "" : ": " + read.price_problem));
    }
    hotel.warnings.insert(hotel.warnings.end(), read.warnings.begin(), read.warnings.end());
    hotel.rooms.push_back(std::move(*read.room));
    reading.hotel_prices.push_back(read.hotel_price);
  }
  if (!hotel.warnings.empty()) hotel.confidence -= kDoubt;
  hotel.available = std::any_of(hotel.rooms.begin(), hotel.rooms.end(), [](const auto& room) { return room.status != OfferStatus::not_available; });
}

}  // namespace

std::optional<int> star_halves_of(std::string_view alt, std::string_view image) {
  const auto digits = std::min(alt.find_first_not_of("0123456789."), alt.size());
  const auto tenths = voygen::parse_scaled_decimal(alt.substr(0, digits), 1);
  if (tenths && voygen::contains_ignoring_case(alt, "star") && *tenths >= 5 && *tenths <= 50 && *tenths % 5 == 0) return static_cast<int>(*tenths / 5);
  const std::string file = voygen::lowercase(image.substr(image.rfind('/') + 1));
  const auto star = file.find("star");
  const bool half = star == 2 && file[1] == 'x';
  if ((star == 1 || half) && file[0] >= '1' && file[0] <= '5') return (file[0] - '0') * 2 + (half ? 1 : 0);
  return std::nullopt;
}

std::optional<std::string> absolute_address(std::string_view address, const std::string& base_url) {
  const auto begins = [&](std::string_view start) { return address.substr(0, start.size()) == start; };
  if (begins("//")) return "https:" + std::string(address);
  if (begins("https://") || begins("http://")) return std::string(address);
  if (begins("/")) return base_url + std::string(address);
  return std::nullopt;
}

HotelReading read_hotel(const json& raw, voygen::Date check_in, voygen::Date check_out, const std::string& base_url) {
  HotelReading reading;
  HotelOffer hotel;
  hotel.platform_id = text_of(raw, "code");
  hotel.name = text_of(raw, "name");
  if (hotel.platform_id.empty()) return reading.why_not = "a hotel \"" + hotel.name + "\" has no code", reading;
  if (hotel.name.empty()) return reading.why_not = "the hotel " + hotel.platform_id + " has no name", reading;
  hotel.check_in = check_in;
  hotel.check_out = check_out;
  describe(raw, base_url, hotel);
  reading.hotel = std::move(hotel);
  reading.selected = flag_of(raw, "selected");
  reading.transfer = flag_of(raw, "transfer");
  read_rooms(raw, reading);
  return reading;
}

}  // namespace delta
