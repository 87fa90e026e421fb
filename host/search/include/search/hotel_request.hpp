// HotelRequest: what a client asked for, after the door: every value is possible, and the same wish always looks the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/clock.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace voygen::search {

enum class HotelSort { portal, price, commission, stars };
std::string_view name_of(HotelSort sort);

// The destination was given by a name that several places have, and one of them was taken for it without asking.
struct UnderstoodName {
  std::string given;                // "Boston"; the query's destination is then "Boston, MA, United States"
  std::vector<std::string> others;  // what else it could mean, as destinations to search for
};

struct HotelRequest {
  HotelQuery query;
  std::optional<UnderstoodName> understood;
  std::vector<std::string> platforms;  // empty: all that serve hotels
  HotelSort sort = HotelSort::portal;
  bool force_refresh = false;
  std::string trip_id;

  // The query without the number of wanted results, as canonical JSON text; equal wishes give equal text.
  [[nodiscard]] std::string canonical_question() const;
};

// A text in one line, as destinations are kept and shown.
std::string single_spaced(std::string_view text);
// Lower case, too: what the cache is cleared by.
std::string canonical_destination(std::string_view text);

inline constexpr int kLongestStay = 99;  // nights

// From tool arguments that already satisfy the input schema. Checks what a schema cannot: dates that exist, are in order and not past,
// enough guests for the rooms, a price range in order. The error names the field, its value, what is allowed and what to do.
Result<HotelRequest> parse_hotel_request(const nlohmann::json& arguments, const core::Clock& clock);

}  // namespace voygen::search
