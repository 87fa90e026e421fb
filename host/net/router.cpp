#include "net/router.hpp"

namespace voygen::net {

void Router::add(std::string path, HttpHandler handler) { routes_[std::move(path)] = std::move(handler); }

void Router::get(std::string path, HttpHandler handler) {
  add(std::move(path), [handler = std::move(handler)](const std::shared_ptr<HttpExchange>& exchange) {
    const std::string& method = exchange->request().method;
    if (method == "GET" || method == "HEAD") return handler(exchange);
    send_problem(*exchange, 405, "only GET is served here", {{"Allow", "GET, HEAD"}});
  });
}

const HttpHandler* Router::find(const std::string& path) const {
  if (const auto exact = routes_.find(path); exact != routes_.end()) return &exact->second;
  for (std::string prefix = path;; prefix.erase(prefix.rfind('/'))) {
    if (const auto below = routes_.find(prefix + "/*"); below != routes_.end()) return &below->second;
    if (prefix.rfind('/') == std::string::npos) return nullptr;
  }
}

void Router::serve(const std::shared_ptr<HttpExchange>& exchange) const {
  if (const HttpHandler* const handler = find(exchange->request().path)) return (*handler)(exchange);
  send_problem(*exchange, 404, "nothing is served at this path");
}

HttpHandler Router::handler() const {
  return [this](const std::shared_ptr<HttpExchange>& exchange) { serve(exchange); };
}

}  // namespace voygen::net
