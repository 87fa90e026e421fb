// Router: which handler serves which path. Filled by the composition root before the server starts; then any thread reads it.
//
//   router.add("/mcp", mcp_handler);                  // all methods
//   router.get("/health", health);                    // GET and HEAD; others are answered 405
//   router.get("/dashboard/*", dashboard);            // the path itself and everything below
#pragma once

#include <map>
#include <string>

#include "net/http_server.hpp"

namespace voygen::net {

class Router {
 public:
  void add(std::string path, HttpHandler handler);
  void get(std::string path, HttpHandler handler);

  // Unknown paths are answered 404.
  void serve(const std::shared_ptr<HttpExchange>& exchange) const;
  // Refers to this router, which must outlive the server.
  [[nodiscard]] HttpHandler handler() const;

 private:
  [[nodiscard]] const HttpHandler* find(const std::string& path) const;
  std::map<std::string, HttpHandler> routes_;
};

}  // namespace voygen::net
