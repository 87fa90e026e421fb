// What each site sells: its currency and language, and its hotels with prices in minor units. Pure functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"

namespace voygen::sim {

/// How a site writes down what it sells.
enum class Writing {
  json_ld_list,    // one block, an ItemList
  json_ld_graph,   // several blocks, @graph, references by @id
  json_ld_broken,  // an array with comments, trailing commas, raw line ends and entities
  microdata,
  rdfa,
  open_graph,      // one hotel only
  hydration,       // a blob of data, amounts in cents
  cards,
  lazy_cards,      // fetched by script
  sign_in_wall,
  challenge
};

struct TravelSite {
  std::string_view id;
  std::string_view title;
  Writing writing;
  std::string_view language;
  std::string_view currency;
  std::int64_t rate_permille;  // of a dollar
  int decimals;                // of the currency
  std::size_t page_size;
  bool has_form;               // searched by a form, with dates as the country writes them
  std::string_view nothing;    // text of an empty list
};

const std::vector<TravelSite>& all_travel_sites();
const TravelSite* find_travel_site(std::string_view id);

/// A hotel as a site offers it. Amounts are in the currency's smallest unit and hold all taxes; 0 when sold out.
struct SiteOffer {
  const Hotel* hotel = nullptr;
  std::string id;
  std::string name;
  std::int64_t nightly = 0;
  std::int64_t total = 0;
  std::int64_t before = 0;  // total before a discount; 0 without one
  bool sold_out = false;
};

std::vector<SiteOffer> offers_of(const TravelSite& site, const Catalogue& catalogue, const Place& place, const Stay& stay);

/// "1234.56" of 123456; "12345" for a currency without decimals.
std::string plain_amount(std::int64_t minor, int decimals);
/// As the site's readers expect it: "1.234,56 €", "¥12,345".
std::string shown_amount(std::int64_t minor, const TravelSite& site);

}  // namespace voygen::sim
