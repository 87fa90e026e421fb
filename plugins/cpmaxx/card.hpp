// One card of the results page: the raw strings of js/collect.js in, an offer out. Pure; no page, no clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/date.hpp"
#include "voygen/offers.hpp"

namespace cpmaxx {

struct Stay {
  voygen::Date check_in;
  voygen::Date check_out;
  bool operator==(const Stay&) const = default;
};

// What the whole page knows and a card may lack.
struct CardContext {
  std::optional<Stay> asked;   // dates of the query; none when a saved page is read without them
  std::optional<Stay> on_page; // dates of the page's search form, for cards without dates
  int rooms = 1;
  std::string base_url;        // origin of the portal, for links
  nlohmann::json markers;      // the map's markers, for cards without one
};

struct CardReading {
  std::optional<voygen::HotelOffer> offer;
  std::string why_not;        // why there is no offer
  bool wrong_dates = false;   // it is readable, but for another stay
  bool foreign = false;       // its prices are not in US dollars
};

CardReading read_result_card(const nlohmann::json& card, const CardContext& context);
CardReading read_featured_card(const nlohmann::json& card, const CardContext& context);

// "Commission: $403.64 (30%)", "Commission $1,403.64 (29.2 %)", "Commission: 30%". Problems are told, never guessed around.
struct CommissionReading {
  std::optional<voygen::Commission> commission;
  std::string problem;
  bool foreign = false;
};
CommissionReading parse_commission(std::string_view text);

// The map marker of a card, JSON whose quotes are entities once, twice or not at all.
std::optional<voygen::Coordinates> parse_marker(std::string_view attribute);

// The photo of "background-image: url(A), url(placeholder)"; a map or the placeholder is no photo.
std::optional<std::string> parse_photo(std::string_view style, std::string_view base_url);

// A link as the browser would follow it; nothing for "#" and scripts.
std::optional<std::string> absolute_url(std::string_view href, std::string_view base_url);

// The stay written in the last segment of a hotel sheet's link: base64 of JSON.
std::optional<Stay> stay_of_sheet(std::string_view href);

}  // namespace cpmaxx
