// StdioTransport: one client over a pair of descriptors, one message a line, of either era. Owned by the composition root.
//
//   const int out = mcp::claim_stdout();                 // before anything else can print
//   mcp::StdioTransport(server, {.in = 0, .out = out}).run();
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>

#include "mcp/server.hpp"

namespace voygen::mcp {

struct StdioOptions {
  int in = 0;
  int out = 1;
  std::size_t max_line_bytes = 4 * 1024 * 1024;  // longer: an error, and the line is skipped
  std::chrono::milliseconds stop_timeout{5'000};  // for calls at work when the input ends
};

class StdioTransport {
 public:
  StdioTransport(Server& server, StdioOptions options);
  ~StdioTransport();

  // Serves until the input ends or `stop` is requested, then cancels what runs and waits for it. Blocks; once.
  // False when some calls did not return in time: their threads still use what the tools refer to.
  bool run(const std::stop_token& stop = {});

 private:
  struct Shared;
  const std::unique_ptr<Shared> shared_;
};

// Keeps standard output for the protocol: returns a new descriptor for it, and sends whatever else prints there to standard error.
int claim_stdout();

}  // namespace voygen::mcp
