#include "requests.hpp"

#include "place.hpp"
#include "scripts.hpp"
#include "search_form.hpp"
#include "text.hpp"

namespace cpmaxx {

using namespace std::chrono_literals;
using nlohmann::json;
using std::chrono::milliseconds;
using voygen::Code;
using voygen::HotelQuery;
using voygen::Outcome;
using voygen::Result;

namespace {

constexpr auto kSlice = 4s;      // between two words to who waits
constexpr auto kKeptBack = 1s;   // of the call's time, to say what happened

// The fields that picking a suggestion fills. After a search the portal writes the whole name into the city and empties the next two.
json place_fields(const json& selectors) {
  json fields = json::array();
  for (const auto& [key, member, changes] : {std::tuple{"place", "label", false}, std::tuple{"placeCity", "city", true}, std::tuple{"placeState", "state_code", true},
                                             std::tuple{"placeCountry", "country_code", true}, std::tuple{"placeLat", "lat", false},
                                             std::tuple{"placeLng", "lng", false}}) {
    fields.push_back({{"key", key}, {"member", member}, {"selectors", selectors.at(key)}, {"changes", changes}});
  }
  return fields;
}

// The date itself, or its hidden twin when the portal's script has made one.
json date_field(const json& selectors, const std::string& key, voygen::Date date) {
  json candidates = selectors.at(key + "Hidden");
  for (const json& selector : selectors.at(key)) candidates.push_back(selector);
  return {{"key", key}, {"selectors", candidates}, {"value", date.iso()}};
}

json fields_of(const HotelQuery& query, const Settings& settings) {
  json fields = json::array({date_field(settings.selectors, "checkIn", query.check_in), date_field(settings.selectors, "checkOut", query.check_out)});
  for (const Choice& choice : party_choices(query, settings)) {
    fields.push_back({{"key", choice.key}, {"selectors", choice.want.at("selectors")}, {"value", choice.value}});
  }
  return fields;
}

// Every card must have been read, and it must be the page that was asked for.
Outcome check(const PageReading& reading, int number) {
  const int read = static_cast<int>(reading.results.size());
  if (reading.shown.value_or(-1) != reading.cards || read != reading.cards) {
    return {Code::drift, "page " + std::to_string(number) + " of the list says it displays " + (reading.shown ? std::to_string(*reading.shown) : "an unknown number of") +
                             " hotels; " + std::to_string(reading.cards) + " are there and " + std::to_string(read) + " could be read"};
  }
  if (reading.page.value_or(1) == number) return voygen::done();
  return {Code::drift, "page " + std::to_string(*reading.page) + " of the list came instead of page " + std::to_string(number)};
}

}  // namespace

Result<json> Requests::step(const char* name, json given, milliseconds patience) {
  static const std::string function = std::string("(") + scripts::kRequests + ")((" + scripts::kLook + "), (" + scripts::kCollect + "))";
  const auto allowed = std::min<milliseconds>(patience, call_->time_left() - kKeptBack);
  if (allowed <= 0ms) return {Code::timeout, "the time allowed is over"};
  given.update({{"base", settings_->base_url}, {"selectors", settings_->selectors}, {"texts", settings_->texts}, {"patience", allowed.count()}});
  VOYGEN_TRY(auto reply, page_->evaluate(function, {name, given}));
  const auto unexpected = reply.find("unexpected");
  if (unexpected == reply.end()) return reply;
  return {reply.value("login", false) ? Code::login_required : Code::drift, unexpected->get<std::string>()};
}

Outcome Requests::begin(const HotelQuery& query) {
  const json words{query.destination, query.destination.substr(0, query.destination.find(','))};
  VOYGEN_TRY(const auto begun, step("begin", {{"formPath", "/HotelEngine"}, {"suggestionsPath", settings_->suggestions_path}, {"words", words}}, settings_->autocomplete_timeout));
  const auto labels = begun.at("labels").get<std::vector<std::string>>();
  const auto chosen = choose_place(query.destination, labels);
  if (!chosen) return {Code::drift, "no suggestion is certainly the place"};
  chosen_ = *chosen;
  place_ = tidy(labels[chosen_]);
  return voygen::done();
}

Outcome Requests::submit(const HotelQuery& query) {
  const json given{{"place", chosen_}, {"placeFields", place_fields(settings_->selectors)}, {"fields", fields_of(query, *settings_)}, {"resultsPath", settings_->results_path}};
  VOYGEN_TRY(const auto submitted, step("submit", given, settings_->page_timeout));
  results_url_ = shown_url_ = submitted.at("url").get<std::string>();
  return voygen::done();
}

Result<Requests::ListPage> Requests::list_page(int number, const Asked& asked) {
  // Half of the time the portal may take: if it does not answer such a request, it may still fill a list that is shown.
  const auto patience = number == 1 ? milliseconds(std::min<milliseconds>(settings_->results_timeout, call_->time_left())) / 2 : milliseconds(settings_->page_timeout);
  const json given{{"number", number}, {"listPath", settings_->list_path}, {"slice", milliseconds(kSlice).count()}};
  for (milliseconds waited = 0ms;; waited += kSlice) {
    VOYGEN_TRY(const auto found, step("list", given, patience));
    if (found.value("waiting", false)) {
      call_->progress(0, 0, "waiting for page " + std::to_string(number) + " of the list · " + std::to_string((waited + kSlice) / 1s) + " s");
      continue;
    }
    const bool nothing = found.at("state") == "nothing";
    if (nothing && number > 1) return {Code::drift, "page " + std::to_string(number) + " of the list is empty"};
    if (nothing) return ListPage{tidy(found.at("detail").get<std::string>()), {}};
    VOYGEN_TRY(auto reading, parse_page(found.at("page"), asked, settings_->selectors));
    VOYGEN_DO(check(reading, number));
    if (number > 1) shown_url_ = results_url_ + "#page_num:" + std::to_string(number);
    return ListPage{{}, std::move(reading)};
  }
}

}  // namespace cpmaxx
