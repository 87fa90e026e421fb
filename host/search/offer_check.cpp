#include "search/offer_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/clock.hpp"
#include "core/digest.hpp"
#include "core/web_address.hpp"
#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// How much text of a page each member may carry; others may carry kOtherText.
constexpr std::size_t kOtherText = 300;
const std::map<std::string, std::size_t, std::less<>> kLongest = {{"name", 200}, {"description", 1200}, {"full", 300}, {"bookingUrl", 2048}, {"sheetUrl", 2048}, {"url", 2048}};

bool is_invisible(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xad || (point >= 0x200b && point <= 0x200f) ||
         (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) || point == 0xfeff || (point >= 0xfff9 && point <= 0xfffb) ||
         (point >= 0xe0000 && point <= 0xe007f);
}

// The code point that starts at `at`, and its length in bytes; 0 for a byte that starts none.
std::pair<std::uint32_t, std::size_t> decode(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const std::size_t length = byte < 0x80 ? 1 : byte >> 5 == 6 ? 2 : byte >> 4 == 14 ? 3 : byte >> 3 == 30 ? 4 : 0;
  if (length == 0 || at + length > text.size()) return {0, 0};
  std::uint32_t point = length == 1 ? byte : byte & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if (next >> 6 != 2) return {0, 0};
    point = point << 6 | (next & 0x3f);
  }
  return {point, length};
}

void clean_texts(json& value, std::string_view member) {
  if (value.is_string()) {
    const auto longest = kLongest.find(member);
    value = harmless_text(value.get_ref<const std::string&>(), longest == kLongest.end() ? kOtherText : longest->second);
  } else if (value.is_array()) {
    for (json& element : value) clean_texts(element, member);
  } else if (value.is_object()) {
    for (auto& [key, element] : value.items()) clean_texts(element, key);
  }
}

void drop_foreign_links(json& offer, const PlatformFace& platform, std::vector<std::string>& warnings) {
  auto& source = offer["source"];
  for (const char* member : {"bookingUrl", "sheetUrl"}) {
    if (!source.contains(member)) continue;
    if (source[member].is_string() && core::may_open(platform.hosts, source[member].get_ref<const std::string&>())) continue;
    source.erase(member);
    warnings.push_back(std::string("a ") + member + " outside the platform's hosts was left out");
  }
  if (!offer.contains("media") || !offer["media"].contains("images")) return;
  auto& images = offer["media"]["images"];
  for (auto image = images.begin(); image != images.end();) {
    const bool shown = image->is_object() && core::host_of(image->value("url", std::string{})).has_value();
    image = shown ? std::next(image) : images.erase(image);
  }
  if (images.empty()) offer["media"].erase("images");
}

// A price is a positive amount with a currency. One that is not is no price at all.
bool is_price(const json& price) {
  const auto micros = price.is_object() && price.contains("amount") ? micros_from_json_number(price["amount"]) : std::nullopt;
  return micros && *micros > 0 && Currency::parse(price.value("currency", std::string{})).has_value();
}

void drop_impossible_prices(json& offer, std::vector<std::string>& warnings) {
  auto& pricing = offer["pricing"];
  for (const char* member : {"basePrice", "stayPrice", "totalPrice", "originalPrice"}) {
    if (!pricing.contains(member) || is_price(pricing[member])) continue;
    pricing.erase(member);
    warnings.push_back(std::string(member) + " was not a price and was left out");
  }
  if (!pricing.contains("totalPrice")) pricing.erase("taxesIncluded");
  if (offer.contains("commission") && offer["commission"].contains("amount") && !is_price(offer["commission"])) {
    offer.erase("commission");
    warnings.emplace_back("commission was not an amount and was left out");
  }
}

bool is_for_the_stay(const json& offer, const HotelQuery& query) {
  const json& stay = offer.value("availability", json::object());
  return stay.value("startDate", "") == query.check_in.iso() && stay.value("endDate", "") == query.check_out.iso();
}

std::string offer_id(const json& offer, const PlatformFace& platform, const HotelQuery& query) {
  json identity{platform.id, offer["externalIds"]["platform"], query.check_in.iso(), query.check_out.iso(), query.to_json()["rooms"]};
  return platform.id + "-" + core::digest(identity.dump()).substr(0, 16);
}

void stamp(json& offer, const PlatformFace& platform, const HotelQuery& query, std::int64_t now_ms) {
  offer["id"] = offer_id(offer, platform, query);
  const json platform_id = offer["externalIds"]["platform"];
  offer["externalIds"].erase("platform");
  offer["externalIds"][platform.id] = platform_id;
  offer["source"]["platform"] = platform.id;
  offer["source"]["lastUpdated"] = core::iso_time(now_ms);
  offer["source"]["extractedBy"] = {{"plugin", platform.id}, {"version", platform.plugin_version}};
}

// The groups every offer has, so that readers need not ask.
void complete_groups(json& offer) {
  if (!offer.is_object()) return;
  for (const char* group : {"externalIds", "pricing", "availability", "hotelDetails", "location", "source", "extraction"}) {
    if (!offer[group].is_object()) offer[group] = json::object();
  }
}

bool has_identity(const json& offer) {
  return offer.is_object() && offer.value("category", "") == "hotel" && !offer.value("name", "").empty() && offer.contains("externalIds") &&
         offer["externalIds"].is_object() && !offer["externalIds"].value("platform", "").empty();
}

}  // namespace

std::string harmless_text(std::string_view text, std::size_t longest) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = decode(text, at);
    if (length == 0) {
      ++at;
      continue;
    }
    const bool blank = point == '\n' || point == '\t' || point == '\r' || point == 0xa0 || point == ' ';
    if (blank) {
      if (!clean.empty() && clean.back() != ' ') clean += ' ';
    } else if (!is_invisible(point)) {
      if (clean.size() + length > longest) {
        clean += "…";
        break;
      }
      clean.append(text.substr(at, length));
    }
    at += length;
  }
  while (!clean.empty() && clean.back() == ' ') clean.pop_back();
  return clean;
}

Result<CheckedAnswer> check_hotel_answer(const json& answer, const PlatformFace& platform, const HotelQuery& query, std::int64_t now_ms) try {
  CheckedAnswer checked;
  int dropped = 0;
  std::set<std::string> seen;
  const json offers = answer.value("offers", json::array());
  for (json offer : offers) {
    clean_texts(offer, "");
    complete_groups(offer);
    if (!has_identity(offer) || !is_for_the_stay(offer, query) || !seen.insert(offer["externalIds"]["platform"].get<std::string>()).second) {
      ++dropped;
      continue;
    }
    auto warnings = offer["extraction"].value("warnings", std::vector<std::string>{});
    drop_impossible_prices(offer, warnings);
    drop_foreign_links(offer, platform, warnings);
    offer["extraction"]["warnings"] = warnings;
    stamp(offer, platform, query, now_ms);
    if (checked.offers.size() < static_cast<std::size_t>(query.max_results)) checked.offers.push_back(std::move(offer));
  }
  if (answer.contains("available")) checked.available = answer["available"].get<int>();
  checked.nothing_found_evidence = harmless_text(answer.value("nothingFoundEvidence", std::string{}), kOtherText);
  checked.partial = answer.value("partial", false);
  checked.applied_filters = answer.value("appliedFilters", std::vector<std::string>{});
  for (const std::string& warning : answer.value("warnings", std::vector<std::string>{})) checked.warnings.push_back(harmless_text(warning, kOtherText));
  checked.place = harmless_text(answer.value("place", std::string{}), kOtherText);
  if (dropped > 0) {
    checked.warnings.push_back(std::to_string(dropped) + " of " + std::to_string(offers.size()) + " offers were left out: no name or id, other dates than asked, or listed twice");
  }
  if (checked.offers.empty() && checked.nothing_found_evidence.empty()) {
    return {Code::drift, platform.id + " gave no usable offer and no proof that there is none", "the portal's page may have changed; tell the operator"};
  }
  return checked;
} catch (const json::exception& error) {
  return {Code::plugin_fault, platform.id + " answered in a wrong shape: " + error.what(), "report this to the plugin's author"};
}

bool CheckedAnswer::exhaustive(int asked) const { return !partial && static_cast<int>(offers.size()) < asked; }

json CheckedAnswer::to_json() const {
  json kept{{"offers", offers}, {"partial", partial}, {"appliedFilters", applied_filters}, {"warnings", warnings}};
  if (available) kept["available"] = *available;
  if (!nothing_found_evidence.empty()) kept["nothingFoundEvidence"] = nothing_found_evidence;
  if (!place.empty()) kept["place"] = place;
  return kept;
}

CheckedAnswer CheckedAnswer::from_json(const json& kept) {
  CheckedAnswer checked;
  checked.offers = kept.at("offers").get<std::vector<json>>();
  checked.partial = kept.at("partial").get<bool>();
  checked.applied_filters = kept.at("appliedFilters").get<std::vector<std::string>>();
  checked.warnings = kept.at("warnings").get<std::vector<std::string>>();
  if (kept.contains("available")) checked.available = kept["available"].get<int>();
  checked.nothing_found_evidence = kept.value("nothingFoundEvidence", std::string{});
  checked.place = kept.value("place", std::string{});
  return checked;
}

}  // namespace voygen::search
