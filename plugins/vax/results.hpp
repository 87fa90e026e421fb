// The availability: what a page or window of it says, and the hotels gathered over windows and suppliers. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "hotel.hpp"
#include "trip.hpp"
#include "voygen/offers.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace vax {

struct ListedHotel {
  voygen::HotelOffer offer;
  std::string rooms_address;  // empty when all rooms are read
  std::string supplier;
};

struct PageReading {
  std::vector<ListedHotel> hotels;
  std::optional<Stay> stay;      // as the page states it
  std::optional<int> available;  // "143 hotels available"; the portal may not say
  std::string more_address;      // of the next window; empty at the end
  std::optional<std::int64_t> selection;  // micros; what the portal's current selection costs
  bool has_end = false;          // what stands below the list is there, too
  std::vector<std::string> warnings;
};

// What the parser needs beside the page.
struct Asked {
  std::optional<Stay> stay;  // empty when unknown
  int travellers = 2;
  std::string base_url;
  std::string page_path;
  std::optional<std::int64_t> selection = std::nullopt;  // micros; what an earlier page of the search told of the portal's current selection
};

// Turns what js/collect.js read of the shown page into offers. Fails with drift when there are hotels and none can be read.
voygen::Result<PageReading> parse_page(const nlohmann::json& page, const Asked& asked, const nlohmann::json& selectors);

// The same of a fetched window: it states no dates, the page's stand in.
voygen::Result<PageReading> parse_window(const nlohmann::json& window, const Stay& stay, const Asked& asked, const nlohmann::json& selectors);

// "Check-in - 10JAN26" and "Check-out - 17JAN26" in the page's words.
std::optional<Stay> parse_stay(std::string_view content);

// The hotels of a search over all its suppliers. One that several suppliers sell is one offer with the rooms of all.
class HotelList {
 public:
  void add(PageReading page);
  // All rooms of a hotel, in place of the one that was shown.
  void set_rooms(std::size_t index, const ListedHotel& whole);
  void warn(std::string warning);  // once, however many pages say it
  void stop_early(std::string why);  // the walk ended before all that was wanted was read
  // Says of each room who sells it, and joins what two suppliers sell. Once, when all are read.
  void join_suppliers();

  [[nodiscard]] const std::vector<ListedHotel>& hotels() const { return hotels_; }
  [[nodiscard]] int count() const { return static_cast<int>(hotels_.size()); }
  [[nodiscard]] std::optional<std::int64_t> selection() const { return selection_; }  // of the search whose pages were added last

  // The offers the query accepts, with what was odd on the way.
  [[nodiscard]] voygen::HotelAnswer hotels_for(const voygen::HotelQuery& query) const;
  [[nodiscard]] voygen::PackageAnswer packages_for(const voygen::PackageQuery& query) const;

 private:
  std::vector<ListedHotel> hotels_;
  std::vector<std::string> warnings_;
  std::optional<int> available_;
  std::optional<std::int64_t> selection_;
  bool partial_ = false;
};

// The package that hotel is part of: its price is that of the cheapest room.
voygen::PackageOffer package_of(const voygen::HotelOffer& hotel, voygen::PackageType type);

}  // namespace vax
