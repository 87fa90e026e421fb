#include "portal.hpp"

#include "search_form.hpp"

namespace vax {

using nlohmann::json;
using voygen::Code;
using voygen::Error;
using voygen::Outcome;
using voygen::Result;

namespace {

constexpr const char* kSecrets = "check the vax.agency, vax.username and vax.password secrets";

bool is_login(const Look& look) { return look.state == "login" || look.state == "login_refused"; }

}  // namespace

Error error_of(const Look& look, const Settings& settings) {
  if (look.state == "challenge") {
    return {Code::blocked, "the portal asks for a human: " + look.describe(), "sign in to the portal by hand once, and search less often"};
  }
  if (look.state == "unavailable") return {Code::unavailable, "the portal is out of order: " + look.describe(), "try again later"};
  if (look.state == "view_state") return {Code::unavailable, "the portal does not take its own form any more: \"" + look.detail + "\"", "try again"};
  if (look.state == "refused") return {Code::invalid_argument, "the portal refused the search: " + look.detail, "correct what the portal names and search again"};
  if (is_login(look)) return {Code::login_required, "the portal shows its login page", kSecrets};
  if (look.state == "empty") {
    return {Code::drift, "the availability holds 0 hotels of \"" + settings.selectors.at("hotelRow").at(0).get<std::string>() + "\" (" + std::to_string(look.containers) +
                             " of \"" + settings.selectors.at("hotelContainer").at(0).get<std::string>() + "\") and no word that there are none" +
                             (look.detail.empty() ? "" : "; it begins \"" + look.detail + "\""),
            "the portal's markup seems to have changed: compare the kept page with the platform's selectors"};
  }
  if (look.state == "loading") return {Code::drift, "this is " + look.describe() + ": it does not say which hotels there are", "save the page when its list is complete"};
  return {Code::drift, "did not expect " + look.describe() + " here", "the portal seems to have changed: look at the kept page"};
}

Outcome Portal::open_form() {
  stale_ = false;
  VOYGEN_TRY(Look look, land());
  if (is_login(look)) {
    VOYGEN_DO(sign_in(look));
    VOYGEN_TRY(look, land());
    if (is_login(look)) return {Code::login_required, "the portal shows its login page again right after it had accepted the login", kSecrets};
  }
  if (look.state != "form") return error_of(look, *settings_);
  return page_->mark_signed_in(true);
}

// Opens the search form and looks where that leads. Signed out, the portal may show something else than its login page.
Result<Look> Portal::land() {
  Look look;
  for (const std::string& address : {settings_->base_url + settings_->search_path, settings_->login_url}) {
    VOYGEN_TRY(const auto arrival, page_->open(address));
    VOYGEN_TRY(look, screen_.look());
    if (look.state == "challenge") return look;
    if (arrival.status >= 500) return {Code::unavailable, "the portal answered with HTTP " + std::to_string(arrival.status), "try again later"};
    if (look.state != "unknown") return look;
  }
  return look;
}

Outcome Portal::sign_in(const Look& login) {
  call_->progress(0, 0, "signing in");
  VOYGEN_DO(page_->mark_signed_in(false));
  VOYGEN_TRY(const auto fields, screen_.locate({"loginAgency", "loginUser", "loginPassword", "loginButton"}));
  for (const auto& [key, field] : fields) {
    if (!field.found) return {Code::drift, "the login page has no field for \"" + key + "\"", "compare the login page with the platform's selectors"};
  }
  VOYGEN_DO(page_->fill_secret(Screen::marked("loginAgency"), "agency"));
  VOYGEN_DO(page_->fill_secret(Screen::marked("loginUser"), "username"));
  VOYGEN_DO(page_->fill_secret(Screen::marked("loginPassword"), "password"));
  VOYGEN_DO(page_->click(Screen::marked("loginButton")));
  const json before{{"document", login.document}, {"alert", login.alert}};
  VOYGEN_TRY(const Look after, screen_.await({"signed_in", "form", "form_again", "unknown", "login_refused", "view_state", "challenge", "unavailable"}, before,
                                             settings_->login_timeout, "the portal to sign in"));
  stale_ = after.state == "view_state";
  if (after.state == "challenge" || after.state == "unavailable" || after.state == "view_state") return error_of(after, *settings_);
  if (after.state != "login_refused") return page_->mark_signed_in(true);
  if (after.challenge) return {Code::blocked, "the portal's login page asks for a human", "sign in to the portal by hand once, and search less often"};
  return {Code::login_required, "the portal did not accept the login" + (after.alert.empty() ? "" : ": \"" + after.alert.substr(0, 200) + "\""), kSecrets};
}

Error Portal::session_lost() {
  stale_ = true;
  (void)page_->mark_signed_in(false);
  return {Code::login_required, "the portal signed the session out during the search", kSecrets};
}

Result<Look> Portal::search(const Trip& trip, const std::string& vendor) {
  call_->progress(0, 0, "filling in the search form for supplier " + vendor);
  SearchForm form(*page_, screen_, *settings_);
  auto place = form.fill(trip, vendor);
  if (!place.ok() && place.error().code == Code::login_required) return session_lost();
  VOYGEN_TRY(place_, std::move(place));
  VOYGEN_TRY(const Look before, screen_.look());
  VOYGEN_TRY(const auto button, screen_.locate({"submit"}));
  if (!button.at("submit").found) return {Code::drift, "the search form has no search button", "compare the form with the platform's selectors"};
  call_->progress(0, 0, "searching supplier " + vendor);
  VOYGEN_DO(page_->click(Screen::marked("submit")));
  VOYGEN_TRY(Look look, screen_.await({"hotels", "nothing", "empty", "refused", "form_again", "login", "login_refused", "view_state", "challenge", "unavailable", "signed_in", "unknown"},
                                      {{"document", before.document}}, settings_->results_timeout, "the availability (hotels or the portal's word that there are none)"));
  if (is_login(look)) return session_lost();
  stale_ = look.state == "view_state";
  if (look.state == "hotels" || look.state == "nothing") return look;
  return error_of(look, *settings_);
}

}  // namespace vax
