// A search by the requests that the portal's own pages make, repeated inside a page that is signed in: nothing is typed, clicked or
// laid out, so it takes hardly longer than the portal itself. It answers only when everything is exactly as expected. Any error means
// no more than that the search must be done by navigation, which then finds out what is wrong. Lives for one call.
#pragma once

#include <chrono>
#include <string>

#include <nlohmann/json.hpp>

#include "results.hpp"
#include "screen.hpp"
#include "settings.hpp"
#include "voygen/call.hpp"
#include "voygen/page.hpp"
#include "voygen/query.hpp"

namespace cpmaxx {

class Requests {
 public:
  Requests(voygen::Call& call, voygen::Page& page, const Settings& settings) : call_(&call), page_(&page), settings_(&settings) {}

  // Finds the place and the empty form. login_required: open the form by navigation, then begin again.
  voygen::Outcome begin(const voygen::HotelQuery& query);

  // Posts the form. The results page must then show the search that was asked for.
  voygen::Outcome submit(const voygen::HotelQuery& query);

  // What one page of the list says: "nothing" with the portal's words, or hotels.
  struct ListPage {
    std::string nothing;
    PageReading reading;
  };
  voygen::Result<ListPage> list_page(int number, const Asked& asked);

  // The portal has this very search: it need not be posted again.
  [[nodiscard]] bool submitted() const { return !results_url_.empty(); }
  // The address that shows the list page read last.
  [[nodiscard]] const std::string& shown_url() const { return shown_url_; }
  [[nodiscard]] const std::string& place() const { return place_; }

 private:
  voygen::Result<nlohmann::json> step(const char* name, nlohmann::json given, std::chrono::milliseconds patience);

  voygen::Call* call_;
  voygen::Page* page_;
  const Settings* settings_;
  std::size_t chosen_ = 0;  // among the suggested places
  std::string place_;
  std::string results_url_;
  std::string shown_url_;
};

}  // namespace cpmaxx
