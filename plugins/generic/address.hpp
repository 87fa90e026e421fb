// Filling a query into the templates of a site: "{destination}", "{checkIn:DD.MM.YYYY}". Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voygen/page_text.hpp"
#include "voygen/query.hpp"

namespace generic {

// The marks with their values. In an address the values are percent-encoded.
std::string fill_in(std::string_view text, const voygen::HotelQuery& query, bool in_address);

// The first mark of a template that does not exist, and all that do.
std::optional<std::string> unknown_mark(std::string_view text);
std::string known_marks();

// Why a search of this party cannot be expressed by the site's templates (all of them joined); nothing when it can.
std::optional<std::string> cannot_ask_for(std::string_view templates, const voygen::HotelQuery& query);

}  // namespace generic
