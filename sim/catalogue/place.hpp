// The places of the simulated world: real cities with real coordinates, so that names, codes and distances can be
// checked by eye. The table is fixed; only the number of hotels depends on the seed. Read-only after start, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace voygen::sim {

/// How many hotels a place gets.
enum class PlaceSize { none, tiny, small, medium, huge };

/// Which words streets and independent hotels are made of.
enum class Flavour { american, british, french, german, spanish, italian, portuguese, nordic, asian };

struct Place {
  std::string_view city;
  std::string_view state_code;    // empty outside countries that write one
  std::string_view country_code;  // ISO 3166
  std::string_view country;       // as an autocomplete writes it: "USA", "UK", "France"
  std::string_view airport;       // IATA; empty for places without one
  std::int64_t lat_e7;
  std::int64_t lng_e7;
  PlaceSize size;
  Flavour flavour;
  int price_level;       // percent of the world's usual price
  int tax_basis_points;  // 390 = 3.9 %

  /// Stable key for links and tests: "seattle-wa-us".
  std::string id() const;
  /// What the autocomplete shows: "Seattle, WA, USA".
  std::string label() const;
  std::string lat() const;
  std::string lng() const;
};

/// All places, in a fixed order.
const std::vector<Place>& all_places();

/// "47.6061389" for 476061389 and 7 digits; also used with 8 digits for hotels.
std::string decimal_degrees(std::int64_t scaled, int digits);

/// Metres between two points given in 1e-8 degrees. Whole numbers only, so every machine agrees on who is inside.
std::int64_t distance_metres(std::int64_t lat_a, std::int64_t lng_a, std::int64_t lat_b, std::int64_t lng_b);

/// A hundred-millionth of a degree east, in metres, depends on the latitude: cosine in millionths.
std::int64_t cosine_millionths(std::int64_t lat_e8);

/// Lower case, ASCII only, words joined by dashes: "São Paulo" -> "sao-paulo". For keys and for forgiving look-ups.
std::string plain_key(std::string_view text);

}  // namespace voygen::sim
