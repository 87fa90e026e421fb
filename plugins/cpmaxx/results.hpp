// The results list: what one page of it says, and the offers gathered while its pages are turned. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "card.hpp"
#include "voygen/offers.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace cpmaxx {

struct PageReading {
  std::vector<voygen::HotelOffer> results;   // in the portal's order
  std::vector<voygen::HotelOffer> featured;  // the box above the list; no part of it
  int cards = 0;                             // result cards on the page, readable or not
  std::optional<int> shown;                  // 20 of "Displaying 1 - 20 of 1,316"
  std::optional<int> available;              // 1,316 of it
  std::optional<int> page;
  std::optional<int> pages;
  bool has_next = false;
  std::optional<std::string> place;
  std::vector<std::string> warnings;
};

// What the parser needs beside the page.
struct Asked {
  std::optional<Stay> stay;  // empty when unknown
  int rooms = 1;
  std::string base_url;
};

// Turns what js/collect.js read into offers. Fails with drift when there are cards and none can be read.
voygen::Result<PageReading> parse_page(const nlohmann::json& page, const Asked& asked, const nlohmann::json& selectors);

// "Displaying 1 - 20 of 1,316".
struct Displaying {
  int first = 0;
  int last = 0;
  int of = 0;
};
std::optional<Displaying> parse_displaying(std::string_view text);

// The offers of a search: pages are added in order, the answer holds those the query accepts.
class HotelList {
 public:
  explicit HotelList(const voygen::HotelQuery& query) : query_(query) {}

  void add(PageReading page);
  void warn(std::string warning);          // once, however many pages say it
  void stop_early(std::string why);  // the walk ended before all wanted pages were read

  [[nodiscard]] int seen() const { return static_cast<int>(results_.size()); }
  [[nodiscard]] int accepted() const;
  [[nodiscard]] bool is_full() const { return accepted() >= query_.max_results; }
  [[nodiscard]] std::optional<int> available() const { return answer_.available; }

  // What finish() would say now, marked partial.
  [[nodiscard]] voygen::HotelAnswer so_far() const;
  // The accepted offers: the list in its order, then featured hotels that are not in it, as far as there is room.
  [[nodiscard]] voygen::HotelAnswer finish() &&;

 private:
  voygen::HotelQuery query_;
  voygen::HotelAnswer answer_;
  std::vector<voygen::HotelOffer> results_;
  std::vector<voygen::HotelOffer> featured_;
};

// The hotel of a result card, enriched by its featured card: the result card wins wherever both speak.
void merge_featured(voygen::HotelOffer& result, const voygen::HotelOffer& featured);

}  // namespace cpmaxx
