// The search form as values: read from what a browser posted, checked, and turned into a question to the catalogue.
// Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "portal/fields.hpp"

namespace voygen::sim {

struct SearchRequest {
  std::string label;
  std::string city;
  std::string state_code;
  std::string country_code;
  std::string lat;  // as posted
  std::string lng;
  Around around;
  Stay stay;

  DayNumber check_out() const { return stay.check_in + stay.nights; }
};

struct ReadSearch {
  std::optional<SearchRequest> request;
  std::vector<std::string> problems;  // why there is no request, in the portal's words
};

/// Dates before `today` count as missing, as in the real form.
ReadSearch read_search(const Fields& form, DayNumber today, const std::string& no_pick_text);

/// "47.6061389" in 1e-8 degrees; nothing for anything that is not a plain decimal number within 180 degrees.
std::optional<std::int64_t> parse_degrees_e8(std::string_view text);

/// The full name of a field of that form: search_field("[checkin]").
std::string search_field(std::string_view inner);

}  // namespace voygen::sim
