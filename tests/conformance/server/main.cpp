// voygen-fixture-server: the host's MCP room with what the official conformance suite looks for, instead of with searches.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "core/log.hpp"
#include "groups.hpp"
#include "mcp/sse_transport.hpp"
#include "mcp/streamable_http.hpp"
#include "net/router.hpp"

namespace {

using namespace voygen;

int serve(std::uint16_t port, const sigset_t& stop_signals) {
  mcp::ServerOptions options;
  options.info = {"voygen-fixture-server", "Fixtures for the conformance suite", "1.0.0"};
  options.instructions = "For tests only.";
  mcp::Server server(std::move(options));
  conformance::add_tools(server);
  conformance::add_tasks(server);
  conformance::add_prompts(server);
  conformance::add_resources(server);

  const core::SystemClock clock;
  mcp::StreamableHttp streamable(server, clock, {});
  mcp::SseTransport sse(server, {});
  net::Router router;
  router.add("/mcp", streamable.handler());
  router.add("/sse", sse.stream_handler());
  router.add("/messages", sse.message_handler());
  net::HttpServerOptions address;
  address.port = port;
  auto http = net::HttpServer::start(address, router.handler());
  if (!http.ok()) {
    std::cerr << http.error().message << "; " << http.error().next_step << '\n';
    return 1;
  }
  std::cout << "fixture MCP at http://localhost:" << (*http)->port() << "/mcp" << std::endl;

  int received = 0;
  sigwait(&stop_signals, &received);
  server.stop();
  streamable.stop();
  (*http)->stop();
  return server.wait_for_calls(std::chrono::seconds(5)) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t stop_signals;  // blocked before the first thread is there, so that every thread has them blocked
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGINT);
  sigaddset(&stop_signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

  std::uint16_t port = 0;
  bool verbose = false;
  CLI::App program{"An MCP server with the fixtures of the official conformance suite"};
  program.add_option("--port", port, "Port on this machine; 0 for any free one")->capture_default_str();
  program.add_flag("--verbose", verbose, "Log every call");
  CLI11_PARSE(program, argc, argv);
  if (!verbose) core::set_log_level(core::LogLevel::warn);
  return serve(port, stop_signals);
}
