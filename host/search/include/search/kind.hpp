// Kind: what can be searched for. All that differs between kinds and is plain data stands here; the story of a search is one.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

namespace voygen::search {

enum class Kind { hotels, flights, packages };
inline constexpr std::array kKinds{Kind::hotels, Kind::flights, Kind::packages};

// "hotels": as manifests write it. With "search_" before it, the plugin's task and our tool; with "read_", the task on a saved page.
constexpr std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::hotels: return "hotels";
    case Kind::flights: return "flights";
    case Kind::packages: return "packages";
  }
  return "hotels";
}
// "hotel": one of them; an offer's category.
constexpr std::string_view one_of(Kind kind) { return name_of(kind).substr(0, name_of(kind).size() - 1); }

inline std::string search_task(Kind kind) { return "search_" + std::string(name_of(kind)); }
inline std::string read_task(Kind kind) { return "read_" + std::string(name_of(kind)); }

// How long an answer may be given again. Seats change faster than rooms.
struct CacheLifetimes {
  std::chrono::milliseconds hotels = std::chrono::hours(24);
  std::chrono::milliseconds flights = std::chrono::hours(2);
  std::chrono::milliseconds packages = std::chrono::hours(12);

  [[nodiscard]] std::chrono::milliseconds of(Kind kind) const {
    return kind == Kind::hotels ? hotels : kind == Kind::flights ? flights : packages;
  }
};

}  // namespace voygen::search
