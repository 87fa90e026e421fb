// Every CSS selector of the portal, by key, the best first. An operator overrides a key's list in the platform's settings
// ("selectors": {"cardNightly": [".new-class"]}), so that a cosmetic change of the portal needs no release.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace cpmaxx {

// {room} and {child} in a selector stand for their numbers, from 1.
inline nlohmann::json default_selectors() {
  const auto field = [](const std::string& path) { return "[name=\"form_component_data[HotelEngineSearch]" + path + "\"]"; };
  const std::string form = "form[name=\"HotelEngineSearch\"]";
  return {
      // signing in
      {"loginEmail", {"input[placeholder*=\"mail\"]", "input[type=\"email\"]"}},
      {"loginPassword", {"input[placeholder*=\"assword\"]", "input[type=\"password\"]"}},
      {"loginButton", {"form button", "button", "input[type=\"submit\"]"}},
      {"loginAlert", {".alert-danger", ".alert-error", ".alert", "[role=\"alert\"]", ".error"}},
      {"signedIn", {"a[href$=\"/main/logout\"]", "a[href*=\"/hub/research_hub\"]"}},
      {"challenge", {"#challenge-form", "#challenge-running", "iframe[src*=\"captcha\"]", ".g-recaptcha", ".h-captcha"}},
      // search form
      {"form", {form, "form[action$=\"/HotelEngine/index\"]"}},
      {"formToggle", {".toggle-form-control"}},
      {"place", {field("[location_search]"), "#hotelenginesearch-location_search", ".google-places input[type=\"text\"]"}},
      {"placeCity", {field("[google_place][0][city]"), ".google-places input.city"}},
      {"placeState", {field("[google_place][0][state_code]"), ".google-places input.state_code"}},
      {"placeCountry", {field("[google_place][0][country_code]"), ".google-places input.country_code"}},
      {"placeLat", {field("[google_place][0][lat]"), ".google-places input.lat"}},
      {"placeLng", {field("[google_place][0][lng]"), ".google-places input.lng"}},
      {"suggestions", {".google-places .dropdown-item", ".google-places .dropdown-menu li", ".google-places [role=\"option\"]",
                       ".pac-container .pac-item", ".dropdown-menu .dropdown-item", ".ui-autocomplete li", "[role=\"listbox\"] [role=\"option\"]",
                       ".tt-suggestion"}},
      {"radius", {field("[location_radius]"), "#hotelenginesearch-location_radius"}},
      {"checkIn", {"#hotelenginesearch-checkin", "input.adzuki-datetimepicker[id*=\"checkin\"]", "input[type=\"date\"][name$=\"[checkin]\"]"}},
      {"checkOut", {"#hotelenginesearch-checkout", "input.adzuki-datetimepicker[id*=\"checkout\"]", "input[type=\"date\"][name$=\"[checkout]\"]"}},
      {"checkInHidden", {"#hotelenginesearch-checkin_hidden", "input[type=\"hidden\"]" + field("[checkin]")}},
      {"checkOutHidden", {"#hotelenginesearch-checkout_hidden", "input[type=\"hidden\"]" + field("[checkout]")}},
      {"rooms", {field("[num_rooms]"), "#hotelenginesearch-num_rooms"}},
      {"adults", {field("[rooms][{room}][num_adults]"), "#hotelenginesearch-rooms-{room}-num_adults"}},
      {"children", {field("[rooms][{room}][num_children]"), "#hotelenginesearch-rooms-{room}-num_children"}},
      {"childAge", {field("[rooms][{room}][child_ages][{child}]"), "#hotelenginesearch-rooms-{room}-child_ages-{child}"}},
      {"submit", {form + " button[type=\"submit\"]", form + " input[type=\"submit\"]", form + " button", form + " a.btn"}},
      {"dialog", {".modal", "[role=\"dialog\"]", ".ui-dialog", ".swal2-popup"}},
      // results page
      {"resultsContainer", {".hotel-search-results"}},
      {"featuredContainer", {".hotel-engine-featured"}},
      {"overlay", {".hotel-engine-featured.overlay", "#he-filters-container.overlay"}},
      {"displaying", {".paginate-displaying"}},
      {"pageOf", {".paginate-page-of"}},
      {"activePage", {"ul.pagination li.active a", "ul.pagination li.active", ".paginator .active"}},
      {"next", {"a[aria-label=\"Next\"]", ".paginator a.next", ".paginator a[rel=\"next\"]"}},
      {"mapMarkers", {".hotels-map[data-map-markers]"}},
      // result card
      {"card", {".results .result.rounded", ".results .result", ".hotel-search-results .result", ".result.rounded"}},
      {"cardCompare", {"input.he-hotel-comparison", "input[data-total-stay]"}},
      {"cardImage", {".hotel-image", "[style*=\"background-image\"]"}},
      {"cardImageCount", {".num-images"}},
      {"cardName", {"p.title > a", ".title a", ".title", "a[href*=\"/selectHotel/\"]:not(.select-button)"}},
      {"cardAddress", {"p.address", ".address"}},
      {"cardMarker", {"a.hotel-engine-poi[data-marker]", "[data-marker]"}},
      {"cardNightly", {".pricing-box span.min-rate", ".min-rate"}},
      {"cardOriginal", {"p.savings-original", ".savings-original"}},
      {"cardTotal", {".savings p.text-right", ".savings p", ".hotel-savings p", "p"}},
      {"cardCommission", {".col-md-5", ".hotel-details .row div"}},
      {"cardVerified", {".verified-box"}},
      {"cardProgram", {".label.specialty-badge[data-rate-code]", ".specialty-badge[data-rate-code]"}},
      {"cardCollection", {".label.label-primary:not(.specialty-badge)"}},
      {"cardSelect", {"a.select-button[href]", "a[href*=\"/processor/selectHotel/\"]", "a[href*=\"/processor/viewHotelSpecialtyRates/\"]"}},
      {"cardSheet", {"a[href*=\"/HotelSheets/\"]"}},
      // featured card
      {"featuredCard", {".hotel-engine-featured .property.result", ".hotel-engine-featured .property", ".property.result"}},
      {"featuredImage", {".property-hotel-image", "[data-giata-id][data-featured]"}},
      {"featuredName", {".property-name"}},
      {"featuredDescription", {".property-description small", ".property-description"}},
      {"featuredAmenity", {".property-rate-amenity-name"}},
      {"featuredCollection", {".property-collection-name"}},
      {"featuredProgram", {"a.specialty-see-all[data-rate-code]", "[data-rate-code]"}},
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

}  // namespace cpmaxx
