// A search as this portal sees it: hotels only, or with a flight. Both kinds of queries become one. Values only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "voygen/query.hpp"

namespace vax {

struct Stay {
  voygen::Date check_in;
  voygen::Date check_out;
  bool operator==(const Stay&) const = default;
};

struct Trip {
  std::string destination;
  std::optional<voygen::Place> place;
  std::optional<std::string> origin;  // with one, packages with a flight are searched
  std::optional<voygen::Place> origin_place;
  Stay stay;
  std::vector<voygen::Room> rooms;

  explicit Trip(const voygen::HotelQuery& query)
      : destination(query.destination), place(query.place), stay{query.check_in, query.check_out}, rooms(query.rooms) {}
  explicit Trip(const voygen::PackageQuery& query)
      : destination(query.destination), place(query.place), origin(query.origin), origin_place(query.origin_place),
        stay{query.departure, query.return_date}, rooms(query.rooms) {}

  [[nodiscard]] bool with_flight() const { return origin.has_value(); }
  [[nodiscard]] int travellers() const {
    int count = 0;
    for (const voygen::Room& room : rooms) count += room.adults + static_cast<int>(room.child_ages.size());
    return count;
  }
};

}  // namespace vax
