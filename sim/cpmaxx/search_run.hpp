// One finished search of one portal session, and the part of it a user has chosen to look at. A run never changes after
// it was made; sessions and requests share it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "cpmaxx/search_request.hpp"

namespace voygen::sim {

struct SearchRun {
  SearchRequest request;
  std::string token;  // part of every picture address of this run
  std::vector<Offer> offers;
  std::vector<Offer> featured;
  std::chrono::steady_clock::time_point page_ready;  // the waiting page may end
  std::chrono::steady_clock::time_point list_ready;  // the suppliers have answered
};

struct ResultFilter {
  std::string property_name;
  std::vector<int> stars;                // whole stars; 0 = unrated
  std::vector<std::string> price_ranges; // "100-199", dollars per night
  std::vector<std::string> programs;
  std::vector<std::string> collections;
  std::vector<int> amenities;            // all of them are wanted
};

struct ResultView {
  std::string sort_by = "top_picks";
  ResultFilter filter;
};

/// The sort orders of the portal, with their texts.
const std::vector<std::pair<std::string_view, std::string_view>>& sort_orders();

bool passes(const Offer& offer, const ResultFilter& filter);

/// What the view shows of the run, in its order. The pointers live as long as the run.
std::vector<const Offer*> visible_offers(const SearchRun& run, const ResultView& view);

ResultFilter read_filter(const Fields& form);

}  // namespace voygen::sim
