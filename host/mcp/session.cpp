#include "session.hpp"

#include <algorithm>

namespace voygen::mcp {
namespace {

std::string_view negotiated_version(std::string_view wanted) {
  const auto found = std::find(kLegacyVersions.begin(), kLegacyVersions.end(), wanted);
  return found == kLegacyVersions.end() ? kNewestLegacyVersion : *found;
}

json object_or_empty(const json& params, const char* name) {
  const auto found = params.find(name);
  return found != params.end() && found->is_object() ? *found : json::object();
}

}  // namespace

Session::Session(Server& server, std::string id, std::string principal, Outlet outlet)
    : server_(server), id_(std::move(id)), principal_(std::move(principal)), outlet_(std::move(outlet)) {}

std::shared_ptr<const Caller> Session::caller() const {
  const std::lock_guard lock(mutex_);
  return caller_;
}

std::string Session::version() const {
  const auto known = caller();
  return known ? known->version : std::string();
}

std::shared_ptr<Call> Session::receive(const Message& message, const std::shared_ptr<Reply>& reply) {
  if (message.kind == Message::Kind::notification) on_notification(message);
  if (message.kind == Message::Kind::response) on_response(message);
  if (message.kind != Message::Kind::request) return nullptr;
  if (auto answered = answer(message)) {
    reply->respond(answer_text(message.id, std::move(*answered)));
    return nullptr;
  }
  auto known = caller();
  if (!known) {  // some clients ask before they introduce themselves
    auto stranger = std::make_shared<Caller>();
    stranger->principal = principal_;
    known = std::move(stranger);
  }
  return server_.serve(message, known, reply, shared_from_this());
}

std::optional<Answer> Session::answer(const Message& request) {
  if (!request.params.is_object()) return std::nullopt;
  if (request.method == "initialize") return initialize(request.params);
  if (request.method == "logging/setLevel") return set_log_level(request.params);
  if (request.method == "resources/subscribe") return subscribe(request.params, true);
  if (request.method == "resources/unsubscribe") return subscribe(request.params, false);
  return std::nullopt;
}

Answer Session::initialize(const json& params) {
  const auto wanted = params.find("protocolVersion");
  if (wanted == params.end() || !wanted->is_string()) return invalid_params("protocolVersion is missing; give the newest version you speak");
  auto introduced = std::make_shared<Caller>();
  introduced->principal = principal_;
  introduced->session_id = id_;
  introduced->version = negotiated_version(wanted->get_ref<const std::string&>());
  introduced->capabilities = object_or_empty(params, "capabilities");
  introduced->client_info = object_or_empty(params, "clientInfo");
  introduced->log_level = LogLevel::debug;  // until it says otherwise
  json result = {{"protocolVersion", introduced->version}, {"capabilities", server_.capabilities(Era::legacy)}, {"serverInfo", server_.introduction()}};
  if (!server_.options().instructions.empty()) result["instructions"] = server_.options().instructions;
  {
    const std::lock_guard lock(mutex_);
    if (caller_) return RpcError{rpc::kInvalidRequest, "this session has been initialized already"};
    caller_ = std::move(introduced);
  }
  server_.listeners().add(weak_from_this());
  return to_text(result);
}

Answer Session::set_log_level(const json& params) {
  const json level = params.value("level", json());
  const auto found = std::find_if(kLogLevels.begin(), kLogLevels.end(), [&](std::string_view known) { return level == known; });
  if (found == kLogLevels.end()) return invalid_params("level must be one of debug, info, notice, warning, error, critical, alert, emergency");
  const std::lock_guard lock(mutex_);
  if (caller_) {
    auto changed = std::make_shared<Caller>(*caller_);
    changed->log_level = static_cast<LogLevel>(found - kLogLevels.begin());
    caller_ = std::move(changed);
  }
  return std::string("{}");
}

Answer Session::subscribe(const json& params, bool wanted) {
  const json uri = params.value("uri", json());
  if (!uri.is_string()) return invalid_params("params.uri must be the URI of a resource");
  const auto known = caller();
  if (wanted && (!known || !server_.resources().read(*known, uri.get_ref<const std::string&>()))) {
    return RpcError{rpc::kResourceNotFound, "there is no such resource; resources/list names those there are", nullptr, {{"uri", uri}}};
  }
  const std::lock_guard lock(mutex_);
  if (wanted) watched_uris_.insert(uri);
  else watched_uris_.erase(uri.get<std::string>());
  return std::string("{}");
}

void Session::on_notification(const Message& message) {
  if (message.method == "notifications/cancelled" && message.params.is_object()) in_flight_->cancel(message.params.value("requestId", json()));
}

void Session::on_response(const Message& message) {
  if (!message.id.is_string()) return;
  const std::lock_guard lock(mutex_);
  const auto awaited = responses_.find(message.id.get_ref<const std::string&>());
  if (awaited == responses_.end()) return;
  awaited->second = message.response;
  responded_.notify_all();
}

// Asks everything at once and waits for all of it.
Result<json> Session::obtain(const core::Context& context, const std::vector<InputRequest>& requests, Reply& reply) {
  std::vector<std::pair<std::string, const InputRequest*>> asked;
  {
    const std::lock_guard lock(mutex_);
    for (const InputRequest& request : requests) {
      asked.emplace_back("ask-" + std::to_string(++asked_), &request);
      responses_[asked.back().first] = nullptr;
    }
  }
  bool reached = true;
  for (const auto& [id, request] : asked) reached = reached && reply.ask(request_text(id, request->method, request->params));
  json inputs = json::object();
  const InputRequest* refused = nullptr;
  std::unique_lock lock(mutex_);
  const auto is_awaited = [&](const auto& entry) { return responses_[entry.first].is_null(); };
  const bool all = reached && core::wait(context, responded_, lock, [&] { return std::none_of(asked.begin(), asked.end(), is_awaited); });
  for (const auto& [id, request] : asked) {
    const auto response = responses_.extract(id);
    if (!response.mapped().is_object()) continue;
    const json result = response.mapped().value("result", json());
    if (result.is_object()) inputs[request->key] = result;
    else refused = request;
  }
  if (!reached) return Error{Code::unavailable, "the client cannot be asked over this connection", "give everything with the call"};
  if (!all) return context.why_ended("waiting for the client's answer");
  if (refused != nullptr) return Error{Code::unavailable, "the client refused to answer " + refused->method, "give everything with the call"};
  return inputs;
}

void Session::list_changed(ListKind kind) {
  if (initialized()) outlet_(notification_text(list_changed_method(kind), "{}"));
}

void Session::resource_updated(std::string_view uri) {
  {
    const std::lock_guard lock(mutex_);
    if (watched_uris_.count(uri) == 0) return;
  }
  outlet_(notification_text("notifications/resources/updated", to_text({{"uri", uri}})));
}

void Session::end() { in_flight_->cancel_all(); }

}  // namespace voygen::mcp
