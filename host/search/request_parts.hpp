// What the requests of all kinds share: dates, parties and ranges, checked, with errors that say what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/clock.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace voygen::search {

std::string single_spaced(std::string_view text);
Error refuse(std::string message, std::string next_step);
// The text of a place field; refused when it is blank.
Result<std::string> parse_place_text(const nlohmann::json& arguments, const char* field);

// The date of a field that must be there, exist, and not be past.
Result<Date> parse_coming_date(const nlohmann::json& arguments, const char* field, const core::Clock& clock);
// A later date of a field: at least `least` days after the earlier one, at most kLongestStay.
Result<Date> parse_later_date(const nlohmann::json& arguments, const char* field, const char* earlier_field, Date earlier, int least);

// Deals adults and children over rooms as evenly as they go: 5 adults in 2 rooms are 3 and 2.
std::vector<Room> deal_rooms(int adults, int rooms, const std::vector<int>& child_ages);

// The bounds of a {min, max} object; refused when they are in the wrong order.
Outcome parse_range(const nlohmann::json& arguments, const char* field, std::optional<std::int64_t>& min_micros, std::optional<std::int64_t>& max_micros);

}  // namespace voygen::search
