// Every CSS selector of the portal, by key, the best first. An operator overrides a key's list in the platform's settings
// ("selectors": {"roomTotal": [".new-class"]}), so that a cosmetic change of the portal needs no release.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace vax {

// {room} in a selector stands for the room's number, from 0, {child} for the child's, from 1. Fields are known by the end of their names:
// what stands before it changes with their place in the page.
inline nlohmann::json default_selectors() {
  const auto field = [](const std::string& name) {
    return nlohmann::json::array({"[name$=\"$rt$" + name + "\"]", "[name$=\"$" + name + "\"]"});
  };
  return {
      // signing in
      {"loginAgency", {"input[name$=\"$LoginCtrl$Arc\"]", "input[name$=\"$Arc\"]", "input[id$=\"_Arc\"]"}},
      {"loginUser", {"input[name$=\"$LoginCtrl$UserName\"]", "input[name$=\"$UserName\"]", "input[id$=\"_UserName\"]"}},
      {"loginPassword", {"input[name$=\"$LoginCtrl$Password\"]", "input[type=\"password\"]"}},
      {"loginButton", {"input[name$=\"$LoginButton\"]", "input[type=\"submit\"]", "button[type=\"submit\"]"}},
      {"loginAlert", {".login-error", "[id*=\"LoginCtrl\"][style*=\"color:Red\"]", ".error", "[role=\"alert\"]"}},
      {"signedIn", {"a[href*=\"ogout\"]", "a[href*=\"ogOut\"]"}},
      {"challenge", {"#challenge-form", "#challenge-running", "iframe[src*=\"captcha\"]", ".g-recaptcha", ".h-captcha"}},
      // search form
      {"vendor", field("vendor")},
      {"package", field("package")},
      {"origin", field("Origin")},
      {"destination", field("Destination")},
      {"departure", field("departure")},
      {"return", field("return")},
      {"checkIn", field("hotelcheckin")},
      {"checkOut", field("hotelcheckout")},
      {"nights", field("numberOfNights")},
      {"rooms", field("passengers$numrooms")},
      {"adults", field("passengers$pr$ctl0{room}$pi$adults")},
      {"children", field("passengers$pr$ctl0{room}$pi$children")},
      {"childAge", field("passengers$pr$ctl0{room}$pi$cr$ctl0{child}$ChildAgeInput")},
      {"submit", {"input[type=\"submit\"][name$=\"$rt$submit\"]", "input[type=\"submit\"][name$=\"$submit\"]", "#aspnetForm input[type=\"submit\"]"}},
      {"formProblem", {".validation-summary li", "[id*=\"ValidationSummary\"] li"}},
      // availability
      {"availContent", {".avail-content-wrap"}},
      {"availCount", {".avail-count"}},
      {"waitIndicator", {"#availWaitIndicator"}},
      {"hotelContainer", {"li.componentContainer", ".componentContainer", "li[id^=\"_f\"]"}},
      {"hotelRow", {"tr.room-repeater-visibility", "tr:has(h2 a[onclick*=\"HotelInformation/Default.aspx\"])"}},
      {"moreHotels", {".avail-show-more", "[onclick*=\"HotelAvail.aspx\"][onclick*=\"start=\"]:not(.view-all-room-types):not([onclick*=\"itemids=-\"])"}},
      // a hotel's row
      {"hotelName", {"h2 a[onclick*=\"HotelInformation/Default.aspx\"]", "h2 a"}},
      {"rating", {".hotel-rating-btn .aria-only", ".hotel-rating-btn"}},
      {"ratingFull", {"img.rating_ST"}},
      {"ratingHalf", {"img.rating_ST_half"}},
      {"reviewScore", {".trip-advisor-image[alt]", "img[alt$=\"of 5 stars\"]"}},
      {"reviewCount", {".trip-advisory-wrap a", "a[onclick*=\"tab=TA\"]"}},
      {"location", {".hotel-location-info"}},
      {"badge", {"button.cleaning-badge", "button[onclick*=\"program=\"]"}},
      {"moreRooms", {"button.view-all-room-types", "[onclick*=\"HotelAvail.aspx\"][onclick*=\"itemids=\"]"}},
      // a room's row
      {"roomName", {".hotel-avail-room-type-wrap > a[onclick*=\"room=\"]", ".hotel-avail-room-type-wrap a", "a[onclick*=\"room=\"]"}},
      {"roomTotalBox", {".hotel-room-col-3", ".hotel-total-price", "[id$=\"_PriceTooltipTrigger\"]"}},
      {"roomTotal", {".avail-hotel-price strong", ".avail-hotel-price", "[id$=\"_PriceTooltipTrigger\"]"}},
      {"roomDifference", {".price-difference-wrap"}},
      {"roomPerPerson", {"div[id$=\"_PriceTooltip\"]"}},
      {"roomSelect", {"button[id^=\"hotelComponentBtn\"]", "[onclick*=\"avsel(\"]"}},
      {"roomCalendar", {"button.hotel-avail-calendar", "[onclick*=\"HotelAltAvail.aspx\"]"}},
      {"valueIndicator", {"ul.value-indicator li > span[id*=\"ValueTooltipTrigger\"]", "[id*=\"ValueTooltipTrigger\"]"}},
      {"promotion", {".added-value-wrap button.link", ".added-value-wrap button", "button[onclick*=\"promoAddedValueDescription\"]"}},
      {"promotionText", {".modalYScroll"}},
  };
}

// The defaults with the operator's lists in their places. A key that does not exist is a mistake worth telling.
inline voygen::Result<nlohmann::json> selectors_from(const nlohmann::json& overrides) {
  nlohmann::json selectors = default_selectors();
  for (const auto& [key, list] : overrides.items()) {
    if (!selectors.contains(key)) {
      std::string known;
      for (const auto& [name, unused] : selectors.items()) known += (known.empty() ? "" : ", ") + name;
      return {voygen::Code::invalid_argument, "settings selectors." + key + ": there is no such selector; known are " + known};
    }
    selectors[key] = list;
  }
  return selectors;
}

}  // namespace vax
