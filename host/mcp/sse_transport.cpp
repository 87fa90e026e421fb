#include "mcp/sse_transport.hpp"

#include <map>

#include "core/ids.hpp"
#include "session.hpp"

namespace voygen::mcp {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";

// Everything this transport says goes through the one stream.
class StreamReply final : public Reply {
 public:
  explicit StreamReply(std::shared_ptr<net::EventStream> stream) : stream_(std::move(stream)) {}
  void notify(std::string_view message) override { stream_->offer({.data = message, .name = "message"}); }
  bool ask(std::string_view message) override { return stream_->send({.data = message, .name = "message"}); }
  void respond(std::string_view message, int) override { stream_->send({.data = message, .name = "message"}); }
  void abandon() override {}
  void pause(std::chrono::milliseconds) override {}

 private:
  const std::shared_ptr<net::EventStream> stream_;
};

struct OpenStream {
  std::shared_ptr<Session> session;
  std::shared_ptr<net::EventStream> stream;
  std::optional<std::stop_callback<std::function<void()>>> on_gone;
};

}  // namespace

struct SseTransport::Shared {
  std::shared_ptr<OpenStream> find(const std::string& id) {
    const std::lock_guard lock(mutex);
    const auto found = open.find(id);
    return found == open.end() ? nullptr : found->second;
  }
  std::shared_ptr<OpenStream> take(const std::string& id) {
    const std::lock_guard lock(mutex);
    auto node = open.extract(id);
    return node.empty() ? nullptr : std::move(node.mapped());
  }

  std::mutex mutex;
  std::map<std::string, std::shared_ptr<OpenStream>> open;  // guarded by mutex
};

SseTransport::SseTransport(Server& server, SseTransportOptions options)
    : server_(server), options_(std::move(options)), shared_(std::make_shared<Shared>()) {}
SseTransport::~SseTransport() = default;

net::HttpHandler SseTransport::stream_handler() {
  return [this](const auto& exchange) { open(exchange); };
}

net::HttpHandler SseTransport::message_handler() {
  return [this](const auto& exchange) { receive(exchange); };
}

std::size_t SseTransport::sessions() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->open.size();
}

std::optional<std::string> SseTransport::admit(const std::shared_ptr<net::HttpExchange>& exchange) const {
  if (const auto why = options_.access.refusal(exchange->request())) {
    net::send_problem(*exchange, 403, *why);
    return std::nullopt;
  }
  if (!options_.authenticate) return std::string();
  auto principal = options_.authenticate(exchange->request());
  if (!principal) net::send_problem(*exchange, 401, "a valid API key is needed; send it as Authorization: Bearer <key>", {{"WWW-Authenticate", "Bearer"}});
  return principal;
}

void SseTransport::open(const std::shared_ptr<net::HttpExchange>& exchange) {
  const auto principal = admit(exchange);
  if (!principal) return;
  if (exchange->request().method != "GET") return (void)net::send_problem(*exchange, 405, "only GET is served here", {{"Allow", "GET"}});
  if (sessions() >= options_.max_sessions) return (void)net::send_problem(*exchange, 503, "there are too many sessions; try again in a minute");

  const std::string id = core::random_id("s-");
  auto opened = std::make_shared<OpenStream>();
  opened->stream = exchange->start_event_stream(options_.access.cors_headers(exchange->request()));
  opened->session = std::make_shared<Session>(server_, id, *principal, [stream = opened->stream](std::string_view message) {
    stream->send({.data = message, .name = "message"});
  });
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->open[id] = opened;
  }
  opened->stream->send({.data = options_.messages_path + "?sessionId=" + id, .name = "endpoint"});
  opened->on_gone.emplace(opened->stream->gone(), [weak = std::weak_ptr(shared_), id] {
    const auto shared = weak.lock();
    const auto ended = shared ? shared->take(id) : nullptr;
    if (!ended) return;
    ended->session->end();
    ended->stream->finish();
  });
}

void SseTransport::receive(const std::shared_ptr<net::HttpExchange>& exchange) {
  const auto principal = admit(exchange);
  if (!principal) return;
  const net::HttpRequest& request = exchange->request();
  const auto refuse = [&](int status, std::string_view text) { exchange->send(status, kText, text); };
  if (request.method != "POST") return (void)net::send_problem(*exchange, 405, "only POST is served here", {{"Allow", "POST"}});
  const auto id = request.parameter("sessionId");
  if (!id) return refuse(400, "the parameter sessionId is missing; open the event stream first");
  const auto opened = shared_->find(*id);
  if (!opened || opened->session->principal() != *principal) return refuse(404, "Session not found; open a new event stream");
  const std::string_view type = request.header("Content-Type");
  if (!net::equal_ignoring_case(net::trimmed(type.substr(0, type.find(';'))), "application/json")) {
    return refuse(400, "the Content-Type of a message is application/json");
  }
  auto parsed = parse_message(request.body, server_.options().message_limits);
  if (const auto* const error = std::get_if<RpcError>(&parsed)) return refuse(400, error->message);
  Message message = std::get<Message>(std::move(parsed));
  message.trace_parent = request.header("traceparent");
  const auto call = opened->session->receive(message, std::make_shared<StreamReply>(opened->stream));
  exchange->send(202, kText, "Accepted");
  if (call) opened->session->start(call);
}

}  // namespace voygen::mcp
