// What a person does with a page: filling, typing, selecting, clicking. Keys and mouse are real input events; a script's click() stands in
// for the mouse only where an element has no place to click.
#include "core/log.hpp"
#include "core/web_address.hpp"
#include "keys.hpp"
#include "masking.hpp"
#include "page_driver.hpp"

namespace voygen::browser {
namespace {

using nlohmann::json;

constexpr int kMostAttempts = 10;

json mouse(const char* type, const json& place, int buttons) {
  return {{"type", type}, {"x", place.at("x")}, {"y", place.at("y")}, {"button", buttons < 0 ? "none" : "left"}, {"buttons", std::max(buttons, 0)}, {"clickCount", buttons < 0 ? 0 : 1}};
}

}  // namespace

PageDriver::Reply PageDriver::run(const core::Context& context, const FillOperation& operation) {
  begin_action();
  if (operation.secret) return fill_secret(context, operation);
  VOYGEN_TRY([[maybe_unused]] const json filled, agent(context, "fill", json::array({operation.selector, operation.text, nullptr})));
  return json::object();
}

PageDriver::Reply PageDriver::fill_secret(const core::Context& context, const FillOperation& fill) {
  std::string host;
  std::string full_name;
  core::SecretSource source;
  {
    const std::lock_guard lock(state_->mutex);
    const PagePolicy& policy = state_->policy;
    host = core::host_of(state_->document.url).value_or("");
    if (!policy.secret_names.contains(*fill.secret) || !policy.secrets) {
      return {Code::invalid_argument, "platform \"" + policy.platform + "\" may not use a secret named \"" + *fill.secret + "\"", "name it among the secrets of the platform's manifest"};
    }
    if (state_->saved || !core::may_open(policy.allowed_hosts, state_->document.url)) {
      return {Code::invalid_argument, "a secret is only filled in on a live page of the platform's own hosts", {}};
    }
    full_name = policy.platform + "." + *fill.secret;
    source = policy.secrets;
  }
  VOYGEN_TRY(const core::Secret secret, source(full_name));
  mask_spellings(secret);
  VOYGEN_TRY([[maybe_unused]] const json filled, agent(context, "fill", json::array({fill.selector, secret.reveal(), host})));
  return json::object();
}

PageDriver::Reply PageDriver::run(const core::Context& context, const SelectOperation& operation) {
  begin_action();
  VOYGEN_TRY([[maybe_unused]] const json selected, agent(context, "select", json::array({operation.selector, operation.value})));
  return json::object();
}

PageDriver::Reply PageDriver::run(const core::Context& context, const CheckOperation& operation) {
  begin_action();
  VOYGEN_TRY([[maybe_unused]] const json checked, agent(context, "check", json::array({operation.selector, operation.on})));
  return json::object();
}

// ------------------------------------------------------------------ keys

std::shared_ptr<PageDriver::Sent> PageDriver::send_key(const json& key) {
  json down = key;
  down["type"] = key.contains("text") ? "keyDown" : "rawKeyDown";
  connection_.send(session_, "Input.dispatchKeyEvent", down);
  json up = key;
  up["type"] = "keyUp";
  up.erase("text");
  return send("Input.dispatchKeyEvent", up);
}

Outcome PageDriver::settle(const core::Context& context, const Sent& sent, std::uint64_t before) {
  std::unique_lock lock(state_->mutex);
  const auto settled = [&] { return sent.reply || state_->ended || state_->document.number != before; };
  if (!core::wait(context, state_->changed, lock, settled)) return gave_up(context, "the page did not take the input event");
  if (state_->ended) return *state_->ended;
  if (sent.reply && !sent.reply->ok() && state_->document.number == before) return sent.reply->error();
  return done();
}

Outcome PageDriver::pause(const core::Context& context, std::chrono::milliseconds duration) {
  if (duration.count() == 0) return done();
  std::unique_lock lock(state_->mutex);
  const bool ended = core::wait(context.ending_within(duration), state_->changed, lock, [&] { return state_->ended.has_value(); });
  if (ended) return *state_->ended;
  if (context.ended()) return gave_up(context, "not all keys were pressed");
  return done();
}

PageDriver::Reply PageDriver::run(const core::Context& context, const TypeOperation& operation) {
  const auto before = begin_action();
  VOYGEN_TRY(const json focused, agent(context, "focusToType", json::array({operation.selector})));
  std::shared_ptr<Sent> last;
  if (operation.text.empty() && !focused.value("isEmpty", true)) last = send_key(*find_key("Delete"));
  for (const std::string& character : characters_of(operation.text)) {
    if (last && operation.key_delay.count() > 0) {
      VOYGEN_DO(settle(context, *last, before));
      VOYGEN_DO(pause(context, operation.key_delay));
    }
    last = send_key(*find_key(character));
  }
  if (last) VOYGEN_DO(settle(context, *last, before));
  return json::object();
}

PageDriver::Reply PageDriver::run(const core::Context& context, const PressOperation& operation) {
  const auto key = find_key(operation.key);
  if (!key) return {Code::invalid_argument, "there is no key of that name", "use Enter, Tab, Escape, Backspace, Delete, Space, an arrow, Home, End, PageUp, PageDown or one character"};
  const auto before = begin_action();
  VOYGEN_DO(settle(context, *send_key(*key), before));
  return json::object();
}

// ------------------------------------------------------------------ mouse

PageDriver::Reply PageDriver::run(const core::Context& context, const ClickOperation& operation) {
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    const auto before = begin_action();
    VOYGEN_TRY(const Hit hit, click_with_mouse(context, operation.selector, before));
    if (hit == Hit::other_document) continue;  // the page moved on before the mouse did
    if (hit == Hit::missed) {
      const auto by_script = agent(context, "clickByScript", json::array({operation.selector}), before);
      if (!by_script.ok() && by_script.error().code != Code::page_closed) return by_script;
    }
    return operation.wait_for_navigation ? wait_for_document(context, before) : json::object();
  }
  return {Code::unavailable, "the page kept loading other documents", "try again"};
}

Result<PageDriver::Hit> PageDriver::click_with_mouse(const core::Context& context, const std::string& selector, std::uint64_t before) {
  const auto place = agent(context, "locate", json::array({selector}), before);
  if (!place.ok()) return moved_on(before) ? Result<Hit>(Hit::other_document) : place.error();
  if (place->contains("why")) {
    core::log(core::LogLevel::debug, "clicked by script instead of the mouse", {{"selector", selector}, {"why", place->value("why", std::string{})}});
    return Hit::missed;
  }
  connection_.send(session_, "Input.dispatchMouseEvent", mouse("mouseMoved", *place, -1));
  connection_.send(session_, "Input.dispatchMouseEvent", mouse("mousePressed", *place, 1));
  const auto released = send("Input.dispatchMouseEvent", mouse("mouseReleased", *place, 0));
  VOYGEN_DO(settle(context, *released, before));
  const auto landed = agent(context, "hasLanded", json::array(), before);
  if (!landed.ok()) return moved_on(before) ? Result<Hit>(Hit::element) : landed.error();  // the click led to another document
  if (*landed == json(true)) return Hit::element;
  core::log(core::LogLevel::debug, "clicked by script instead of the mouse", {{"selector", selector}, {"why", "the element moved away"}});
  return Hit::missed;
}

}  // namespace voygen::browser
