// What the portal's form is asked, out of a query: airport codes, dates and a party. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "voygen/date.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace delta {

struct Asked {
  std::string origin;  // IATA codes
  std::string destination;
  voygen::Date departure;
  voygen::Date back;
  int adults = 2;
  std::vector<int> child_ages;
  int rooms = 1;
  std::string cabin = "C";            // of the form: C main cabin, V comfort, F first
  std::vector<std::string> warnings;  // where the form cannot say what the query says

  [[nodiscard]] int travelers() const { return adults + static_cast<int>(child_ages.size()); }
};

// Both fail with invalid_argument when a field is missing or unclear, and with unsupported for what the portal does not sell.
voygen::Result<Asked> asked_of(const voygen::PackageQuery& query);
voygen::Result<Asked> asked_of(const voygen::FlightQuery& query);

// "3/9/2027", as the portal's form wants it.
std::string form_date(voygen::Date date);

// What a page that is already open is compared with: whatever is known of the query.
struct Expected {
  std::optional<voygen::Date> departure;
  std::optional<voygen::Date> back;
  std::string origin;       // empty: unknown
  std::string destination;
  std::optional<int> travelers;
};
Expected expected_of(const Asked& asked);

}  // namespace delta
