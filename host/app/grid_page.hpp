// GridPage: POST /api/search, the grid search for programs that are no MCP clients. The same keys, hosts and origins as MCP. Owned by
// serve(), which outlives the server; requests run on workers of the page's own.
#pragma once

#include "app.hpp"
#include "core/worker_pool.hpp"
#include "net/http_server.hpp"

namespace voygen::app {

class GridPage {
 public:
  explicit GridPage(App& host) : host_(&host) {}
  [[nodiscard]] net::HttpHandler handler();

 private:
  void serve(const std::shared_ptr<net::HttpExchange>& exchange);

  App* host_;
  core::WorkerPool workers_{{.threads = 4, .waiting = 16}};
};

}  // namespace voygen::app
