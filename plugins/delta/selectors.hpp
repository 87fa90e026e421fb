// Every CSS selector of the portal, by key, the best first. An operator overrides a key's list in the platform's settings
// ("selectors": {"hotel": [".new-class"]}), so that a cosmetic change of the portal needs no release. No selector walks through
// <tbody>: the server's layout tables have none, what a browser saved has it everywhere.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace delta {

inline nlohmann::json default_selectors() {
  const std::string form = "form#pkgSharedBookingSchedAirIndexForm";
  const auto field = [&form](const std::string& name) { return nlohmann::json::array({form + " [name=\"" + name + "\"]", "[name=\"" + name + "\"]"}); };
  return {
      // every page
      {"splash", {"#DivSplash"}},
      {"signedIn", {"a[href*=\"/logout\"]"}},
      {"challenge", {"#challenge-form", "#challenge-running", "iframe[src*=\"captcha\"]", ".g-recaptcha", ".h-captcha"}},
      // signing in
      {"loginForm", {"#commonLoginForm", "form[action*=\"login\"] input[type=\"password\"]"}},
      {"loginArc", {"#commonLoginForm [name=\"arcNumber\"]", "[name=\"arcNumber\"]"}},
      {"loginUser", {"#commonLoginForm [name=\"userId\"]", "[name=\"userId\"]"}},
      {"loginPassword", {"#commonLoginForm [name=\"password\"]", "input[type=\"password\"]"}},
      {"loginButton", {"#commonLoginForm input[type=\"submit\"]", "#commonLoginForm input[type=\"image\"]", "#commonLoginForm button"}},
      // booking form
      {"form", {form, "form[action*=\"/booking/index\"] [name=\"departureDate\"]"}},
      {"formError", {"span.error", ".error"}},
      {"landOnly", {"[style*=\"display: none\"]", "[style*=\"display:none\"]"}},
      {"vacationType", {form + " [name=\"vacationType\"][value=\"/ah\"]"}},
      {"origin", field("originAirportCode")},
      {"destination", field("destinationAirportCode")},
      {"departureDate", field("departureDate")},
      {"returnDate", field("returnDate")},
      {"adults", field("partyComposition.adultCount")},
      {"child0", field("partyComposition.childAge[0]")},
      {"child1", field("partyComposition.childAge[1]")},
      {"child2", field("partyComposition.childAge[2]")},
      {"child3", field("partyComposition.childAge[3]")},
      {"rooms", field("roomCount")},
      {"cabin", field("cabinPreferenceByPrice")},
      {"continue", {form + " [name=\"continueButton\"]", form + " input[type=\"submit\"]", form + " input[type=\"image\"]"}},
      // results page
      {"hotelList", {"#_hotelList"}},
      {"hotelNames", {"#_hotelName option"}},
      {"summary", {"#_itinerarySummary"}},
      {"packageTotal", {"#_itinerarySummary .itinTotalAmount", ".itinTotalAmount"}},
      {"packageIncludes", {"#packageIncludes li", "#_itinerarySummary li"}},
      {"stayHeading", {"#main h3", "h3"}},
      {"stayDates", {"#main p", "#main div"}},
      // hotel
      {"hotel", {"#_hotelList > li.hotelItem", "li.hotelItem", "[data-hotel-code]"}},
      {"hotelName", {"a.bold[href*=\"hotelinfo\"]", "a[href*=\"hotelinfo\"]"}},
      {"hotelCompare", {"input._hotelCompareCheckbox"}},
      {"hotelStars", {"img[src*=\"/hotelrating/\"]"}},
      {"hotelImage", {"td[width=\"70\"] > img[src]", "img[src*=\"/hotelbooking/\"]"}},
      {"hotelArea", {"strong", "b"}},
      {"hotelAmenity", {"img[src*=\"/amenity/icon_\"]"}},
      {"hotelPick", {".smPick_heading"}},
      {"hotelRating", {".smPick_rating"}},
      {"hotelTransfer", {"img[alt=\"Includes Transfer\"]"}},
      {"hotelSelected", {"table.prod-header-selected", ".prod-header-selected"}},
      {"hotelNotes", {"a[href*=\"inclusiveservice\"]"}},
      {"hotelRates", {"[id^=\"hotelOfferingDiv_\"]"}},
      {"roomTable", {"table.table_lines"}},
      {"rowStatus", {"span.boldblue", ".boldblue"}},
      {"rowRefund", {"span.font_red", ".font_red"}},
      {"rowPerks", {"a[href*=\"inclusiveservice\"]"}},
      {"rowRequest", {"img[src*=\"call_to_request\"]", "img[alt*=\"request this room\"]"}},
      // flights
      {"selectedFlight", {".selected_flights .group", ".selected_flights"}},
      {"otherFlights", {"#viewMoreFlights"}},
      {"otherFlight", {"#viewMoreFlights .group", "#viewMoreFlights form"}},
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

}  // namespace delta
