// What the queries of all kinds share, and how it is read from JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/date.hpp"
#include "voygen/money.hpp"
#include "voygen/place.hpp"
#include "voygen/result.hpp"

namespace voygen {

struct Room {
  int adults = 2;
  std::vector<int> child_ages;
};

namespace detail {

inline nlohmann::json rooms_json(const std::vector<Room>& rooms) {
  nlohmann::json json = nlohmann::json::array();
  for (const Room& room : rooms) json.push_back({{"adults", room.adults}, {"childAges", room.child_ages}});
  return json;
}
inline std::vector<Room> read_rooms(const nlohmann::json& json) {
  std::vector<Room> rooms;
  for (const auto& room : json) rooms.push_back({room.at("adults").get<int>(), room.value("childAges", std::vector<int>{})});
  return rooms;
}

// The functions below read one member of a query; an error names it.
inline Result<Date> read_date(const nlohmann::json& query, const char* member) {
  const auto date = Date::parse_iso(query.at(member).get<std::string>());
  if (!date) return {Code::invalid_argument, std::string(member) + " must be a date that exists, as YYYY-MM-DD"};
  return *date;
}
inline Result<std::optional<Place>> read_place(const nlohmann::json& query, const char* member) {
  if (!query.contains(member)) return std::optional<Place>{};
  VOYGEN_TRY(auto place, Place::from_json(query.at(member)));
  return std::optional<Place>(std::move(place));
}
// A range {"min", "max"} of amounts. A bound that cannot be read must not turn into no bound.
inline Outcome read_range(const nlohmann::json& query, const char* member, std::optional<std::int64_t>& min_micros, std::optional<std::int64_t>& max_micros) {
  if (!query.contains(member)) return done();
  const auto& range = query.at(member);
  for (const auto& [bound, micros] : {std::pair("min", &min_micros), std::pair("max", &max_micros)}) {
    if (!range.contains(bound)) continue;
    *micros = micros_from_json_number(range.at(bound));
    if (!*micros) return {Code::invalid_argument, std::string(member) + "." + bound + " must be an amount"};
  }
  return done();
}
inline void put_range(nlohmann::json& query, const char* member, const std::optional<std::int64_t>& min_micros, const std::optional<std::int64_t>& max_micros) {
  if (min_micros) query[member]["min"] = to_json_number(*min_micros);
  if (max_micros) query[member]["max"] = to_json_number(*max_micros);
}

}  // namespace detail
}  // namespace voygen
