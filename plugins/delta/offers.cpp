#include "offers.hpp"

#include <algorithm>
#include <limits>

namespace delta {

using voygen::Code;
using voygen::FlightAnswer;
using voygen::FlightOffer;
using voygen::FlightQuery;
using voygen::OfferStatus;
using voygen::PackageAnswer;
using voygen::PackageOffer;
using voygen::PackageQuery;
using voygen::PackageType;
using voygen::Result;
using voygen::RoomOffer;

namespace {

bool is_all_inclusive(const RoomOffer& room) { return room.rate_plan == "AI" || room.rate_plan == "All-Inclusive" || room.rate_plan == "All Inclusive"; }

bool fits(const RoomOffer& room, const std::optional<PackageType>& wanted) {
  return !wanted || is_all_inclusive(room) == (*wanted == PackageType::all_inclusive);
}

// The room a package is priced with: bookable before on request, cheap before dear.
const RoomOffer* leading_room(const PackageOffer& package, const std::optional<PackageType>& wanted) {
  const RoomOffer* best = nullptr;
  const auto rank = [](const RoomOffer& room) {
    return std::pair(static_cast<int>(room.status), room.total ? room.total->amount.micros : std::numeric_limits<std::int64_t>::max());
  };
  for (const RoomOffer& room : package.hotel.rooms) {
    if (fits(room, wanted) && (!best || rank(room) < rank(*best))) best = &room;
  }
  return best;
}

PackageOffer package_of(HotelReading reading, const PageReading& page, const PackageQuery& query) {
  PackageOffer package;
  package.hotel = std::move(*reading.hotel);
  package.departure = page.departure;
  package.return_date = page.back;
  package.inclusions = page.inclusions;
  package.selected = reading.selected;
  package.taxes_included = page.taxes_included ? std::optional(true) : std::nullopt;
  if (reading.transfer) package.transfers.emplace_back("Includes transportation between airport and hotel");
  package.booking_url = package.hotel.booking_url;
  package.confidence = package.hotel.confidence;
  package.warnings = package.hotel.warnings;
  const RoomOffer* room = leading_room(package, query.package_type);
  package.status = room ? room->status : OfferStatus::not_available;
  package.type = room && is_all_inclusive(*room) ? PackageType::all_inclusive : PackageType::flight_hotel;
  if (room && room->status != OfferStatus::not_available) {
    package.total = room->total;
    package.difference = room->difference;
  }
  return package;
}

template <class Offer>
bool cheaper(const Offer& left, const Offer& right) {
  const auto rank = [](const Offer& offer) {
    return std::pair(static_cast<int>(offer.status), offer.total ? offer.total->amount.micros : std::numeric_limits<std::int64_t>::max());
  };
  return rank(left) < rank(right);
}

template <class Answered>
void add_head(const PageReading& page, Answered& answer) {
  answer.partial = page.incomplete;
  answer.warnings = page.warnings;
  answer.place = page.place;
}

}  // namespace

PackageAnswer packages_of(PageReading page, const PackageQuery& query) {
  PackageAnswer answer;
  add_head(page, answer);
  std::vector<FlightOffer> selected;
  for (const FlightReading& flight : page.flights) {
    if (flight.offer && flight.offer->selected) selected.push_back(*flight.offer);
  }
  if (selected.empty()) answer.warnings.emplace_back("the page does not show the flights its packages include");
  std::vector<PackageOffer> packages;
  for (HotelReading& hotel : page.hotels) packages.push_back(package_of(std::move(hotel), page, query));
  std::stable_sort(packages.begin(), packages.end(), cheaper<PackageOffer>);
  answer.available = static_cast<int>(packages.size());
  for (PackageOffer& package : packages) {
    if (answer.offers.size() >= static_cast<std::size_t>(std::max(query.max_results, 0)) || !query.accepts(package)) continue;
    package.flights = selected;
    answer.offers.push_back(std::move(package));
  }
  if (query.package_type) answer.applied_filters.emplace_back("packageType");
  if (query.min_total_micros || query.max_total_micros) answer.applied_filters.emplace_back("budget");
  if (answer.offers.empty() && !packages.empty()) {
    answer.nothing_found_evidence = "none of the " + std::to_string(packages.size()) + " hotels read passes the filters";
  }
  return answer;
}

Result<FlightAnswer> flights_of(PageReading page, const FlightQuery& query) {
  FlightAnswer answer;
  add_head(page, answer);
  if (!page.has_end) {
    answer.partial = true;
    answer.warnings.emplace_back("only the selected itinerary is here: the page does not hold the other flights, it may not have arrived whole");
  }
  std::vector<FlightOffer> flights;
  int unpriced = 0;
  for (FlightReading& flight : page.flights) {
    if (!flight.offer) continue;
    unpriced += flight.offer->total ? 0 : 1;
    flight.offer->taxes_included = page.taxes_included ? std::optional(true) : std::nullopt;
    flights.push_back(std::move(*flight.offer));
  }
  if (flights.empty()) {
    return {Code::drift, "0 of " + std::to_string(page.flights.size()) + " itineraries on the page could be read" + (page.flights.empty() ? "" : ": " + page.flights.front().why_not),
            "the portal's flight rows seem to have changed: compare the kept page with the platform's selectors"};
  }
  if (unpriced == static_cast<int>(flights.size())) {
    return {Code::drift, "none of " + std::to_string(unpriced) + " itineraries on the page has a price", "the portal's flight rows seem to have changed: look at the kept page"};
  }
  std::stable_sort(flights.begin(), flights.end(), cheaper<FlightOffer>);
  answer.available = static_cast<int>(flights.size());
  answer.warnings.emplace_back("every price is of a whole package with the portal's currently selected hotel, not of the flight alone");
  if (flights.size() > static_cast<std::size_t>(std::max(query.max_results, 0))) flights.resize(static_cast<std::size_t>(std::max(query.max_results, 0)));
  answer.offers = std::move(flights);
  return answer;
}

}  // namespace delta
