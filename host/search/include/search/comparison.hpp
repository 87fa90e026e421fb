// Comparison: what several platforms found, as one row per hotel with each platform's price beside the others'. Pure, over offers that have
// passed the check; any thread.
//
// Numbers stand side by side only on one basis. All offers of a search are for the same nights and guests. A price with taxes is never set
// against one before taxes unless it is the lower one even so; prices of different currencies are not compared (there are no exchange rates here);
// a package's price is for flights too and is compared with packages only, so the offers must be of one kind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "search/same_hotel.hpp"
#include "voygen/money.hpp"

namespace voygen::search {

enum class RowOrder {
  price,     // what the traveller pays, lowest first
  earnings,  // what the agency earns, highest first
  rating,    // guests' rating, highest first
  distance   // from the middle of the searched place, nearest first
};
std::string_view name_of(RowOrder order);
std::optional<RowOrder> row_order_named(std::string_view name);

// Where a row without the figure goes is always last. Where currencies are mixed, price and earnings are ordered within each currency, and the
// currency of most rows comes first.
struct ComparisonInput {
  std::vector<const nlohmann::json*> offers;  // in the order of the answer; they outlive the comparison
  std::string place;                          // as searched
  std::optional<double> latitude;             // the middle of the place, for RowOrder::distance
  std::optional<double> longitude;
  RowOrder order = RowOrder::price;
};

// One platform's offer of a hotel.
struct PlatformPrice {
  const nlohmann::json* offer = nullptr;
  std::string platform;
  std::optional<Money> payable;     // with taxes if the platform says so, else before
  bool taxes_included = false;
  bool rounded = false;             // the platform shows whole units
  std::optional<Money> commission;
  std::optional<Money> net;         // payable less commission; only when both are known in one currency
};

struct HotelRow {
  std::string name;
  std::vector<PlatformPrice> prices;     // one per platform, in the order of the input
  int same_permille = 1000;              // the weakest match that put them together; 1000 for a single one
  std::string same_because;              // empty for a single one
  std::optional<std::size_t> cheapest;   // index in prices; empty when it cannot be said
  std::optional<std::size_t> earns_most;
  std::string note;                      // why cheapest is empty although there are several prices
  std::optional<int> rating_permille;    // of the scale
  std::optional<std::int64_t> metres;    // from the middle of the place
};

// Two rows that may be one hotel: a person decides.
struct MaybeSame {
  std::size_t one = 0;    // indices in rows
  std::size_t other = 0;
  int permille = 0;
  std::string reason;
};

struct Comparison {
  RowOrder order = RowOrder::price;
  std::vector<HotelRow> rows;
  std::vector<MaybeSame> maybe;  // the likeliest first
  std::vector<std::string> notes;  // what was not compared and why
};

Comparison compare_offers(const ComparisonInput& input);

nlohmann::json to_json(const Comparison& comparison);
// A table for the model, of at most `most_rows` hotels that several platforms have, then the open questions.
std::string comparison_text(const Comparison& comparison, std::size_t most_rows);

}  // namespace voygen::search
