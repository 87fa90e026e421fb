#include "screen.hpp"

#include <algorithm>

#include "scripts.hpp"
#include "text.hpp"

namespace cpmaxx {

using nlohmann::json;
using std::chrono::milliseconds;
using voygen::Code;
using voygen::Outcome;
using voygen::Result;

namespace {

constexpr milliseconds kSlice{4000};

std::string dumped(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

std::string seconds_of(milliseconds duration) { return std::to_string((duration.count() + 500) / 1000) + " s"; }

}  // namespace

Look Look::from_json(const json& object) {
  Look look;
  look.state = object.value("state", look.state);
  look.detail = tidy(object.value("detail", std::string{}));
  look.title = tidy(object.value("title", std::string{}));
  look.alert = tidy(object.value("alert", std::string{}));
  look.document = object.value("document", std::string{});
  look.signature = object.value("signature", std::string{});
  look.cards = object.value("cards", 0);
  look.featured = object.value("featured", 0);
  look.overlay = object.value("overlay", false);
  look.has_form = object.value("form", false);
  look.signed_in = object.value("signedIn", false);
  look.challenge = object.value("challenge", false);
  return look;
}

std::string Look::describe() const {
  if (state == "loading" || state == "cards_loading") {
    return "a results page that is still loading (" + std::to_string(cards) + " result cards, " + std::to_string(featured) + " featured hotels" +
           (overlay ? ", overlay still on" : "") + ")";
  }
  return "\"" + title + "\" (" + state + (detail.empty() ? "" : ": " + detail.substr(0, 200)) + ")";
}

std::string Screen::look_expression(const json& before, const json& wanted) const {
  return "(" + std::string(scripts::kLook) + ")(" + dumped(settings_->selectors) + "," + dumped(settings_->texts) + "," + dumped(before) + "," +
         dumped(wanted) + ")";
}

Result<Look> Screen::look() {
  VOYGEN_TRY(const auto found, page_->evaluate(scripts::kLook, {settings_->selectors, settings_->texts, json::object(), nullptr}));
  return found.is_object() ? Look::from_json(found) : Look{};
}

milliseconds Screen::within_deadline(milliseconds wanted) const {
  return std::max(milliseconds{0}, std::min(wanted, call_->time_left() - milliseconds{1000}));
}

Result<Look> Screen::await(const States& states, const json& before, milliseconds at_most, std::string_view awaited) {
  // The comment is what the host's own messages show of the expression.
  const std::string expression = "/* " + std::string(awaited) + " */" + look_expression(before, states);
  const milliseconds allowed = within_deadline(at_most);
  const auto start = std::chrono::steady_clock::now();
  const auto waited_so_far = [start] { return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start); };
  for (milliseconds waited{0}; waited < allowed; waited = waited_so_far()) {
    auto found = page_->wait_for_function(expression, std::min(kSlice, allowed - waited));
    if (found.ok()) return Look::from_json(*found);
    if (found.error().code != Code::timeout || call_->must_stop()) return std::move(found).error();
    VOYGEN_DO(check_requests());
    VOYGEN_DO(check_waiting_page());
    call_->progress(0, 0, "waiting for " + std::string(awaited) + " · " + seconds_of(waited_so_far()));
  }
  const auto now = look();
  return {Code::timeout, "waited " + seconds_of(allowed) + " for " + std::string(awaited) + "; there is " + (now.ok() ? now->describe() : now.error().message),
          "try again later, or allow the search more time"};
}

Outcome Screen::check_requests() {
  const auto responses = page_->take_captured();
  if (!responses.ok()) return voygen::done();  // a help to notice failures early, no more
  for (const auto& response : *responses) {
    const bool asks_password = contains_ignoring_case(response.body, "type=\"password\"") || contains_ignoring_case(response.body, "enter password");
    if (asks_password || response.status == 401) return {Code::login_required, "the portal answered its own request for hotels with its login page"};
    if (response.status >= 500) {
      return {Code::unavailable, "the portal answered its own request for hotels with HTTP " + std::to_string(response.status), "try again later"};
    }
  }
  return voygen::done();
}

// The waiting page asks the portal by script whether the list is ready. A page in reply, and silence after it, is the login page.
Outcome Screen::check_waiting_page() {
  constexpr const char* kLastRequest = R"(() => {
    const own = performance.getEntriesByType('resource').filter((entry) => /xmlhttprequest|fetch/.test(entry.initiatorType));
    const last = own[own.length - 1];
    return last && performance.now() - last.responseEnd > 3000 ? last.contentType || '' : '';
  })";
  const auto now = look();
  if (!now.ok() || now->state != "waiting") return voygen::done();
  const auto type = page_->evaluate(kLastRequest);
  if (!type.ok() || !type->is_string() || !contains_ignoring_case(type->get<std::string>(), "html")) return voygen::done();
  return {Code::login_required, "the waiting page's own request was answered with a page, which is what the portal does when a session has ended"};
}

Outcome Screen::await_truth(const std::string& expression, milliseconds at_most) {
  auto found = page_->wait_for_function(expression, within_deadline(at_most));
  return found.ok() ? voygen::done() : Outcome(std::move(found).error());
}

Outcome Screen::await_cards(int count, milliseconds at_most) {
  return await_truth("((look) => look && look.cards >= " + std::to_string(count) + ")(" + look_expression(json::object(), nullptr) + ")", at_most);
}

Outcome Screen::await_value(std::string_view key, std::string_view value, milliseconds at_most) {
  const std::string condition = value.empty() ? "value !== ''" : "value === " + dumped(value);
  return await_truth("((value) => " + condition + ")(document.querySelector(" + dumped(marked(key)) + ")?.value ?? '')", at_most);
}

Result<Fields> Screen::locate(const std::vector<std::string>& keys, const json& texts) {
  json wants = json::object();
  for (const std::string& key : keys) {
    wants[key]["selectors"] = settings_->selectors.at(key);
    if (!texts.is_null()) wants[key]["texts"] = texts;
  }
  return locate_by(wants);
}

Result<Fields> Screen::locate_by(const json& wants) {
  VOYGEN_TRY(const auto found, page_->evaluate(scripts::kLocate, json::array({wants})));
  Fields fields;
  for (const auto& [key, entry] : found.items()) {
    fields[key] = {entry.value("found", false), entry.value("value", std::string{}), entry.value("type", std::string{}), entry.value("folded", false)};
  }
  return fields;
}

Result<json> Screen::collect() { return page_->evaluate(scripts::kCollect, json::array({settings_->selectors})); }

}  // namespace cpmaxx
