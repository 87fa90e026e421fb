#include "mcp/streamable_http.hpp"

#include <algorithm>

#include "core/ids.hpp"
#include "core/log.hpp"
#include "http_reply.hpp"
#include "mcp/session.hpp"
#include "session_store.hpp"

namespace voygen::mcp {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kStream = "text/event-stream";

// What the Accept header allows. A client that says nothing takes anything, but gets no stream it did not name.
struct Accepted {
  bool json = false;
  bool stream = false;
  bool stream_named = false;
};

bool is_refused(std::string_view parameters) {  // ";q=0", ";q=0.0"
  const auto q = parameters.find("q=");
  return q != std::string_view::npos && parameters.substr(q + 2).find_first_not_of("0. \t") == std::string_view::npos;
}

Accepted read_accept(std::string_view header) {
  if (header.empty()) return {true, true, false};
  Accepted accepted;
  for (std::string_view rest = header; !rest.empty();) {
    const std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    const auto semicolon = item.find(';');
    const std::string_view range = net::trimmed(item.substr(0, semicolon));
    if (semicolon != std::string_view::npos && is_refused(item.substr(semicolon))) continue;
    const bool all = range == "*/*";
    accepted.json |= all || net::equal_ignoring_case(range, "application/*") || net::equal_ignoring_case(range, kJson);
    accepted.stream |= all || net::equal_ignoring_case(range, "text/*") || net::equal_ignoring_case(range, kStream);
    accepted.stream_named |= net::equal_ignoring_case(range, kStream);
  }
  return accepted;
}

// Keeps the one message that initialize is answered with, until it is clear whether there is a session.
class KeptReply final : public Reply {
 public:
  void notify(std::string_view) override {}
  void respond(std::string_view message) override { text = message; }
  void abandon() override {}
  std::string text;
};

}  // namespace

struct StreamableHttp::Visit {
  const net::HttpRequest& request;
  net::HttpResponse& response;
  net::HeaderList headers;  // of every answer to this request
  std::string principal;
  Accepted accepted;

  void answer(int status, std::string_view content_type, std::string_view body) const { response.send(status, content_type, body, headers); }
  // A JSON-RPC error under an HTTP status that says the same.
  void refuse(int status, int code, std::string message, json id = nullptr) const {
    answer(status, kJson, error_text({code, std::move(message), std::move(id)}));
  }
};

StreamableHttp::StreamableHttp(Server& server, const core::Clock& clock, StreamableHttpOptions options)
    : server_(server), options_(std::move(options)),
      sessions_(std::make_unique<SessionStore>(clock, options_.session_idle_limit, options_.max_sessions)) {}
StreamableHttp::~StreamableHttp() = default;

net::HttpHandler StreamableHttp::handler() {
  return [this](const net::HttpRequest& request, net::HttpResponse& response) { serve(request, response); };
}

std::size_t StreamableHttp::sessions() { return sessions_->size(); }

void StreamableHttp::serve(const net::HttpRequest& request, net::HttpResponse& response) {
  Visit visit{request, response, {}, {}, {}};
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
  if (request.method == "POST") return post(visit);
  if (request.method == "DELETE") return remove(visit);
  // There are no streams outside of calls. To a client whose session is lost, that is the more important news.
  if (request.method == "GET" && !request.header("Mcp-Session-Id").empty() && !session_of(visit)) return;
  visit.headers.emplace_back("Allow", "POST, DELETE");
  visit.refuse(405, rpc::kTransport, "only POST and DELETE are served here");
}

void StreamableHttp::post(Visit& visit) {
  const std::string_view type = visit.request.header("Content-Type");
  if (!net::equal_ignoring_case(net::trimmed(type.substr(0, type.find(';'))), kJson)) {
    return visit.refuse(415, rpc::kTransport, "the Content-Type of a message is application/json");
  }
  visit.accepted = read_accept(visit.request.header("Accept"));
  if (!visit.accepted.json && !visit.accepted.stream) {
    return visit.refuse(406, rpc::kTransport, "Accept must allow application/json or text/event-stream");
  }
  auto parsed = parse_message(visit.request.body, server_.options().message_limits);
  if (auto* const error = std::get_if<RpcError>(&parsed)) return visit.refuse(400, error->code, std::move(error->message), std::move(error->id));
  Message message = std::get<Message>(std::move(parsed));

  const bool is_request = message.kind == Message::Kind::request;
  if (is_request && message.method == "initialize") return initialize(visit, std::move(message));
  const bool has_session = !visit.request.header("Mcp-Session-Id").empty();
  if (is_request && !has_session && !Session::knows_method(message.method) && is_version_fine(visit)) {
    // Clients probe for newer protocols before they have a session, and go on from this answer.
    return visit.answer(200, kJson, error_text({rpc::kMethodNotFound, "the method \"" + message.method + "\" is not served", message.id}));
  }
  const auto session = session_of(visit);
  if (!session || !is_version_fine(visit)) return;
  receive(visit, *session, std::move(message));
}

// Who sends a session that is unknown has lost it, and asks for a new one here.
void StreamableHttp::initialize(Visit& visit, Message message) {
  const std::string_view known = visit.request.header("Mcp-Session-Id");
  if (!known.empty() && sessions_->find(known, visit.principal)) {
    return visit.refuse(400, rpc::kInvalidRequest, "this session has been initialized already", message.id);
  }
  auto session = std::make_shared<Session>(server_, core::random_id("s-"), visit.principal);
  const auto kept = std::make_shared<KeptReply>();
  const json id = message.id;
  [[maybe_unused]] const auto no_call = session->receive(std::move(message), kept);
  if (session->initialized()) {
    if (!sessions_->add(session)) return visit.refuse(503, rpc::kTransport, "there are too many sessions at work; try again in a minute", id);
    visit.headers.emplace_back("Mcp-Session-Id", session->id());
  }
  const auto reply = std::make_shared<HttpReply>(visit.response, visit.headers, !visit.accepted.json);
  reply->respond(kept->text);
}

void StreamableHttp::receive(Visit& visit, Session& session, Message message) {
  if (message.kind != Message::Kind::request) {
    [[maybe_unused]] const auto no_call = session.receive(std::move(message), nullptr);
    return visit.answer(202, {}, {});
  }
  const auto reply = std::make_shared<HttpReply>(visit.response, visit.headers, !visit.accepted.json);
  if (auto run = session.receive(std::move(message), reply)) {
    if (!visit.accepted.json || (visit.accepted.stream_named && run->wants_stream())) reply->open_stream();
    run->run();
  }
  reply->detach();
}

void StreamableHttp::remove(Visit& visit) {
  const auto session = session_of(visit);
  if (!session || !is_version_fine(visit)) return;
  sessions_->erase(session->id());
  session->cancel_all();
  visit.answer(200, {}, {});
}

void StreamableHttp::preflight(Visit& visit) {
  visit.headers.emplace_back("Access-Control-Allow-Methods", "POST, DELETE");
  visit.headers.emplace_back("Access-Control-Allow-Headers",
                             "Content-Type, Accept, Authorization, Mcp-Session-Id, MCP-Protocol-Version, Last-Event-ID, Mcp-Method, Mcp-Name");
  visit.headers.emplace_back("Access-Control-Max-Age", "600");
  visit.answer(204, {}, {});
}

// Null when the request has been refused.
std::shared_ptr<Session> StreamableHttp::session_of(Visit& visit) {
  const std::string_view id = visit.request.header("Mcp-Session-Id");
  if (id.empty()) {
    visit.refuse(400, rpc::kTransport, "the Mcp-Session-Id header is missing; begin with initialize");
    return nullptr;
  }
  auto session = sessions_->find(id, visit.principal);
  if (!session) visit.refuse(404, rpc::kSessionNotFound, "Session not found; begin a new one with initialize");
  return session;
}

// False when the request has been refused.
bool StreamableHttp::is_version_fine(Visit& visit) {
  const std::string_view version = visit.request.header("MCP-Protocol-Version");
  if (version.empty() || Server::is_served_version(version)) return true;
  visit.refuse(400, rpc::kTransport, "this MCP-Protocol-Version is not served; 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05 are");
  return false;
}

}  // namespace voygen::mcp
