#include "screen.hpp"

#include <algorithm>

#include "scripts.hpp"
#include "voygen/page_text.hpp"

namespace vax {

using nlohmann::json;
using std::chrono::milliseconds;
using voygen::Code;
using voygen::Result;
using voygen::tidy;

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
  look.hotels = object.value("hotels", 0);
  look.containers = object.value("containers", 0);
  look.challenge = object.value("challenge", false);
  return look;
}

std::string Look::describe() const {
  if (state == "loading") return "an availability page that still shows its wait indicator (" + std::to_string(hotels) + " hotels)";
  return "\"" + title.substr(0, 120) + "\" (" + state + (detail.empty() ? "" : ": " + detail.substr(0, 200)) + ")";
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
  const std::string expression = "/* " + std::string(awaited) + " */(" + std::string(scripts::kLook) + ")(" + dumped(settings_->selectors) + "," +
                                 dumped(settings_->texts) + "," + dumped(before) + "," + dumped(states) + ")";
  const milliseconds allowed = within_deadline(at_most);
  const auto start = std::chrono::steady_clock::now();
  const auto waited_so_far = [start] { return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start); };
  for (milliseconds waited{0}; waited < allowed; waited = waited_so_far()) {
    auto found = page_->wait_for_function(expression, std::min(kSlice, allowed - waited));
    if (found.ok()) return Look::from_json(*found);
    if (found.error().code != Code::timeout || call_->must_stop()) return std::move(found).error();
    call_->progress(0, 0, "waiting for " + std::string(awaited) + " · " + seconds_of(waited_so_far()));
  }
  const auto now = look();
  return {Code::timeout, "waited " + seconds_of(allowed) + " for " + std::string(awaited) + "; there is " + (now.ok() ? now->describe() : now.error().message),
          "try again later, or allow the search more time"};
}

Result<Fields> Screen::locate(const std::vector<std::string>& keys) {
  json wants = json::object();
  for (const std::string& key : keys) wants[key]["selectors"] = settings_->selectors.at(key);
  return locate_by(wants);
}

Result<Fields> Screen::locate_by(const json& wants) {
  VOYGEN_TRY(const auto found, page_->evaluate(scripts::kLocate, json::array({wants})));
  Fields fields;
  for (const auto& [key, entry] : found.items()) fields[key] = {entry.value("found", false), entry.value("value", std::string{})};
  return fields;
}

Result<json> Screen::collect() { return page_->evaluate(scripts::kCollect, json::array({settings_->selectors, nullptr, 1, 0})); }

Result<json> Screen::fetch(const std::vector<std::string>& addresses) {
  const auto patience = within_deadline(settings_->window_timeout);
  return page_->evaluate(scripts::kCollect, json::array({settings_->selectors, addresses, settings_->parallel_windows, patience.count()}));
}

}  // namespace vax
