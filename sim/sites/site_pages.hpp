// The pages of the travel sites: how each way of writing puts offers into HTML. Pure functions, any thread.
#pragma once

#include <string>
#include <vector>

#include "sites/site_offers.hpp"

namespace voygen::sim {

/// What a results page shows.
struct Shown {
  const TravelSite& site;
  std::vector<SiteOffer> offers;
  Stay stay;
  std::string place;        // "Cork, Ireland"
  std::string place_id;
  std::string origin;       // "http://127.0.0.1:8931"
  std::string query;        // of this page, for the links to others
  std::size_t page = 1;     // of the list
  std::size_t pages = 1;
  std::size_t found = 0;    // on all pages
  bool renamed = false;     // the fault renamed_classes
  bool pictured = false;    // the fault prices_as_images
};

std::string results_page(const Shown& shown);
std::string cards_of(const Shown& shown);  // without the page around them; what lazy cards are fetched as
std::string empty_page(const TravelSite& site, bool with_text);
std::string form_page(const TravelSite& site);
std::string wall_page(const TravelSite& site);
std::string challenge_page(const TravelSite& site);

/// "/harbour/hotel/palm-inn-78637"
std::string hotel_path(const TravelSite& site, const SiteOffer& offer);

}  // namespace voygen::sim
