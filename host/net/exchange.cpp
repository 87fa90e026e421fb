#include "exchange.hpp"

#include <exception>

#include "core/log.hpp"

namespace voygen::net {
namespace {

constexpr std::string_view kFault = "the server could not answer this request; the fault has been logged";

// The answer to something else is on the wire.
class EndedStream final : public EventStream {
 public:
  bool send(const Event&) override { return false; }
  bool offer(const Event&) override { return false; }
  void finish(const std::optional<Event>&) override {}
  [[nodiscard]] std::stop_token gone() const override { return {}; }
};

void report_throw(HttpExchange& exchange, std::string_view what) {
  core::log(core::LogLevel::error, "an HTTP handler threw", {{"path", exchange.request().path}, {"what", what}});
  send_problem(exchange, 500, kFault);
}

}  // namespace

Exchange::~Exchange() {
  if (answered() || !send_problem(*this, 500, kFault)) return;
  core::log(core::LogLevel::error, "an HTTP request was dropped without an answer", {{"path", request_.path}});
}

bool Exchange::send(int status, std::string_view content_type, const Body& body, const HeaderList& headers) {
  return connection_->answer(turn_, status, content_type, body, headers);
}

std::shared_ptr<EventStream> Exchange::start_event_stream(const HeaderList& headers) {
  if (!connection_->start_stream(turn_, headers)) return std::make_shared<EndedStream>();
  return std::make_shared<Stream>(connection_, turn_);
}

void run_handler(const HttpHandler& handler, const std::shared_ptr<HttpExchange>& exchange) {
  try {
    handler(exchange);
  } catch (const std::exception& fault) {
    report_throw(*exchange, fault.what());
  } catch (...) {
    report_throw(*exchange, "something that is no exception");
  }
}

HttpHandler on_workers(core::WorkerPool& pool, HttpHandler handler) {
  // Shared with the work that is under way.
  return [&pool, handler = std::make_shared<const HttpHandler>(std::move(handler))](const std::shared_ptr<HttpExchange>& exchange) {
    if (pool.submit([handler, exchange] { run_handler(*handler, exchange); })) return;
    send_problem(*exchange, 503, "the server is busy; try again", {{"Retry-After", "1"}});
  };
}

}  // namespace voygen::net
