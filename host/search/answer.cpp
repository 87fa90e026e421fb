#include "search/answer.hpp"

#include <algorithm>

#include "answer_figures.hpp"
#include "core/clock.hpp"
#include "search/quality.hpp"
#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// Larger comes first; offers without the figure come last, in the portal's order.
template <class Figure>
void sort_by(std::vector<const json*>& offers, Figure figure) {
  std::stable_sort(offers.begin(), offers.end(), [&](const json* a, const json* b) {
    const auto left = figure(*a);
    const auto right = figure(*b);
    return left.has_value() != right.has_value() ? left.has_value() : left && *left > *right;
  });
}

json error_json(const Error& error) {
  json entry{{"code", name_of(error.code)}, {"message", error.message}, {"retryable", is_retryable(error.code)}};
  if (!error.next_step.empty()) entry["nextStep"] = error.next_step;
  return entry;
}

json platform_json(const PlatformOutcome& outcome, std::int64_t now_ms) {
  json entry{{"platform", outcome.platform},
             {"status", name_of(outcome.status)},
             {"count", outcome.answer.offers.size()},
             {"cached", outcome.status == PlatformStatus::cached},
             {"ageSeconds", age_seconds(outcome, now_ms)},
             {"durationMs", outcome.duration.count()},
             {"cost", to_json_number(outcome.cost_micros)},
             {"warnings", all_warnings(outcome)},
             {"appliedFilters", outcome.answer.applied_filters},
             {"filteredByHost", outcome.answer.filtered_by_host},
             {"unsupportedFilters", outcome.answer.unsupported_filters}};
  if (const SearchQuality quality = search_quality(outcome.answer.offers); quality.offers > 0) {
    entry["quality"] = {{"confidencePermille", quality.confidence}, {"completenessPermille", quality.completeness}, {"toCheckByHand", quality.low}};
  }
  if (outcome.answer.available) entry["available"] = *outcome.answer.available;
  if (!outcome.answer.nothing_found_evidence.empty()) entry["evidence"] = outcome.answer.nothing_found_evidence;
  if (!outcome.answer.place.empty()) entry["place"] = outcome.answer.place;
  if (outcome.joined) entry["joined"] = true;
  if (outcome.error) entry["error"] = error_json(*outcome.error);
  return entry;
}

// Figures of the offers whose prices compare; which ones those are is said with them.
json summary_json(const std::vector<const json*>& offers) {
  json summary{{"count", offers.size()}};
  const auto basis = usual_basis(offers);
  if (!basis) return summary;
  std::vector<std::int64_t> totals;
  for (const json* offer : offers) {
    if (basis_of(*offer) == basis) totals.push_back(*payable(*offer));
  }
  std::sort(totals.begin(), totals.end());
  const std::size_t middle = totals.size() / 2;
  summary["priced"] = totals.size();
  summary["currency"] = basis->currency;
  summary["taxes"] = basis->taxes;
  summary["lowest"] = to_json_number(totals.front());
  summary["highest"] = to_json_number(totals.back());
  summary["median"] = to_json_number(totals.size() % 2 ? totals[middle] : (totals[middle - 1] + totals[middle]) / 2);
  return summary;
}

// How rows are ordered when the offers' own order says nothing of them.
RowOrder row_order(Sort sort) {
  switch (sort) {
    case Sort::commission: return RowOrder::earnings;
    case Sort::rating: return RowOrder::rating;
    case Sort::distance: return RowOrder::distance;
    case Sort::portal:
    case Sort::price:
    case Sort::stars: return RowOrder::price;
  }
  return RowOrder::price;
}

// The first offer of every platform, then the second of every platform ...: each keeps its order, and none is cut off by another's length.
std::vector<const json*> in_turn(const std::vector<PlatformOutcome>& platforms) {
  std::vector<const json*> offers;
  std::size_t longest = 0;
  for (const PlatformOutcome& outcome : platforms) longest = std::max(longest, outcome.answer.offers.size());
  for (std::size_t rank = 0; rank < longest; ++rank) {
    for (const PlatformOutcome& outcome : platforms) {
      if (rank < outcome.answer.offers.size()) offers.push_back(&outcome.answer.offers[rank]);
    }
  }
  return offers;
}

json understood_json(const UnderstoodName& name, const std::string& taken_for) { return {{"given", name.given}, {"destination", taken_for}, {"others", name.others}}; }

// The question as it was understood.
json query_json(const SearchRequest& request) {
  json query = request.query_json();
  if (const auto* hotels = std::get_if<HotelQuery>(&request.query)) query["nights"] = hotels->nights();
  if (const auto* packages = std::get_if<PackageQuery>(&request.query)) query["nights"] = packages->nights();
  query["sort"] = name_of(request.sort);
  if (!request.trip_id.empty()) query["tripId"] = request.trip_id;
  return query;
}

}  // namespace

std::string_view name_of(PlatformStatus status) {
  switch (status) {
    case PlatformStatus::ok: return "ok";
    case PlatformStatus::cached: return "cached";
    case PlatformStatus::partial: return "partial";
    case PlatformStatus::no_availability: return "no_availability";
    case PlatformStatus::drift: return "drift";
    case PlatformStatus::login_required: return "login_required";
    case PlatformStatus::blocked: return "blocked";
    case PlatformStatus::timeout: return "timeout";
    case PlatformStatus::budget: return "budget";
    case PlatformStatus::unavailable: return "unavailable";
    case PlatformStatus::cancelled: return "cancelled";
    case PlatformStatus::unsupported: return "unsupported";
  }
  return "unavailable";
}

PlatformStatus status_of(Code code) {
  switch (code) {
    case Code::drift: return PlatformStatus::drift;
    case Code::login_required: return PlatformStatus::login_required;
    case Code::blocked: return PlatformStatus::blocked;
    case Code::timeout: return PlatformStatus::timeout;
    case Code::over_budget: return PlatformStatus::budget;
    case Code::cancelled: return PlatformStatus::cancelled;
    case Code::unsupported:
    case Code::invalid_argument:
    case Code::not_found: return PlatformStatus::unsupported;
    case Code::unavailable:
    case Code::plugin_fault:
    case Code::internal:
    case Code::browser_gone:
    case Code::page_crashed:
    case Code::page_closed: return PlatformStatus::unavailable;
  }
  return PlatformStatus::unavailable;
}

bool SearchAnswer::failed() const {
  return std::all_of(platforms.begin(), platforms.end(), [](const PlatformOutcome& outcome) { return outcome.error.has_value(); });
}

bool SearchAnswer::partial() const {
  return std::any_of(platforms.begin(), platforms.end(),
                     [](const PlatformOutcome& outcome) { return outcome.error.has_value() || outcome.status == PlatformStatus::partial || outcome.answer.partial; });
}

std::vector<const json*> SearchAnswer::ranked_offers() const {
  std::vector<const json*> offers = in_turn(platforms);
  switch (request.sort) {
    case Sort::portal: break;
    case Sort::price: {
      const auto usual = usual_basis(offers);
      sort_by(offers, [&](const json& offer) { return usual && basis_of(offer) && basis_of(offer)->currency == usual->currency ? std::optional(-*payable(offer)) : std::nullopt; });
      break;
    }
    case Sort::commission: sort_by(offers, [](const json& offer) { return micros_at(offer, "commission", nullptr); }); break;
    case Sort::stars:
      sort_by(offers, [](const json& offer) {
        const json* hotel = hotel_of(offer);
        const json details = hotel ? hotel->value("hotelDetails", json::object()) : json::object();
        return details.contains("starRating") ? micros_from_json_number(details["starRating"]) : std::nullopt;
      });
      break;
    case Sort::rating: sort_by(offers, [](const json& offer) { return rating_permille(offer); }); break;
    case Sort::distance:
      sort_by(offers, [middle = request.middle()](const json& offer) {
        const auto metres = metres_from(middle, offer);
        return metres ? std::optional(-*metres) : metres;
      });
      break;
  }
  const auto most = static_cast<std::size_t>(request.max_results());
  if (offers.size() > most) offers.resize(most);
  return offers;
}

std::optional<Comparison> SearchAnswer::comparison() const {
  ComparisonInput input;
  std::size_t answering = 0;
  for (const PlatformOutcome& outcome : platforms) {
    answering += !outcome.answer.offers.empty();
    for (const json& offer : outcome.answer.offers) input.offers.push_back(&offer);
  }
  if (answering < 2 || request.kind() == Kind::flights) return std::nullopt;
  const auto place = request.place();
  input.place = request.destination() + (place ? ", " + place->name + ", " + place->region : "");
  input.middle = request.middle();
  input.order = row_order(request.sort);
  return compare_offers(input);
}

json structured_content(const SearchAnswer& answer) {
  const auto offers = answer.ranked_offers();
  json content{{"searchId", answer.search_id}, {"query", query_json(answer.request)}, {"results", json::array()}, {"platforms", json::array()}};
  if (answer.request.understood) content["understood"] = understood_json(*answer.request.understood, answer.request.destination());
  for (const json* offer : offers) content["results"].push_back(*offer);
  std::int64_t cost = 0;
  std::int64_t saved = 0;
  std::int64_t available = 0;
  std::int64_t cached_until = 0;
  for (const PlatformOutcome& outcome : answer.platforms) {
    content["platforms"].push_back(platform_json(outcome, answer.searched_ms));
    cost += outcome.cost_micros;
    saved += outcome.saved_micros;
    available += outcome.answer.available.value_or(static_cast<int>(outcome.answer.offers.size()));
    if (outcome.cached_until_ms > 0) cached_until = cached_until == 0 ? outcome.cached_until_ms : std::min(cached_until, outcome.cached_until_ms);
  }
  if (const auto comparison = answer.comparison()) content["comparison"] = to_json(*comparison);
  content["summary"] = summary_json(offers);
  content["cost"] = {{"total", to_json_number(cost)}, {"currency", "USD"}, {"savedByCache", to_json_number(saved)}};
  content["pagination"] = {{"returned", offers.size()}, {"available", available}};
  content["searchedAt"] = core::iso_time(answer.searched_ms);
  if (cached_until > 0) content["cachedUntil"] = core::iso_time(cached_until);
  content["partial"] = answer.partial();
  return content;
}

}  // namespace voygen::search
