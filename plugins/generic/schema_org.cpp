// Hotels in schema.org's vocabulary, however it was written down.
#include <algorithm>
#include <set>

#include "found.hpp"

namespace generic {

using nlohmann::json;
using voygen::PriceText;
using voygen::PriceUnit;
using voygen::tidy;

namespace {

constexpr int kDeepest = 24;

const std::set<std::string>& lodging_types() {
  static const std::set<std::string> types = {"Hotel", "LodgingBusiness", "Resort", "BedAndBreakfast", "Hostel", "Motel", "VacationRental", "Campground", "SkiResort", "Apartment", "House",
                                              "SingleFamilyResidence", "ApartmentComplex", "GuestHouse"};
  return types;
}
bool is_room_type(const std::string& type) { return type == "HotelRoom" || type == "Suite" || type == "Room" || type == "Accommodation" || type == "MeetingRoom"; }

std::vector<json> listed(const json& value) {
  if (value.is_null()) return {};
  if (value.is_array()) return value.get<std::vector<json>>();
  return {value};
}
const json& at(const json& node, const char* key) {
  static const json nothing;
  const auto found = node.is_object() ? node.find(key) : node.end();
  return node.is_object() && found != node.end() ? *found : nothing;
}

// A text, a number as text, or what a value object or thing is called.
std::string text_of(const json& value) {
  if (value.is_string()) return tidy(value.get_ref<const std::string&>());
  if (value.is_number()) return value.dump();
  if (value.is_array()) return value.empty() ? std::string{} : text_of(value[0]);
  if (!value.is_object()) return {};
  for (const char* key : {"@value", "name", "url", "@id"}) {
    if (value.contains(key)) return text_of(value.at(key));
  }
  return {};
}
std::string text_at(const json& node, const char* key) { return text_of(at(node, key)); }

std::string last_part(const std::string& address) { return address.substr(address.find_last_of("/#:") == std::string::npos ? 0 : address.find_last_of("/#:") + 1); }

bool has_type(const json& node, const auto& wanted) {
  for (const json& type : listed(at(node, "@type"))) {
    if (type.is_string() && wanted(last_part(type.get<std::string>()))) return true;
  }
  return false;
}
bool is_a(const json& node, std::string_view type) {
  return has_type(node, [&](const std::string& name) { return name == type; });
}

// Walks the trees once: remembers nodes by @id, collects those that may be hotels, with the offers that point at them.
class Graph {
 public:
  Graph(const std::vector<json>& trees, const std::vector<std::string>& types) : types_(types.begin(), types.end()) {
    for (const json& tree : trees) index(tree, 0);
    for (const json& tree : trees) visit(tree, 0);
  }

  // What "{"@id": ...}" stands for.
  const json& whole(const json& node) const {
    if (!node.is_object() || node.size() != 1 || !node.contains("@id") || !node.at("@id").is_string()) return node;
    const auto found = by_id_.find(node.at("@id").get<std::string>());
    return found == by_id_.end() ? node : *found->second;
  }

  struct Thing {
    const json* node;
    std::vector<const json*> offers;  // that name it as what they offer
    std::string list_url;             // of the ListItem it stands in
  };
  std::vector<Thing> things;    // lodging
  std::vector<Thing> products;  // what may be lodging when nothing else is

 private:
  void index(const json& node, int depth) {
    if (depth > kDeepest) return;
    if (node.is_object() && node.size() > 1 && node.contains("@id") && node.at("@id").is_string()) by_id_.emplace(node.at("@id").get<std::string>(), &node);
    if (node.is_structured()) {
      for (const json& part : node) index(part, depth + 1);
    }
  }

  void add(std::vector<Thing>& list, const json& node, const json* offer, const std::string& list_url) {
    auto known = std::find_if(list.begin(), list.end(), [&](const Thing& thing) { return thing.node == &node; });
    if (known == list.end()) known = list.insert(list.end(), Thing{&node, {}, {}});
    if (offer && std::find(known->offers.begin(), known->offers.end(), offer) == known->offers.end()) known->offers.push_back(offer);
    if (!list_url.empty()) known->list_url = list_url;
  }

  void visit(const json& given, int depth, const json* offer = nullptr, const std::string& list_url = {}) {
    if (depth > kDeepest) return;
    if (given.is_array()) {
      for (const json& element : given) visit(element, depth + 1, offer, list_url);
      return;
    }
    const json& node = whole(given);
    if (!node.is_object()) return;
    if (has_type(node, [&](const std::string& type) { return types_.empty() ? lodging_types().count(type) > 0 : types_.count(type) > 0; })) return add(things, node, offer, list_url);
    if (types_.empty() && has_type(node, [](const std::string& type) { return type == "Product" || type == "Trip" || type == "TouristTrip" || is_room_type(type); }) && node.contains("name")) {
      add(products, node, offer, list_url);
      visit_parts(node, depth);
      return;
    }
    if (is_a(node, "Offer")) {
      const json& item = at(node, "itemOffered");
      if (!item.is_null()) return visit(item, depth + 1, &node, list_url);
    }
    if (is_a(node, "ListItem")) return visit(at(node, "item"), depth + 1, nullptr, text_at(node, "url"));
    visit_parts(node, depth);
  }

  void visit_parts(const json& node, int depth) {
    for (const auto& [key, part] : node.items()) {
      if (part.is_structured() && key != "review" && key != "author" && key != "publisher" && key != "isSimilarTo" && key != "isRelatedTo") visit(part, depth + 1);
    }
  }

  std::map<std::string, const json*> by_id_;
  std::set<std::string> types_;
};

PriceUnit unit_of(const json& node) {
  const std::string words = text_at(node, "unitText");
  if (const PriceUnit unit = voygen::price_unit_of(words.find(' ') == std::string::npos && !words.empty() ? "per " + words : words); unit != PriceUnit::unknown) return unit;
  const std::string code = text_at(node, "unitCode");
  const json& reference = at(node, "referenceQuantity");
  const std::string reference_code = text_at(reference, "unitCode");
  const std::string amount = reference.is_object() && reference.contains("value") ? text_at(reference, "value") : "1";
  if ((code == "DAY" || reference_code == "DAY" || reference_code == "NIGHT" || code == "NIGHT") && (amount == "1" || amount.empty())) return PriceUnit::per_night;
  if (const PriceUnit unit = voygen::price_unit_of(text_at(reference, "unitText")); unit != PriceUnit::unknown) return unit;
  return voygen::price_unit_of(text_at(node, "#text"));
}

struct OfferReading {
  std::optional<Amount> amount;
  std::string problem;
  bool sold_out = false;
};

// The specification that says what the price is for, else the offer's own price; an aggregate's lowest.
OfferReading read_offer(const json& offer, const Site& site, const PageFacts& page) {
  OfferReading reading;
  const std::string availability = last_part(text_at(offer, "availability"));
  reading.sold_out = availability == "SoldOut" || availability == "OutOfStock" || availability == "Discontinued";
  std::string currency = text_at(offer, "priceCurrency");
  const auto take = [&](const json& holder, const char* key, bool lowest) {
    const std::string own = text_at(holder, "priceCurrency");
    const PriceText read = price_of_data(at(holder, key).is_array() ? json() : at(holder, key), own.empty() ? currency : own, site, page);
    if (!read.money) {
      if (reading.problem.empty()) reading.problem = read.problem;
      return;
    }
    PriceUnit unit = unit_of(holder);
    if (unit == PriceUnit::unknown) unit = read.unit;
    if (unit == PriceUnit::unknown) unit = unit_of(offer);
    if (unit == PriceUnit::unknown) unit = site.price_unit;
    Amount amount{*read.money, unit, read.certainty, lowest || read.at_least, site.taxes_included};
    if (const json& taxed = at(holder, "valueAddedTaxIncluded"); taxed.is_boolean()) amount.taxes_included = taxed.get<bool>();
    else if (text_of(taxed) == "true" || text_of(taxed) == "false") amount.taxes_included = text_of(taxed) == "true";
    if (!reading.amount || (reading.amount->unit == PriceUnit::unknown && unit != PriceUnit::unknown)) reading.amount = amount;
  };
  for (const json& specification : listed(at(offer, "priceSpecification"))) {
    const std::string kind = last_part(text_at(specification, "priceType"));
    if (kind == "StrikethroughPrice" || kind == "ListPrice" || kind == "SRP" || kind == "MSRP") continue;
    take(specification, "price", false);
    if (!reading.amount) take(specification, "minPrice", true);
  }
  if (!reading.amount || reading.amount->unit == PriceUnit::unknown) take(offer, "price", false);
  if (!reading.amount && offer.contains("lowPrice")) {
    const bool one = text_at(offer, "lowPrice") == text_at(offer, "highPrice") || text_at(offer, "offerCount") == "1";
    take(offer, "lowPrice", !one);
  }
  return reading;
}

std::string address_of(const json& value) {
  if (!value.is_object()) return text_of(value);
  std::string joined;
  for (const char* part : {"streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry"}) {
    const std::string text = text_at(value, part);
    if (!text.empty() && joined.find(text) == std::string::npos) joined += (joined.empty() ? "" : ", ") + text;
  }
  return joined.empty() ? text_at(value, "name") : joined;
}

std::string identifier_of(const json& node) {
  for (const char* key : {"identifier", "sku", "productID", "@id"}) {
    const json& value = at(node, key);
    const json& first = value.is_array() && !value.empty() ? value[0] : value;
    const std::string text = first.is_object() ? text_at(first, "value") : text_of(first);
    if (!text.empty()) return text;
  }
  return {};
}

voygen::RoomOffer room_of(const json& offer, const json& item, const OfferReading& reading) {
  voygen::RoomOffer room;
  room.name = text_at(item, "name").empty() ? text_at(offer, "name") : text_at(item, "name");
  room.status = reading.sold_out ? voygen::OfferStatus::not_available : voygen::OfferStatus::bookable;
  if (!reading.amount) return room;
  const voygen::Price price{reading.amount->money, reading.amount->at_least ? voygen::PriceBasis::derived : voygen::PriceBasis::exact};
  if (reading.amount->unit == PriceUnit::per_night) room.per_night = price;
  if (reading.amount->unit == PriceUnit::per_stay) room.total = price;
  if (reading.amount->unit == PriceUnit::per_person) room.per_person = price;
  return room;
}

// The lowest amount of all offers that can be had stands for the hotel.
void read_offers(const Graph& graph, const Graph::Thing& thing, const Site& site, const PageFacts& page, Found& found) {
  std::vector<const json*> offers = thing.offers;
  std::vector<json> own;
  for (const char* key : {"offers", "makesOffer"}) {
    for (const json& offer : listed(at(*thing.node, key))) own.push_back(graph.whole(offer));
  }
  for (const char* key : {"containsPlace", "accommodation"}) {   // rooms with offers of their own
    for (const json& room : listed(at(*thing.node, key))) {
      for (json offer : listed(at(graph.whole(room), "offers"))) {
        offer = graph.whole(offer);
        if (!offer.is_object()) continue;
        if (!offer.contains("itemOffered")) offer["itemOffered"] = {{"name", text_at(graph.whole(room), "name")}};
        own.push_back(offer);
      }
    }
  }
  std::vector<json> nested;
  for (const json& offer : own) {
    for (const json& inner : listed(at(offer, "offers"))) nested.push_back(graph.whole(inner));   // an AggregateOffer's
  }
  for (const json& offer : nested.empty() ? own : nested) offers.push_back(&offer);
  std::string problem;
  int sold_out = 0;
  std::optional<Amount> lowest;
  int amounts = 0;
  for (const json* offer : offers) {
    if (!offer->is_object()) continue;
    const OfferReading reading = read_offer(*offer, site, page);
    const json& item = graph.whole(at(*offer, "itemOffered"));
    if (item.is_object() && &item != thing.node && !(room_of(*offer, item, reading).name.empty())) found.rooms.push_back(room_of(*offer, item, reading));
    if (problem.empty()) problem = reading.problem;
    sold_out += reading.sold_out;
    if (!reading.amount || reading.sold_out) continue;
    ++amounts;
    const bool comparable = lowest && lowest->unit == reading.amount->unit && lowest->money.currency == reading.amount->money.currency;
    if (!lowest || (comparable && reading.amount->money < lowest->money)) lowest = reading.amount;
  }
  found.available = sold_out == 0 || sold_out < static_cast<int>(offers.size());
  if (!lowest) {
    if (!problem.empty()) found.warnings.push_back("the price was left out: " + problem);
    return;
  }
  lowest->at_least = lowest->at_least || amounts > 1;
  found.amounts.push_back(*lowest);
}

void read_ratings(const json& node, Found& found) {
  const json& stars = at(node, "starRating");
  found.star_halves = star_halves_of(stars.is_object() ? text_at(stars, "ratingValue") : text_of(stars));
  const json& guests = at(node, "aggregateRating");
  const auto overall = number_of(text_at(guests, "ratingValue"));
  if (!overall || *overall <= 0) return;
  const double scale = number_of(text_at(guests, "bestRating")).value_or(*overall > 5 ? 10 : 5);
  if (*overall > scale) return;
  found.rating = voygen::Rating{*overall, scale, {}, {}};
  for (const char* key : {"reviewCount", "ratingCount"}) {
    std::string digits;
    for (const char c : text_at(guests, key)) {
      if (voygen::detail::is_digit(c)) digits += c;
    }
    if (!found.rating->review_count && !digits.empty() && digits.size() < 9) found.rating->review_count = std::stoi(digits);
  }
}

void add_images(const json& value, const PageFacts& page, std::vector<std::string>& images) {
  for (const json& image : listed(value)) {
    std::string address = image.is_object() ? text_at(image, "contentUrl") : text_of(image);
    if (address.empty()) address = text_at(image, "url");
    if (address = absolute_url(address, page.base); !address.empty() && std::find(images.begin(), images.end(), address) == images.end()) images.push_back(address);
  }
}

std::optional<Found> hotel_of(const Graph& graph, const Graph::Thing& thing, const std::string& source, const Site& site, const PageFacts& page) {
  const json& node = *thing.node;
  Found found;
  found.source = source;
  found.name = text_at(node, "name");
  if (found.name.empty()) return std::nullopt;
  found.id = identifier_of(node);
  std::string url = text_at(node, "url");
  if (url.empty()) url = thing.list_url;
  if (url.empty() && !thing.offers.empty()) url = text_at(*thing.offers[0], "url");
  found.url = absolute_url(url, page.base);
  if (std::string address = address_of(graph.whole(at(node, "address"))); !address.empty()) found.address = std::move(address);
  if (std::string description = voygen::tidy_without_tags(text_at(node, "description")); !description.empty()) found.description = std::move(description);
  const json& geo = graph.whole(at(node, "geo"));
  const json& place = geo.is_null() ? node : geo;
  const auto latitude = number_of(text_at(place, "latitude"));
  const auto longitude = number_of(text_at(place, "longitude"));
  if (latitude && longitude && *latitude >= -90 && *latitude <= 90 && *longitude >= -180 && *longitude <= 180) found.coordinates = voygen::Coordinates{*latitude, *longitude};
  read_ratings(node, found);
  add_images(at(node, "image"), page, found.images);
  add_images(at(node, "photo"), page, found.images);
  for (const json& feature : listed(at(node, "amenityFeature"))) {
    const std::string name = text_of(feature);
    const std::string value = feature.is_object() ? (at(feature, "value").is_boolean() ? at(feature, "value").dump() : text_at(feature, "value")) : "";
    if (!name.empty() && voygen::lowercase(value) != "false" && value != "0") found.amenities.push_back(name);
  }
  read_offers(graph, thing, site, page, found);
  return found;
}

}  // namespace

std::vector<Found> found_in_trees(const std::vector<json>& trees, const std::string& source, const Site& site, const PageFacts& page) {
  const Graph graph(trees, site.types);
  std::vector<Found> hotels;
  const auto take = [&](const std::vector<Graph::Thing>& things, bool priced_only) {
    for (const Graph::Thing& thing : things) {
      auto found = hotel_of(graph, thing, source, site, page);
      if (found && (!priced_only || !found->amounts.empty() || !found->warnings.empty())) hotels.push_back(std::move(*found));
    }
  };
  take(graph.things, false);
  if (hotels.empty()) take(graph.products, true);
  return hotels;
}

std::optional<Found> found_in_open_graph(const json& pairs, const Site& site, const PageFacts& page) {
  std::map<std::string, std::string> first;
  std::vector<std::string> images;
  for (const json& pair : pairs) {
    const std::string property = pair.at(0).get<std::string>();
    const std::string content = tidy(pair.at(1).get<std::string>());
    if (property == "og:image") images.push_back(content);
    first.emplace(property, content);
  }
  const auto value = [&](std::initializer_list<const char*> names) {
    for (const char* name : names) {
      if (const auto found = first.find(name); found != first.end() && !found->second.empty()) return found->second;
    }
    return std::string{};
  };
  Found found;
  found.source = "opengraph";
  found.name = value({"og:title"});
  const std::string price = value({"product:price:amount", "og:price:amount", "product:sale_price:amount"});
  if (found.name.empty() || price.empty()) return std::nullopt;
  const PriceText read = price_of_data(price, value({"product:price:currency", "og:price:currency", "product:sale_price:currency"}), site, page);
  if (read.money) found.amounts.push_back({*read.money, read.unit == PriceUnit::unknown ? site.price_unit : read.unit, read.certainty, read.at_least, site.taxes_included});
  else found.warnings.push_back("the price was left out: " + read.problem);
  found.url = absolute_url(value({"og:url"}), page.base);
  if (std::string description = value({"og:description"}); !description.empty()) found.description = std::move(description);
  for (const std::string& image : images) {
    if (std::string url = absolute_url(image, page.base); !url.empty()) found.images.push_back(std::move(url));
  }
  const auto latitude = number_of(value({"place:location:latitude", "og:latitude"}));
  const auto longitude = number_of(value({"place:location:longitude", "og:longitude"}));
  if (latitude && longitude) found.coordinates = voygen::Coordinates{*latitude, *longitude};
  if (std::string street = value({"business:contact_data:street_address", "og:street-address"}); !street.empty()) {
    const std::string city = value({"business:contact_data:locality", "og:locality"});
    found.address = city.empty() ? street : street + ", " + city;
  }
  const std::string availability = voygen::lowercase(value({"product:availability", "og:availability"}));
  found.available = availability != "out of stock" && availability != "oos" && availability != "soldout";
  return found;
}

}  // namespace generic
