#include "search/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace voygen::search {
namespace {

using nlohmann::json;

const json& member(const json& from, std::string_view name) {
  static const json kNull;
  const auto found = from.is_object() ? from.find(name) : from.end();
  return found == from.end() ? kNull : *found;
}

std::string text_of(const json& from, std::string_view name) {
  const json& value = member(from, name);
  return value.is_string() ? value.get<std::string>() : std::string{};
}

std::optional<Money> money_of(const json& price) {
  const auto micros = micros_from_json_number(member(price, "amount"));
  const auto currency = Currency::parse(text_of(price, "currency"));
  if (!micros || !currency) return std::nullopt;
  return Money{*micros, *currency};
}

PlatformPrice platform_price(const json& offer) {
  PlatformPrice price;
  price.offer = &offer;
  price.platform = text_of(member(offer, "source"), "platform");
  const json& pricing = member(offer, "pricing");
  const bool has_total = money_of(member(pricing, "totalPrice")).has_value();
  const char* shown = has_total ? "totalPrice" : "stayPrice";
  price.payable = money_of(member(pricing, shown));
  const json& included = member(pricing, "taxesIncluded");
  price.taxes = !has_total || included == false ? Taxes::excluded : included == true ? Taxes::included : Taxes::unknown;
  price.rounded = text_of(member(pricing, shown), "priceBasis") == "rounded";
  const json& confidence = member(member(offer, "extraction"), "confidence");
  if (confidence.is_number()) price.confidence_permille = static_cast<int>(std::lround(std::clamp(confidence.get<double>(), 0.0, 1.0) * 1000));
  price.commission = money_of(member(offer, "commission"));
  if (price.payable && price.commission && price.payable->currency == price.commission->currency) {
    price.net = Money{price.payable->micros - price.commission->micros, price.payable->currency};
  }
  return price;
}

// --- which offers are one hotel ---------------------------------------------------------------------------------------------------------------------

struct Edge {
  std::size_t one;
  std::size_t other;
  HotelMatch match;
};

class Grouping {
 public:
  explicit Grouping(const ComparisonInput& input) : offers_(input.offers) {
    std::vector<HotelFace> faces;
    for (const json* offer : offers_) {
      faces.push_back(hotel_face(*offer, input.place));
      platforms_.push_back(text_of(member(*offer, "source"), "platform"));
      platforms_of_[group_.size()] = {platforms_.back()};
      group_.push_back(group_.size());
    }
    for (std::size_t i = 0; i < faces.size(); ++i) {
      for (std::size_t j = i + 1; j < faces.size(); ++j) {
        if (platforms_[i] != platforms_[j]) edges_.push_back({i, j, compare_hotels(faces[i], faces[j])});
      }
    }
    std::stable_sort(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) { return a.match.permille > b.match.permille; });
    doubt_the_ambiguous();
    for (const Edge& edge : edges_) {
      if (edge.match.verdict == SameHotel::same && may_join(group_[edge.one], group_[edge.other])) join(group_[edge.one], group_[edge.other]);
    }
  }

  [[nodiscard]] std::size_t group_of(std::size_t offer) const { return group_[offer]; }
  // The likeliest first.
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  [[nodiscard]] bool share_a_platform(std::size_t one_group, std::size_t other_group) const {
    const auto& others = platforms_of_.at(other_group);
    return std::any_of(platforms_of_.at(one_group).begin(), platforms_of_.at(one_group).end(), [&](const std::string& platform) { return others.contains(platform); });
  }

 private:
  // When two houses of a platform fit an offer about equally well, none of them is known to be it.
  void doubt_the_ambiguous() {
    constexpr int kAboutEqual = 20;
    constexpr int kCertain = 1000;
    std::map<std::pair<std::size_t, std::string>, std::vector<Edge*>> candidates;
    for (Edge& edge : edges_) {
      if (edge.match.verdict != SameHotel::same) continue;
      candidates[{edge.one, platforms_[edge.other]}].push_back(&edge);
      candidates[{edge.other, platforms_[edge.one]}].push_back(&edge);
    }
    std::vector<std::pair<Edge*, std::string>> doubted;
    for (const auto& [key, edges] : candidates) {
      if (edges.size() < 2 || edges[0]->match.permille - edges[1]->match.permille > kAboutEqual) continue;
      if (edges[0]->match.permille == kCertain && edges[0]->match.reason == kSameGiataId) continue;
      for (Edge* edge : edges) doubted.emplace_back(edge, std::to_string(edges.size()) + " hotels of " + key.second + " fit about as well");
    }
    for (auto& [edge, reason] : doubted) {
      edge->match.verdict = SameHotel::maybe;
      edge->match.reason = reason;
    }
  }

  // A platform lists a hotel once; and nobody in a row may be known to be another hotel than anybody else in it.
  [[nodiscard]] bool may_join(std::size_t one_group, std::size_t other_group) const {
    if (one_group == other_group || share_a_platform(one_group, other_group)) return false;
    return std::none_of(edges_.begin(), edges_.end(), [&](const Edge& edge) {
      const std::size_t one = group_[edge.one];
      const std::size_t other = group_[edge.other];
      return edge.match.verdict == SameHotel::different && ((one == one_group && other == other_group) || (one == other_group && other == one_group));
    });
  }
  void join(std::size_t kept, std::size_t gone) {
    platforms_of_[kept].merge(platforms_of_[gone]);
    std::replace(group_.begin(), group_.end(), gone, kept);
  }

  const std::vector<const json*>& offers_;
  std::vector<std::string> platforms_;
  std::vector<std::size_t> group_;  // of each offer; named by one of its members
  std::map<std::size_t, std::set<std::string>> platforms_of_;
  std::vector<Edge> edges_;
};

// --- what a row says --------------------------------------------------------------------------------------------------------------------------------

bool equal_but_for_rounding(const PlatformPrice& one, const PlatformPrice& other) {
  const std::int64_t apart = std::abs(one.payable->micros - other.payable->micros);
  return apart == 0 || ((one.rounded || other.rounded) && apart < Money::kMicrosPerUnit);
}

// The cheapest is named only when it is beyond doubt; otherwise the row's note says why not.
void find_cheapest(HotelRow& row) {
  std::vector<std::size_t> priced;
  for (std::size_t i = 0; i < row.prices.size(); ++i) {
    if (row.prices[i].payable) priced.push_back(i);
  }
  if (row.prices.size() < 2) return;
  if (priced.size() < 2) {
    row.note = "fewer than two platforms state a total";
    return;
  }
  const auto price = [&](std::size_t i) -> const PlatformPrice& { return row.prices[i]; };
  if (std::any_of(priced.begin(), priced.end(), [&](std::size_t i) { return price(i).payable->currency != price(priced[0]).payable->currency; })) {
    row.note = "prices in different currencies are not compared";
    return;
  }
  std::stable_sort(priced.begin(), priced.end(), [&](std::size_t a, std::size_t b) { return price(a).payable->micros < price(b).payable->micros; });
  const PlatformPrice& lowest = price(priced[0]);
  const bool all_before_taxes = std::all_of(priced.begin(), priced.end(), [&](std::size_t i) { return price(i).taxes == Taxes::excluded; });
  if (lowest.taxes != Taxes::included && !all_before_taxes) {
    row.note = "the lowest price may lack taxes that others include: not comparable";
  } else if (equal_but_for_rounding(lowest, price(priced[1]))) {
    row.note = lowest.payable->micros == price(priced[1]).payable->micros ? "the lowest prices are equal" : "the lowest prices are equal but for rounding";
  } else {
    row.cheapest = priced[0];
  }
}

void find_earner(HotelRow& row) {
  std::optional<std::size_t> most;
  int known = 0;
  for (std::size_t i = 0; i < row.prices.size(); ++i) {
    const auto& commission = row.prices[i].commission;
    if (!commission) continue;
    ++known;
    if (most && commission->currency != row.prices[*most].commission->currency) return;
    if (!most || commission->micros > row.prices[*most].commission->micros) most = i;
  }
  if (known > 1) row.earns_most = most;
}

void describe(HotelRow& row, const ComparisonInput& input) {
  for (const PlatformPrice& price : row.prices) {
    if (row.name.empty()) row.name = text_of(*price.offer, "name");
    if (!row.rating_permille) row.rating_permille = rating_permille(*price.offer);
    if (!row.metres) row.metres = metres_from(input.middle, *price.offer);
  }
  find_cheapest(row);
  find_earner(row);
}

// --- the order of rows ------------------------------------------------------------------------------------------------------------------------------

// With taxes if any platform says so, the lowest.
std::optional<Money> lowest_price(const HotelRow& row) {
  const PlatformPrice* best = nullptr;
  for (const PlatformPrice& price : row.prices) {
    if (!price.payable) continue;
    const bool with = price.taxes == Taxes::included;
    const bool best_with = best && best->taxes == Taxes::included;
    const bool lower = best && with == best_with && price.payable->currency == best->payable->currency && price.payable->micros < best->payable->micros;
    if (!best || (with && !best_with) || lower) best = &price;
  }
  return best ? best->payable : std::nullopt;
}

std::optional<Money> highest_commission(const HotelRow& row) {
  std::optional<Money> most;
  for (const PlatformPrice& price : row.prices) {
    if (price.commission && (!most || (price.commission->currency == most->currency && price.commission->micros > most->micros))) most = price.commission;
  }
  return most;
}

// Smaller comes first. The first number is 1 where the figure is missing.
using OrderKey = std::tuple<int, std::size_t, std::int64_t>;

OrderKey key_of_money(const std::optional<Money>& money, const std::map<Currency, std::size_t>& uses, bool largest_first) {
  if (!money) return {1, 0, 0};
  std::size_t rank = 0;  // currencies used more often come first, equally used ones by their letters
  const std::size_t mine = uses.at(money->currency);
  for (const auto& [currency, count] : uses) rank += count > mine || (count == mine && currency < money->currency);
  return {0, rank, largest_first ? -money->micros : money->micros};
}

// Sorts the rows and tells where each went.
std::vector<std::size_t> sort_rows(std::vector<HotelRow>& rows, RowOrder order) {
  const auto money = [&](const HotelRow& row) { return order == RowOrder::price ? lowest_price(row) : highest_commission(row); };
  std::map<Currency, std::size_t> uses;
  if (order == RowOrder::price || order == RowOrder::earnings) {
    for (const HotelRow& row : rows) {
      if (const auto amount = money(row)) ++uses[amount->currency];
    }
  }
  const auto key = [&](const HotelRow& row) -> OrderKey {
    switch (order) {
      case RowOrder::price: return key_of_money(money(row), uses, false);
      case RowOrder::earnings: return key_of_money(money(row), uses, true);
      case RowOrder::rating: return {row.rating_permille ? 0 : 1, 0, -row.rating_permille.value_or(0)};
      case RowOrder::distance: return {row.metres ? 0 : 1, 0, row.metres.value_or(0)};
    }
    return {1, 0, 0};
  };
  std::vector<std::size_t> sorted(rows.size());
  std::iota(sorted.begin(), sorted.end(), std::size_t{0});
  std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) { return key(rows[a]) < key(rows[b]); });
  std::vector<HotelRow> in_order;
  std::vector<std::size_t> went_to(rows.size());
  for (const std::size_t from : sorted) {
    went_to[from] = in_order.size();
    in_order.push_back(std::move(rows[from]));
  }
  rows = std::move(in_order);
  return went_to;
}

using RowOfGroup = std::map<std::size_t, std::size_t>;

RowOfGroup fill_rows(Comparison& comparison, const ComparisonInput& input, const Grouping& grouping) {
  RowOfGroup row_of;
  for (std::size_t i = 0; i < input.offers.size(); ++i) {
    const auto [found, is_new] = row_of.try_emplace(grouping.group_of(i), comparison.rows.size());
    if (is_new) comparison.rows.emplace_back();
    comparison.rows[found->second].prices.push_back(platform_price(*input.offers[i]));
  }
  for (const Edge& edge : grouping.edges()) {  // the weakest comes last and stays
    const std::size_t group = grouping.group_of(edge.one);
    if (group != grouping.group_of(edge.other) || edge.match.verdict != SameHotel::same) continue;
    HotelRow& row = comparison.rows[row_of.at(group)];
    row.same_permille = edge.match.permille;
    row.same_because = edge.match.reason;
  }
  for (HotelRow& row : comparison.rows) describe(row, input);
  return row_of;
}

void note_the_bases(Comparison& comparison) {
  std::set<Currency> currencies;
  bool not_with_taxes = false;
  for (const HotelRow& row : comparison.rows) {
    for (const PlatformPrice& price : row.prices) {
      if (price.payable) currencies.insert(price.payable->currency);
      not_with_taxes = not_with_taxes || (price.payable && price.taxes != Taxes::included);
    }
  }
  if (currencies.size() > 1) comparison.notes.emplace_back("prices are in different currencies; amounts of different currencies were not compared");
  if (not_with_taxes) comparison.notes.emplace_back("some prices are before taxes or do not say; they are marked, and set against prices with taxes only where that changes nothing");
}

}  // namespace

std::string_view name_of(Taxes taxes) {
  switch (taxes) {
    case Taxes::included: return "included";
    case Taxes::excluded: return "excluded";
    case Taxes::unknown: return "unknown";
  }
  return "unknown";
}

std::string_view name_of(RowOrder order) {
  switch (order) {
    case RowOrder::price: return "price";
    case RowOrder::earnings: return "earnings";
    case RowOrder::rating: return "rating";
    case RowOrder::distance: return "distance";
  }
  return "price";
}

std::optional<RowOrder> row_order_named(std::string_view name) {
  for (const RowOrder order : {RowOrder::price, RowOrder::earnings, RowOrder::rating, RowOrder::distance}) {
    if (name_of(order) == name) return order;
  }
  return std::nullopt;
}

std::optional<int> rating_permille(const json& offer) {
  const json& hotels = member(member(offer, "components"), "hotels");
  const json& rating = member(hotels.is_array() && !hotels.empty() ? hotels.front() : offer, "rating");
  const json& overall = member(rating, "overall");
  const json& scale = member(rating, "scale");
  if (!overall.is_number() || !scale.is_number() || !(scale.get<double>() > 0)) return std::nullopt;
  return static_cast<int>(std::lround(std::clamp(overall.get<double>() / scale.get<double>(), 0.0, 1.0) * 1000));
}

std::optional<std::int64_t> metres_from(const std::optional<Coordinates>& middle, const json& offer) {
  if (!middle) return std::nullopt;
  HotelFace centre;
  centre.latitude_e6 = std::llround(middle->latitude * 1e6);
  centre.longitude_e6 = std::llround(middle->longitude * 1e6);
  return metres_between(hotel_face(offer, ""), centre);
}

Comparison compare_offers(const ComparisonInput& all) {
  Comparison comparison;
  comparison.order = all.order;
  ComparisonInput input = all;
  const std::string kind = input.offers.empty() ? "" : text_of(*input.offers.front(), "category");
  const auto others = std::erase_if(input.offers, [&](const json* offer) { return text_of(*offer, "category") != kind; });
  if (others > 0) comparison.notes.push_back(std::to_string(others) + " offers of another kind than " + kind + " were not compared: their prices have another basis");

  const Grouping grouping(input);
  const RowOfGroup row_of = fill_rows(comparison, input, grouping);
  note_the_bases(comparison);
  const std::vector<std::size_t> went_to = sort_rows(comparison.rows, all.order);
  std::set<std::pair<std::size_t, std::size_t>> told;
  for (const Edge& edge : grouping.edges()) {
    const std::size_t one = grouping.group_of(edge.one);
    const std::size_t other = grouping.group_of(edge.other);
    if (edge.match.verdict == SameHotel::different || one == other || grouping.share_a_platform(one, other)) continue;
    if (!told.insert({std::min(one, other), std::max(one, other)}).second) continue;
    comparison.maybe.push_back({went_to[row_of.at(one)], went_to[row_of.at(other)], edge.match.permille, edge.match.reason});
  }
  return comparison;
}

}  // namespace voygen::search
