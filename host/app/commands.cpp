#include "commands.hpp"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "app.hpp"
#include "startup.hpp"
#include "core/log.hpp"
#include "grid_page.hpp"
#include "mcp/client.hpp"
#include "mcp/sse_transport.hpp"
#include "mcp/stdio.hpp"
#include "mcp/streamable_http.hpp"
#include "net/http_server.hpp"
#include "net/router.hpp"
#include "offer_table.hpp"
#include "recent_page.hpp"

namespace voygen::app {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kStopTimeout{5};

// SIGINT and SIGTERM as something one waits for. Made before the first thread, so that every thread has them blocked.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  int wait() const {
    int received = 0;
    sigwait(&signals_, &received);
    return received;
  }

 private:
  sigset_t signals_{};
};

net::HttpServerOptions http_options(const Config& config) {
  net::HttpServerOptions options;
  options.host = config.host;
  options.port = config.port;
  options.max_body_bytes = config.max_body_bytes;
  options.max_connections = config.max_connections;
  options.max_head_bytes = config.max_head_bytes;
  options.idle_timeout = config.connection_idle;
  options.head_timeout = config.head_timeout;
  options.body_timeout = config.body_timeout;
  options.send_timeout = config.send_timeout;
  return options;
}

// Both transports over HTTP let the same clients in.
template <class Options>
Options mcp_options(const App& host) {
  Options options;
  options.access = {host.config().allowed_hosts, host.config().allowed_origins};
  options.max_sessions = host.config().max_sessions_of_clients;
  options.authenticate = [&keys = host.api_keys()](const net::HttpRequest& request) { return keys.principal(request); };
  return options;
}

std::string shown_host(const std::string& host) { return host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host; }

}  // namespace

int serve(const std::filesystem::path& config_file) {
  const StopSignals signals;
  auto config = load(config_file);
  if (!config.ok()) return report(config.error(), kCannotStart);
  auto app = App::start(std::move(*config));
  if (!app.ok()) return report(app.error(), kCannotStart);
  App& host = **app;

  auto http_options_of_mcp = mcp_options<mcp::StreamableHttpOptions>(host);
  http_options_of_mcp.session_idle_limit = host.config().client_session_idle;
  http_options_of_mcp.max_listens = host.config().max_sessions_of_clients;
  mcp::StreamableHttp mcp(host.mcp_server(), host.clock(), std::move(http_options_of_mcp));
  mcp::SseTransport sse(host.mcp_server(), mcp_options<mcp::SseTransportOptions>(host));
  core::WorkerPool pages({.threads = 4, .waiting = 256});
  RecentPage health(pages, [&host] { return host.health(); });
  RecentPage database_health(pages, [&host] { return host.database_health(); });
  GridPage grid(host);
  net::Router router;
  router.add("/mcp", mcp.handler());
  router.add("/sse", sse.stream_handler());
  router.add("/messages", sse.message_handler());
  router.get("/health", health.handler());
  router.get("/api/db-health", database_health.handler());
  router.add("/api/search", grid.handler());
  auto server = net::HttpServer::start(http_options(host.config()), router.handler());
  if (!server.ok()) return report(server.error(), kCannotStart);

  const std::string base = "http://" + shown_host(host.config().host) + ":" + std::to_string((*server)->port());
  std::cout << "voygen " << kVersion << " serves MCP at " << base << "/mcp\n"
            << "health: " << base << "/health\n"
            << "stop with Ctrl-C" << std::endl;
  const int signal = signals.wait();
  core::log(core::LogLevel::info, "stopping", {{"signal", signal}});
  host.mcp_server().stop();
  mcp.stop();
  (*server)->stop();
  host.stop();
  const bool all_returned = host.mcp_server().wait_for_calls(kStopTimeout);
  if (!all_returned) std::_Exit(kFailed);  // a tool still uses what would be torn down
  return kDone;
}

int serve_stdio(const std::filesystem::path& config_file) {
  const int out = mcp::claim_stdout();
  const StopSignals signals;
  auto config = load(config_file);
  if (!config.ok()) return report(config.error(), kCannotStart);
  auto app = App::start(std::move(*config));
  if (!app.ok()) return report(app.error(), kCannotStart);
  std::stop_source stop;
  std::jthread on_signal([&] {
    signals.wait();
    stop.request_stop();
  });
  const bool all_returned = mcp::StdioTransport((*app)->mcp_server(), {.in = STDIN_FILENO, .out = out}).run(stop.get_token());
  pthread_kill(on_signal.native_handle(), SIGTERM);  // ends its wait when the input ended first
  if (!all_returned) std::_Exit(kFailed);
  return kDone;
}

int search(const SearchCommand& command) {
  const auto context = core::Context::with_timeout(std::chrono::minutes(5));
  auto client = mcp::Client::connect(context, command.url);
  if (!client.ok()) return report({client.error().code, client.error().message, "start the host with \"voygen serve\", or name it with --url"}, kCannotStart);
  const auto progress = [](const std::string& message) { std::cerr << "  … " << message << std::endl; };
  const auto result = (*client)->call_tool(context, "search_" + command.kind, command.arguments, progress);
  if (!result.ok()) return report(result.error(), kFailed);
  const std::string text = (*result)["content"][0].value("text", "");
  if (result->value("isError", false)) {
    std::cerr << text << '\n';
    return kFailed;
  }
  const json& content = (*result)["structuredContent"];
  if (command.json) {
    std::cout << content.dump(2) << '\n';
    return kDone;
  }
  if (command.kind != "hotels") {
    std::cout << text;
    return kDone;
  }
  std::cout << text.substr(0, text.find('\n') + 1) << '\n' << offer_table(content);
  const auto sources = text.find("\nSources:");
  if (sources != std::string::npos) std::cout << text.substr(sources);
  return kDone;
}

int migrate_database(const std::filesystem::path& config_file) {
  const auto config = load(config_file);
  if (!config.ok()) return report(config.error(), kCannotStart);
  auto database = store::Database::open(config->database);
  if (!database.ok()) return report(database.error(), kFailed);
  const auto ran = (*database)->migrate();
  if (!ran.ok()) return report(ran.error(), kFailed);
  std::cout << config->database.string() << " is at version " << store::Database::newest_known_version() << "; " << *ran << " migrations ran\n";
  return kDone;
}

}  // namespace voygen::app
