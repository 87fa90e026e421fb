// A hotel of a search as HTML, in the two layouts of the portal, and the parts of it that the truth repeats. Pure
// functions, any thread.
#pragma once

#include <string>

#include "cpmaxx/search_run.hpp"

namespace voygen::sim {

/// What all cards of one run have in common.
struct CardContext {
  const SearchRequest& request;
  std::string origin;         // pictures have absolute addresses
  std::string picture_token;  // makes them new for every search; empty in the truth
};

/// One result: anchor and card. `index` is its place on the page and on the map.
std::string render_result_card(const Offer& offer, int index, const CardContext& context);
std::string render_featured_card(const Offer& offer, const CardContext& context);
/// The data of all markers of a page, as the map wants it (JSON, not yet escaped).
std::string map_markers(const std::vector<const Offer*>& offers);

/// Relative, as in the page.
std::string select_path(const Hotel& hotel, bool featured_card);
std::string sheet_path(const Hotel& hotel, const SearchRequest& request);
/// The first picture of a card, whatever it shows.
std::string picture_url(const Hotel& hotel, const CardContext& context);

}  // namespace voygen::sim
