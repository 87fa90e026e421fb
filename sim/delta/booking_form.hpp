// The booking form: what a browser posted, checked in the portal's words, and the form page itself. Any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "delta/site.hpp"

namespace voygen::sim::delta {

struct ReadBooking {
  std::optional<TripRequest> request;
  std::map<std::string, std::string> problems;  // by field name
};

/// Reads m/d/yyyy dates, three-letter codes and the party. Pure.
ReadBooking read_booking(const Fields& form, DayNumber today);

/// A token for the next submission of this session; the one before is worth nothing then.
std::string fresh_form_token(DeltaSite& site, const DeltaVisit& visit);

/// The form with the values that were posted. `problems` stand beside their fields, and once more in the hidden land-only block;
/// `general` stands above the form.
Reply show_booking_form(DeltaSite& site, const DeltaVisit& visit, const std::map<std::string, std::string>& problems, const std::string& general);

/// "3/9/2027" and "2027-03-09". Anything else, and days that do not exist, are a miss.
std::optional<DayNumber> parse_us_day(const std::string& text);

}  // namespace voygen::sim::delta
