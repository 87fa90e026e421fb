// SearchRequest: what a client asked for, after the door: every value is possible, and the same wish always looks the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/clock.hpp"
#include "search/kind.hpp"
#include "search/places.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace voygen::search {

enum class Sort { portal, price, commission, stars, rating, distance };
std::string_view name_of(Sort sort);

// A name that several places have, and was taken for one of them without asking.
struct UnderstoodName {
  std::string given;                // "Boston"; the query's destination is then "Boston, MA, United States"
  std::vector<std::string> others;  // what else it could mean, as destinations to search for
};

struct SearchRequest {
  std::variant<HotelQuery, FlightQuery, PackageQuery> query;  // in the order of Kind
  std::optional<UnderstoodName> understood;
  std::vector<std::string> platforms;  // empty: all that serve the kind
  Sort sort = Sort::portal;
  bool force_refresh = false;
  std::string trip_id;

  [[nodiscard]] Kind kind() const { return kKinds[query.index()]; }
  [[nodiscard]] const std::string& destination() const;
  [[nodiscard]] const std::optional<voygen::Place>& place() const;  // the destination, as far as it was resolved
  [[nodiscard]] std::optional<Coordinates> middle() const;          // of the destination
  [[nodiscard]] int max_results() const;
  [[nodiscard]] nlohmann::json query_json() const;
  // The filters that were asked for, by their names in the query's JSON: "priceRange", "class" ...
  [[nodiscard]] std::vector<std::string> filters() const;
  // The query without the number of wanted results, as canonical JSON text; equal wishes give equal text.
  [[nodiscard]] std::string canonical_question() const;
};

// Lower case, single spaces: what the cache is cleared by.
std::string canonical_destination(std::string_view text);

inline constexpr int kLongestStay = 99;  // nights

// From tool arguments that already satisfy the input schema of the kind. Checks what a schema cannot: dates that exist, are in order and not
// past, enough guests for the rooms, ranges in order. The error names the field, its value, what is allowed and what to do. Places are
// resolved as far as `places` knows them.
Result<SearchRequest> parse_request(Kind kind, const nlohmann::json& arguments, const core::Clock& clock, const Places& places);

}  // namespace voygen::search
