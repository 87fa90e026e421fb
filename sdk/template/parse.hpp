// From what the page shows to offers. Pure: no page, no host, no clock; tested on recorded pages.
#pragma once

#include <nlohmann/json.hpp>

#include "voygen/offers.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace acme {

// What Page::extract() shall read: one item per hotel, and the note that stands in an empty list.
nlohmann::json list_specification(const nlohmann::json& item_selectors);
nlohmann::json empty_note_specification();

// `list` and `empty` are the replies to the two. No hotels and no note is drift: the page is not what we know.
voygen::Result<voygen::HotelAnswer> parse_list(const nlohmann::json& list, const nlohmann::json& empty, const voygen::HotelQuery& query);

}  // namespace acme
