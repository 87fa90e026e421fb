#include "browser/cdp_connection.hpp"

#include <Poco/Buffer.h>
#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/WebSocket.h>
#include <Poco/URI.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/log.hpp"

namespace voygen::browser {
namespace {

using nlohmann::json;
using Poco::Net::WebSocket;

constexpr int kLargestMessage = 256 * 1024 * 1024;  // bytes; a screenshot or a big page fits, a runaway reply does not
constexpr int kOpCodeMask = 0x0f;

Error browser_gone(std::string_view how) {
  return {Code::browser_gone, "the browser is gone: " + std::string(how), "repeat the search; it gets a new browser"};
}

// The events somebody here acts on, sorted. All others are dropped by name, before their JSON is parsed.
constexpr std::array<std::string_view, 16> kWanted{
    "Fetch.requestPaused",       "Inspector.targetCrashed",      "Network.dataReceived",
    "Network.loadingFailed",     "Network.loadingFinished",      "Network.requestServedFromCache",
    "Network.requestWillBeSent", "Network.responseReceived",     "Page.frameDetached",
    "Page.frameNavigated",       "Page.javascriptDialogOpening", "Page.lifecycleEvent",
    "Page.navigatedWithinDocument", "Target.attachedToTarget",   "Target.detachedFromTarget",
    "Target.targetCrashed"};

bool is_unwanted_event(std::string_view text) {
  constexpr std::string_view kStart = R"({"method":")";
  if (!text.starts_with(kStart)) return false;
  text.remove_prefix(kStart.size());
  return !std::binary_search(kWanted.begin(), kWanted.end(), text.substr(0, text.find('"')));
}

}  // namespace

struct CdpConnection::Socket {
  explicit Socket(WebSocket opened) : web(std::move(opened)) {
    web.setNoDelay(true);
    web.setReceiveTimeout({});  // the reader thread blocks until something comes or the socket is shut down
    web.setSendTimeout(Poco::Timespan(5, 0));
    web.setMaxPayloadSize(kLargestMessage);
  }
  void send(const char* data, std::size_t size, int flags) {
    const std::lock_guard lock(sending);
    web.sendFrame(data, static_cast<int>(size), flags);
  }
  // Wakes the reader out of its blocking read.
  void shut_down() { ::shutdown(web.impl()->sockfd(), SHUT_RDWR); }

  WebSocket web;
  std::mutex sending;
};

Result<std::unique_ptr<CdpConnection>> CdpConnection::connect(const core::Context& context, const std::string& url) {
  if (context.ended()) return context.why_ended("connecting to the browser");
  try {
    const Poco::URI uri(url);
    if (uri.getScheme() != "ws") return {Code::unsupported, "connecting to the browser: only ws:// addresses are understood, not " + uri.getScheme() + "://"};
    Poco::Net::HTTPClientSession http(uri.getHost(), uri.getPort());
    http.setTimeout(Poco::Timespan(context.time_left().count() * 1000));
    Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_GET, uri.getPathEtc(), Poco::Net::HTTPMessage::HTTP_1_1);
    Poco::Net::HTTPResponse response;
    auto socket = std::make_unique<Socket>(WebSocket(http, request, response));
    return std::unique_ptr<CdpConnection>(new CdpConnection(std::move(socket)));
  } catch (const Poco::Exception& failure) {
    if (context.ended()) return context.why_ended("connecting to the browser");
    return browser_gone("connecting to it failed: " + failure.displayText());
  }
}

CdpConnection::CdpConnection(std::unique_ptr<Socket> socket) : socket_(std::move(socket)) {
  reader_ = std::thread([this] { read_until_closed(); });
}

CdpConnection::~CdpConnection() { close(); }

void CdpConnection::abort() {
  connection_ended(browser_gone("its connection was closed by this side"));
  socket_->shut_down();
}

void CdpConnection::close() {
  abort();
  if (reader_.joinable() && reader_.get_id() != std::this_thread::get_id()) reader_.join();
}

bool CdpConnection::is_open() const {
  const std::lock_guard lock(mutex_);
  return !gone_;
}

void CdpConnection::send(const std::string& session, std::string_view method, const json& params, Reply reply) {
  std::int64_t id = 0;
  std::optional<Error> ended;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = ended_sessions_.find(session); found != ended_sessions_.end()) ended = found->second;
    if (gone_) ended = gone_;
    if (!ended) {
      id = ++last_id_;
      pending_[id] = {session, std::move(reply)};
    }
  }
  if (ended) {
    if (reply) reply(*ended);
    return;
  }
  json message{{"id", id}, {"method", method}, {"params", params}};
  if (!session.empty()) message["sessionId"] = session;
  const std::string text = message.dump(-1, ' ', true, json::error_handler_t::replace);
  try {
    socket_->send(text.data(), text.size(), WebSocket::FRAME_TEXT);
  } catch (const Poco::Exception& failure) {
    connection_ended(browser_gone("sending to it failed: " + failure.displayText()));
    socket_->shut_down();
  }
}

Result<json> CdpConnection::command(const core::Context& context, const std::string& session, std::string_view method, const json& params) {
  struct Slot {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<Result<json>> result;
  };
  const auto slot = std::make_shared<Slot>();  // shared with a reply that may come after we gave up
  if (context.ended()) return context.why_ended("the browser command " + std::string(method));
  send(session, method, params, [slot](Result<json> result) {
    const std::lock_guard lock(slot->mutex);
    slot->result.emplace(std::move(result));
    slot->changed.notify_all();
  });
  std::unique_lock lock(slot->mutex);
  if (core::wait(context, slot->changed, lock, [&] { return slot->result.has_value(); })) return std::move(*slot->result);
  return context.why_ended("the browser command " + std::string(method));
}

void CdpConnection::listen(const std::string& session, std::shared_ptr<Listener> listener) {
  const std::lock_guard lock(mutex_);
  listeners_[session] = std::move(listener);
}

void CdpConnection::forget(const std::string& session) {
  const std::lock_guard lock(mutex_);
  listeners_.erase(session);
  ended_sessions_.erase(session);
  crash_reports_.erase(session);
}

std::shared_ptr<CdpConnection::Listener> CdpConnection::listener_of(const std::string& session) const {
  const std::lock_guard lock(mutex_);
  const auto found = listeners_.find(session);
  return found == listeners_.end() ? nullptr : found->second;
}

void CdpConnection::end_session(const std::string& session, const Error& why) {
  std::vector<Reply> rejected;
  std::shared_ptr<Listener> listener;
  {
    const std::lock_guard lock(mutex_);
    if (!ended_sessions_.emplace(session, why).second) return;
    for (auto entry = pending_.begin(); entry != pending_.end();) {
      if (entry->second.session != session) {
        ++entry;
        continue;
      }
      rejected.push_back(std::move(entry->second.reply));
      entry = pending_.erase(entry);
    }
    if (const auto found = listeners_.find(session); found != listeners_.end()) listener = found->second;
  }
  // The listener first: who gets a rejection may bring the session back at once, and must not be told of its end after that.
  if (listener) listener->on_ended(session, why);
  for (const Reply& reply : rejected) {
    if (reply) reply(why);
  }
}

void CdpConnection::revive(const std::string& session) {
  const std::lock_guard lock(mutex_);
  ended_sessions_.erase(session);
}

void CdpConnection::connection_ended(const Error& why) {
  std::map<std::int64_t, Pending> rejected;
  std::map<std::string, std::shared_ptr<Listener>> listeners;
  {
    const std::lock_guard lock(mutex_);
    if (gone_) return;
    gone_ = why;
    rejected.swap(pending_);
    listeners = listeners_;
  }
  for (const auto& [session, listener] : listeners) listener->on_ended(session, why);
  for (const auto& [id, pending] : rejected) {
    if (pending.reply) pending.reply(why);
  }
}

void CdpConnection::read_until_closed() {
  std::string how = "it closed its connection";
  try {
    Poco::Buffer<char> frame(0);
    std::string message;
    for (;;) {
      int flags = 0;
      frame.resize(0, false);
      const int received = socket_->web.receiveFrame(frame, flags);
      const int kind = flags & kOpCodeMask;
      if ((received <= 0 && flags == 0) || kind == WebSocket::FRAME_OP_CLOSE) break;
      if (kind == WebSocket::FRAME_OP_PING) {
        socket_->send(frame.begin(), frame.size(), WebSocket::FRAME_FLAG_FIN | static_cast<int>(WebSocket::FRAME_OP_PONG));
        continue;
      }
      if (kind == WebSocket::FRAME_OP_PONG) continue;
      message.append(frame.begin(), frame.size());
      if ((flags & WebSocket::FRAME_FLAG_FIN) == 0) continue;
      handle_message(message);
      message.clear();
    }
  } catch (const Poco::Exception& failure) {
    how = failure.displayText();
  }
  connection_ended(browser_gone(how));
}

void CdpConnection::handle_message(const std::string& text) {
  if (is_unwanted_event(text)) return;
  const json message = json::parse(text, nullptr, false);
  try {
    if (message.contains("id")) handle_reply(message);
    if (message.contains("method")) handle_event(message);
  } catch (const json::exception& failure) {
    core::log(core::LogLevel::warn, "a message of the browser was not understood", {{"why", failure.what()}});
  }
}

void CdpConnection::handle_reply(const json& message) {
  Reply reply;
  {
    const std::lock_guard lock(mutex_);
    const auto found = pending_.find(message.at("id").get<std::int64_t>());
    if (found == pending_.end()) return;
    reply = std::move(found->second.reply);
    pending_.erase(found);
  }
  if (!reply) return;
  if (const auto error = message.find("error"); error != message.end()) {
    return reply(Error{Code::internal, "the browser refused a command: " + error->value("message", std::string("no reason given")), {}});
  }
  reply(message.value("result", json::object()));
}

void CdpConnection::handle_event(const json& message) {
  const auto& method = message.at("method").get_ref<const std::string&>();
  const std::string session = message.value("sessionId", std::string{});
  static const json kNoParams = json::object();
  const auto found = message.find("params");
  const json& params = found == message.end() ? kNoParams : *found;
  follow_targets(session, method, params);
  if (const auto listener = listener_of(session)) listener->on_event(*this, session, method, params);
}

// Ends sessions that the browser ended: what is pending on them would never be answered.
void CdpConnection::follow_targets(const std::string& session, std::string_view method, const json& params) {
  if (method == "Inspector.targetCrashed") {
    crash_reported(session, +1);
  } else if (method == "Target.attachedToTarget") {
    const std::lock_guard lock(mutex_);
    session_of_target_[params.at("targetInfo").at("targetId").get<std::string>()] = params.at("sessionId").get<std::string>();
  } else if (method == "Target.detachedFromTarget") {
    const auto detached = params.at("sessionId").get<std::string>();
    {
      const std::lock_guard lock(mutex_);
      std::erase_if(session_of_target_, [&](const auto& entry) { return entry.second == detached; });
    }
    end_session(detached, {Code::page_closed, "the page was closed", "repeat the search; a new page is opened"});
  } else if (method == "Target.targetCrashed") {
    std::string crashed;
    {
      const std::lock_guard lock(mutex_);
      const auto found = session_of_target_.find(params.at("targetId").get<std::string>());
      if (found == session_of_target_.end()) return;
      crashed = found->second;
    }
    crash_reported(crashed, -1);
  }
}

// A crash is told on two channels, in any order. The second report must not end a session that was revived in between.
void CdpConnection::crash_reported(const std::string& session, int by) {
  {
    const std::lock_guard lock(mutex_);
    if ((crash_reports_[session] += by) * by <= 0) return;
  }
  end_session(session, {Code::page_crashed, "the page's renderer process crashed", "repeat the search; the page is opened anew"});
}

}  // namespace voygen::browser
