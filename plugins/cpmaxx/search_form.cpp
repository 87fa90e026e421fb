#include "search_form.hpp"

#include <algorithm>

#include "place.hpp"
#include "scripts.hpp"
#include "text.hpp"

namespace cpmaxx {

using namespace std::chrono_literals;
using nlohmann::json;
using std::chrono::milliseconds;
using voygen::Code;
using voygen::Date;
using voygen::HotelQuery;
using voygen::Outcome;
using voygen::Result;
using voygen::Room;

namespace {

constexpr std::size_t kMostRooms = 4;
constexpr int kMostAdults = 4;
constexpr std::size_t kMostChildren = 4;
constexpr std::size_t kMostCandidates = 6;
constexpr auto kFieldPatience = 3s;      // for a script to react to a field
constexpr auto kSettle = 700ms;          // for a list of suggestions to be replaced by a better one

constexpr const char* kFormCure = "the portal's search form seems to have changed: compare it with the platform's selectors";

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string list_candidates(const std::vector<std::string>& labels) {
  std::string text;
  std::size_t named = 0;
  for (const std::string& label : labels) {
    if (label.empty() || named == kMostCandidates) continue;
    text += (named++ ? "; " : "") + in_quotes(tidy(label));
  }
  return text;
}

// The selectors of a field with its room and child number in place.
json numbered(json selectors, int room, int child = 0) {
  for (json& selector : selectors) {
    std::string text = selector.get<std::string>();
    for (const auto& [mark, number] : {std::pair{std::string("{room}"), room}, std::pair{std::string("{child}"), child}}) {
      for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.replace(at, mark.size(), std::to_string(number));
    }
    selector = text;
  }
  return {{"selectors", selectors}};
}

json wants_of(const std::vector<Choice>& choices) {
  json wants = json::object();
  for (const Choice& choice : choices) wants[choice.key] = choice.want;
  return wants;
}

voygen::Error missing_field(std::string_view key) { return {Code::drift, "the search form has no field for " + in_quotes(key), kFormCure}; }

}  // namespace

std::vector<Choice> party_choices(const HotelQuery& query, const Settings& settings) {
  const json& selectors = settings.selectors;
  std::vector<Choice> choices{{"radius", {{"selectors", selectors.at("radius")}}, settings.radius_miles},
                              {"rooms", {{"selectors", selectors.at("rooms")}}, std::to_string(query.rooms.size())}};
  for (std::size_t r = 0; r < query.rooms.size(); ++r) {
    const Room& room = query.rooms[r];
    const int number = static_cast<int>(r) + 1;
    const std::string suffix = std::to_string(number);
    choices.push_back({"adults-" + suffix, numbered(selectors.at("adults"), number), std::to_string(room.adults)});
    choices.push_back({"children-" + suffix, numbered(selectors.at("children"), number), std::to_string(room.child_ages.size())});
    for (std::size_t k = 0; k < room.child_ages.size(); ++k) {
      const int child = static_cast<int>(k) + 1;
      choices.push_back({"age-" + suffix + "-" + std::to_string(child), numbered(selectors.at("childAge"), number, child), std::to_string(room.child_ages[k])});
    }
  }
  return choices;
}

Outcome check_party(const HotelQuery& query) {
  const auto refuse = [](std::string limit) { return Outcome(Code::unsupported, "the portal " + std::move(limit), "split the search, or ask another platform"); };
  if (query.rooms.size() > kMostRooms) return refuse("books at most 4 rooms at a time; " + std::to_string(query.rooms.size()) + " were asked for");
  for (const Room& room : query.rooms) {
    if (room.adults > kMostAdults) return refuse("takes at most 4 adults in a room; " + std::to_string(room.adults) + " were asked for");
    if (room.adults < 1) return refuse("takes no room without an adult");
    if (room.child_ages.size() > kMostChildren) return refuse("takes at most 4 children in a room; " + std::to_string(room.child_ages.size()) + " were asked for");
    const bool known = std::all_of(room.child_ages.begin(), room.child_ages.end(), [](int age) { return age >= 0 && age <= 17; });
    if (!known) return refuse("takes children of 0 to 17 years");
  }
  return voygen::done();
}

Result<std::string> SearchForm::fill(const HotelQuery& query) {
  VOYGEN_DO(unfold());
  VOYGEN_TRY(auto place, set_place(query.destination));
  VOYGEN_DO(set_party(query));
  VOYGEN_DO(set_date("checkIn", query.check_in));
  VOYGEN_DO(set_date("checkOut", query.check_out));
  VOYGEN_DO(verify(query));
  return place;
}

// On the results page the form is folded away.
Outcome SearchForm::unfold() {
  VOYGEN_TRY(const auto fields, screen_->locate({"place", "formToggle"}));
  if (!fields.at("place").found) return missing_field("place");
  return fields.at("place").folded && fields.at("formToggle").found ? page_->click(Screen::marked("formToggle")) : voygen::done();
}

Result<std::string> SearchForm::set_place(const std::string& destination) {
  // What an earlier search left in the hidden fields must not pass for this one's place.
  const std::vector<std::string> hidden{"placeCity", "placeLat", "placeLng"};
  VOYGEN_TRY(const auto fields, screen_->locate(hidden));
  for (const std::string& key : hidden) {
    if (!fields.at(key).found) return missing_field(key);
    if (!fields.at(key).value.empty()) VOYGEN_DO(page_->fill(Screen::marked(key), ""));
  }
  VOYGEN_TRY(auto label, pick_suggestion(destination));
  for (const std::string& key : hidden) {
    if (screen_->await_value(key, "", kFieldPatience).ok()) continue;
    return {Code::drift, "picking " + in_quotes(label) + " did not fill the form's hidden field " + in_quotes(key), kFormCure};
  }
  return label;
}

Result<json> SearchForm::suggestions(const json& known, milliseconds patience) {
  return page_->evaluate(scripts::kSuggestions, {settings_->selectors.at("suggestions"), settings_->no_suggestion_texts, ignored_, known,
                                                requests_before_, screen_->within_deadline(patience).count()});
}

// No suggestion is an answer only when the portal's own requests went well.
voygen::Error SearchForm::no_suggestion(const std::string& destination, const json& found) const {
  for (const json& request : found.value("requests", json::array())) {
    const int status = request.value("status", 0);
    if (status >= 500) {
      return {Code::unavailable, "the portal's place suggestions failed with HTTP " + std::to_string(status), "try again later"};
    }
    if (status == 401 || contains_ignoring_case(request.value("type", std::string{}), "html")) {
      return {Code::login_required, "the portal answered its own request for places with a page, which is what it does when a session has ended",
              "check the cpmaxx.username and cpmaxx.password secrets"};
    }
  }
  return {Code::not_found, "the portal suggested no place for " + in_quotes(destination), "name the city with its state or country, e.g. \"Miami, FL\""};
}

Result<std::string> SearchForm::pick_suggestion(const std::string& destination) {
  VOYGEN_TRY(const auto before, suggestions(json::array(), 0ms));
  ignored_ = before.at("labels");
  requests_before_ = before.value("since", 0);
  json found{{"labels", json::array()}};
  // The portal may not know the place in these words ("Miami, Florida"), or its script bound late and missed the typing: the
  // city alone is the second try.
  const std::string city = destination.substr(0, destination.find(','));
  for (const auto& [words, patience] : {std::pair{destination, settings_->autocomplete_timeout * 3 / 10}, std::pair{city, settings_->autocomplete_timeout * 7 / 10}}) {
    if (!found.at("labels").empty() && !found.value("refused", false)) break;
    VOYGEN_DO(page_->type(Screen::marked("place"), words, settings_->key_delay));
    VOYGEN_TRY(found, suggestions(json::array(), patience));
  }
  auto labels = found.at("labels").get<std::vector<std::string>>();
  auto chosen = choose_place(destination, labels);
  if (!labels.empty() && !(chosen && is_certain(destination, labels[*chosen]))) {
    // Perhaps the list still answers the first letters.
    VOYGEN_TRY(found, suggestions(found.at("labels"), kSettle));
    labels = found.at("labels").get<std::vector<std::string>>();
    chosen = choose_place(destination, labels);
  }
  const std::string candidates = list_candidates(labels);
  if (candidates.empty()) return no_suggestion(destination, found);
  if (!chosen) {
    return {Code::invalid_argument, "the portal does not know which place " + in_quotes(destination) + " is; it suggests " + candidates,
            "search again with one of these names as destination"};
  }
  VOYGEN_DO(page_->click("[data-voygen-suggestion=\"" + std::to_string(*chosen) + "\"]"));
  return tidy(labels[*chosen]);
}

Outcome SearchForm::set_date(const std::string& key, Date date) {
  const std::string twin = key + "Hidden";
  Fields fields;
  for (int attempt = 0; attempt < 2; ++attempt) {
    VOYGEN_TRY(fields, screen_->locate({key, twin}));
    if (!fields.at(key).found) return missing_field(key);
    if (fields.at(twin).found) break;
    // The portal's script replaces the date input by a text input and a hidden twin; it may not have run yet.
    if (attempt == 0) (void)page_->wait_for_selector(settings_->selectors.at(twin).at(0).get<std::string>(), screen_->within_deadline(kFieldPatience));
  }
  if (!fields.at(twin).found) {
    if (fields.at(key).type != "date") return missing_field(twin);
    return page_->fill(Screen::marked(key), date.iso());
  }
  for (int attempt = 0; attempt < 2; ++attempt) {
    VOYGEN_DO(page_->type(Screen::marked(key), date.us()));
    VOYGEN_DO(page_->press("Tab"));
    if (screen_->await_value(twin, date.iso(), kFieldPatience).ok()) return voygen::done();
  }
  VOYGEN_TRY(const auto now, screen_->locate({twin}));
  if (now.at(twin).value.empty() && date <= Date::from_unix_ms(call_->now_ms()).plus_days(1)) {
    return {Code::invalid_argument, "the portal does not take " + date.iso() + ": it clears dates before its own today", "choose a later date"};
  }
  return {Code::drift, "typed " + date.us() + ", but the form's " + in_quotes(twin) + " holds " + in_quotes(now.at(twin).value), kFormCure};
}

Outcome SearchForm::set_party(const HotelQuery& query) {
  const auto choices = party_choices(query, *settings_);
  VOYGEN_TRY(const auto fields, screen_->locate_by(wants_of(choices)));
  for (const Choice& choice : choices) {
    const Field& field = fields.at(choice.key);
    if (!field.found) return missing_field(choice.key);
    if (field.value == choice.value) continue;
    const auto selected = page_->select(Screen::marked(choice.key), choice.value);
    if (!selected.ok() && selected.error().code == Code::not_found) return {Code::drift, selected.error().message, kFormCure};
    VOYGEN_DO(selected);
  }
  return voygen::done();
}

Outcome SearchForm::verify(const HotelQuery& query) {
  auto choices = party_choices(query, *settings_);
  for (const auto& [key, date] : {std::pair{std::string("checkIn"), query.check_in}, std::pair{std::string("checkOut"), query.check_out}}) {
    VOYGEN_TRY(const auto twin, screen_->locate({key + "Hidden"}));
    const std::string held = twin.at(key + "Hidden").found ? key + "Hidden" : key;
    choices.push_back({held, {{"selectors", settings_->selectors.at(held)}}, date.iso()});
  }
  VOYGEN_TRY(const auto fields, screen_->locate_by(wants_of(choices)));
  const std::string check_out = choices.back().key;
  for (const Choice& choice : choices) {
    const std::string& value = fields.at(choice.key).value;
    if (value == choice.value || choice.key == check_out) continue;
    return {Code::drift, "the form's field " + in_quotes(choice.key) + " holds " + in_quotes(value) + " instead of " + in_quotes(choice.value), kFormCure};
  }
  return keep_check_out(check_out, query.check_out);
}

// Whenever the portal's own idea of check-out comes, the form is sent with ours.
Outcome SearchForm::keep_check_out(const std::string& key, Date date) {
  constexpr const char* kKeep = R"((selector, date) => {
    const field = document.querySelector(selector);
    field.value = date;
    field.form.addEventListener('submit', () => { field.value = date; }, {capture: true});
  })";
  return page_->evaluate(kKeep, {Screen::marked(key), date.iso()}).ok() ? voygen::done() : Outcome(missing_field(key));
}

}  // namespace cpmaxx
