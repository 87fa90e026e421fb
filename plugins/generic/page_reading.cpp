#include "page_reading.hpp"

#include <algorithm>

#include "lenient_json.hpp"
#include "voygen/usual_fields.hpp"

namespace generic {

using nlohmann::json;
using voygen::Code;
using voygen::HotelOffer;
using voygen::Result;

namespace {

constexpr const char* kDriftCure = "the site's markup seems to have changed: compare the kept page with the site's configuration";

Fields fields_of(const json& raw) {
  Fields fields;
  for (const auto& [name, values] : raw.items()) fields[name] = values.get<std::vector<std::string>>();
  return fields;
}

std::string first_selector(const Site& site) { return site.page.contains("cards") ? site.page.at("cards").at("item").at(0).get<std::string>() : std::string{}; }

std::vector<json> json_ld_of(const json& collected, std::vector<std::string>& warnings) {
  std::vector<json> trees;
  for (const json& block : collected.at("jsonLd")) {
    const std::string& text = block.get_ref<const std::string&>();
    if (auto tree = read_lenient_json(text)) trees.push_back(std::move(*tree));
    else if (!voygen::tidy(text).empty()) warnings.push_back("a JSON-LD block could not be read: \"" + voygen::tidy(text.substr(0, 80)) + "\"");
  }
  return trees;
}

Result<std::vector<Found>> found_in_cards(const json& collected, const Site& site, const PageFacts& page, std::vector<std::string>& warnings) {
  const json& cards = collected.at("cards");
  std::vector<Found> hotels;
  int nameless = 0;
  for (const json& card : cards) {
    auto found = found_in_fields(fields_of(card), "cards", false, site, page);
    if (found) hotels.push_back(std::move(*found));
    else ++nameless;
  }
  if (hotels.empty() && nameless > 0) {
    return {Code::drift, "0 of " + std::to_string(nameless) + " cards of \"" + first_selector(site) + "\" have a name by " + site.page.at("cards").at("fields").at("name").dump(), kDriftCure};
  }
  if (nameless > 0) warnings.push_back(std::to_string(nameless) + " of " + std::to_string(cards.size()) + " cards were left out: they have no name");
  return hotels;
}

Result<std::vector<Found>> read_source(const std::string& source, const json& collected, const Site& site, const PageFacts& page, std::vector<std::string>& warnings) {
  if (source == "cards") return found_in_cards(collected, site, page, warnings);
  if (source == "blob") {
    const std::string& text = collected.at("blob").get_ref<const std::string&>();
    if (text.empty()) return std::vector<Found>{};
    return found_in_blob(text, site, page);
  }
  if (source == "json-ld") return found_in_trees(json_ld_of(collected, warnings), source, site, page);
  if (source == "opengraph") {
    const auto found = found_in_open_graph(collected.at("openGraph"), site, page);
    return found ? std::vector<Found>{*found} : std::vector<Found>{};
  }
  return found_in_trees(collected.at(source).get<std::vector<json>>(), source, site, page);
}

std::string key_of(std::string_view name) {
  std::string key;
  for (const char c : voygen::lowercase(name)) {
    if (c != ' ' && c != '-' && c != ',' && c != '.') key += c;
  }
  return key;
}

Found* same_hotel(std::vector<Found>& hotels, const Found& other) {
  const auto by_url = std::find_if(hotels.begin(), hotels.end(), [&](const Found& hotel) { return !other.url.empty() && hotel.url == other.url; });
  if (by_url != hotels.end()) return &*by_url;
  const std::string key = key_of(other.name);
  const auto named = [&](const Found& hotel) { return key_of(hotel.name) == key && (hotel.url.empty() || other.url.empty() || hotel.url == other.url || hotel.source != other.source); };
  if (std::count_if(hotels.begin(), hotels.end(), named) != 1) return nullptr;
  return &*std::find_if(hotels.begin(), hotels.end(), named);
}

// Two blocks of one source may describe the same hotel: the list's short form and the long one.
std::vector<Found> without_twins(std::vector<Found> hotels) {
  std::vector<Found> unique;
  for (Found& hotel : hotels) {
    Found* twin = nullptr;
    for (Found& known : unique) {
      const bool same_url = !hotel.url.empty() && hotel.url == known.url;
      const bool same_id = !hotel.id.empty() && hotel.id == known.id;
      const bool same_name = key_of(hotel.name) == key_of(known.name) && (hotel.url.empty() || known.url.empty()) && (hotel.id.empty() || known.id.empty());
      if ((same_url && key_of(hotel.name) == key_of(known.name)) || same_id || same_name) twin = &known;
    }
    if (twin) enrich(*twin, hotel);
    else unique.push_back(std::move(hotel));
  }
  return unique;
}

bool has_amount(const Found& hotel, std::string_view field) {
  return std::any_of(hotel.amounts.begin(), hotel.amounts.end(), [&](const Amount& amount) {
    if (field == "nightly") return amount.unit == voygen::PriceUnit::per_night;
    return field == "price" || amount.unit == voygen::PriceUnit::per_stay;
  });
}

// What a field is found by, for those who mend it; null for one that nobody asked for. Data in schema.org's vocabulary have no entry: of
// them the fields are expected that lists of hotels usually hold.
json spec_of(const char* field, const std::string& source, const Site& site) {
  static const json usual = {{"address", "address"}, {"url", "url"}, {"stars", "starRating"}, {"latitude", "geo"}, {"image", "image"}};
  const json& asked = source == "cards" ? site.page.at("cards").at("fields") : source == "blob" ? site.blob.at("fields") : usual;
  return asked.value(field, json());
}

// Fields that a site's entry names, and that none of its hotels has any more.
std::vector<std::string> missing_fields(const std::vector<Found>& hotels, const std::string& source, const Site& site) {
  if (source == "opengraph") return {};
  const std::vector<voygen::UsualField<Found>> known = {
      {"id", "", [](const Found& hotel) { return !hotel.id.empty(); }},
      {"url", "", [](const Found& hotel) { return !hotel.url.empty(); }},
      {"address", "", [](const Found& hotel) { return hotel.address.has_value(); }},
      {"area", "", [](const Found& hotel) { return hotel.area.has_value(); }},
      {"description", "", [](const Found& hotel) { return hotel.description.has_value(); }},
      {"stars", "", [](const Found& hotel) { return hotel.star_halves.has_value(); }},
      {"rating", "", [](const Found& hotel) { return hotel.rating.has_value(); }},
      {"latitude", "", [](const Found& hotel) { return hotel.coordinates.has_value(); }},
      {"image", "", [](const Found& hotel) { return !hotel.images.empty(); }},
      {"images", "", [](const Found& hotel) { return !hotel.images.empty(); }},
      {"amenities", "", [](const Found& hotel) { return !hotel.amenities.empty(); }},
      {"total", "", [](const Found& hotel) { return has_amount(hotel, "total"); }},
      {"stay", "", [](const Found& hotel) { return has_amount(hotel, "stay"); }},
      {"nightly", "", [](const Found& hotel) { return has_amount(hotel, "nightly"); }},
      {"price", "", [](const Found& hotel) { return has_amount(hotel, "price"); }},
  };
  std::vector<voygen::UsualField<Found>> asked;
  for (const auto& field : known) {
    const json spec = spec_of(field.name.c_str(), source, site);
    if (!spec.is_null()) asked.push_back({field.name, spec.dump(), field.is_there});
  }
  return voygen::missing_everywhere(hotels, "hotels", asked);
}

// Is the hotel shown for the stay that was asked for, as far as it says?
bool is_for_other_dates(const std::string& check_in, const std::string& check_out, const Site& site, const voygen::HotelQuery& query) {
  if (!(query.check_in < query.check_out)) return false;
  const auto first = voygen::read_date(check_in, site.date_order);
  const auto last = voygen::read_date(check_out, site.date_order);
  return (first && *first != query.check_in) || (last && *last != query.check_out);
}

voygen::HotelQuery with_dates_of_page(const voygen::HotelQuery& query, const Fields& page, const Site& site) {
  voygen::HotelQuery dated = query;
  const auto value = [&](const char* name) { return page.count(name) && !page.at(name).empty() ? page.at(name).front() : std::string{}; };
  const auto first = voygen::read_date(value("checkIn"), site.date_order);
  const auto last = voygen::read_date(value("checkOut"), site.date_order);
  if (first && last && *first < *last) {
    dated.check_in = *first;
    dated.check_out = *last;
  }
  return dated;
}

std::optional<int> count_in(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (voygen::detail::is_digit(c)) digits += c;
    else if (!digits.empty() && c != ',' && c != '.' && c != ' ' && c != '\'') break;
  }
  return digits.empty() || digits.size() > 8 ? std::nullopt : std::optional(std::stoi(digits));
}

}  // namespace

Result<PageReading> parse_page(const json& collected, const Site& site, const voygen::HotelQuery& query) try {
  const Fields own = fields_of(collected.at("page"));
  const auto of_page = [&](const char* name) { return own.count(name) && !own.at(name).empty() ? voygen::tidy(own.at(name).front()) : std::string{}; };
  const PageFacts page{collected.at("base").get<std::string>(), voygen::decimal_mark_of(collected.at("language").get<std::string>()), voygen::Currency::parse(of_page("currency"))};
  if (is_for_other_dates(of_page("checkIn"), of_page("checkOut"), site, query)) {
    return {Code::drift, "the page is for other dates than asked for: \"" + of_page("checkIn") + "\" to \"" + of_page("checkOut") + "\"", "check the dates in the site's search and its dateOrder"};
  }
  PageReading reading;
  std::vector<Found> hotels;
  std::optional<voygen::Error> drift;
  for (const std::string& source : site.read) {
    auto found = read_source(source, collected, site, page, reading.warnings);
    if (!found.ok()) {
      if (!drift) drift = found.error();
      continue;
    }
    auto unique = without_twins(std::move(*found));
    if (hotels.empty()) {
      hotels = std::move(unique);
      if (!hotels.empty()) reading.source = source;
      continue;
    }
    for (const Found& other : unique) {
      if (Found* same = same_hotel(hotels, other)) enrich(*same, other);
    }
  }
  if (drift && (hotels.empty() || reading.source == "opengraph")) return std::move(*drift);
  if (drift) reading.warnings.push_back(drift->message);
  for (std::string& sentence : missing_fields(hotels, reading.source, site)) reading.warnings.push_back(std::move(sentence));
  const voygen::HotelQuery dated = query.check_in < query.check_out ? query : with_dates_of_page(query, own, site);
  int other_dates = 0;
  for (const Found& hotel : hotels) {
    if (is_for_other_dates(hotel.check_in, hotel.check_out, site, query)) ++other_dates;
    else reading.offers.push_back(offer_of(hotel, site, dated));
  }
  if (other_dates > 0 && reading.offers.empty()) return {Code::drift, "all " + std::to_string(other_dates) + " hotels shown are for other dates than asked for", kDriftCure};
  if (other_dates > 0) reading.warnings.push_back(std::to_string(other_dates) + " hotels were left out: they are for other dates");
  if (reading.offers.empty()) {
    std::string tried;
    for (const std::string& source : site.read) tried += (tried.empty() ? "" : ", ") + source;
    std::string why = "nothing on \"" + voygen::tidy(collected.at("title").get<std::string>()).substr(0, 100) + "\" can be read as a hotel; tried " + tried;
    if (const std::string item = first_selector(site); !item.empty()) why += "; \"" + item + "\" matches " + std::to_string(collected.at("cards").size()) + " elements";
    if (!reading.warnings.empty()) why += "; " + reading.warnings.front();
    return {Code::drift, why, kDriftCure};
  }
  const auto has_price = [](const HotelOffer& offer) { return offer.total || offer.stay || offer.per_night || offer.quoted; };
  const auto priced = std::count_if(reading.offers.begin(), reading.offers.end(), has_price);
  const bool for_sale = std::any_of(reading.offers.begin(), reading.offers.end(), [](const HotelOffer& offer) { return offer.available; });
  // Data may describe hotels without selling them; a whole list without a price is none that was asked for.
  constexpr std::size_t kList = 5;
  const bool wants_prices = site.page.contains("cards") || !site.blob.is_null() || reading.offers.size() >= kList;
  if (priced == 0 && for_sale && wants_prices) {
    const std::string example = reading.offers.front().warnings.empty() ? std::string{} : reading.offers.front().warnings.front();
    return {Code::drift, "none of " + std::to_string(reading.offers.size()) + " hotels has a price that can be read" + (example.empty() ? "" : ": " + example), kDriftCure};
  }
  if (!(dated.check_in < dated.check_out)) reading.warnings.emplace_back("neither the page nor the query says for which dates this is");
  reading.available = count_in(of_page("available"));
  if (const std::string place = of_page("place"); !place.empty()) reading.place = place;
  reading.next = collected.at("next").get<std::string>();
  return reading;
} catch (const json::exception& error) {
  return {Code::internal, std::string("js/collect.js returned another shape: ") + error.what()};
}

}  // namespace generic
