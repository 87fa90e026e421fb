// What was asked on the search form of VAX, and its dates, "10JAN26". Values and pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/pricing.hpp"
#include "portal/fields.hpp"
#include "vax/markets.hpp"
#include "vax/options.hpp"

namespace voygen::sim::vax {

inline constexpr std::string_view kHotelOnly = "H02";

struct SearchRequest {
  const Vendor* vendor = nullptr;
  std::string package{kHotelOnly};
  const Place* origin = nullptr;  // of packages with a flight
  const Place* destination = nullptr;
  Stay stay;

  int travellers() const;
  bool with_flight() const { return package != kHotelOnly; }
};

/// "10JAN26"; anything else is a miss.
std::optional<DayNumber> parse_portal_day(std::string_view text);
std::string portal_day(DayNumber day);

/// Reads the form; what is wrong with it goes to `problems`, which is empty exactly when the request is complete.
SearchRequest read_search(const Fields& form, const VaxOptions& options, DayNumber today, std::vector<std::string>& problems);

}  // namespace voygen::sim::vax
