#include "search_form.hpp"

#include <algorithm>
#include <array>

#include "scripts.hpp"
#include "voygen/page_text.hpp"

namespace vax {

using nlohmann::json;
using voygen::Code;
using voygen::Date;
using voygen::Outcome;
using voygen::Result;
using voygen::Room;

namespace {

constexpr std::size_t kMostRooms = 4;
constexpr int kMostAdults = 6;
constexpr std::size_t kMostChildren = 4;
constexpr std::size_t kMostCandidates = 6;

constexpr const char* kFormCure = "the portal's search form seems to have changed: compare it with the platform's selectors";

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

// The selectors of a field with its room and child number in place.
json numbered(json selectors, std::size_t room, std::size_t child = 0) {
  for (json& selector : selectors) {
    std::string text = selector.get<std::string>();
    for (const auto& [mark, number] : {std::pair{std::string("{room}"), room}, std::pair{std::string("{child}"), child}}) {
      for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.replace(at, mark.size(), std::to_string(number));
    }
    selector = text;
  }
  return selectors;
}

voygen::Error missing_field(std::string_view key) { return {Code::drift, "the search form has no field for " + in_quotes(key), kFormCure}; }

std::string joined(const std::vector<std::string>& labels) {
  std::string text;
  for (std::size_t i = 0; i < std::min(labels.size(), kMostCandidates); ++i) text += (i ? "; " : "") + in_quotes(labels[i]);
  return text;
}

}  // namespace

std::string portal_day(Date date) {
  constexpr std::array<const char*, 12> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  const std::string iso = date.iso();
  const int month = (iso[5] - '0') * 10 + (iso[6] - '0');
  return iso.substr(8, 2) + kMonths[static_cast<std::size_t>(month - 1)] + iso.substr(2, 2);
}

Outcome check_party(const Trip& trip) {
  const auto refuse = [](std::string limit) { return Outcome(Code::unsupported, "the portal " + std::move(limit), "split the search, or ask another platform"); };
  if (trip.rooms.size() > kMostRooms) return refuse("books at most 4 rooms at a time; " + std::to_string(trip.rooms.size()) + " were asked for");
  for (const Room& room : trip.rooms) {
    if (room.adults > kMostAdults) return refuse("takes at most 6 adults in a room; " + std::to_string(room.adults) + " were asked for");
    if (room.adults < 1) return refuse("takes no room without an adult");
    if (room.child_ages.size() > kMostChildren) return refuse("takes at most 4 children in a room; " + std::to_string(room.child_ages.size()) + " were asked for");
  }
  return voygen::done();
}

Result<std::string> SearchForm::fill(const Trip& trip, const std::string& vendor) {
  const json& selectors = settings_->selectors;
  const auto field = [&selectors](const char* key, std::string value, bool is_select, bool required) {
    return Choice{key, selectors.at(key), std::move(value), is_select, required};
  };
  VOYGEN_TRY(const auto package, package_code(trip.with_flight()));
  VOYGEN_DO(set({field("vendor", vendor, true, true), field("package", package, true, true)}));

  std::vector<Choice> places;
  std::string origin_code;
  if (trip.origin) {
    VOYGEN_TRY(const auto origin, market("GetOriginMarkets", vendor, package, "", *trip.origin, trip.origin_place));
    origin_code = origin.code;
    places.push_back(field("origin", origin.label, false, true));
  }
  VOYGEN_TRY(const auto destination, market("GetDestinationMarkets", vendor, package, origin_code, trip.destination, trip.place));
  places.push_back(field("destination", destination.label, false, true));
  VOYGEN_DO(set(places));

  // The form's own script moves the later dates when an earlier one changes, so each comes after those it follows.
  const std::string first = portal_day(trip.stay.check_in);
  const std::string last = portal_day(trip.stay.check_out);
  const std::vector<Choice> dates{field("nights", std::to_string(trip.stay.check_in.days_until(trip.stay.check_out)), false, false),
                                  field("departure", first, false, true), field("return", last, false, true),
                                  field("checkIn", first, false, false), field("checkOut", last, false, false)};
  VOYGEN_DO(set(dates));
  VOYGEN_DO(set(party(trip)));
  for (const auto& choices : {places, dates, party(trip)}) VOYGEN_DO(verify(choices));
  return destination.label;
}

Result<std::string> SearchForm::package_code(bool with_flight) {
  if (!with_flight) return settings_->hotel_package;
  if (!settings_->flight_package.empty()) return settings_->flight_package;
  VOYGEN_TRY(const auto options, page_->evaluate(scripts::kOptions, json::array({settings_->selectors.at("package")})));
  std::vector<std::string> names;
  for (const json& option : options) {
    const std::string name = voygen::tidy(option.value("text", std::string{}));
    names.push_back(name);
    for (const json& known : settings_->flight_package_texts) {
      if (voygen::contains_ignoring_case(name, known.get<std::string>())) return option.value("value", std::string{});
    }
  }
  return {Code::drift, "none of the form's packages is known as one of flight and hotel: " + joined(names), "set flightPackage to the package's code"};
}

Result<Market> SearchForm::market(const char* method, const std::string& vendor, const std::string& package, const std::string& origin_code,
                                  const std::string& asked, const std::optional<voygen::Place>& place) {
  const auto patience = screen_->within_deadline(settings_->window_timeout);
  VOYGEN_TRY(const auto answer, page_->evaluate(scripts::kMarkets, {method, vendor, package, origin_code, patience.count()}));
  const int status = answer.value("status", 0);
  if (answer.value("signedOut", false) || status == 401) return {Code::login_required, "the portal answered its own request for markets with its login"};
  std::vector<Market> markets;
  for (const json& entry : answer.value("markets", json::array())) {
    markets.push_back({voygen::tidy(entry.value("code", std::string{})), voygen::tidy(entry.value("label", std::string{}))});
  }
  if (status != 200) {
    return {Code::unavailable, "the portal's list of markets failed" + (status ? " with HTTP " + std::to_string(status) : ": " + answer.value("type", std::string{})), "try again later"};
  }
  if (markets.empty()) {
    return {Code::drift, std::string("the portal's service ") + method + " named no markets for supplier " + vendor + " and package " + package,
            "check the supplier and package codes in the platform's settings"};
  }
  const MarketChoice choice = choose_market(asked, place, markets);
  if (choice.chosen) return markets[*choice.chosen];
  if (!choice.candidates.empty()) {
    return {Code::invalid_argument, "the portal does not know which place " + in_quotes(asked) + " is; it has " + joined(choice.candidates),
            "search again with one of these names"};
  }
  return {Code::not_found, "supplier " + vendor + " has no market for " + in_quotes(asked) + " among its " + std::to_string(markets.size()),
          "name a city with an airport, or ask another platform"};
}

std::vector<SearchForm::Choice> SearchForm::party(const Trip& trip) const {
  const json& selectors = settings_->selectors;
  std::vector<Choice> choices{{"rooms", selectors.at("rooms"), std::to_string(trip.rooms.size()), true, true}};
  for (std::size_t room = 0; room < trip.rooms.size(); ++room) {
    const std::string suffix = "-" + std::to_string(room);
    const auto& ages = trip.rooms[room].child_ages;
    choices.push_back({"adults" + suffix, numbered(selectors.at("adults"), room), std::to_string(trip.rooms[room].adults), true, true});
    choices.push_back({"children" + suffix, numbered(selectors.at("children"), room), std::to_string(ages.size()), true, !ages.empty()});
    for (std::size_t child = 0; child < ages.size(); ++child) {
      choices.push_back({"age" + suffix + "-" + std::to_string(child + 1), numbered(selectors.at("childAge"), room, child + 1), std::to_string(ages[child]), false, true});
    }
  }
  return choices;
}

Outcome SearchForm::set(const std::vector<Choice>& choices) {
  for (const Choice& choice : choices) {
    VOYGEN_TRY(const auto fields, screen_->locate_by({{choice.key, {{"selectors", choice.selectors}}}}));
    const Field& field = fields.at(choice.key);
    if (!field.found && choice.required) return missing_field(choice.key);
    if (!field.found || field.value == choice.value) continue;
    const auto done = choice.is_select ? page_->select(Screen::marked(choice.key), choice.value) : page_->fill(Screen::marked(choice.key), choice.value);
    if (!done.ok() && done.error().code == Code::not_found) {
      return {Code::drift, "the form's field " + in_quotes(choice.key) + " does not offer " + in_quotes(choice.value) + ": " + done.error().message, kFormCure};
    }
    VOYGEN_DO(done);
  }
  return voygen::done();
}

Outcome SearchForm::verify(const std::vector<Choice>& choices) {
  json wants = json::object();
  for (const Choice& choice : choices) wants[choice.key]["selectors"] = choice.selectors;
  VOYGEN_TRY(const auto fields, screen_->locate_by(wants));
  for (const Choice& choice : choices) {
    const Field& field = fields.at(choice.key);
    if (!field.found || field.value == choice.value) continue;
    return {Code::drift, "the form's field " + in_quotes(choice.key) + " holds " + in_quotes(field.value) + " instead of " + in_quotes(choice.value), kFormCure};
  }
  return voygen::done();
}

}  // namespace vax
