#include "commands.hpp"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "app.hpp"
#include "startup.hpp"
#include "core/log.hpp"
#include "mcp/client.hpp"
#include "mcp/stdio.hpp"
#include "mcp/streamable_http.hpp"
#include "net/http_server.hpp"
#include "net/router.hpp"
#include "offer_table.hpp"

namespace voygen::app {
namespace {

using nlohmann::json;

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

net::HttpHandler json_page(std::function<json()> make) {
  return [make = std::move(make)](const net::HttpRequest&, net::HttpResponse& response) { response.send(200, "application/json", make().dump()); };
}

net::HttpServerOptions http_options(const Config& config) {
  net::HttpServerOptions options;
  options.host = config.host;
  options.port = config.port;
  options.max_body_bytes = config.max_body_bytes;
  options.max_connections = config.max_connections;
  return options;
}

mcp::StreamableHttpOptions mcp_options(const Config& config) {
  mcp::StreamableHttpOptions options;
  options.access = {config.allowed_hosts, config.allowed_origins};
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

  mcp::StreamableHttp mcp(host.mcp_server(), host.clock(), mcp_options(host.config()));
  net::Router router;
  router.add("/mcp", mcp.handler());
  router.get("/health", json_page([&host] { return host.health(); }));
  router.get("/api/db-health", json_page([&host] { return host.database_health(); }));
  auto server = net::HttpServer::start(http_options(host.config()), router.handler());
  if (!server.ok()) return report(server.error(), kCannotStart);

  const std::string base = "http://" + shown_host(host.config().host) + ":" + std::to_string((*server)->port());
  std::cout << "voygen " << kVersion << " serves MCP at " << base << "/mcp\n"
            << "health: " << base << "/health\n"
            << "stop with Ctrl-C" << std::endl;
  const int signal = signals.wait();
  core::log(core::LogLevel::info, "stopping", {{"signal", signal}});
  host.mcp_server().stop();
  const bool all_returned = (*server)->stop();
  host.stop();
  if (!all_returned) std::_Exit(kFailed);  // a handler still uses what would be torn down
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
  const auto result = (*client)->call_tool(context, "search_hotels", command.arguments, progress);
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
