#include "portal.hpp"

#include "voygen/page_text.hpp"

namespace delta {

using namespace std::chrono_literals;
using nlohmann::json;
using voygen::Code;
using voygen::Error;
using voygen::Outcome;
using voygen::Result;

namespace {

constexpr auto kRedirectPatience = 10s;  // a page that says nothing may be on its way to another

constexpr const char* kSecretsCure = "check the delta.arc_number, delta.username and delta.password secrets";
constexpr const char* kFormCure = "the portal's booking form seems to have changed: compare it with the platform's selectors";

bool is_login(const Look& look) { return look.state == "login" || look.state == "login_refused"; }

// The form was seen to hold its values before it was submitted, so a field the portal misses is not the question's fault.
bool misses_a_field(const std::string& errors) { return voygen::contains_ignoring_case(errors, "is required") || voygen::contains_ignoring_case(errors, "must be entered"); }

}  // namespace

Error error_of(const Look& look, const Settings& settings) {
  if (look.state == "challenge") return {Code::blocked, "the portal asks for a human: " + look.describe(), "sign in to the portal by hand once, and search less often"};
  if (look.state == "unavailable") return {Code::unavailable, "the portal is out of order: " + look.describe(), "try again later"};
  if (is_login(look)) return {Code::login_required, "the portal shows its login page", kSecretsCure};
  if (look.state == "expired") return {Code::unavailable, "the portal ended its own booking session: \"" + look.detail + "\"", "try again later"};
  if (look.state == "refused" && misses_a_field(look.detail)) {
    return {Code::drift, "the portal misses a field that the form was seen to hold: " + look.detail, kFormCure};
  }
  if (look.state == "refused") return {Code::invalid_argument, "the portal refused the search: " + look.detail, "correct what the portal names and search again"};
  if (look.state == "empty") {
    return {Code::drift, "the results page holds 0 hotels of \"" + settings.selectors.at("hotel").at(0).get<std::string>() + "\" and no word that there are none" +
                             (look.detail.empty() ? "" : "; it begins \"" + look.detail + "\""),
            "the portal's markup seems to have changed: compare the kept page with the platform's selectors"};
  }
  return {Code::drift, "did not expect " + look.describe() + " here", "the portal seems to have changed: look at the kept page"};
}

Outcome Portal::open_form() {
  was_stale_ = false;
  VOYGEN_TRY(Look look, land());
  if (is_login(look)) {
    VOYGEN_DO(sign_in(look));
    VOYGEN_TRY(look, land());
    if (is_login(look)) return {Code::login_required, "the portal shows its login page again right after it had accepted the login", kSecretsCure};
  }
  if (!look.has_form) return error_of(look, *settings_);
  return page_->mark_signed_in(true);
}

// Opens the booking form and looks where that leads.
Result<Look> Portal::land() {
  VOYGEN_TRY(const auto arrival, page_->open(settings_->base_url + "/delta/booking/index.do"));
  if (arrival.status >= 500) return {Code::unavailable, "the portal answered with HTTP " + std::to_string(arrival.status), "try again later"};
  VOYGEN_TRY(Look look, screen_.look());
  if (look.has_form || is_login(look) || look.state != "unknown") return look;
  auto later = screen_.await({"form", "login", "challenge", "unavailable"}, "", kRedirectPatience, "the booking form");
  if (!later.ok() && later.error().code == Code::timeout && !call_->must_stop()) return error_of(look, *settings_);
  return later;
}

Outcome Portal::sign_in(const Look& login) {
  call_->progress(0, 0, "signing in");
  VOYGEN_DO(page_->mark_signed_in(false));
  VOYGEN_TRY(const auto fields, screen_.locate({"loginArc", "loginUser", "loginPassword", "loginButton"}));
  for (const auto& [key, field] : fields) {
    if (!field.found) return {Code::drift, "the login page has no field for \"" + key + "\"", "compare the login page with the platform's selectors"};
  }
  VOYGEN_DO(page_->fill_secret(Screen::marked("loginArc"), "arc_number"));
  VOYGEN_DO(page_->fill_secret(Screen::marked("loginUser"), "username"));
  VOYGEN_DO(page_->fill_secret(Screen::marked("loginPassword"), "password"));
  VOYGEN_DO(page_->click(Screen::marked("loginButton")));
  VOYGEN_TRY(const Look after, screen_.await({"signed_in", "form", "form_again", "login", "login_refused", "challenge", "unavailable"}, login.document,
                                             settings_->login_timeout, "the portal to sign in"));
  if (after.state == "challenge" || after.state == "unavailable") return error_of(after, *settings_);
  if (!is_login(after)) return page_->mark_signed_in(true);
  return {Code::login_required, "the portal did not accept the login" + (after.detail.empty() ? "" : ": \"" + after.detail.substr(0, 200) + "\""), kSecretsCure};
}

Outcome Portal::fill_form(const Asked& asked) {
  call_->progress(0, 0, "filling in the booking form");
  std::vector<std::pair<std::string, std::string>> wanted{{"origin", asked.origin},
                                                          {"destination", asked.destination},
                                                          {"departureDate", form_date(asked.departure)},
                                                          {"returnDate", form_date(asked.back)},
                                                          {"adults", std::to_string(asked.adults)},
                                                          {"rooms", std::to_string(asked.rooms)}};
  for (std::size_t child = 0; child < 4; ++child) {
    wanted.emplace_back("child" + std::to_string(child), child < asked.child_ages.size() ? std::to_string(asked.child_ages[child]) : "");
  }
  std::vector<std::string> keys{"vacationType", "cabin"};
  for (const auto& [key, value] : wanted) keys.push_back(key);
  VOYGEN_TRY(const auto fields, screen_.locate(keys));
  for (const auto& [key, value] : wanted) {
    if (!fields.at(key).found) return {Code::drift, "the booking form has no field for \"" + key + "\"", kFormCure};
    if (fields.at(key).value != value) VOYGEN_DO(page_->fill(Screen::marked(key), value));
  }
  if (fields.at("vacationType").found) VOYGEN_DO(page_->check(Screen::marked("vacationType")));
  if (fields.at("cabin").found && fields.at("cabin").value != asked.cabin) VOYGEN_DO(page_->select(Screen::marked("cabin"), asked.cabin));
  return check_filled(wanted);
}

Outcome Portal::check_filled(const std::vector<std::pair<std::string, std::string>>& wanted) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : wanted) keys.push_back(key);
  VOYGEN_TRY(const auto fields, screen_.locate(keys));
  for (const auto& [key, value] : wanted) {
    if (fields.at(key).value == value) continue;
    return {Code::drift, "the booking form's field \"" + key + "\" holds \"" + fields.at(key).value + "\" instead of \"" + value + "\"", kFormCure};
  }
  return voygen::done();
}

Result<Look> Portal::submit() {
  VOYGEN_TRY(const Look form, screen_.look());
  VOYGEN_TRY(const auto button, screen_.locate({"continue"}));
  if (!button.at("continue").found) return {Code::drift, "the booking form has no button to continue", kFormCure};
  call_->progress(0, 0, "searching");
  VOYGEN_DO(page_->click(Screen::marked("continue")));
  VOYGEN_TRY(const Look look, screen_.await({"results", "nothing", "empty", "refused", "expired", "form_again", "login", "login_refused", "challenge", "unavailable", "signed_in"},
                                            form.document, settings_->results_timeout, "the results page"));
  if (look.state == "results" || look.state == "nothing") return look;
  was_stale_ = look.state == "expired" || is_login(look);
  if (is_login(look)) (void)page_->mark_signed_in(false);
  return error_of(look, *settings_);
}

}  // namespace delta
