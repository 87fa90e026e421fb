// What the portal writes into its onclick attributes: addresses inside script, values percent-encoded inside addresses. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vax {

// The first string of the script that begins with this: detail_of("showModal('', ... '/HotelInformation/Default.aspx?A=1'", "/HotelInformation/").
std::optional<std::string> quoted_address(std::string_view script, std::string_view part);

// A parameter of an address (letter case of the name does not matter), decoded: "WI;WASHI" of "...&HotelId=WI%3bWASHI&...".
std::optional<std::string> parameter(std::string_view address, std::string_view name);

// As the browser would follow it from the search page.
std::string absolute_url(std::string_view address, std::string_view base_url, std::string_view page_path);

}  // namespace vax
