// The long control names an ASP.NET WebForms page gives its fields. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/fields.hpp"

namespace voygen::sim::vax {

inline constexpr std::string_view kLoginPrefix = "ctl00$ContentPlaceHolder$ctl00$ctl01$LoginCtrl$";

/// Of the search form; `renumbered` is what it becomes when the portal moves its controls around (a fault).
std::string search_prefix(bool renumbered);

/// The value of a search field by what follows the prefix, e.g. "vendor"; whichever prefix was served.
std::optional<std::string> form_value(const Fields& form, std::string_view name);

/// "ctl00$a$b" -> "ctl00_a_b", as ids are.
std::string control_id(std::string name);

}  // namespace voygen::sim::vax
