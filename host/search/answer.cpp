#include "search/answer.hpp"

#include <algorithm>

#include "core/clock.hpp"
#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

std::optional<std::int64_t> micros_at(const json& offer, const char* group, const char* member) {
  const auto pricing = offer.find(group);
  if (pricing == offer.end()) return std::nullopt;
  const json& price = member ? pricing->value(member, json::object()) : *pricing;
  return price.contains("amount") ? micros_from_json_number(price["amount"]) : std::nullopt;
}

// What the traveller pays for the stay, as far as the portal says: with taxes, else before.
std::optional<std::int64_t> payable(const json& offer) {
  if (const auto total = micros_at(offer, "pricing", "totalPrice")) return total;
  return micros_at(offer, "pricing", "stayPrice");
}

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

std::int64_t age_seconds(const PlatformOutcome& outcome, std::int64_t now_ms) { return std::max<std::int64_t>(0, (now_ms - outcome.stored_ms) / 1000); }

std::vector<std::string> all_warnings(const PlatformOutcome& outcome) {
  std::vector<std::string> warnings = outcome.answer.warnings;
  warnings.insert(warnings.end(), outcome.warnings.begin(), outcome.warnings.end());
  return warnings;
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
             {"appliedFilters", outcome.answer.applied_filters}};
  if (outcome.answer.available) entry["available"] = *outcome.answer.available;
  if (!outcome.answer.nothing_found_evidence.empty()) entry["evidence"] = outcome.answer.nothing_found_evidence;
  if (!outcome.answer.place.empty()) entry["place"] = outcome.answer.place;
  if (outcome.joined) entry["joined"] = true;
  if (outcome.error) entry["error"] = error_json(*outcome.error);
  return entry;
}

json summary_json(const std::vector<const json*>& offers) {
  std::vector<std::int64_t> totals;
  for (const json* offer : offers) {
    if (const auto total = payable(*offer)) totals.push_back(*total);
  }
  json summary{{"count", offers.size()}};
  if (totals.empty()) return summary;
  std::sort(totals.begin(), totals.end());
  const std::size_t middle = totals.size() / 2;
  summary["lowest"] = to_json_number(totals.front());
  summary["highest"] = to_json_number(totals.back());
  summary["median"] = to_json_number(totals.size() % 2 ? totals[middle] : (totals[middle - 1] + totals[middle]) / 2);
  return summary;
}

json understood_json(const HotelRequest& request) {
  return {{"given", request.understood->given}, {"destination", request.query.destination}, {"others", request.understood->others}};
}

json query_json(const HotelRequest& request) {
  json query = request.query.to_json();
  query["nights"] = request.query.nights();
  query["sort"] = name_of(request.sort);
  if (!request.trip_id.empty()) query["tripId"] = request.trip_id;
  return query;
}

std::string money_text(const json& offer, const char* group, const char* member, bool whole) {
  const auto micros = micros_at(offer, group, member);
  if (!micros) return "-";
  std::string text = decimal_text(*micros);
  if (whole && text.ends_with(".00")) text.resize(text.size() - 3);
  return "$" + text;
}

std::string commission_text(const json& offer) {
  if (!offer.contains("commission")) return "-";
  std::string text = money_text(offer, "commission", nullptr, false);
  if (offer["commission"].contains("percent")) {
    std::string percent = decimal_text(*micros_from_json_number(offer["commission"]["percent"]));
    while (percent.back() == '0') percent.pop_back();
    if (percent.back() == '.') percent.pop_back();
    text += " (" + percent + "%)";
  }
  return text;
}

// "|" would end a cell.
std::string cell(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

std::string stars_text(const json& offer) {
  if (!offer["hotelDetails"].contains("starRating")) return "-";
  const std::string text = decimal_text(*micros_from_json_number(offer["hotelDetails"]["starRating"]));
  return text.substr(0, text.size() - 1);
}

std::string extras_text(const json& offer) {
  std::string text;
  const auto add = [&](const std::string& extra) { text += (text.empty() ? "" : ", ") + extra; };
  for (const json& program : offer.value("programs", json::array())) add(program.value("code", ""));
  for (const json& collection : offer.value("collections", json::array())) add(collection.get<std::string>());
  if (offer.value("featured", false)) add("featured");
  if (offer.value("bestRateVerified", false)) add("verified best rate");
  if (offer["extraction"].value("confidence", 1.0) < 0.8) add("LOW CONFIDENCE: check by hand");
  return text.empty() ? "-" : text;
}

std::string row(const json& offer, std::size_t number) {
  return "| " + std::to_string(number) + " | " + cell(offer["name"].get<std::string>()) + " | " + stars_text(offer) + " | " +
         money_text(offer, "pricing", "basePrice", true) + " | " + money_text(offer, "pricing", "stayPrice", false) + " | " +
         money_text(offer, "pricing", "totalPrice", true) + " | " + commission_text(offer) + " | " + cell(extras_text(offer)) + " | " +
         offer["source"]["platform"].get<std::string>() + " |\n";
}

// For clients that show a model nothing but text.
std::string links(const std::vector<const json*>& offers) {
  constexpr std::size_t kMostLinks = 10;
  constexpr std::size_t kLongestLink = 300;
  std::string text;
  for (std::size_t i = 0; i < std::min(offers.size(), kMostLinks); ++i) {
    const std::string link = (*offers[i])["source"].value("bookingUrl", "");
    if (!link.empty() && link.size() <= kLongestLink) text += "- " + std::to_string(i + 1) + ": " + link + "\n";
  }
  return text.empty() ? text : "\nLinks for the agent, with the portal's login:\n" + text;
}

// "1 room", "2 rooms"
std::string counted(std::size_t count, const char* one, const char* several) { return std::to_string(count) + " " + (count == 1 ? one : several); }

std::string headline(const HotelSearchAnswer& answer, std::size_t shown) {
  const HotelQuery& query = answer.request.query;
  std::size_t adults = 0;
  std::size_t children = 0;
  for (const Room& room : query.rooms) {
    adults += static_cast<std::size_t>(room.adults);
    children += room.child_ages.size();
  }
  return counted(shown, "hotel", "hotels") + " for \"" + query.destination + "\", " + query.check_in.iso() + " to " + query.check_out.iso() + " (" +
         counted(static_cast<std::size_t>(query.nights()), "night", "nights") + "), " + counted(adults, "adult", "adults") +
         (children > 0 ? ", " + counted(children, "child", "children") : "") + ", " + counted(query.rooms.size(), "room", "rooms") + ". Search " +
         answer.search_id + ".\n";
}

// What was decided without asking is said before anything else.
std::string understood_line(const HotelRequest& request) {
  if (!request.understood) return {};
  std::string others;
  for (const std::string& other : request.understood->others) others += (others.empty() ? "" : "; ") + other;
  return "\"" + request.understood->given + "\" was taken for " + request.query.destination + ". If another one is meant, search again with it as destination: " +
         others + ".\n";
}

std::string platform_line(const PlatformOutcome& outcome, std::int64_t now_ms) {
  std::string line = "- " + outcome.platform + ": " + std::string(name_of(outcome.status));
  if (!outcome.error) {
    line += ", " + std::to_string(outcome.answer.offers.size()) + " offers";
    if (outcome.answer.available) line += " of " + std::to_string(*outcome.answer.available);
    if (!outcome.answer.place.empty()) line += " in " + outcome.answer.place;
    line += ", read " + core::iso_time(outcome.stored_ms) + " (" + std::to_string(age_seconds(outcome, now_ms)) + " s ago)";
  }
  if (!outcome.answer.nothing_found_evidence.empty()) line += ", " + outcome.answer.nothing_found_evidence;
  if (outcome.error) {
    line += ". " + outcome.error->message;
    if (!outcome.error->next_step.empty()) line += ". Next: " + outcome.error->next_step;
  }
  line += ". Cost $" + decimal_text(outcome.cost_micros) + ".\n";
  const auto warnings = all_warnings(outcome);
  constexpr std::size_t kMostWarnings = 5;
  for (std::size_t i = 0; i < std::min(warnings.size(), kMostWarnings); ++i) line += "  - warning: " + warnings[i] + "\n";
  if (warnings.size() > kMostWarnings) line += "  - and " + std::to_string(warnings.size() - kMostWarnings) + " more warnings\n";
  return line;
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

bool HotelSearchAnswer::failed() const {
  return std::all_of(platforms.begin(), platforms.end(), [](const PlatformOutcome& outcome) { return outcome.error.has_value(); });
}

bool HotelSearchAnswer::partial() const {
  return std::any_of(platforms.begin(), platforms.end(),
                     [](const PlatformOutcome& outcome) { return outcome.error.has_value() || outcome.status == PlatformStatus::partial || outcome.answer.partial; });
}

std::vector<const json*> HotelSearchAnswer::ranked_offers() const {
  std::vector<const json*> offers;
  for (const PlatformOutcome& outcome : platforms) {
    for (const json& offer : outcome.answer.offers) offers.push_back(&offer);
  }
  switch (request.sort) {
    case HotelSort::portal: break;
    case HotelSort::price:
      sort_by(offers, [](const json& offer) {
        const auto price = payable(offer);
        return price ? std::optional(-*price) : price;
      });
      break;
    case HotelSort::commission: sort_by(offers, [](const json& offer) { return micros_at(offer, "commission", nullptr); }); break;
    case HotelSort::stars:
      sort_by(offers, [](const json& offer) {
        const json& details = offer["hotelDetails"];
        return details.contains("starRating") ? micros_from_json_number(details["starRating"]) : std::nullopt;
      });
      break;
  }
  const auto most = static_cast<std::size_t>(request.query.max_results);
  if (offers.size() > most) offers.resize(most);
  return offers;
}

json structured_content(const HotelSearchAnswer& answer) {
  const auto offers = answer.ranked_offers();
  json content{{"searchId", answer.search_id}, {"query", query_json(answer.request)}, {"results", json::array()}, {"platforms", json::array()}};
  if (answer.request.understood) content["understood"] = understood_json(answer.request);
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
  content["summary"] = summary_json(offers);
  content["cost"] = {{"total", to_json_number(cost)}, {"currency", "USD"}, {"savedByCache", to_json_number(saved)}};
  content["pagination"] = {{"returned", offers.size()}, {"available", available}};
  content["searchedAt"] = core::iso_time(answer.searched_ms);
  if (cached_until > 0) content["cachedUntil"] = core::iso_time(cached_until);
  content["partial"] = answer.partial();
  return content;
}

std::string text_content(const HotelSearchAnswer& answer) {
  const auto offers = answer.ranked_offers();
  std::string sources;
  for (const PlatformOutcome& outcome : answer.platforms) sources += platform_line(outcome, answer.searched_ms);
  const std::string ending = links(offers) + "\nSources:\n" + sources + "Per night is before taxes and may be rounded by the portal; stay is exact before taxes; total includes taxes and fees.\n";
  std::string text = headline(answer, offers.size()) + understood_line(answer.request);
  if (!offers.empty()) text += "\n| # | hotel | stars | per night | stay | total with taxes | commission | notes | source |\n|---|---|---|---|---|---|---|---|---|\n";
  std::size_t shown = 0;
  for (; shown < offers.size(); ++shown) {
    const std::string line = row(*offers[shown], shown + 1);
    if (text.size() + line.size() + ending.size() + 100 > kLongestText) break;
    text += line;
  }
  if (shown < offers.size()) text += "(" + std::to_string(offers.size() - shown) + " more hotels did not fit; ask for fewer, or narrow the search)\n";
  return text + ending;
}

}  // namespace voygen::search
