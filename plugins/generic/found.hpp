// What one source of a page says about one hotel, before it becomes an offer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "settings.hpp"
#include "voygen/hotel_offer.hpp"

namespace generic {

// An amount and what it is for.
struct Amount {
  voygen::Money money;
  voygen::PriceUnit unit = voygen::PriceUnit::unknown;
  voygen::PriceCertainty certainty = voygen::PriceCertainty::stated;
  bool at_least = false;               // the lowest of several
  std::optional<bool> taxes_included;  // when the source says so
};

struct Found {
  std::string source;  // "json-ld", "cards", ...
  std::string id;
  std::string name;
  std::string url;     // absolute
  std::optional<std::string> address;
  std::optional<std::string> area;
  std::optional<std::string> description;
  std::optional<voygen::Coordinates> coordinates;
  std::optional<int> star_halves;
  std::optional<voygen::Rating> rating;
  std::vector<std::string> images;
  std::vector<std::string> amenities;
  std::vector<Amount> amounts;         // at most one per unit
  std::optional<voygen::Money> original;
  std::vector<voygen::RoomOffer> rooms;
  std::string check_in;                // as written
  std::string check_out;
  bool available = true;
  std::vector<std::string> warnings;
};

// What the whole page says, for reading its parts.
struct PageFacts {
  std::string base;      // for links
  char language_mark = 0;  // how the page's language writes decimals; a help where a notation alone cannot be told
  std::optional<voygen::Currency> currency;  // of the page's own field
};

using Fields = std::map<std::string, std::vector<std::string>>;

// A price in a text by the site's hints, and by the page's language where they leave it open.
voygen::PriceText price_in(std::string_view text, const Site& site, const PageFacts& page, std::optional<voygen::Currency> currency = {});

// A price as data write it, "1234.5" with its currency; also texts in any notation.
voygen::PriceText price_of_data(const nlohmann::json& value, const std::string& currency, const Site& site, const PageFacts& page);

// The fields of a card or of a blob's item (raw strings by field name) as a hotel. Without a name there is none.
// `cents`: plain whole numbers are hundredths.
std::optional<Found> found_in_fields(const Fields& fields, const std::string& source, bool cents, const Site& site, const PageFacts& page);

// The hotels in JSON-LD-like trees.
std::vector<Found> found_in_trees(const std::vector<nlohmann::json>& trees, const std::string& source, const Site& site, const PageFacts& page);

// The one thing a page's meta tags describe; none without a price.
std::optional<Found> found_in_open_graph(const nlohmann::json& pairs, const Site& site, const PageFacts& page);

// The hotels of a configured blob. Fails with drift naming the path that leads nowhere.
voygen::Result<std::vector<Found>> found_in_blob(std::string_view text, const Site& site, const PageFacts& page);

std::string absolute_url(std::string_view address, std::string_view base);  // "" for what cannot be opened
std::optional<int> star_halves_of(std::string_view text);                   // "4.5", "4,5 Sterne", "5-star"
std::optional<double> number_of(std::string_view text);                     // the first decimal in a text, for ratings and coordinates

}  // namespace generic
