// Page: the browser tab lent to a call. Every function blocks until the browser did it, the call's deadline passed, or the call was
// cancelled; a wait that fails says what was awaited, where, and for how long. Selectors are CSS; the first match counts.
// docs/page-operations.md has the JSON of each operation.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voygen/call.hpp"

namespace voygen {

// What the browser is asked to wait for after a step.
struct NavigationResult {
  std::string url;  // where it ended, after redirects
  int status = 0;   // HTTP status of the document; 0 when it did not come over HTTP
};

// One network answer kept by capture_responses().
struct CapturedResponse {
  std::string url;
  int status = 0;
  std::string body;
};

class Page {
 public:
  explicit Page(Call& call) : call_(&call) {}

  // Opens an address of a host the manifest names. Returns when the document is parsed (DOMContentLoaded), not when its pictures came.
  Result<NavigationResult> open(std::string_view url, std::optional<std::chrono::milliseconds> at_most = {}) {
    nlohmann::json operation{{"op", "goto"}, {"url", url}};
    if (at_most) operation["timeoutMs"] = at_most->count();
    VOYGEN_TRY(const auto reply, call_->perform(operation));
    return NavigationResult{reply.value("url", std::string{}), reply.value("status", 0)};
  }

  Outcome wait_for_selector(std::string_view selector, std::optional<std::chrono::milliseconds> at_most = {}) {
    return just(wait("selector", "selector", selector, at_most));
  }
  // Waits until a JavaScript expression is truthy and returns its value, e.g. which of several outcomes came.
  Result<nlohmann::json> wait_for_function(std::string_view expression, std::optional<std::chrono::milliseconds> at_most = {}) {
    VOYGEN_TRY(auto reply, wait("function", "expression", expression, at_most));
    return std::move(reply["value"]);
  }
  // Waits for the next document. Ask before the step that causes it with `click(selector, and_wait_for_navigation)`.
  Outcome wait_for_navigation(std::optional<std::chrono::milliseconds> at_most = {}) { return just(wait("navigation", nullptr, {}, at_most)); }
  // No request running for half a second.
  Outcome wait_for_quiet_network(std::optional<std::chrono::milliseconds> at_most = {}) { return just(wait("quiet_network", nullptr, {}, at_most)); }
  // The end of the first answer whose address matches; "*" stands for anything.
  Outcome wait_for_response(std::string_view url_pattern, std::optional<std::chrono::milliseconds> at_most = {}) {
    return just(wait("response", "urlPattern", url_pattern, at_most));
  }

  // Sets a field's value at once and tells the page's scripts (input, change).
  Outcome fill(std::string_view selector, std::string_view text) { return step({{"op", "fill"}, {"selector", selector}, {"text", text}}); }
  // The same with a secret the manifest names. The host types it; this side never sees it.
  Outcome fill_secret(std::string_view selector, std::string_view secret_name) {
    return step({{"op", "fill"}, {"selector", selector}, {"secret", secret_name}});
  }
  // Types with real key events, for autocompletes; replaces what stands in the field.
  Outcome type(std::string_view selector, std::string_view text, std::chrono::milliseconds between_keys = {}) {
    return step({{"op", "type"}, {"selector", selector}, {"text", text}, {"keyDelayMs", between_keys.count()}});
  }
  Outcome select(std::string_view selector, std::string_view value) { return step({{"op", "select"}, {"selector", selector}, {"value", value}}); }
  // Sets a check box.
  Outcome check(std::string_view selector, bool on = true) { return step({{"op", "check"}, {"selector", selector}, {"on", on}}); }
  Outcome click(std::string_view selector) { return step({{"op", "click"}, {"selector", selector}}); }
  // Clicks and returns when the document that follows is parsed.
  Result<NavigationResult> click_and_navigate(std::string_view selector) {
    VOYGEN_TRY(const auto reply, call_->perform({{"op", "click"}, {"selector", selector}, {"waitForNavigation", true}}));
    return NavigationResult{reply.value("url", std::string{}), reply.value("status", 0)};
  }
  // One key by its DOM name: "Enter", "Escape", "Tab", "ArrowDown", "a".
  Outcome press(std::string_view key) { return step({{"op", "press"}, {"key", key}}); }

  // Runs a JavaScript function expression in the page with JSON arguments and returns its JSON value; a promise is awaited.
  // e.g. evaluate("(selector) => document.querySelectorAll(selector).length", {".result"})
  Result<nlohmann::json> evaluate(std::string_view function, const nlohmann::json& arguments = nlohmann::json::array()) {
    VOYGEN_TRY(auto reply, call_->perform({{"op", "evaluate"}, {"function", function}, {"arguments", arguments}}));
    return std::move(reply["value"]);
  }
  // Reads repeated items by a declarative specification (docs/page-operations.md#extract): {"items":[...],"missing":{...}}.
  Result<nlohmann::json> extract(const nlohmann::json& specification) { return call_->perform({{"op", "extract"}, {"spec", specification}}); }

  Result<std::string> url() { return text_of("url", "url"); }
  Result<std::string> content() { return text_of("content", "html"); }
  // PNG, base64. For a person who looks into a failure.
  Result<std::string> screenshot() { return text_of("screenshot", "png"); }
  // Is a cookie of this name set for the page? Values never leave the host.
  Result<bool> has_cookie(std::string_view name) {
    VOYGEN_TRY(const auto reply, call_->perform({{"op", "cookies_present"}, {"names", nlohmann::json::array({name})}}));
    return reply.value("present", nlohmann::json::object()).value(std::string(name), false);
  }

  // From now on keeps the bodies of answers whose address matches, until the call ends. take_captured() hands them over.
  Outcome capture_responses(std::string_view url_pattern) { return step({{"op", "capture_responses"}, {"urlPattern", url_pattern}}); }
  Result<std::vector<CapturedResponse>> take_captured() {
    VOYGEN_TRY(const auto reply, call_->perform({{"op", "take_captured"}}));
    std::vector<CapturedResponse> responses;
    for (const auto& entry : reply.value("responses", nlohmann::json::array())) {
      responses.push_back({entry.value("url", std::string{}), entry.value("status", 0), entry.value("body", std::string{})});
    }
    return responses;
  }

  // Tells the pool that this session is signed in (or no longer): warm, signed-in sessions are lent first.
  Outcome mark_signed_in(bool signed_in) { return step({{"op", "mark_signed_in"}, {"signedIn", signed_in}}); }

 private:
  Outcome step(const nlohmann::json& operation) { return just(call_->perform(operation)); }
  static Outcome just(Result<nlohmann::json> reply) { return reply.ok() ? done() : Outcome(std::move(reply).error()); }

  Result<nlohmann::json> wait(const char* what, const char* key, std::string_view value, std::optional<std::chrono::milliseconds> at_most) {
    nlohmann::json operation{{"op", "wait"}, {"for", what}};
    if (key) operation[key] = value;
    if (at_most) operation["timeoutMs"] = at_most->count();
    return call_->perform(operation);
  }
  Result<std::string> text_of(const char* op, const char* member) {
    VOYGEN_TRY(const auto reply, call_->perform({{"op", op}}));
    return reply.value(member, std::string{});
  }

  Call* call_;
};

}  // namespace voygen
