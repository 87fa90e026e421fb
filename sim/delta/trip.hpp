// One package search as values: what was asked for, and everything the portal has to offer for it. Pure functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/flights.hpp"
#include "catalogue/listing.hpp"

namespace voygen::sim::delta {

struct Party {
  int adults = 2;
  std::vector<int> child_ages;
  int rooms = 1;

  int travelers() const { return adults + static_cast<int>(child_ages.size()); }
  /// The portal spreads a party over its rooms as evenly as it can; children stay in the first room.
  std::vector<Room> spread() const;
};

struct TripRequest {
  const Airport* origin = nullptr;
  const Airport* destination = nullptr;
  const Place* place = nullptr;  // the city of the destination airport
  DayNumber departure = 0;
  DayNumber back = 0;
  Party party;

  int nights() const { return back - departure; }
};

enum class RoomStatus { bookable, call_to_request, not_available };

struct RoomOffer {
  std::string code;  // "HRCQ"; the page shows it in the form only
  std::string_view rate_plan;
  std::string name;
  std::vector<std::string> perks;
  std::int64_t hotel_cents = 0;  // whole stay, all rooms, taxes included
  RoomStatus status = RoomStatus::bookable;
  bool non_refundable = false;
  bool hidden = false;  // behind "show more room options"
};

struct HotelItem {
  const Hotel* hotel = nullptr;
  std::string code;  // "SEA_78637_78637"
  std::string name;
  std::string area;
  std::vector<std::string> notes;  // advisements
  bool members_pick = false;
  std::string members_rating;  // "4.8"
  std::string members_level;   // "Superior"
  bool transfer = false;
  std::vector<RoomOffer> rooms;  // empty: the row "Not Available"

  bool has_price() const { return !rooms.empty(); }
  std::int64_t lowest_cents() const;
};

struct Trip {
  TripRequest request;
  std::vector<HotelItem> hotels;  // members' picks, then by price, then those without a room
  std::vector<RoundTrip> flights;  // the first is selected
  std::int64_t selected_hotel_cents = 0;
  std::string selected_code;  // of the hotel that is included in the package price

  /// What a combination costs the party.
  std::int64_t flight_cents(const RoundTrip& flight) const;
  /// The package as it stands: selected flight and selected room. Every total is this plus a difference.
  std::int64_t base_cents() const;
};

/// Every letter code of the portal's amenity pictures with its text.
const std::vector<std::pair<char, std::string_view>>& amenity_pictures();
std::vector<std::pair<char, std::string_view>> amenities_of(const Hotel& hotel);

/// The city an airport belongs to; null for an airport without hotels.
const Place* place_of_airport(std::string_view code);

/// Empty lists are honest: nobody flies there, or nothing is sold there.
Trip make_trip(const Catalogue& catalogue, const TripRequest& request);

}  // namespace voygen::sim::delta
