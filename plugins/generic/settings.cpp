#include "settings.hpp"

#include <algorithm>
#include <set>

#include "address.hpp"

namespace generic {

using nlohmann::json;
using voygen::Code;
using voygen::Error;
using voygen::Outcome;
using voygen::PriceUnit;
using voygen::Result;

namespace {

// A list, or one element that stands for a list of one.
json listed(const json& value) { return value.is_null() || value.is_array() ? value : json::array({value}); }

PriceUnit unit_named(const std::string& name) {
  if (name == "per night") return PriceUnit::per_night;
  if (name == "per stay") return PriceUnit::per_stay;
  if (name == "per person") return PriceUnit::per_person;
  return name == "per person per night" ? PriceUnit::per_person_per_night : PriceUnit::unknown;
}

json for_the_page(const json& entry, bool only) {
  json page = json::object();
  for (const char* key : {"ready", "next"}) {
    if (entry.contains(key)) page[key] = listed(entry.at(key));
  }
  for (const char* key : {"page", "emptyTexts"}) {
    if (entry.contains(key)) page[key] = entry.at(key);
  }
  if (entry.contains("cards")) page["cards"] = {{"item", listed(entry.at("cards").at("item"))}, {"fields", entry.at("cards").at("fields")}};
  if (entry.contains("blob")) {
    page["blob"] = {{"script", listed(entry.at("blob").value("script", json()))}, {"variable", entry.at("blob").value("variable", "")}};
    if (page["blob"]["script"].is_null()) page["blob"]["script"] = json::array();
  }
  page["only"] = only;
  page["settleMs"] = entry.value("settleSeconds", 3) * 1000;
  return page;
}

std::vector<std::string> sources_of(const json& entry) {
  if (entry.contains("read")) return entry.at("read").get<std::vector<std::string>>();
  std::vector<std::string> sources;
  if (entry.contains("cards")) sources.emplace_back("cards");
  if (entry.contains("blob")) sources.emplace_back("blob");
  for (const char* source : {"json-ld", "microdata", "rdfa", "opengraph"}) sources.emplace_back(source);
  return sources;
}

Site site_of(const json& entry) {
  Site site;
  site.id = entry.at("id").get<std::string>();
  site.name = entry.value("name", site.id);
  site.activities = entry.value("kind", "hotels") == "activities";
  site.url = entry.at("search").at("url").get<std::string>();
  site.steps = entry.at("search").value("steps", json::array());
  site.read = sources_of(entry);
  const auto reads = [&](const char* source) { return std::find(site.read.begin(), site.read.end(), source) != site.read.end(); };
  site.page = for_the_page(entry, !reads("json-ld") && !reads("microdata") && !reads("rdfa") && !reads("opengraph"));
  if (entry.contains("consent")) site.consent = listed(entry.at("consent")).get<std::vector<std::string>>();
  site.lazy = entry.value("lazy", false);
  site.timeout = std::chrono::seconds{entry.value("timeoutSeconds", 20)};
  site.max_pages = entry.value("maxPages", 1);
  site.hints.currency = voygen::Currency::parse(entry.value("currency", ""));
  site.has_locale = entry.contains("locale");
  site.hints.decimal_mark = voygen::decimal_mark_of(entry.value("locale", ""));
  const std::string order = entry.value("dateOrder", "");
  site.date_order = order == "day first" ? voygen::DateOrder::day_first : order == "month first" ? voygen::DateOrder::month_first : voygen::DateOrder::unknown;
  site.price_unit = unit_named(entry.value("priceUnit", ""));
  if (entry.contains("taxesIncluded")) site.taxes_included = entry.at("taxesIncluded").get<bool>();
  site.types = entry.value("types", std::vector<std::string>{});
  if (entry.contains("blob")) site.blob = entry.at("blob");
  return site;
}

Error wrong(const std::string& where, const std::string& what) { return {Code::invalid_argument, "settings " + where + ": " + what, {}}; }

Outcome check_fields(const json& entry, const std::string& where) {
  const auto check = [&](const json& fields, const std::string& part, const std::set<std::string>& known) -> Outcome {
    for (const auto& [name, unused] : fields.items()) {
      if (known.count(name)) continue;
      std::string names;
      for (const std::string& one : known) names += (names.empty() ? "" : ", ") + one;
      return wrong(where + "." + part + "." + name, "there is no such field; known are " + names);
    }
    return voygen::done();
  };
  static const std::set<std::string> kOfItems = {"id", "name", "url", "address", "area", "description", "stars", "rating", "ratingScale", "reviews", "latitude", "longitude", "image",
                                                 "images", "amenities", "price", "nightly", "stay", "total", "original", "currency", "unit", "checkIn", "checkOut", "soldOut", "room"};
  static const std::set<std::string> kOfPages = {"checkIn", "checkOut", "place", "available", "currency"};
  if (entry.contains("cards")) VOYGEN_DO(check(entry.at("cards").at("fields"), "cards.fields", kOfItems));
  if (entry.contains("blob")) VOYGEN_DO(check(entry.at("blob").at("fields"), "blob.fields", kOfItems));
  if (entry.contains("page")) VOYGEN_DO(check(entry.at("page"), "page", kOfPages));
  for (const char* part : {"cards", "blob"}) {
    if (entry.contains(part) && !entry.at(part).at("fields").contains("name")) return wrong(where + "." + part + ".fields", "a field \"name\" is needed");
  }
  return voygen::done();
}

Outcome check_site(const json& entry, const Settings& settings, const std::set<std::string>& ids, const std::string& where) {
  if (ids.count(entry.at("id").get<std::string>())) return wrong(where + ".id", "another site is called \"" + entry.at("id").get<std::string>() + "\", too");
  const std::string url = entry.at("search").at("url").get<std::string>();
  const std::string origin = origin_of(url);
  if (std::find(settings.hosts.begin(), settings.hosts.end(), origin) == settings.hosts.end()) {
    return wrong(where + ".search.url", "\"" + origin + "\" is not in hosts; add it there if it may be opened");
  }
  if (const auto unknown = unknown_mark(url)) return wrong(where + ".search.url", "\"{" + *unknown + "}\" is no mark; known are " + known_marks());
  for (const json& step : entry.at("search").value("steps", json::array())) {
    if (const auto unknown = unknown_mark(step.value("value", ""))) return wrong(where + ".search.steps", "\"{" + *unknown + "}\" is no mark; known are " + known_marks());
    int actions = 0;
    for (const char* action : {"fill", "type", "select", "check", "click", "wait", "press"}) actions += step.contains(action);
    if (actions != 1) return wrong(where + ".search.steps", step.dump() + " must have exactly one of fill, type, select, check, click, wait, press");
  }
  return check_fields(entry, where);
}

}  // namespace

Site Site::unconfigured() {
  Site site = site_of({{"id", "page"}, {"search", {{"url", "https://unconfigured.invalid/"}}}});
  site.name = "this page";
  return site;
}

std::string origin_of(std::string_view url) {
  const auto authority = url.find("://");
  if (authority == std::string_view::npos) return {};
  return voygen::lowercase(url.substr(0, url.find_first_of("/?#", authority + 3)));
}

bool is_private(std::string_view origin) {
  std::string name = origin_of(origin);
  name = name.substr(name.find("://") + 3);
  if (!name.empty() && name.front() == '[') return true;  // an IPv6 address is written by nobody who means a travel site
  name = name.substr(0, name.rfind(':'));
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) return true;
  const std::string top = name.substr(dot + 1);
  if (top == "local" || top == "internal" || top == "localhost" || top == "lan" || top.empty()) return true;
  if (top.find_first_not_of("0123456789") != std::string::npos && top.compare(0, 2, "0x") != 0) return false;
  for (const std::string_view start : {"10.", "127.", "0.", "192.168.", "169.254.", "100."}) {
    if (name.compare(0, start.size(), start) == 0) return true;
  }
  if (name.compare(0, 4, "172.") == 0) return true;  // half of it is public, and none of it a travel site
  return name.find_first_not_of("0123456789.") != std::string::npos || std::count(name.begin(), name.end(), '.') != 3;
}

Result<Settings> Settings::from_json(const json& source) try {
  Settings settings;
  for (std::string host : source.at("hosts").get<std::vector<std::string>>()) {
    host = origin_of(host);
    if (is_private(host) && !source.value("allowPrivateAddresses", false)) {
      return wrong("hosts", "\"" + host + "\" is an address of this machine or of a private network; set allowPrivateAddresses if it is meant");
    }
    settings.hosts.push_back(std::move(host));
  }
  settings.texts = {{"challenge", source.at("challengeTexts")}, {"unavailable", source.at("unavailableTexts")}, {"login", source.at("loginTexts")}, {"empty", source.at("emptyTexts")}};
  std::set<std::string> ids;
  for (const json& entry : source.at("sites")) {
    VOYGEN_DO(check_site(entry, settings, ids, "sites[" + std::to_string(settings.sites.size()) + "]"));
    settings.sites.push_back(site_of(entry));
    ids.insert(settings.sites.back().id);
  }
  return settings;
} catch (const json::exception& error) {
  return {Code::invalid_argument, std::string("settings: ") + error.what()};
}

}  // namespace generic
