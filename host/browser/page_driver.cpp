#include "page_driver.hpp"

#include <algorithm>

#include "agent_script.hpp"
#include "core/log.hpp"
#include "core/web_address.hpp"
#include "masking.hpp"

namespace voygen::browser {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kLongestErrorPage{500};
constexpr std::chrono::milliseconds kLongestStop{200};  // until a script is stopped once more
constexpr const char* kAborted = "net::ERR_ABORTED";
constexpr int kMostAttempts = 100;  // documents that may replace each other under one operation

Code code_named(std::string_view name) {
  for (const Code code : {Code::invalid_argument, Code::not_found, Code::drift}) {
    if (name_of(code) == name) return code;
  }
  return Code::internal;
}

// A page's exception, as an error. One that came before the code ran is the caller's typing error.
Error thrown_error(const json& details) {
  const json exception = details.value("exception", json::object());
  std::string what = exception.value("description", exception.value("value", json(details.value("text", "no reason given"))).dump());
  what = what.substr(0, what.find('\n'));
  const bool did_not_compile = exception.value("className", std::string{}) == "SyntaxError" && !details.contains("stackTrace");
  if (did_not_compile) return {Code::invalid_argument, "it is not valid JavaScript: " + what, {}};
  return {Code::drift, "it threw " + what, "see whether the page still looks as expected"};
}

// For messages.
std::string host_text(const std::string& url) { return core::host_of(url).value_or(core::shown_url(url)); }

bool is_web_address(std::string_view url) { return url.starts_with("http://") || url.starts_with("https://"); }

}  // namespace

// ------------------------------------------------------------------ commands

std::shared_ptr<PageDriver::Sent> PageDriver::send(std::string_view method, const json& params) {
  const auto sent = std::make_shared<Sent>();  // shared with a reply that may come after we gave up
  connection_.send(session_, method, params, [sent, state = state_](Reply reply) {
    const std::lock_guard lock(state->mutex);
    sent->reply.emplace(std::move(reply));
    state->changed.notify_all();
  });
  return sent;
}

bool PageDriver::wait(const core::Context& context, const std::function<bool()>& ready) {
  std::unique_lock lock(state_->mutex);
  return core::wait(context, state_->changed, lock, ready);
}

PageDriver::Reply PageDriver::command(const core::Context& context, std::string_view method, const json& params) {
  const auto sent = send(method, params);
  std::unique_lock lock(state_->mutex);
  if (core::wait(context, state_->changed, lock, [&] { return sent->reply.has_value(); })) return std::move(*sent->reply);
  return gave_up(context, "the page did not answer in time");
}

void PageDriver::stop_scripts() {
  connection_.send(session_, "Runtime.terminateExecution", json::object());
  // When nothing was running, the termination hits the next script: let it be this one.
  stopping_ = send("Runtime.evaluate", {{"expression", "0"}, {"silent", true}});
  std::int64_t context_id = 0;
  {
    const std::lock_guard lock(state_->mutex);
    context_id = state_->world.context;
  }
  if (context_id == 0) return;
  connection_.send(session_, "Runtime.evaluate", {{"expression", "voygen.run('abandon')"}, {"contextId", context_id}, {"silent", true}});
}

void PageDriver::stop_loading() { connection_.send(session_, "Page.stopLoading", json::object()); }

Outcome PageDriver::wait_until_free(const core::Context& context) {
  while (stopping_) {
    const auto patience = context.ending_within(kLongestStop);
    if (wait(patience, [&] { return stopping_->reply.has_value(); })) {
      stopping_.reset();
    } else if (context.ended()) {
      return gave_up(context, "a script holds the page up");
    } else {
      connection_.send(session_, "Runtime.terminateExecution", json::object());  // the first one hit a script before the endless one
    }
  }
  return done();
}

std::string PageDriver::address() const {
  const std::lock_guard lock(state_->mutex);
  return core::shown_url(state_->document.url);
}

Error PageDriver::gave_up(const core::Context& context, const std::string& what_is_missing) {
  if (context.stop().stop_requested()) return {Code::cancelled, "the call was cancelled", {}};
  return {Code::timeout, what_is_missing, "allow more time, or see whether the page still looks as expected"};
}

std::uint64_t PageDriver::document_number() const {
  const std::lock_guard lock(state_->mutex);
  return state_->document.number;
}

bool PageDriver::is_parsed() const {
  const std::lock_guard lock(state_->mutex);
  return state_->document.parsed;
}

bool PageDriver::moved_on(std::uint64_t from) const {
  const std::lock_guard lock(state_->mutex);
  return !state_->ended && state_->document.number != from;
}

std::uint64_t PageDriver::begin_action() {
  const std::lock_guard lock(state_->mutex);
  state_->refused_document.clear();
  state_->failed_document.clear();
  state_->aborted_loader.clear();
  answers_before_action_ = state_->network.ended();
  return acted_in_ = state_->document.number;
}

// ------------------------------------------------------------------ scripts

Result<std::int64_t> PageDriver::agent_world(const core::Context& context, std::optional<std::uint64_t> only_in) {
  using Progress = AgentWorld::Progress;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    state_->ask_for_world(connection_);
    std::unique_lock lock(state_->mutex);
    const auto settled = [&] { return state_->ended || state_->world.progress != Progress::asked; };
    if (!core::wait(context, state_->changed, lock, settled)) return gave_up(context, "the page did not answer in time");
    if (state_->ended) return *state_->ended;
    if (only_in && state_->document.number != *only_in) return {Code::page_closed, "the page went on to another document"};
    if (state_->world.progress == Progress::ready) return state_->world.context;
  }
  return {Code::internal, "the page gave its agent no world to run in"};
}

void PageDriver::lose_world(std::int64_t context_id) {
  const std::lock_guard lock(state_->mutex);
  if (state_->world.context == context_id) state_->world = {};
}

PageDriver::Reply PageDriver::agent(const core::Context& context, std::string_view function, const json& arguments, std::optional<std::uint64_t> only_in) {
  std::string expression = "voygen.run('" + std::string(function) + "'";
  for (const json& argument : arguments) expression += ", " + argument.dump(-1, ' ', true, json::error_handler_t::replace);
  expression += ")";
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    VOYGEN_TRY(const std::int64_t world, agent_world(context, only_in));
    auto reply = command(context, "Runtime.evaluate",
                         {{"expression", expression}, {"contextId", world}, {"awaitPromise", true}, {"returnByValue", true}, {"userGesture", true}});
    if (!reply.ok() && reply.error().code != Code::internal) return reply;
    if (!reply.ok() || reply->contains("exceptionDetails")) {  // the document was replaced meanwhile
      lose_world(world);
      continue;
    }
    json& outcome = (*reply)["result"]["value"];
    if (const auto error = outcome.find("error"); error != outcome.end()) {
      return Error{code_named(error->value("code", std::string{})), error->value("message", std::string{}), {}};
    }
    return std::move(outcome["value"]);
  }
  return {Code::unavailable, "the page kept loading other documents", "try again"};
}

PageDriver::Reply PageDriver::evaluate(const core::Context& context, const std::string& expression) {
  VOYGEN_TRY(json reply, command(context, "Runtime.evaluate",
                                 {{"expression", expression}, {"awaitPromise", true}, {"returnByValue", true}, {"userGesture", true}}));
  if (const auto details = reply.find("exceptionDetails"); details != reply.end()) return thrown_error(*details);
  const json& result = reply["result"];
  if (result.contains("value")) return std::move(reply["result"]["value"]);
  if (result.contains("unserializableValue")) return {Code::invalid_argument, "its value is no JSON: " + result.value("unserializableValue", std::string{})};
  return json(nullptr);
}

PageDriver::Reply PageDriver::run(const core::Context& context, const EvaluateOperation& operation) {
  const auto before = begin_action();
  std::string call = "(" + operation.function + "\n)(";
  for (const json& argument : operation.arguments) call += argument.dump(-1, ' ', true, json::error_handler_t::replace) + ", ";
  auto value = evaluate(context, call + ")");
  if (value.ok()) return json{{"value", std::move(*value)}};
  if (value.error().code != Code::internal) return value;
  const std::lock_guard lock(state_->mutex);
  if (state_->ended) return *state_->ended;
  if (state_->document.number == before) return value;
  return {Code::unavailable, "the page went on to another document meanwhile", "wait for the document first, then evaluate"};
}

PageDriver::Reply PageDriver::run(const core::Context& context, const ExtractOperation& operation) {
  return agent(context, "extract", json::array({operation.spec}));
}

// ------------------------------------------------------------------ documents

PageDriver::Reply PageDriver::run(const core::Context& context, const GotoOperation& operation) {
  if (!is_web_address(operation.url)) return {Code::invalid_argument, "only http and https addresses can be opened", "give the whole address"};
  {
    const std::lock_guard lock(state_->mutex);
    if (!core::may_open(state_->policy.allowed_hosts, operation.url)) {
      return {Code::invalid_argument, "host \"" + host_text(operation.url) + "\" is not one that platform \"" + state_->policy.platform + "\" may open", "name it among the hosts of the platform's manifest"};
    }
  }
  return navigate(operation.timeout ? context.ending_within(*operation.timeout) : context, operation.url);
}

PageDriver::Reply PageDriver::navigate(const core::Context& context, const std::string& url) {
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->ended && state_->ended->code == Code::page_crashed) {
      connection_.revive(session_);  // a navigation brings a crashed page back
      state_->ended.reset();
      state_->came_back = true;
    }
  }
  auto reply = navigate_once(context, url);
  if (!is_web_address(url)) return reply;
  std::unique_lock lock(state_->mutex);
  const bool again = state_->came_back && !reply.ok() && state_->failed_document == kAborted;
  state_->came_back = false;
  lock.unlock();
  // Chromium itself gives up every fifth or so of the first navigations after a crash; nobody asked for that.
  return again ? navigate_once(context, url) : reply;
}

PageDriver::Reply PageDriver::navigate_once(const core::Context& context, const std::string& url) {
  begin_action();
  VOYGEN_TRY(const json reply, command(context, "Page.navigate", {{"url", url}}));
  const std::string error = reply.value("errorText", std::string{});
  const std::string loader = reply.value("loaderId", std::string{});
  if (error.empty() && !loader.empty()) return wait_for_document(context, [this, loader] { return came(loader); }, loader);
  if (!error.empty() && error != kAborted) {  // the browser shows a page of its own about it: let that be over first
    [[maybe_unused]] const bool shown = wait(context.ending_within(kLongestErrorPage), [&] { return state_->ended || came(loader); });
  }
  const std::lock_guard lock(state_->mutex);
  if (state_->ended) return *state_->ended;
  if (!error.empty()) state_->failed_document = error;  // the event of it may come later
  if (error.empty()) {  // a jump within the document
    state_->document.url = url;
    return document_reply();
  }
  if (!state_->refused_document.empty()) return refused();
  if (error == "net::ERR_HTTP_RESPONSE_CODE_FAILURE") {  // an error status without a body
    acted_in_ = state_->document.number;
    return json{{"url", url}, {"status", state_->network.document_status(loader)}};
  }
  return {Code::unavailable, "opening \"" + host_text(url) + "\" failed with " + error, "try again later"};
}

bool PageDriver::came(const std::string& loader) const {
  return std::find(state_->loaders.begin(), state_->loaders.end(), loader) != state_->loaders.end();
}

Error PageDriver::refused() const {
  if (state_->saved) return {Code::invalid_argument, "a saved page is shown, and nothing else can be opened", {}};
  return {Code::invalid_argument, "the site led to host \"" + state_->refused_document + "\", which platform \"" + state_->policy.platform + "\" may not open",
          "name it among the hosts of the platform's manifest"};
}

PageDriver::Reply PageDriver::document_reply() {
  acted_in_ = state_->document.number;
  return json{{"url", state_->document.url}, {"status", state_->network.document_status(state_->document.loader)}};
}

PageDriver::Reply PageDriver::wait_for_document(const core::Context& context, std::uint64_t after) {
  return wait_for_document(context, [this, after] { return state_->document.number > after; });
}

PageDriver::Reply PageDriver::wait_for_document(const core::Context& context, const std::function<bool()>& is_there, const std::string& loader) {
  std::unique_lock lock(state_->mutex);
  const auto ready = [&] {
    const bool complete = state_->document.parsed || state_->document.is_error_page;
    return (is_there() && complete) || state_->ended || !state_->refused_document.empty();
  };
  const auto given_up = [&] { return !loader.empty() && state_->aborted_loader == loader && !is_there(); };
  const bool in_time = core::wait(context, state_->changed, lock, [&] { return ready() || given_up(); });
  if (state_->ended) return *state_->ended;
  if (!state_->refused_document.empty()) return refused();
  if (in_time && !ready()) return {Code::unavailable, "the browser gave the navigation up", "try again"};
  if (!in_time) return gave_up(context, "no document came");
  if (state_->document.is_error_page) return {Code::unavailable, "opening \"" + host_text(state_->document.url) + "\" failed with " + state_->failed_document, "try again later"};
  return document_reply();
}

// ------------------------------------------------------------------ looking

PageDriver::Reply PageDriver::run(const core::Context&, const UrlOperation&) {
  const std::lock_guard lock(state_->mutex);
  if (state_->ended) return *state_->ended;
  return json{{"url", state_->document.url}};
}

PageDriver::Reply PageDriver::run(const core::Context& context, const ContentOperation&) {
  VOYGEN_TRY(json html, agent(context, "content", json::array()));
  return json{{"html", std::move(html)}};
}

PageDriver::Reply PageDriver::run(const core::Context& context, const ScreenshotOperation&) {
  VOYGEN_TRY(const json text, agent(context, "shield", json::array({true})));
  const std::string visible = text.get<std::string>();
  const bool shows_secret = core::masked(visible) != visible;
  auto picture = shows_secret ? Reply(Error{Code::unsupported, "the page shows a secret", "take the picture on another page"})
                              : command(context, "Page.captureScreenshot", {{"format", "png"}});
  const auto unshielded = agent(context, "shield", json::array({false}));
  if (!picture.ok()) return picture;
  if (!unshielded.ok()) return unshielded;
  return json{{"png", std::move((*picture)["data"])}};
}

PageDriver::Reply PageDriver::run(const core::Context& context, const CookiesPresentOperation& operation) {
  std::string url;
  {
    const std::lock_guard lock(state_->mutex);
    url = state_->document.url;
  }
  VOYGEN_TRY(const json reply, command(context, "Network.getCookies", {{"urls", json::array({url})}}));
  json present = json::object();
  for (const std::string& name : operation.names) present[name] = false;
  for (const json& cookie : reply.value("cookies", json::array())) {
    const auto found = present.find(cookie.value("name", std::string{}));
    if (found != present.end()) *found = true;
  }
  return json{{"present", std::move(present)}};
}

// ------------------------------------------------------------------ captured answers, marks

PageDriver::Reply PageDriver::run(const core::Context&, const CaptureResponsesOperation& operation) {
  const std::lock_guard lock(state_->mutex);
  state_->captured_patterns.push_back(operation.url_pattern);
  return json::object();
}

PageDriver::Reply PageDriver::run(const core::Context& context, const TakeCapturedOperation&) {
  std::unique_lock lock(state_->mutex);
  if (!core::wait(context, state_->changed, lock, [&] { return state_->ended || state_->bodies_on_the_way == 0; })) return gave_up(context, "not all captured answers came");
  if (state_->ended) return *state_->ended;
  json responses = json::array();
  for (CapturedAnswer& answer : state_->captured) {
    json entry{{"url", std::move(answer.url)}, {"status", answer.status}, {"body", std::move(answer.body)}};
    if (answer.is_base64) entry["base64"] = true;
    responses.push_back(std::move(entry));
  }
  json reply{{"responses", std::move(responses)}};
  if (state_->captures_dropped > 0) reply["dropped"] = state_->captures_dropped;
  state_->captured.clear();
  state_->captured_bytes = 0;
  state_->captures_dropped = 0;
  return reply;
}

PageDriver::Reply PageDriver::run(const core::Context&, const MarkSignedInOperation& operation) {
  signed_in_ = operation.signed_in;
  return json::object();
}

}  // namespace voygen::browser
