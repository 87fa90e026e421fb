#include <csignal>
#include <cstring>
#include <iostream>

#include "fixtures.hpp"
#include "mcp/stdio.hpp"

int main(int count, char** arguments) {
  using namespace voygen;
  mcp::Server server(mcp::test::options_of_tests());
  mcp::test::Tools tools;
  tools.add_to(server.tools());
  tools.release.give();
  if (count == 3 && std::strcmp(arguments[1], "--http") == 0) {
    const core::SystemClock clock;
    mcp::StreamableHttp endpoint(server, clock, {});
    net::Router router;
    router.add("/mcp", endpoint.handler());
    net::HttpServerOptions options;
    options.port = static_cast<std::uint16_t>(std::stoi(arguments[2]));
    auto listener = net::HttpServer::start(options, router.handler());
    if (!listener.ok()) {
      std::cerr << listener.error().message << "; " << listener.error().next_step << '\n';
      return 1;
    }
    std::cin.get();  // until the input ends
    server.stop();
    return 0;
  }
  const int out = mcp::claim_stdout();
  std::cout << "noise that must not reach the client" << std::endl;
  return mcp::StdioTransport(server, {.in = 0, .out = out}).run() ? 0 : 1;
}
