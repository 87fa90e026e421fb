#include "results.hpp"

#include <algorithm>

#include "amounts.hpp"
#include "link.hpp"
#include "voygen/date_text.hpp"
#include "voygen/page_text.hpp"
#include "voygen/usual_fields.hpp"

namespace vax {

using nlohmann::json;
using voygen::Code;
using voygen::HotelAnswer;
using voygen::HotelOffer;
using voygen::HotelQuery;
using voygen::PackageAnswer;
using voygen::PackageOffer;
using voygen::PackageQuery;
using voygen::PackageType;
using voygen::Result;
using voygen::RoomOffer;

namespace {

constexpr const char* kDriftCure = "the portal's markup seems to have changed: compare the kept page with the platform's selectors";

std::string seen(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? voygen::tidy(found->get<std::string>()) : std::string{};
}

const json& list(const json& object, const char* key) {
  static const json nothing = json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : nothing;
}

std::string first_selector(const json& selectors, const char* key) {
  const json& chain = list(selectors, key);
  return chain.empty() || !chain[0].is_string() ? std::string(key) : '"' + chain[0].get<std::string>() + '"';
}

// The date in the words that follow "Check-in -".
std::optional<voygen::Date> date_after(const std::string& text, std::string_view label) {
  auto at = voygen::lowercase(text).find(label);
  if (at == std::string::npos) return std::nullopt;
  at = text.find_first_not_of(" -:\xE2\x80\x93", at + label.size());
  if (at == std::string::npos) return std::nullopt;
  const std::string rest = text.substr(at, 24);
  // The longest run of words that is a date: "10JAN26", "01/10/2026", "Sun, 10 Jan 2026".
  for (auto end = rest.size(); end > 0 && end != std::string::npos; end = rest.rfind(' ', end - 1)) {
    if (const auto date = voygen::read_date(rest.substr(0, end), voygen::DateOrder::month_first)) return date;
    if (rest.find(' ') == std::string::npos || end == 0) break;
  }
  return std::nullopt;
}

struct Counts {
  int unreadable = 0;
  std::string example;          // of what was unreadable
  std::string foreign_example;  // of a price that is not in US dollars
};

// A page of hotels without a single one to show, or without a single price, is a change of the portal, never "no hotels".
Result<PageReading> judge(PageReading reading, const Counts& counts, const json& selectors) {
  const int readable = static_cast<int>(reading.hotels.size());
  if (readable == 0 && counts.unreadable > 0) {
    return {Code::drift, "0 of " + std::to_string(counts.unreadable) + " hotels of " + first_selector(selectors, "hotelRow") + " could be read: " + counts.example, kDriftCure};
  }
  const bool priced = std::any_of(reading.hotels.begin(), reading.hotels.end(), [](const ListedHotel& hotel) { return hotel.offer.total.has_value(); });
  if (readable > 0 && !priced) {
    const std::string& why = counts.foreign_example.empty() && !reading.warnings.empty() ? reading.warnings.front() : counts.foreign_example;
    return {Code::drift, "none of " + std::to_string(readable) + " hotels has a price under " + first_selector(selectors, "roomTotal") + (why.empty() ? "" : ": " + why), kDriftCure};
  }
  return reading;
}

// The amounts that hold, and what each hotel costs by them.
void settle_amounts(const Asked& asked, PageReading& reading) {
  std::vector<HotelOffer*> hotels;
  for (ListedHotel& hotel : reading.hotels) hotels.push_back(&hotel.offer);
  const AmountCheck check = check_amounts(hotels, asked.travellers, asked.selection);
  reading.selection = check.selection;
  if (check.withheld > 0) {
    reading.warnings.push_back(std::to_string(check.withheld) + " of " + std::to_string(check.prices) + " prices contradict other amounts and are withheld");
  }
  for (HotelOffer* hotel : hotels) {
    const RoomOffer* room = cheapest_room(hotel->rooms);
    hotel->total = room ? room->total : std::nullopt;
    if (!hotel->total && !hotel->rooms.empty()) doubt(*hotel, "no room of it has a price that can be read", 0.4);
  }
}

void warn_of_missing_fields(PageReading& reading, const json& selectors) {
  const auto found_by = [&selectors](const char* key) { return first_selector(selectors, key); };
  const auto of_a_room = [](auto is_there) {
    return [is_there](const ListedHotel& hotel) { return std::any_of(hotel.offer.rooms.begin(), hotel.offer.rooms.end(), is_there); };
  };
  const std::vector<voygen::UsualField<ListedHotel>> fields = {
      {"star rating", found_by("rating"), [](const ListedHotel& hotel) { return hotel.offer.star_halves.has_value(); }},
      {"guest rating", found_by("reviewScore"), [](const ListedHotel& hotel) { return hotel.offer.rating.has_value(); }},
      {"location", found_by("location"), [](const ListedHotel& hotel) { return hotel.offer.area.has_value(); }},
      {"distance from the airport", found_by("location"), [](const ListedHotel& hotel) { return hotel.offer.airport_distance.has_value(); }},
      {"link", found_by("hotelName"), [](const ListedHotel& hotel) { return hotel.offer.booking_url.has_value(); }},
      {"rooms", found_by("roomName"), [](const ListedHotel& hotel) { return !hotel.offer.rooms.empty(); }},
      {"price per person", found_by("roomPerPerson"), of_a_room([](const RoomOffer& room) { return room.per_person.has_value(); })},
      {"difference", found_by("roomDifference"), of_a_room([](const RoomOffer& room) { return room.difference.has_value(); })},
      {"room code", found_by("roomName"), of_a_room([](const RoomOffer& room) { return room.code.has_value(); })},
  };
  for (std::string& sentence : voygen::missing_everywhere(reading.hotels, "hotels", fields)) reading.warnings.push_back(std::move(sentence));
}

Result<PageReading> parse(const json& page, const std::optional<Stay>& stay, const Asked& asked, const json& selectors) {
  PageReading reading;
  reading.stay = stay;
  reading.has_end = page.value("end", false);
  const auto more = quoted_address(seen(page, "more"), "HotelAvail.aspx");
  if (more) reading.more_address = *more;
  const std::string words = seen(page, "count");
  const auto digit = words.find_first_of("0123456789");
  if (digit != std::string::npos) {
    const auto number = voygen::parse_scaled_decimal(words.substr(digit, words.find_first_not_of("0123456789,", digit) - digit), 0);
    if (number && *number < 1'000'000) reading.available = static_cast<int>(*number);
  }
  const HotelContext context{*stay, asked.base_url, asked.page_path};
  Counts counts;
  for (const json& raw : list(page, "hotels")) {
    HotelReading read = read_hotel(raw, context);
    if (!read.offer) {
      ++counts.unreadable;
      if (counts.example.empty()) counts.example = read.why_not;
      reading.warnings.push_back("left out: " + read.why_not);
      continue;
    }
    if (read.foreign && counts.foreign_example.empty() && !read.offer->warnings.empty()) counts.foreign_example = read.offer->warnings.front();
    reading.hotels.push_back({std::move(*read.offer), std::move(read.rooms_address), std::move(read.supplier)});
  }
  settle_amounts(asked, reading);
  warn_of_missing_fields(reading, selectors);
  return judge(std::move(reading), counts, selectors);
}

template <class Answer>
void finish(Answer& answer, bool filtered, int read) {
  if (!answer.offers.empty() || !filtered || read == 0) return;
  answer.nothing_found_evidence = "none of the " + std::to_string(read) + " hotels read passes the filters";
}

std::vector<std::string> filters_of(const HotelQuery& query) { return query.min_star_halves ? std::vector<std::string>{"starRating"} : std::vector<std::string>{}; }

}  // namespace

std::optional<Stay> parse_stay(std::string_view content) {
  const std::string text = voygen::tidy(content);
  const auto check_in = date_after(text, "check-in");
  const auto check_out = date_after(text, "check-out");
  if (!check_in || !check_out || *check_in >= *check_out) return std::nullopt;
  return Stay{*check_in, *check_out};
}

Result<PageReading> parse_page(const json& page, const Asked& asked, const json& selectors) {
  const auto stated = parse_stay(seen(page, "content"));
  if (stated && asked.stay && *stated != *asked.stay) {
    return {Code::drift, "the availability shown is for " + stated->check_in.iso() + " to " + stated->check_out.iso() + ", not for the dates asked for",
            "search again; if it stays so, the portal's date fields have changed"};
  }
  const auto stay = stated ? stated : asked.stay;
  if (!stay) return {Code::drift, "the page states no dates, and none were given", "give the dates of the search"};
  VOYGEN_TRY(auto reading, parse(page, stay, asked, selectors));
  if (!stated) {
    reading.warnings.push_back("the page does not say for which dates it is; taken for those of the search");
    for (ListedHotel& hotel : reading.hotels) doubt(hotel.offer, "the page states no dates; taken for the dates of the search", 0.1);
  }
  return reading;
}

Result<PageReading> parse_window(const json& window, const Stay& stay, const Asked& asked, const json& selectors) { return parse(window, stay, asked, selectors); }

void HotelList::add(PageReading page) {
  for (ListedHotel& hotel : page.hotels) {
    const bool again = std::any_of(hotels_.begin(), hotels_.end(), [&](const ListedHotel& other) {
      return other.offer.platform_id == hotel.offer.platform_id && other.supplier == hotel.supplier;
    });
    if (again) {
      warn("\"" + hotel.offer.name + "\" (" + hotel.offer.platform_id + ") is listed twice; the first entry is used");
    } else {
      hotels_.push_back(std::move(hotel));
    }
  }
  for (std::string& warning : page.warnings) warn(std::move(warning));
  selection_ = page.selection;
  if (page.available) available_ = available_.value_or(0) + *page.available;
}

void HotelList::warn(std::string warning) {
  if (std::find(warnings_.begin(), warnings_.end(), warning) == warnings_.end()) warnings_.push_back(std::move(warning));
}

void HotelList::set_rooms(std::size_t index, const ListedHotel& whole) {
  ListedHotel& mine = hotels_[index];
  if (whole.offer.platform_id != mine.offer.platform_id || whole.offer.rooms.size() < mine.offer.rooms.size()) {
    doubt(mine.offer, "the portal's list of all rooms was not this hotel's; only the room shown at first is here", 0.05);
    return;
  }
  mine.offer.rooms = whole.offer.rooms;
  mine.offer.notes = whole.offer.notes;
  mine.rooms_address.clear();
  mine.offer.total = whole.offer.total;
  for (const std::string& warning : whole.offer.warnings) {
    if (std::find(mine.offer.warnings.begin(), mine.offer.warnings.end(), warning) == mine.offer.warnings.end()) doubt(mine.offer, warning, 0.1);
  }
}

void HotelList::stop_early(std::string why) {
  partial_ = true;
  warn(std::move(why));
}

void HotelList::join_suppliers() {
  std::vector<ListedHotel> joined;
  for (ListedHotel& hotel : hotels_) {
    for (RoomOffer& room : hotel.offer.rooms) room.rate_plan = "supplier " + hotel.supplier;
    const auto twin = std::find_if(joined.begin(), joined.end(), [&](const ListedHotel& other) { return other.offer.platform_id == hotel.offer.platform_id; });
    if (twin == joined.end()) {
      joined.push_back(std::move(hotel));
      continue;
    }
    HotelOffer& offer = twin->offer;
    offer.rooms.insert(offer.rooms.end(), hotel.offer.rooms.begin(), hotel.offer.rooms.end());
    for (const std::string& note : hotel.offer.notes) {
      if (std::find(offer.notes.begin(), offer.notes.end(), note) == offer.notes.end()) offer.notes.push_back(note);
    }
    const RoomOffer* room = cheapest_room(offer.rooms);
    if (room && offer.total && room->total->amount < offer.total->amount) offer.booking_url = hotel.offer.booking_url;
    if (room) offer.total = room->total;
    offer.confidence = std::min(offer.confidence, hotel.offer.confidence);
  }
  hotels_ = std::move(joined);
}

HotelAnswer HotelList::hotels_for(const HotelQuery& query) const {
  HotelAnswer answer;
  answer.partial = partial_;
  answer.warnings = warnings_;
  answer.available = available_;
  answer.applied_filters = filters_of(query);
  for (const ListedHotel& hotel : hotels_) {
    // A nightly price is not on this page, so a range of it cannot be compared with anything.
    const bool fits = !query.min_star_halves || (hotel.offer.star_halves && *hotel.offer.star_halves >= *query.min_star_halves);
    if (fits && static_cast<int>(answer.offers.size()) < query.max_results) answer.offers.push_back(hotel.offer);
  }
  finish(answer, query.min_star_halves.has_value(), count());
  return answer;
}

PackageAnswer HotelList::packages_for(const PackageQuery& query) const {
  PackageAnswer answer;
  answer.partial = partial_;
  answer.warnings = warnings_;
  answer.available = available_;
  const bool budget = query.min_total_micros || query.max_total_micros;
  if (budget) answer.applied_filters.emplace_back("budget");
  if (query.package_type) answer.applied_filters.emplace_back("packageType");
  for (const ListedHotel& hotel : hotels_) {
    PackageOffer package = package_of(hotel.offer, query.origin ? PackageType::flight_hotel : PackageType::custom);
    if (query.accepts(package) && static_cast<int>(answer.offers.size()) < query.max_results) answer.offers.push_back(std::move(package));
  }
  finish(answer, budget || query.package_type, count());
  return answer;
}

PackageOffer package_of(const HotelOffer& hotel, PackageType type) {
  PackageOffer package;
  package.platform_id = hotel.platform_id;
  package.type = type;
  package.departure = hotel.check_in;
  package.return_date = hotel.check_out;
  package.taxes_included = std::nullopt;  // the page does not say
  package.booking_url = hotel.booking_url;
  package.confidence = hotel.confidence;
  package.warnings = hotel.warnings;
  package.status = hotel.available ? voygen::OfferStatus::bookable : voygen::OfferStatus::not_available;
  if (const RoomOffer* room = cheapest_room(hotel.rooms)) {
    package.total = room->total;
    package.difference = room->difference;
    package.per_person = room->per_person;
    package.status = room->status;
  }
  package.hotel = hotel;
  package.hotel.total.reset();  // what is shown is the price of the package, not of the hotel
  return package;
}

}  // namespace vax
