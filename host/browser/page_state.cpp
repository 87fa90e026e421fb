#include "page_state.hpp"

#include <Poco/Base64Encoder.h>

#include <sstream>

#include "agent_script.hpp"
#include "core/log.hpp"
#include "core/web_address.hpp"

namespace voygen::browser {
namespace {

using core::log;
using core::LogLevel;
using nlohmann::json;

constexpr std::size_t kKeptLoaders = 16;
constexpr std::size_t kMostCaptured = 200;
constexpr std::size_t kMostCapturedBytes = 32 * 1024 * 1024;

const char* cdp_name(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::image: return "Image";
    case ResourceKind::font: return "Font";
    case ResourceKind::media: return "Media";
    case ResourceKind::stylesheet: return "Stylesheet";
  }
  return "Image";
}

std::string base64(const std::string& bytes) {
  std::ostringstream text;
  Poco::Base64Encoder encoder(text);
  encoder.rdbuf()->setLineLength(0);
  encoder << bytes;
  encoder.close();
  return text.str();
}

// Its scripts must not run: the policy forbids them all, while the agent's isolated world has a policy of its own.
json saved_answer(const std::string& request, const std::string& html) {
  return {{"requestId", request},
          {"responseCode", 200},
          {"responseHeaders", json::array({{{"name", "Content-Type"}, {"value", "text/html; charset=utf-8"}},
                                           {{"name", "Content-Security-Policy"}, {"value", "script-src 'none'; object-src 'none'; form-action 'none'"}}})},
          {"body", base64(html)}};
}

}  // namespace

void PageState::on_ended(const std::string& session, const Error& why) {
  if (session != session_) return;  // a worker or frame of the page
  const std::lock_guard lock(mutex);
  ended = why;
  world = {};
  changed.notify_all();
}

void PageState::on_event(CdpConnection& connection, const std::string& session, std::string_view method, const json& params) {
  if (method == "Fetch.requestPaused") return on_request_paused(connection, session, params);
  if (method.starts_with("Network.")) return on_network_event(connection, session, method, params);
  if (method == "Target.attachedToTarget") return on_child_attached(connection, params);
  if (method == "Target.detachedFromTarget") return connection.forget(params.at("sessionId").get<std::string>());
  if (session == session_) on_page_event(connection, method, params);
}

void PageState::on_page_event(CdpConnection& connection, std::string_view method, const json& params) {
  if (method == "Page.javascriptDialogOpening") {
    // Leaving a page must not be held up; everything else is answered with "no".
    const bool leaving = params.value("type", std::string{}) == "beforeunload";
    connection.send(session_, "Page.handleJavaScriptDialog", {{"accept", leaving}});
    return log(LogLevel::debug, "a dialog of the page was dismissed", {{"text", params.value("message", std::string{})}});
  }
  if (method == "Page.frameNavigated") {
    if (params.at("frame").contains("parentId")) return;
    frame_navigated(params.at("frame"));
    return ask_for_world(connection);
  }
  const std::lock_guard lock(mutex);
  if (method == "Page.navigatedWithinDocument" && params.value("frameId", std::string{}) == main_frame_) {
    document.url = params.value("url", document.url);
  } else if (method == "Page.lifecycleEvent" && params.value("name", std::string{}) == "DOMContentLoaded" &&
             params.value("loaderId", std::string{}) == document.loader) {
    document.parsed = true;
  } else {
    return;
  }
  changed.notify_all();
}

void PageState::frame_navigated(const json& frame) {
  const std::lock_guard lock(mutex);
  const bool failed = frame.contains("unreachableUrl");
  const std::string url = failed ? frame.value("unreachableUrl", std::string{}) : frame.value("url", std::string{}) + frame.value("urlFragment", std::string{});
  document = {document.number + 1, frame.value("loaderId", std::string{}), url, false, failed};
  loaders.push_back(document.loader);
  if (loaders.size() > kKeptLoaders) loaders.pop_front();
  world = {};
  network.document_replaced(document.loader);
  changed.notify_all();
}

void PageState::ask_for_world(CdpConnection& connection) {
  std::uint64_t asked_for = 0;
  {
    const std::lock_guard lock(mutex);
    if (world.progress != AgentWorld::Progress::none || ended) return;
    world.progress = AgentWorld::Progress::asked;
    asked_for = document.number;
  }
  const auto self = shared_from_this();  // the reply may come after the page was given up
  connection.send(session_, "Page.createIsolatedWorld", {{"frameId", main_frame_}, {"worldName", "voygen"}}, [self, &connection, asked_for](Result<json> reply) {
    if (reply.ok()) {
      // Not waited for: what is sent to this world afterwards is carried out afterwards.
      connection.send(self->session_, "Runtime.evaluate", {{"expression", kAgentScript}, {"contextId", reply->at("executionContextId")}, {"silent", true}});
    }
    const std::lock_guard lock(self->mutex);
    if (self->document.number != asked_for) return;
    self->world = reply.ok() ? AgentWorld{AgentWorld::Progress::ready, reply->at("executionContextId").get<std::int64_t>()} : AgentWorld{};
    self->changed.notify_all();
  });
}

void PageState::send_network_policy(CdpConnection& connection, const std::string& session) const {
  json patterns = json::array({{{"urlPattern", "*"}, {"resourceType", "Document"}}});
  json blocked = json::array();
  {
    const std::lock_guard lock(mutex);
    for (const ResourceKind kind : policy.blocked_kinds) patterns.push_back({{"urlPattern", "*"}, {"resourceType", cdp_name(kind)}});
    for (const std::string& pattern : policy.blocked_urls) blocked.push_back(pattern);
    if (saved) patterns = json::array({{{"urlPattern", "*"}}});
  }
  connection.send(session, "Fetch.enable", {{"patterns", patterns}});
  connection.send(session, "Network.setBlockedURLs", {{"urls", blocked}});
}

void PageState::on_request_paused(CdpConnection& connection, const std::string& session, const json& params) {
  const std::string request = params.at("requestId").get<std::string>();
  const std::string url = params.at("request").at("url").get<std::string>();
  const bool is_document = params.value("resourceType", std::string{}) == "Document";
  const bool is_main = is_document && params.value("frameId", std::string{}) == main_frame_;
  json answer;
  {
    const std::lock_guard lock(mutex);
    const std::string shown = url.substr(0, url.find('#'));
    if (saved && is_main && shown == saved->url.substr(0, saved->url.find('#'))) {
      answer = saved_answer(request, saved->html);
    } else if (!saved && is_document && core::may_open(policy.allowed_hosts, url)) {
      answer = {{"requestId", request}};
    } else if (is_main) {
      refused_document = core::host_of(url).value_or(core::shown_url(url));
      --network.usage.requests;
      ++network.usage.requests_blocked;
      changed.notify_all();
    }
  }
  if (answer.contains("body")) return connection.send(session, "Fetch.fulfillRequest", answer);
  if (!answer.is_null()) return connection.send(session, "Fetch.continueRequest", answer);
  // An aborted navigation leaves the page as it is; a blocked one would put the browser's error page in its place.
  connection.send(session, "Fetch.failRequest", {{"requestId", request}, {"errorReason", is_main ? "Aborted" : "BlockedByClient"}});
}

void PageState::on_network_event(CdpConnection& connection, const std::string& session, std::string_view method, const json& params) {
  std::optional<CapturedAnswer> wanted;
  std::string recheck;
  const std::string id = params.at("requestId").get<std::string>();
  {
    const std::lock_guard lock(mutex);
    const auto* request = network.find(session, id);
    const bool is_end = method == "Network.loadingFinished" || method == "Network.loadingFailed";
    if (is_end && request) {
      if (request->is_document && request->loader == id && method == "Network.loadingFailed") {
        failed_document = params.value("errorText", std::string{});
        if (params.value("canceled", false)) aborted_loader = id;
      }
      for (const std::string& pattern : captured_patterns) {
        if (method == "Network.loadingFinished" && matches_pattern(pattern, request->url)) wanted = CapturedAnswer{request->url, request->status, {}, false};
      }
      if (function_waits > 0) recheck = recheck_event;
    }
    if (wanted) ++bodies_on_the_way;
    network.on_event(session, method, params);
    if (is_end || method == "Network.requestWillBeSent") changed.notify_all();
  }
  if (wanted) fetch_body(connection, session, id, std::move(*wanted));
  if (!recheck.empty()) connection.send(session_, "Runtime.evaluate", {{"expression", "document.dispatchEvent(new Event('" + recheck + "'))"}, {"silent", true}});
}

void PageState::fetch_body(CdpConnection& connection, const std::string& session, const std::string& request, CapturedAnswer answer) {
  const auto self = shared_from_this();  // the body may come after the page was given up
  connection.send(session, "Network.getResponseBody", {{"requestId", request}},
                  [self, answer = std::move(answer)](const Result<json>& reply) { self->keep_body(answer, reply); });
}

void PageState::keep_body(CapturedAnswer answer, const Result<json>& reply) {
  const std::lock_guard lock(mutex);
  --bodies_on_the_way;
  changed.notify_all();
  if (reply.ok()) {
    answer.body = reply->value("body", std::string{});
    answer.is_base64 = reply->value("base64Encoded", false);
  }
  if (!reply.ok() || captured.size() >= kMostCaptured || captured_bytes + answer.body.size() > kMostCapturedBytes) {
    ++captures_dropped;
    return;
  }
  captured_bytes += answer.body.size();
  captured.push_back(std::move(answer));
}

// Frames of other processes and workers stand under the same policy and are counted with the page.
void PageState::on_child_attached(CdpConnection& connection, const json& params) {
  const std::string child = params.at("sessionId").get<std::string>();
  const bool is_frame = params.at("targetInfo").value("type", std::string{}) == "iframe";
  connection.listen(child, shared_from_this());
  connection.send(child, "Network.enable", json::object());
  if (is_frame) {
    send_network_policy(connection, child);
    connection.send(child, "Target.setAutoAttach", {{"autoAttach", true}, {"waitForDebuggerOnStart", true}, {"flatten", true}});
  }
  connection.send(child, "Runtime.runIfWaitingForDebugger", json::object());
}

}  // namespace voygen::browser
