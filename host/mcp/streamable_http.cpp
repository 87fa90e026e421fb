#include "mcp/streamable_http.hpp"

#include <algorithm>
#include <vector>

#include "batch.hpp"
#include "core/ids.hpp"
#include "envelope.hpp"
#include "http_reply.hpp"
#include "http_session.hpp"
#include "http_visit.hpp"
#include "subscription.hpp"

namespace voygen::mcp {
namespace {

constexpr const char* kUnservedVersion =
    "this MCP-Protocol-Version is not served in a session; 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05 are";

// Keeps the one message that initialize is answered with, until it is clear whether there is a session.
class KeptReply final : public Reply {
 public:
  void notify(std::string_view) override {}
  bool ask(std::string_view) override { return false; }
  void respond(std::string_view message, int) override { text = message; }
  void abandon() override {}
  void pause(std::chrono::milliseconds) override {}
  std::string text;
};

bool is_json(std::string_view content_type) {
  return net::equal_ignoring_case(net::trimmed(content_type.substr(0, content_type.find(';'))), "application/json");
}

// Where the messages of a subscription go. The first of them are said before there is a stream, and any thread may say more.
class ListenOutlet {
 public:
  void send(std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (stream_) stream_->send({.data = text, .name = "message"});
    else waiting_.emplace_back(text);
  }
  void open(std::shared_ptr<net::EventStream> stream) {
    const std::lock_guard lock(mutex_);
    stream_ = std::move(stream);
    for (const std::string& text : waiting_) stream_->send({.data = text, .name = "message"});
    waiting_.clear();
  }

 private:
  std::mutex mutex_;  // keeps the order of what is sent, so it is held while sending; guards what follows
  std::shared_ptr<net::EventStream> stream_;
  std::vector<std::string> waiting_;
};

// An open subscriptions/listen.
struct Listen {
  void end() const { stream->finish(net::Event{.data = subscription->last_message(), .name = "message"}); }
  std::shared_ptr<Subscription> subscription;
  std::shared_ptr<net::EventStream> stream;
};

class Listens {
 public:
  explicit Listens(std::size_t most) : most_(most) {}
  // False when there are too many, or all have been ended.
  bool add(const Listen& listen) {
    const std::lock_guard lock(mutex_);
    drop_gone();
    if (ended_ || open_.size() >= most_) return false;
    open_.push_back(listen);
    return true;
  }
  void end_all() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    for (const Listen& listen : open_) listen.end();
    open_.clear();
  }

 private:
  // Cheap enough for every new one: a client that has gone is noticed by its connection.
  void drop_gone() {
    std::erase_if(open_, [](const Listen& listen) { return listen.stream->gone().stop_requested(); });
  }

  const std::size_t most_;
  std::mutex mutex_;  // guards what follows
  std::vector<Listen> open_;
  bool ended_ = false;
};

}  // namespace

struct StreamableHttp::Parts {
  Parts(const core::Clock& clock, const StreamableHttpOptions& options)
      : sessions(clock, options.session_idle_limit, options.max_sessions), listens(options.max_listens) {}

  // Null when the request has been refused.
  std::shared_ptr<HttpSession> session_of(Visit& visit) {
    const std::string_view id = visit.header("Mcp-Session-Id");
    if (id.empty()) {
      visit.refuse(400, rpc::kTransport, "the Mcp-Session-Id header is missing; begin with initialize");
      return nullptr;
    }
    auto session = sessions.find(id, visit.principal);
    if (!session) visit.refuse(404, rpc::kSessionNotFound, "Session not found; begin a new one with initialize");
    return session;
  }

  HttpSessions sessions;
  Listens listens;
};

namespace {

// False when the request has been refused.
bool is_version_fine(const Visit& visit) {
  const std::string_view version = visit.header("MCP-Protocol-Version");
  if (version.empty() || is_legacy_version(version)) return true;
  visit.refuse(400, rpc::kTransport, kUnservedVersion);
  return false;
}

// False when the request has been refused: the legacy versions leave the choice of the answer's form to the server.
bool accepts_both(const Visit& visit) {
  if (visit.accepted.json_named && visit.accepted.stream_named) return true;
  visit.refuse(406, rpc::kTransport, "Accept must name both application/json and text/event-stream");
  return false;
}

ReplyShape legacy_shape(const Visit& visit, const std::shared_ptr<HttpSession>& session) { return {visit.headers, true, false, false, session}; }

}  // namespace

StreamableHttp::StreamableHttp(Server& server, const core::Clock& clock, StreamableHttpOptions options)
    : server_(server), options_(std::move(options)), parts_(std::make_unique<Parts>(clock, options_)) {}
StreamableHttp::~StreamableHttp() = default;

net::HttpHandler StreamableHttp::handler() {
  return [this](const std::shared_ptr<net::HttpExchange>& exchange) { serve(exchange); };
}

std::size_t StreamableHttp::sessions() { return parts_->sessions.size(); }

void StreamableHttp::stop() {
  parts_->listens.end_all();
  parts_->sessions.end_streams();
}

void StreamableHttp::serve(const std::shared_ptr<net::HttpExchange>& exchange) {
  Visit visit{exchange, {}, {}, {}};
  const net::HttpRequest& request = visit.request();
  if (const auto why = options_.access.refusal(request)) return visit.refuse(403, rpc::kTransport, *why);
  visit.headers = options_.access.cors_headers(request);
  if (request.method == "OPTIONS" && !visit.headers.empty()) return preflight(visit);
  if (options_.authenticate) {
    auto principal = options_.authenticate(request);
    if (!principal) {
      visit.headers.emplace_back("WWW-Authenticate", "Bearer");
      return visit.refuse(401, rpc::kTransport, "a valid API key is needed; send it as Authorization: Bearer <key>");
    }
    visit.principal = std::move(*principal);
  }
  visit.accepted = read_accept(visit.header("Accept"));
  if (request.method == "POST") return post(visit);
  if (request.method == "GET") return open_stream(visit);
  if (request.method == "DELETE") return remove(visit);
  visit.headers.emplace_back("Allow", "GET, POST, DELETE");
  visit.refuse(405, rpc::kTransport, "only GET, POST and DELETE are served here");
}

// The body says which era a message is of; headers are only checked against it.
void StreamableHttp::post(Visit& visit) {
  if (!is_json(visit.header("Content-Type"))) return visit.refuse(415, rpc::kTransport, "the Content-Type of a message is application/json");
  ParsedBody body = parse_body(visit.request().body, server_.options().message_limits);
  for (ParsedMessage& parsed : body.messages) {
    if (auto* const message = std::get_if<Message>(&parsed)) message->trace_parent = visit.header("traceparent");
  }
  if (body.is_batch) return post_batch(visit, std::move(body));
  if (const auto* const error = std::get_if<RpcError>(&body.messages.front())) return visit.refuse(400, *error);
  Message message = std::get<Message>(std::move(body.messages.front()));

  const bool modern_header = visit.header("MCP-Protocol-Version") == kModernVersion;
  if (claims_modern(message) || (message.kind == Message::Kind::notification && modern_header)) return serve_modern(visit, message);
  if (message.kind == Message::Kind::request && modern_header) {
    if (message.method == "initialize") {
      return visit.refuse(400, rpc::kHeaderMismatch, "initialize belongs to earlier protocol versions than the header MCP-Protocol-Version names", message.id);
    }
    return serve_modern(visit, message);
  }
  if (accepts_both(visit)) serve_legacy(visit, std::move(message));
}

// --- the modern era: nothing is kept from one request to the next -----------------------------------------------------------------

void StreamableHttp::serve_modern(Visit& visit, const Message& message) {
  const auto refuse = [&](RpcError error) {
    error.id = message.id;
    visit.refuse(error.http_status, error);
  };
  if (auto mismatch = version_mismatch(visit.request(), message)) return refuse(std::move(*mismatch));
  if (message.kind == Message::Kind::notification) {
    if (auto mismatch = header_mismatch(visit.request(), message)) return refuse(std::move(*mismatch));
    return visit.answer(202, {}, {});  // nothing to be done: going away is how a request is cancelled
  }
  auto read = read_envelope(message, visit.principal);
  if (auto* const error = std::get_if<RpcError>(&read)) return refuse(std::move(*error));
  const auto caller = std::get<std::shared_ptr<const Caller>>(std::move(read));
  if (auto mismatch = header_mismatch(visit.request(), message)) return refuse(std::move(*mismatch));
  if (auto mismatch = argument_mismatch(visit.request(), message, *caller, server_.tools())) return refuse(std::move(*mismatch));
  if (message.method == "subscriptions/listen" && message.params.is_object()) return listen(visit, *caller, message);

  const auto reply = std::make_shared<HttpReply>(
      visit.exchange, ReplyShape{visit.headers, visit.accepted.stream_named, visit.accepted.stream_named && !visit.accepted.json, true, nullptr});
  const auto call = server_.serve(message, caller, reply);
  if (!call) return;
  if (call->wants_stream()) reply->open_stream();
  reply->cancel_when_gone(call);
  server_.start(call, std::make_shared<InFlight>());
}

void StreamableHttp::listen(Visit& visit, const Caller& caller, const Message& message) {
  if (!visit.accepted.stream) return visit.refuse(406, rpc::kTransport, "Accept must allow text/event-stream", message.id);
  const auto outlet = std::make_shared<ListenOutlet>();
  auto begun = Subscription::begin(server_, caller, message, [outlet](std::string_view text) { outlet->send(text); });
  if (auto* const error = std::get_if<RpcError>(&begun)) return visit.answer(200, "application/json", answer_text(message.id, std::move(*error)));
  const Listen opened{std::get<std::shared_ptr<Subscription>>(std::move(begun)), visit.exchange->start_event_stream(visit.headers)};
  outlet->open(opened.stream);
  if (!parts_->listens.add(opened)) opened.end();
}

// --- the legacy versions: sessions ----------------------------------------------------------------------------------------------

void StreamableHttp::serve_legacy(Visit& visit, Message message) {
  const bool is_request = message.kind == Message::Kind::request;
  if (is_request && message.method == "initialize") return initialize(visit, message);
  const bool has_session = !visit.header("Mcp-Session-Id").empty();
  if (is_request && !has_session && !server_.knows_method(message.method, Era::legacy) && is_version_fine(visit)) {
    // Clients probe for newer protocols before they have a session, and go on from this answer.
    return visit.answer(200, "application/json", error_text({rpc::kMethodNotFound, "the method \"" + message.method + "\" is not served", message.id}));
  }
  const auto session = parts_->session_of(visit);
  if (!session || !is_version_fine(visit)) return;
  const auto reply = std::make_shared<HttpReply>(visit.exchange, legacy_shape(visit, session->is_resumable() ? session : nullptr));
  const auto call = session->session().receive(message, reply);
  if (!is_request) return visit.answer(202, {}, {});
  if (!call) return;
  if (call->wants_stream()) reply->open_stream();
  session->session().start(call);
}

// Who sends a session that is unknown has lost it, and asks for a new one here.
void StreamableHttp::initialize(Visit& visit, const Message& message) {
  const std::string_view known = visit.header("Mcp-Session-Id");
  if (!known.empty() && parts_->sessions.find(known, visit.principal)) {
    return visit.refuse(400, rpc::kInvalidRequest, "this session has been initialized already", message.id);
  }
  auto session = std::make_shared<HttpSession>(server_, core::random_id("s-"), visit.principal);
  const auto kept = std::make_shared<KeptReply>();
  [[maybe_unused]] const auto no_call = session->session().receive(message, kept);
  if (session->session().initialized()) {
    session->begin();
    if (!parts_->sessions.add(session)) return visit.refuse(503, rpc::kTransport, "there are too many sessions at work; try again in a minute", message.id);
    visit.headers.emplace_back("Mcp-Session-Id", session->session().id());
  }
  visit.answer(200, "application/json", kept->text);
}

// Only 2025-03-26 has batches, so a batch needs a session of that version.
void StreamableHttp::post_batch(Visit& visit, ParsedBody body) {
  const auto invalid = [&](const char* why) { visit.refuse(400, rpc::kInvalidRequest, why); };
  std::size_t requests = 0;
  for (const ParsedMessage& parsed : body.messages) {
    const auto* const message = std::get_if<Message>(&parsed);
    if (message != nullptr && claims_modern(*message)) return invalid("this protocol version has no batches; send one message at a time");
    if (message != nullptr && message->method == "initialize") return invalid("initialize cannot be part of a batch");
    if (message == nullptr || message->kind == Message::Kind::request) ++requests;
  }
  if (!accepts_both(visit)) return;
  if (visit.header("Mcp-Session-Id").empty()) return invalid("batches belong to sessions of protocol version 2025-03-26; begin with initialize");
  const auto session = parts_->session_of(visit);
  if (!session || !is_version_fine(visit)) return;
  if (session->session().version() != kBatchVersion) return invalid("this protocol version has no batches; send one message at a time");

  const auto reply = std::make_shared<HttpReply>(visit.exchange, legacy_shape(visit, nullptr));
  const auto batch = requests > 0 ? std::make_shared<Batch>(reply, requests) : nullptr;
  std::vector<std::shared_ptr<Call>> calls;
  for (const ParsedMessage& parsed : body.messages) {
    if (const auto* const error = std::get_if<RpcError>(&parsed)) {
      batch->add(error_text(*error));
      continue;
    }
    const Message& message = std::get<Message>(parsed);
    const auto item = message.kind == Message::Kind::request ? batch->item() : nullptr;
    if (auto call = session->session().receive(message, item)) calls.push_back(std::move(call));
  }
  if (!batch) return visit.answer(202, {}, {});
  for (const auto& call : calls) session->session().start(call);
}

// GET: the stream for what belongs to no request, or the rest of one that was lost.
void StreamableHttp::open_stream(Visit& visit) {
  if (!visit.accepted.stream_named) return visit.refuse(406, rpc::kTransport, "Accept must name text/event-stream");
  const auto session = parts_->session_of(visit);
  if (!session || !is_version_fine(visit)) return;
  const std::string_view last_id = visit.header("Last-Event-ID");
  if (!last_id.empty() && session->is_resumable()) {
    const auto last = parse_event_id(last_id);
    const auto stream = last ? session->find_stream(last->first) : nullptr;
    if (!stream || !stream->can_resume_after(last->second)) return visit.refuse(400, rpc::kTransport, "no stream of this session has this Last-Event-ID any more");
    return stream->attach(visit.exchange->start_event_stream(visit.headers), last->second);
  }
  if (session->standalone().attach_only([&] { return visit.exchange->start_event_stream(visit.headers); })) return;
  visit.refuse(409, rpc::kTransport, "this session has its stream already");
}

void StreamableHttp::remove(Visit& visit) {
  const auto session = parts_->session_of(visit);
  if (!session || !is_version_fine(visit)) return;
  parts_->sessions.erase(session->session().id());
  session->end();
  visit.answer(200, {}, {});
}

void StreamableHttp::preflight(Visit& visit) {
  visit.headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, DELETE");
  std::string headers = "Content-Type, Accept, Authorization, Mcp-Session-Id, MCP-Protocol-Version, Last-Event-ID, Mcp-Method, Mcp-Name, traceparent, tracestate";
  for (const std::string& name : repeated_arguments(visit.header("Access-Control-Request-Headers"))) headers += ", " + name;
  visit.headers.emplace_back("Access-Control-Allow-Headers", headers);
  visit.headers.emplace_back("Access-Control-Max-Age", "600");
  visit.answer(204, {}, {});
}

}  // namespace voygen::mcp
