#include "mcp/session.hpp"

#include <algorithm>
#include <array>

#include "call_watch.hpp"
#include "core/log.hpp"

namespace voygen::mcp {
namespace {

RpcError bad_params(std::string message) { return {rpc::kInvalidParams, std::move(message), nullptr}; }

// The progress token of a request, or null.
json progress_token(const json& params) {
  const auto meta = params.find("_meta");
  if (meta == params.end() || !meta->is_object()) return nullptr;
  const auto token = meta->find("progressToken");
  return token != meta->end() && (token->is_string() || token->is_number_integer()) ? *token : json();
}

}  // namespace

ToolRun::ToolRun(std::shared_ptr<Session> session, std::shared_ptr<Call> call) : session_(std::move(session)), call_(std::move(call)) {}

ToolRun::~ToolRun() {
  if (!call_) return;
  call_->refuse("The server could not run this call. Try again later.");
  session_->forget(*call_);
  session_->server_.calls_->remove(call_);
}

void ToolRun::run() { call_->run(); }
bool ToolRun::wants_stream() const { return call_->wants_stream(); }

Session::Session(Server& server, std::string id, std::string principal)
    : server_(server), id_(std::move(id)), principal_(std::move(principal)) {}
Session::~Session() = default;

const std::vector<Session::Method>& Session::methods() {
  static const std::vector<Method> kMethods = {{"initialize", &Session::initialize},
                                               {"ping", &Session::ping},
                                               {"tools/list", &Session::list_tools},
                                               {"logging/setLevel", &Session::set_log_level}};
  return kMethods;
}

bool Session::knows_method(std::string_view method) {
  const auto& known = methods();
  return method == "tools/call" || std::any_of(known.begin(), known.end(), [&](const Method& entry) { return entry.name == method; });
}

std::optional<ToolRun> Session::receive(Message message, const std::shared_ptr<Reply>& reply) {
  if (message.kind == Message::Kind::notification) on_notification(message);
  if (message.kind != Message::Kind::request) return std::nullopt;
  if (message.method == "tools/call" && message.params.is_object()) return begin_call(std::move(message), reply);
  Answer answered = answer(message);
  if (auto* const error = std::get_if<RpcError>(&answered)) {
    error->id = message.id;
    reply->respond(error_text(*error));
  } else {
    reply->respond(result_text(message.id, std::get<std::string>(answered)));
  }
  return std::nullopt;
}

Session::Answer Session::answer(const Message& message) {
  if (!knows_method(message.method)) return RpcError{rpc::kMethodNotFound, "the method \"" + message.method + "\" is not served", nullptr};
  if (!message.params.is_object()) return bad_params("params must be an object");
  for (const Method& method : methods()) {
    if (method.name == message.method) return (this->*method.answer)(message.params);
  }
  return RpcError{rpc::kInternal, "the method has no implementation", nullptr};
}

Session::Answer Session::initialize(const json& params) {
  const auto wanted = params.find("protocolVersion");
  if (wanted == params.end() || !wanted->is_string()) return bad_params("protocolVersion is missing; give the newest version you speak");
  const std::string_view version = Server::negotiated_version(wanted->get_ref<const std::string&>());
  {
    const std::lock_guard lock(mutex_);
    if (!version_.empty()) return RpcError{rpc::kInvalidRequest, "this session has been initialized already", nullptr};
    version_ = version;
  }
  const ServerInfo& info = server_.options().info;
  json result = {{"protocolVersion", version},
                 {"capabilities", {{"tools", json::object()}, {"logging", json::object()}}},
                 {"serverInfo", {{"name", info.name}, {"version", info.version}}}};
  if (!info.title.empty()) result["serverInfo"]["title"] = info.title;
  if (!server_.options().instructions.empty()) result["instructions"] = server_.options().instructions;
  return to_text(result);
}

Session::Answer Session::ping(const json&) { return std::string("{}"); }

// Everything fits on one page, so no cursor is ever ours.
Session::Answer Session::list_tools(const json& params) {
  if (params.contains("cursor") && !params["cursor"].is_null()) return bad_params("this cursor is not known; list the tools without one");
  return *server_.tools().list_text();
}

// Accepted, because clients insist; we send no log messages.
Session::Answer Session::set_log_level(const json& params) {
  static constexpr std::array<std::string_view, 8> kLevels = {"debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"};
  const json level = params.value("level", json());
  if (std::none_of(kLevels.begin(), kLevels.end(), [&](std::string_view known) { return level == known; })) {
    return bad_params("level must be one of debug, info, notice, warning, error, critical, alert, emergency");
  }
  return std::string("{}");
}

std::optional<ToolRun> Session::begin_call(Message message, const std::shared_ptr<Reply>& reply) {
  const auto refuse = [&](std::string why) {
    reply->respond(error_text({rpc::kInvalidParams, std::move(why), message.id}));
    return std::nullopt;
  };
  json& params = message.params;
  const json name = params.value("name", json());
  if (!name.is_string()) return refuse("params.name must be the name of a tool");
  const auto tool = server_.tools().find(name.get_ref<const std::string&>());
  if (!tool) return refuse("unknown tool " + to_text(name) + "; tools/list names those there are");
  json arguments = params.contains("arguments") && !params["arguments"].is_null() ? std::move(params["arguments"]) : json::object();
  if (!arguments.is_object()) return refuse("params.arguments must be an object");
  const auto give_up = [&](const std::string& text) {
    reply->respond(result_text(message.id, call_result_text(ToolResult::failure(text))));
    return std::nullopt;
  };
  if (const auto wrong = tool->why_not_callable_with(arguments)) return give_up(*wrong);
  if (server_.stopping_) return give_up("The server is shutting down. Try again in a minute.");

  const ServerOptions& options = server_.options();
  auto call = std::make_shared<Call>(
      Call::Order{message.id, tool, std::move(arguments), progress_token(params), principal_, id_, server_.next_request_id(),
                  tool->tool().deadline.value_or(options.default_call_deadline), options.call_grace},
      reply);
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back(call);
  }
  server_.calls_->add(call);
  if (server_.stopping_) call->stop();  // stop() may have passed between the check and the registration
  return ToolRun(shared_from_this(), std::move(call));
}

void Session::on_notification(const Message& message) {
  if (message.method != "notifications/cancelled" || !message.params.is_object()) return;
  const json id = message.params.value("requestId", json());
  for (const auto& call : calls()) {
    if (call->id() == id) call->cancel();
  }
}

void Session::cancel_all() {
  for (const auto& call : calls()) call->cancel();
}

void Session::stop_all() {
  for (const auto& call : calls()) call->stop();
}

bool Session::initialized() const {
  const std::lock_guard lock(mutex_);
  return !version_.empty();
}

bool Session::busy() const {
  const std::lock_guard lock(mutex_);
  return !calls_.empty();
}

void Session::forget(const Call& call) {
  const std::lock_guard lock(mutex_);
  calls_.erase(std::remove_if(calls_.begin(), calls_.end(), [&](const auto& known) { return known.get() == &call; }), calls_.end());
}

std::vector<std::shared_ptr<Call>> Session::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

}  // namespace voygen::mcp
