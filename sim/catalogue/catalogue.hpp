// Every hotel of the simulated world and the questions a portal asks about them. Immutable after construction, so any
// number of threads may read; the portal that owns it outlives every pointer handed out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "catalogue/hotel.hpp"
#include "catalogue/place.hpp"
#include "catalogue/pricing.hpp"

namespace voygen::sim {

/// A hotel as an answer to one search.
struct Offer {
  const Hotel* hotel = nullptr;
  Quote quote;
  std::int64_t metres = 0;  // from the middle of the search
};

struct Around {
  std::int64_t lat_e8 = 0;
  std::int64_t lng_e8 = 0;
  int radius_miles = 20;
};

class Catalogue {
 public:
  explicit Catalogue(std::uint64_t seed);

  /// The one that all portals of this program share; made at its first use and kept until the program ends. Any thread.
  static const Catalogue& of(std::uint64_t seed);

  const std::vector<Hotel>& hotels() const { return hotels_; }

  /// By id ("bath-gb"), full label ("Bath, UK"), or a city name that exists only once; null when there is none.
  const Place* find_place(std::string_view text) const;

  /// Places whose city, country or airport starts with what was typed; accents and case do not matter.
  std::vector<const Place*> suggest(std::string_view typed, std::size_t most) const;

  const Hotel* find_hotel(std::string_view giata_id) const;

  /// What is for sale, the best commission first ("Top Picks").
  std::vector<Offer> top_picks(const Around& around, const Stay& stay) const;

  /// Up to three houses the portal pushes; some of them are not in top_picks().
  std::vector<Offer> featured(const Around& around, const Stay& stay) const;

 private:
  std::vector<Hotel> hotels_;
};

/// The middle of a place with the usual radius.
Around around_place(const Place& place, int radius_miles);

}  // namespace voygen::sim
