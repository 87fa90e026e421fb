#include "portal.hpp"

#include "search_form.hpp"
#include "text.hpp"

namespace cpmaxx {

using namespace std::chrono_literals;
using nlohmann::json;
using voygen::Code;
using voygen::Error;
using voygen::HotelQuery;
using voygen::Outcome;
using voygen::Result;

namespace {

constexpr auto kRedirectPatience = 10s;  // a page that says nothing may be on its way to another
constexpr auto kOverlayPatience = 10s;   // cards are there, the overlay is not gone yet
constexpr auto kEmptyPatience = 3s;      // the list says it is there, its cards are not
constexpr auto kDialogPatience = 3s;     // the validation dialog fades in

constexpr const char* kList = "the list of hotels (result cards or the portal's word that there are none)";

bool is_login(const Look& look) { return look.state == "login" || look.state == "login_refused" || look.state == "ajax_login"; }
bool is_list(const Look& look) { return look.state == "cards" || look.state == "cards_loading" || look.state == "nothing"; }

// The form was verified before it was submitted, so a field the portal misses is not the question's fault.
bool misses_a_field(const Look& look) {
  return contains_ignoring_case(look.detail, "must be provided") || contains_ignoring_case(look.detail, "must be selected");
}

}  // namespace

Error error_of(const Look& look) {
  if (look.state == "challenge") {
    return {Code::blocked, "the portal asks for a human: " + look.describe(), "sign in to the portal by hand once, and search less often"};
  }
  if (look.state == "unavailable") return {Code::unavailable, "the portal is out of order: " + look.describe(), "try again later"};
  if (look.state == "supplier_error") return {Code::unavailable, "the portal could not get hotels from its suppliers: \"" + look.detail + "\"", "try again later"};
  if (look.state == "dialog") {
    return {Code::invalid_argument, "the portal refused the search: " + look.detail, "correct what the portal names and search again"};
  }
  if (is_login(look)) return {Code::login_required, "the portal shows its login page", "check the cpmaxx.username and cpmaxx.password secrets"};
  return {Code::drift, "did not expect " + look.describe() + " here", "the portal seems to have changed: look at the kept page"};
}

Error empty_list_error(const Look& look, const Settings& settings) {
  return {Code::drift, "the list of hotels has finished loading, but it holds 0 cards of \"" + settings.selectors.at("card").at(0).get<std::string>() +
                           "\" and no word that there are none" + (look.detail.empty() ? "" : "; it begins \"" + look.detail + "\""),
          "the portal's markup seems to have changed: compare the kept page with the platform's selectors"};
}

Outcome Portal::open_form() {
  session_ended_ = false;
  VOYGEN_TRY(Look look, land());
  if (is_login(look)) {
    VOYGEN_DO(sign_in(look));
    VOYGEN_TRY(look, land());
    if (is_login(look)) {
      return {Code::login_required, "the portal shows its login page again right after it had accepted the login", "check the cpmaxx.username and cpmaxx.password secrets"};
    }
  }
  if (!look.has_form) return error_of(look);
  return page_->mark_signed_in(true);
}

// Opens the hotel search and looks where that leads.
Result<Look> Portal::land() {
  VOYGEN_TRY(const auto arrival, page_->open(address("/HotelEngine")));
  if (arrival.status >= 500) return {Code::unavailable, "the portal answered with HTTP " + std::to_string(arrival.status), "try again later"};
  VOYGEN_TRY(Look look, screen_.look());
  if (look.has_form || is_login(look) || (look.state != "unknown" && look.state != "waiting")) return look;
  auto later = screen_.await({"form", "login", "cards", "loading", "challenge", "unavailable"}, json::object(), kRedirectPatience, "the search form");
  if (!later.ok() && later.error().code == Code::timeout && !call_->must_stop()) return error_of(look);
  return later;
}

Outcome Portal::sign_in(const Look& login) {
  call_->progress(0, 0, "signing in");
  VOYGEN_DO(page_->mark_signed_in(false));
  VOYGEN_TRY(const auto fields, screen_.locate({"loginEmail", "loginPassword"}));
  VOYGEN_TRY(const auto button, screen_.locate({"loginButton"}, json::array({"sign in", "log in"})));
  for (const auto& [key, found] : {std::pair{"loginEmail", fields.at("loginEmail").found}, std::pair{"loginPassword", fields.at("loginPassword").found},
                                   std::pair{"loginButton", button.at("loginButton").found}}) {
    if (!found) return {Code::drift, "the login page has no field for \"" + std::string(key) + "\"", "compare the login page with the platform's selectors"};
  }
  VOYGEN_DO(page_->fill_secret(Screen::marked("loginEmail"), "username"));
  VOYGEN_DO(page_->fill_secret(Screen::marked("loginPassword"), "password"));
  VOYGEN_DO(page_->click(Screen::marked("loginButton")));
  const json before{{"document", login.document}, {"alert", login.alert}};
  VOYGEN_TRY(const Look after, screen_.await({"signed_in", "form", "form_again", "cards", "loading", "login_refused", "challenge", "unavailable"}, before,
                                             settings_->login_timeout, "the portal to sign in"));
  if (after.state == "challenge" || after.state == "unavailable") return error_of(after);
  if (after.state != "login_refused") return page_->mark_signed_in(true);
  if (after.challenge) return {Code::blocked, "the portal's login page asks for a human", "sign in to the portal by hand once, and search less often"};
  return {Code::login_required, "the portal did not accept the login" + (after.alert.empty() ? "" : ": \"" + after.alert.substr(0, 200) + "\""),
          "check the cpmaxx.username and cpmaxx.password secrets"};
}

Outcome Portal::fill_form(const HotelQuery& query) {
  call_->progress(0, 0, "filling in the search form");
  SearchForm form(*call_, *page_, screen_, *settings_);
  auto place = form.fill(query);
  if (!place.ok() && place.error().code == Code::login_required) return session_lost();
  VOYGEN_TRY(place_, std::move(place));
  return voygen::done();
}

Error Portal::session_lost() {
  session_ended_ = true;
  ++times_ended_;
  (void)page_->mark_signed_in(false);
  return {Code::login_required, "the portal signed the session out during the search", "check the cpmaxx.username and cpmaxx.password secrets"};
}

Result<Look> Portal::submit() {
  (void)page_->capture_responses(settings_->results_ajax_pattern);
  VOYGEN_TRY(const Look form, screen_.look());
  auto arrived = press_submit(form.document);
  if (arrived.ok() && arrived->state == "duplicate") {
    // A search books nothing: a second one is meant.
    VOYGEN_TRY(const auto button, screen_.locate_by({{"confirm", {{"selectors", {".modal button", "[role=\"dialog\"] button", "button"}}, {"texts", {"continue", "yes"}}}}}));
    if (!button.at("confirm").found) return error_of(*arrived);
    VOYGEN_TRY(const Look asked, screen_.look());
    VOYGEN_DO(page_->click(Screen::marked("confirm")));
    arrived = screen_.await({"cards", "cards_loading", "nothing", "empty", "supplier_error", "login", "login_refused", "ajax_login", "challenge", "unavailable"},
                            {{"document", asked.document}}, settings_->results_timeout, kList);
  }
  return list_of(std::move(arrived));
}

Result<Look> Portal::show_results() {
  call_->progress(0, 0, "opening the results page");
  (void)page_->capture_responses(settings_->results_ajax_pattern);
  VOYGEN_DO(page_->open(address(settings_->results_path.c_str())));
  const States ends{"cards", "cards_loading", "nothing", "empty", "supplier_error", "form", "login", "ajax_login", "challenge", "unavailable"};
  return list_of(screen_.await(ends, json::object(), settings_->results_timeout, kList));
}

Result<Look> Portal::list_of(Result<Look> arrived) {
  if (!arrived.ok() && arrived.error().code == Code::login_required) return session_lost();
  VOYGEN_TRY(Look look, std::move(arrived));
  return settle(std::move(look));
}

Result<Look> Portal::press_submit(const std::string& document) {
  VOYGEN_TRY(const auto button, screen_.locate({"submit"}, json::array({"search"})));
  if (!button.at("submit").found) return {Code::drift, "the search form has no search button", "compare the form with the platform's selectors"};
  call_->progress(0, 0, "searching");
  VOYGEN_DO(page_->click(Screen::marked("submit")));
  const States ends{"cards", "cards_loading", "nothing", "empty", "supplier_error", "dialog", "duplicate", "form_again", "login", "login_refused", "ajax_login", "challenge", "unavailable"};
  auto look = screen_.await(ends, {{"document", document}}, settings_->results_timeout, kList);
  if (!look.ok() || look->state != "form_again") return look;
  // The form came back; the dialog that says why fades in.
  auto why = screen_.await({"dialog", "duplicate"}, json::object(), kDialogPatience, "the portal's reason");
  return why.ok() ? why : look;
}

// Only a list that has finished loading may be read.
Result<Look> Portal::settle(Look look) {
  if (look.state == "empty") {
    auto filled = screen_.await({"cards", "cards_loading", "nothing", "supplier_error", "ajax_login"}, json::object(), kEmptyPatience, "hotels in the list");
    if (filled.ok()) look = *filled;
  }
  if (is_login(look)) return session_lost();
  if (look.state == "dialog" && misses_a_field(look)) {
    return {Code::drift, "the portal misses a field that the form was seen to hold: " + look.detail, "the portal's search form seems to have changed: compare it with the platform's selectors"};
  }
  if (look.state == "empty") return empty_list_error(look, *settings_);
  if (!is_list(look)) return error_of(look);
  if (look.state != "cards_loading") return look;
  auto settled = screen_.await({"cards", "ajax_login", "login"}, json::object(), kOverlayPatience, "the results page to finish loading");
  if (settled.ok() && is_login(*settled)) return session_lost();
  if (!settled.ok() && settled.error().code == Code::timeout && !call_->must_stop()) return look;
  return settled;
}

Result<Look> Portal::turn_page() {
  VOYGEN_TRY(const Look before, screen_.look());
  VOYGEN_TRY(const auto next, screen_.locate({"next"}));
  if (!next.at("next").found) return {Code::drift, "the list has no link to its next page", "compare the list with the platform's selectors"};
  VOYGEN_DO(page_->click(Screen::marked("next")));
  return list_of(screen_.await({"cards", "nothing", "empty", "supplier_error", "login", "ajax_login", "challenge", "unavailable"}, {{"signature", before.signature}},
                               settings_->page_timeout, "the next page of hotels"));
}

}  // namespace cpmaxx
