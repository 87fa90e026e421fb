#include "portal/portal_server.hpp"

#include <algorithm>

#include "portal/packing.hpp"
#include "portal/truth.hpp"

namespace voygen::sim {

namespace {

/// "/HotelEngine*" fits every path that starts so; without the star the path must be equal.
bool path_fits(const std::string& path, std::string pattern) {
  if (pattern.empty() || pattern.back() != '*') return path == pattern;
  pattern.pop_back();
  return path.rfind(pattern, 0) == 0;
}

/// Only what can be part of a host name; a client may send anything.
bool is_plain_host(const std::string& host) {
  return !host.empty() && host.size() < 256 && std::all_of(host.begin(), host.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           letter == '.' || letter == '-' || letter == ':' || letter == '[' || letter == ']';
  });
}

}  // namespace

PortalServer::PortalServer(PortalBase& base, Assets& assets, PortalPages& pages, int addresses)
    : base_(&base), assets_(&assets), pages_(&pages) {
  const PortalOptions& options = base.common;
  for (int number = 0; number < addresses; ++number) {
    const auto port = static_cast<std::uint16_t>(options.port == 0 ? 0 : options.port + number);
    const Handler handler = [this, address = static_cast<std::size_t>(number)](Request request) {
      request.address = address;
      return answer(request);
    };
    fronts_.push_back(std::make_unique<HttpFront>(options.host, port, handler));
  }
}

PortalServer::~PortalServer() { base_->pause.stop(); }

std::string PortalServer::url(std::size_t address) const { return "http://" + base_->common.host + ":" + std::to_string(port(address)); }

Reply PortalServer::answer(const Request& request) {
  const std::string origin = "http://" + (is_plain_host(request.host) ? request.host : base_->common.host);
  if (request.path.rfind(kTruthPrefix, 0) == 0) return answer_truth(*base_, *pages_, request, origin);
  Reply reply = answer_counted(request, origin);
  if (request.takes_gzip) pack(reply);
  base_->counters.count_reply(request, reply);
  return reply;
}

Reply PortalServer::answer_counted(const Request& request, const std::string& origin) {
  if (auto asset = assets_->find(request)) return std::move(*asset);
  if (request.method != "GET" && request.method != "POST" && request.method != "HEAD") {
    return html_reply("<h1>Method Not Allowed</h1>", 405);
  }
  if (auto failure = general_failure(request)) return std::move(*failure);
  return pages_->answer(request, origin);
}

/// Faults that hit every page, before anybody looks at it.
std::optional<Reply> PortalServer::general_failure(const Request& request) {
  if (strikes_path("drop_connection", request.path, "*")) {
    Reply dropped;
    dropped.ending = Ending::dropped;
    return dropped;
  }
  if (const auto slow = base_->faults.strike("slow")) base_->linger(*slow, 1000);
  if (base_->faults.strike("maintenance")) {
    Reply closed = html_reply(pages_->maintenance_page(), 503);
    closed.set_header("Retry-After", "600");
    return closed;
  }
  const bool failing = pages_->is_ajax(request) ? base_->faults.strike("ajax_500").has_value()
                                                : strikes_path("http_500", request.path, pages_->usual_failing_paths());
  if (failing) return html_reply("<h1>Internal Server Error</h1>", 500);
  return std::nullopt;
}

bool PortalServer::strikes_path(const std::string& name, const std::string& path, const std::string& usual) {
  const auto fault = base_->faults.find(name);
  if (!fault || !path_fits(path, fault->value.empty() ? usual : fault->value)) return false;
  return base_->faults.strike(name).has_value();
}

}  // namespace voygen::sim
