#include "search/offer_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/clock.hpp"
#include "core/digest.hpp"
#include "core/web_address.hpp"
#include "offer_filters.hpp"
#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// How much text of a page each member may carry; others may carry kOtherText.
constexpr std::size_t kOtherText = 300;
constexpr std::size_t kLongestLink = 2048;
const std::map<std::string, std::size_t, std::less<>> kLongest = {{"name", 200},       {"type", 200},          {"description", 1200},      {"full", 300},
                                                                  {"bookingUrl", kLongestLink}, {"sheetUrl", kLongestLink}, {"url", kLongestLink}};

// Cleans every text in the value. False for a text that must not be shown at all: it reads like an instruction; whoever holds it drops it.
bool clean_texts(json& value, std::string_view member, int& left_out) {
  if (value.is_string()) {
    const auto longest = kLongest.find(member);
    value = harmless_text(value.get_ref<const std::string&>(), longest == kLongest.end() ? kOtherText : longest->second);
    const bool shown = !reads_like_an_instruction(value.get_ref<const std::string&>());
    if (!shown) ++left_out;
    return shown;
  }
  if (!value.is_structured()) return true;
  for (auto element = value.begin(); element != value.end();) {
    const std::string key = value.is_object() ? element.key() : std::string(member);
    element = clean_texts(*element, key, left_out) ? std::next(element) : value.erase(element);
  }
  return true;
}

// What a check found odd about one offer; shown with it.
using Warnings = std::vector<std::string>;

void drop_foreign_links(json& part, const PlatformFace& platform, Warnings& warnings) {
  if (part.contains("source")) {
    for (const char* member : {"bookingUrl", "sheetUrl"}) {
      auto& source = part["source"];
      if (!source.contains(member)) continue;
      if (source[member].is_string() && core::may_open(platform.hosts, source[member].get_ref<const std::string&>())) continue;
      source.erase(member);
      warnings.push_back(std::string("a ") + member + " outside the platform's hosts was left out");
    }
  }
  if (!part.contains("media") || !part["media"].contains("images")) return;
  auto& images = part["media"]["images"];
  std::erase_if(images.get_ref<json::array_t&>(), [](const json& image) { return !image.is_object() || !core::host_of(image.value("url", std::string{})); });
  if (images.empty()) part["media"].erase("images");
}

bool is_amount(const json& price) {
  return price.is_object() && price.contains("amount") && micros_from_json_number(price["amount"]) && Currency::parse(price.value("currency", std::string{}));
}
// A price is a positive amount with a currency. One that is not is no price at all.
bool is_price(const json& price) { return is_amount(price) && *micros_from_json_number(price["amount"]) > 0; }

void drop_impossible_prices(json& part, Warnings& warnings) {
  auto& pricing = part["pricing"];
  for (const char* member : {"basePrice", "stayPrice", "totalPrice", "originalPrice", "perPerson"}) {
    if (!pricing.contains(member) || is_price(pricing[member])) continue;
    pricing.erase(member);
    warnings.push_back(std::string(member) + " was not a price and was left out");
  }
  if (pricing.contains("difference") && !is_amount(pricing["difference"])) {
    pricing.erase("difference");
    warnings.emplace_back("difference was not an amount and was left out");
  }
  if (!pricing.contains("totalPrice")) {
    pricing.erase("taxesIncluded");
    pricing.erase("covers");
  }
  if (part.contains("commission") && part["commission"].contains("amount") && !is_price(part["commission"])) {
    part.erase("commission");
    warnings.emplace_back("commission was not an amount and was left out");
  }
}

// The groups every offer has, so that readers need not ask.
void complete_groups(json& offer) {
  for (const char* group : {"externalIds", "pricing", "availability", "hotelDetails", "location", "service", "source", "extraction"}) {
    const bool belongs = offer["category"] == "hotel" ? group != std::string_view("service") : group != std::string_view("hotelDetails") && group != std::string_view("location");
    if (belongs && !offer[group].is_object()) offer[group] = json::object();
  }
  if (offer["category"] == "flight" && !offer["itinerary"].is_object()) offer["itinerary"] = json::object();
  if (offer["category"] == "package" && !offer["components"].is_object()) offer["components"] = json::object();
}

// The offer, and all that is sold in it: a package's hotels and flights, a hotel's rooms.
void mend(json& offer, const PlatformFace& platform, Warnings& warnings) {
  drop_impossible_prices(offer, warnings);
  drop_foreign_links(offer, platform, warnings);
  if (offer.contains("rooms")) {
    std::erase_if(offer["rooms"].get_ref<json::array_t&>(), [](const json& room) { return room.value("type", "").empty(); });
    for (json& room : offer["rooms"]) drop_impossible_prices(room, warnings);
  }
  if (!offer.contains("components")) return;
  for (const char* sold : {"hotels", "flights"}) {
    for (json& part : offer["components"][sold]) {
      complete_groups(part);
      mend(part, platform, warnings);
    }
  }
}

bool has_flights(const json& leg) {
  const json& segments = leg.value("segments", json::array());
  return !segments.empty() && std::all_of(segments.begin(), segments.end(), [](const json& segment) {
    return !segment.value("flightNumber", "").empty() && !segment.at("departure").at("airport").value("code", "").empty() &&
           !segment.at("arrival").at("airport").value("code", "").empty();
  });
}

bool has_identity(const json& offer, Kind kind) {
  if (offer["externalIds"].value("platform", "").empty()) return false;
  if (kind == Kind::flights) return has_flights(offer["itinerary"].value("outbound", json::object()));
  if (offer.value("name", "").empty()) return false;
  return kind == Kind::hotels || !offer["components"].value("hotels", json::array()).empty();
}

// Does the first flight of a leg leave on this day? A page that gives no date cannot be refuted.
bool leaves_on(const json& itinerary, const char* leg, const Date& day) {
  if (!itinerary.contains(leg)) return true;
  const std::string time = itinerary[leg].at("segments").at(0).at("departure").value("dateTime", "");
  return time.empty() || time.starts_with(day.iso());
}

bool is_for_the_dates(const json& offer, const HotelQuery& query) {
  const json& stay = offer["availability"];
  return stay.value("startDate", "") == query.check_in.iso() && stay.value("endDate", "") == query.check_out.iso();
}
bool is_for_the_dates(const json& offer, const FlightQuery& query) {
  const json& itinerary = offer["itinerary"];
  if (query.return_date.has_value() != itinerary.contains("return")) return false;
  return leaves_on(itinerary, "outbound", query.departure) && (!query.return_date || leaves_on(itinerary, "return", *query.return_date));
}
bool is_for_the_dates(const json& offer, const PackageQuery& query) {
  const json dates = offer.value("packageDetails", json::object()).value("travelDates", json::object());
  return dates.value("departure", "") == query.departure.iso() && dates.value("return", "") == query.return_date.iso();
}

// The same offer of the same question has the same id, whatever the order of the page.
std::string offer_id(const json& offer, const PlatformFace& platform, const SearchRequest& request) {
  json identity{platform.id, offer["externalIds"]["platform"]};
  const json query = request.query_json();
  for (const char* member : {"checkIn", "checkOut", "departureDate", "returnDate", "rooms", "travelers"}) {
    if (query.contains(member)) identity.push_back(query[member]);
  }
  return platform.id + "-" + core::digest(identity.dump()).substr(0, 16);
}

void name_platform(json& part, const PlatformFace& platform) {
  auto& ids = part["externalIds"];
  if (!ids.contains("platform")) return;
  const json own = ids["platform"];
  ids.erase("platform");
  ids[platform.id] = own;
}

void stamp(json& offer, const PlatformFace& platform, const SearchRequest& request, std::int64_t now_ms) {
  offer["id"] = offer_id(offer, platform, request);
  name_platform(offer, platform);
  if (offer.contains("components")) {
    for (const char* sold : {"hotels", "flights"}) {
      for (json& part : offer["components"][sold]) name_platform(part, platform);
    }
  }
  offer["source"]["platform"] = platform.id;
  offer["source"]["lastUpdated"] = core::iso_time(now_ms);
  offer["source"]["extractedBy"] = {{"plugin", platform.id}, {"version", platform.plugin_version}};
}

// The answer's own texts.
void read_head(CheckedAnswer& checked, const json& answer) {
  if (answer.contains("available")) checked.available = answer["available"].get<int>();
  checked.nothing_found_evidence = quotable_text(answer.value("nothingFoundEvidence", std::string{}), kOtherText);
  checked.partial = answer.value("partial", false);
  checked.applied_filters = answer.value("appliedFilters", std::vector<std::string>{});
  for (const std::string& warning : answer.value("warnings", std::vector<std::string>{})) checked.warnings.push_back(quotable_text(warning, kOtherText));
  checked.place = quotable_text(answer.value("place", std::string{}), kOtherText);
}

// An offer that may be shown, or nothing.
std::optional<json> check_offer(json offer, const PlatformFace& platform, const SearchRequest& request, std::int64_t now_ms) {
  int left_out = 0;
  clean_texts(offer, "", left_out);
  if (!offer.is_object() || offer.value("category", "") != one_of(request.kind())) return std::nullopt;
  complete_groups(offer);
  const bool asked_for = has_identity(offer, request.kind()) && std::visit([&](const auto& query) { return is_for_the_dates(offer, query); }, request.query);
  if (!asked_for) return std::nullopt;
  auto warnings = offer["extraction"].value("warnings", Warnings{});
  if (left_out > 0) warnings.push_back(std::to_string(left_out) + " texts that read like instructions were left out");
  mend(offer, platform, warnings);
  offer["extraction"]["warnings"] = warnings;
  stamp(offer, platform, request, now_ms);
  return offer;
}

}  // namespace

Result<CheckedAnswer> check_answer(const json& answer, const PlatformFace& platform, const SearchRequest& request, std::int64_t now_ms) try {
  CheckedAnswer checked;
  read_head(checked, answer);
  const json offers = answer.value("offers", json::array());
  std::set<std::string> seen;
  for (const json& offer : offers) {
    auto shown = check_offer(offer, platform, request, now_ms);
    if (shown && seen.insert((*shown)["id"].get<std::string>()).second) checked.offers.push_back(std::move(*shown));
  }
  checked.read = static_cast<int>(offers.size());
  if (const std::size_t dropped = offers.size() - checked.offers.size(); dropped > 0) {
    checked.warnings.push_back(std::to_string(dropped) + " of " + std::to_string(offers.size()) + " offers were left out: no name or id, other dates than asked, or listed twice");
  }
  if (checked.offers.empty() && (checked.nothing_found_evidence.empty() || !offers.empty())) {
    return {Code::drift, platform.id + " gave no usable offer and no proof that there is none", "the portal's page may have changed; tell the operator"};
  }
  filter_by_host(checked, request);
  if (const auto most = static_cast<std::size_t>(request.max_results()); checked.offers.size() > most) checked.offers.resize(most);
  return checked;
} catch (const json::exception& error) {
  return {Code::plugin_fault, platform.id + " answered in a wrong shape: " + error.what(), "report this to the plugin's author"};
}

bool CheckedAnswer::exhaustive(int asked) const { return !partial && read < asked; }

json CheckedAnswer::to_json() const {
  json kept{{"offers", offers},
            {"read", read},
            {"partial", partial},
            {"appliedFilters", applied_filters},
            {"filteredByHost", filtered_by_host},
            {"unsupportedFilters", unsupported_filters},
            {"warnings", warnings}};
  if (available) kept["available"] = *available;
  if (!nothing_found_evidence.empty()) kept["nothingFoundEvidence"] = nothing_found_evidence;
  if (!place.empty()) kept["place"] = place;
  return kept;
}

CheckedAnswer CheckedAnswer::from_json(const json& kept) {
  CheckedAnswer checked;
  checked.offers = kept.at("offers").get<std::vector<json>>();
  checked.read = kept.at("read").get<int>();
  checked.partial = kept.at("partial").get<bool>();
  checked.applied_filters = kept.at("appliedFilters").get<std::vector<std::string>>();
  checked.filtered_by_host = kept.at("filteredByHost").get<std::vector<std::string>>();
  checked.unsupported_filters = kept.at("unsupportedFilters").get<std::vector<std::string>>();
  checked.warnings = kept.at("warnings").get<std::vector<std::string>>();
  if (kept.contains("available")) checked.available = kept["available"].get<int>();
  checked.nothing_found_evidence = kept.value("nothingFoundEvidence", std::string{});
  checked.place = kept.value("place", std::string{});
  return checked;
}

}  // namespace voygen::search
