// Searching one site in the call's page: opening it, filling its form, waiting for what comes, turning pages. Lives for one call.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "page_reading.hpp"
#include "settings.hpp"
#include "voygen/call.hpp"
#include "voygen/page.hpp"

namespace generic {

// What a site answered.
struct SiteAnswer {
  std::vector<voygen::HotelOffer> offers;  // those the query accepts
  std::optional<std::string> nothing;      // what it said, when there is nothing
  std::optional<int> available;
  std::optional<std::string> place;
  bool partial = false;
  std::vector<std::string> warnings;
};

class SiteVisit {
 public:
  SiteVisit(voygen::Call& call, voygen::Page& page, const Settings& settings, const Site& site) : call_(&call), page_(&page), settings_(&settings), site_(&site) {}

  voygen::Result<SiteAnswer> search(const voygen::HotelQuery& query, std::chrono::milliseconds at_most);

  // Reads the page that is open, as it is.
  voygen::Result<SiteAnswer> read(const voygen::HotelQuery& query);

 private:
  voygen::Outcome open(const voygen::HotelQuery& query);
  voygen::Outcome perform(const nlohmann::json& step, const voygen::HotelQuery& query);
  voygen::Result<nlohmann::json> look();
  voygen::Result<nlohmann::json> await_results(std::chrono::milliseconds at_most);
  voygen::Result<PageReading> read_page(const voygen::HotelQuery& query);
  voygen::Result<SiteAnswer> take_pages(const voygen::HotelQuery& query);
  [[nodiscard]] std::string selectors_tried() const;
  [[nodiscard]] std::chrono::milliseconds time_left() const;
  [[nodiscard]] std::chrono::milliseconds opening_time() const;  // how long a page of the site may take to come

  voygen::Call* call_;
  voygen::Page* page_;
  const Settings* settings_;
  const Site* site_;
  std::chrono::steady_clock::time_point deadline_{};
};

// The error a page's state is; nothing for results, an empty list, and what is not known.
std::optional<voygen::Error> error_of_state(const nlohmann::json& look);

}  // namespace generic
