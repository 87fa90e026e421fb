#include "results.hpp"

#include <algorithm>

#include "text.hpp"
#include "voygen/usual_fields.hpp"

namespace cpmaxx {

using nlohmann::json;
using voygen::Code;
using voygen::Date;
using voygen::HotelAnswer;
using voygen::HotelOffer;
using voygen::Result;

namespace {

std::string seen(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? tidy(found->get<std::string>()) : std::string{};
}

const json& list(const json& object, const char* key) {
  static const json nothing = json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : nothing;
}

HotelOffer* find(std::vector<HotelOffer>& offers, const std::string& id) {
  const auto found = std::find_if(offers.begin(), offers.end(), [&id](const HotelOffer& offer) { return offer.platform_id == id; });
  return found == offers.end() ? nullptr : &*found;
}

bool has_price(const HotelOffer& offer) { return offer.per_night || offer.stay || offer.total; }

// The dates of the page's own search form; the portal fills it with the search it shows.
std::optional<Stay> stay_of_form(const json& page) {
  const auto check_in = Date::parse_iso(seen(page, "checkIn"));
  const auto check_out = Date::parse_iso(seen(page, "checkOut"));
  return check_in && check_out && *check_in < *check_out ? std::optional(Stay{*check_in, *check_out}) : std::nullopt;
}

json parse_markers(const json& page) {
  const auto found = page.find("markers");
  if (found == page.end() || !found->is_string()) return json::array();
  std::string text = found->get<std::string>();
  for (int encodings = 0; encodings < 3; ++encodings) {
    json markers = json::parse(text, nullptr, false);
    if (markers.is_array()) return markers;
    text = decode_entities(text);
  }
  return json::array();
}

// "Page 2 of 66".
void read_position(const json& page, PageReading& reading) {
  const std::string text = seen(page, "pageOf");
  const auto of = lowercase(text).find(" of ");
  if (of != std::string::npos) {
    reading.page = whole_number(std::string_view(text).substr(0, of));
    reading.pages = whole_number(std::string_view(text).substr(of));
  }
  if (const auto active = whole_number(seen(page, "activePage"))) reading.page = active;
  if (const auto displaying = parse_displaying(seen(page, "displaying"))) {
    reading.shown = displaying->of == 0 ? 0 : displaying->last - displaying->first + 1;
    reading.available = displaying->of;
  }
  const auto next = page.find("next");
  reading.has_next = next != page.end() && next->is_boolean() && next->get<bool>();
  const std::string place = seen(page, "place");
  if (!place.empty()) reading.place = place;
}

std::string first_selector(const json& selectors, const char* key) {
  const json& chain = list(selectors, key);
  return chain.empty() || !chain[0].is_string() ? std::string(key) : '"' + chain[0].get<std::string>() + '"';
}

constexpr const char* kDriftCure = "the portal's markup seems to have changed: compare the kept page with the platform's selectors";

struct Counts {
  int unreadable = 0;
  int wrong_dates = 0;
  int foreign = 0;
  std::string example;  // of what was unreadable
  std::string foreign_example;
};

// A page of cards without a single one to show is a change of the portal (or another search's page), never "no hotels".
Result<PageReading> judge(PageReading reading, const Counts& counts, const json& selectors) {
  const int n = reading.cards;
  if (counts.unreadable == n && n > 0) {
    return {Code::drift, "0 of " + std::to_string(n) + " cards of " + first_selector(selectors, "card") + " could be read: " + counts.example, kDriftCure};
  }
  if (counts.wrong_dates > 0 && counts.wrong_dates + counts.unreadable == n) {
    return {Code::drift, "all " + std::to_string(counts.wrong_dates) + " hotels shown are for other dates than asked for: " + counts.example,
            "search again; if it stays so, the portal's date fields have changed"};
  }
  const auto unpriced = std::count_if(reading.results.begin(), reading.results.end(), [](const HotelOffer& offer) { return !has_price(offer); });
  if (unpriced == static_cast<std::ptrdiff_t>(reading.results.size()) && unpriced > 2) {
    const bool foreign = counts.foreign > 0;
    return {Code::drift, "none of " + std::to_string(unpriced) + " hotels has a price" + (foreign ? " in US dollars" : "") + " under " + first_selector(selectors, "cardNightly") + ", " +
                             first_selector(selectors, "cardTotal") + " or " + first_selector(selectors, "cardCompare") + (foreign ? ": " + counts.foreign_example : ""), kDriftCure};
  }
  return reading;
}

void warn_of_missing_fields(PageReading& reading, const json& selectors) {
  const auto found_by = [&selectors](const char* key) { return first_selector(selectors, key); };
  const std::vector<voygen::UsualField<HotelOffer>> fields = {
      {"nightly price", found_by("cardNightly"), [](const HotelOffer& offer) { return offer.per_night.has_value(); }},
      {"price of the stay", found_by("cardCompare"), [](const HotelOffer& offer) { return offer.stay.has_value(); }},
      {"total", found_by("cardTotal"), [](const HotelOffer& offer) { return offer.total.has_value(); }},
      {"commission", found_by("cardCommission"), [](const HotelOffer& offer) { return offer.commission.has_value(); }},
      {"address", found_by("cardAddress"), [](const HotelOffer& offer) { return offer.address.has_value(); }},
      {"coordinates", found_by("cardMarker"), [](const HotelOffer& offer) { return offer.coordinates.has_value(); }},
      {"star rating", found_by("cardCompare"), [](const HotelOffer& offer) { return offer.star_halves.has_value(); }},
      {"description", found_by("cardCompare"), [](const HotelOffer& offer) { return offer.description.has_value(); }},
      {"photo", found_by("cardImage"), [](const HotelOffer& offer) { return !offer.image_urls.empty(); }},
      {"link for booking", found_by("cardSelect"), [](const HotelOffer& offer) { return offer.booking_url.has_value(); }},
      {"hotel sheet", found_by("cardSheet"), [](const HotelOffer& offer) { return offer.sheet_url.has_value(); }},
  };
  for (std::string& sentence : voygen::missing_everywhere(reading.results, "hotels", fields)) reading.warnings.push_back(std::move(sentence));
}

void read_results(const json& cards, const CardContext& context, PageReading& reading, Counts& counts) {
  for (const json& card : cards) {
    CardReading read = read_result_card(card, context);
    counts.foreign += read.foreign;
    if (read.foreign && read.offer && counts.foreign_example.empty() && !read.offer->warnings.empty()) counts.foreign_example = read.offer->warnings.front();
    if (read.offer) {
      reading.results.push_back(std::move(*read.offer));
      continue;
    }
    ++(read.wrong_dates ? counts.wrong_dates : counts.unreadable);
    if (counts.example.empty()) counts.example = read.why_not;
    reading.warnings.push_back("left out: " + read.why_not);
  }
}

void read_featured(const json& cards, const CardContext& context, bool foreign_page, PageReading& reading) {
  for (const json& card : cards) {
    CardReading read = read_featured_card(card, context);
    if (!read.offer) {
      reading.warnings.push_back("left out of the featured hotels: " + read.why_not);
      continue;
    }
    if (foreign_page) read.offer->stay.reset(), read.offer->original_stay.reset();  // its plain number has no currency of its own
    reading.featured.push_back(std::move(*read.offer));
  }
}

template <class T>
void fill(std::optional<T>& mine, const std::optional<T>& other) {
  if (!mine) mine = other;
}

template <class T, class Same>
void unite(std::vector<T>& mine, const std::vector<T>& others, Same same) {
  for (const T& other : others) {
    if (std::none_of(mine.begin(), mine.end(), [&](const T& entry) { return same(entry, other); })) mine.push_back(other);
  }
}

}  // namespace

std::optional<Displaying> parse_displaying(std::string_view text) {
  const std::string lower = lowercase(tidy(text));
  const auto of = lower.find(" of ");
  if (of == std::string::npos) return std::nullopt;
  const std::string_view range = std::string_view(lower).substr(0, of);
  const auto first = whole_number(range);
  const auto last_start = range.find_last_not_of("0123456789,") + 1;
  const auto last = whole_number(range.substr(last_start));
  const auto total = whole_number(std::string_view(lower).substr(of));
  if (!first || !last || !total || *last < *first || *total < *last) return std::nullopt;
  return Displaying{*first, *last, *total};
}

Result<PageReading> parse_page(const json& page, const Asked& asked, const json& selectors) {
  PageReading reading;
  read_position(page, reading);
  const CardContext context{asked.stay, stay_of_form(page), asked.rooms, asked.base_url, parse_markers(page)};
  const json& cards = list(page, "results");
  reading.cards = static_cast<int>(cards.size());
  Counts counts;
  read_results(cards, context, reading, counts);
  read_featured(list(page, "featured"), context, counts.foreign > 0, reading);
  if (reading.shown && reading.cards != *reading.shown) {
    reading.warnings.push_back("the portal says it displays " + std::to_string(*reading.shown) + " hotels, the page holds " + std::to_string(reading.cards));
  }
  warn_of_missing_fields(reading, selectors);
  return judge(std::move(reading), counts, selectors);
}

void merge_featured(HotelOffer& result, const HotelOffer& featured) {
  result.featured = true;
  fill(result.description, featured.description);
  fill(result.address, featured.address);
  fill(result.star_halves, featured.star_halves);
  fill(result.booking_url, featured.booking_url);
  fill(result.sheet_url, featured.sheet_url);
  if (result.image_urls.empty()) result.image_urls = featured.image_urls;
  const auto equal = [](const std::string& a, const std::string& b) { return a == b; };
  unite(result.amenities, featured.amenities, equal);
  unite(result.collections, featured.collections, equal);
  unite(result.programs, featured.programs, [](const auto& a, const auto& b) { return a.code == b.code; });
}

void HotelList::add(PageReading page) {
  for (HotelOffer& offer : page.results) {
    HotelOffer* twin = find(results_, offer.platform_id);
    if (!twin) {
      results_.push_back(std::move(offer));
      continue;
    }
    const bool same = twin->name == offer.name && twin->nightly_micros() == offer.nightly_micros();
    warn("\"" + offer.name + "\" (GIATA " + offer.platform_id + ") is listed twice" + (same ? "" : ", with different data") + "; the first card is used");
    if (!same) {
      twin->warnings.push_back("listed twice with different data; this is the first card");
      twin->confidence = std::max(0.1, twin->confidence - 0.25);
    }
  }
  for (HotelOffer& offer : page.featured) {
    if (!find(featured_, offer.platform_id)) featured_.push_back(std::move(offer));
  }
  for (std::string& warning : page.warnings) warn(std::move(warning));
  if (page.available) answer_.available = page.available;
  if (page.place) answer_.place = page.place;
}

void HotelList::warn(std::string warning) {
  if (std::find(answer_.warnings.begin(), answer_.warnings.end(), warning) == answer_.warnings.end()) answer_.warnings.push_back(std::move(warning));
}

void HotelList::stop_early(std::string why) {
  answer_.partial = true;
  warn(std::move(why));
}

int HotelList::accepted() const {
  return static_cast<int>(std::count_if(results_.begin(), results_.end(), [this](const HotelOffer& offer) { return query_.accepts(offer); }));
}

HotelAnswer HotelList::so_far() const {
  HotelList copy(*this);
  copy.answer_.partial = true;
  return std::move(copy).finish();
}

HotelAnswer HotelList::finish() && {
  for (const HotelOffer& extra : featured_) {
    if (HotelOffer* result = find(results_, extra.platform_id)) {
      merge_featured(*result, extra);
    } else {
      results_.push_back(extra);
    }
  }
  const auto read = results_.size();
  const auto unpriced = std::count_if(results_.begin(), results_.end(), [](const HotelOffer& offer) { return !offer.featured && !has_price(offer); });
  if (unpriced > 0) warn(std::to_string(unpriced) + " of " + std::to_string(read) + " hotels have no price in US dollars");
  for (HotelOffer& offer : results_) {
    const bool room = answer_.offers.size() < static_cast<std::size_t>(std::max(query_.max_results, 0));
    if (room && query_.accepts(offer)) answer_.offers.push_back(std::move(offer));
  }
  if (query_.min_nightly_micros || query_.max_nightly_micros) answer_.applied_filters.emplace_back("priceRange");
  if (query_.min_star_halves) answer_.applied_filters.emplace_back("starRating");
  for (const std::string& amenity : query_.amenities) {
    warn("amenity \"" + amenity + "\": this portal's list does not state amenities, so hotels were not filtered by it");
  }
  if (answer_.offers.empty() && read > 0) {
    answer_.nothing_found_evidence = "none of the " + std::to_string(read) + " hotels read" +
                                     (answer_.available ? " of " + std::to_string(*answer_.available) + " listed" : "") + " passes the filters";
  }
  return std::move(answer_);
}

}  // namespace cpmaxx
