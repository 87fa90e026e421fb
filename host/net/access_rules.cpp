#include "net/access_rules.hpp"

#include <algorithm>
#include <string_view>

namespace voygen::net {
namespace {

// "[::1]:8080" -> "::1", "localhost:80" -> "localhost"
std::string_view name_of_host(std::string_view host) {
  if (!host.empty() && host.front() == '[') return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.rfind(':'));
}

bool is_loopback(std::string_view name) { return equal_ignoring_case(name, "localhost") || name == "127.0.0.1" || name == "::1"; }

bool contains(const std::vector<std::string>& allowed, std::string_view text) {
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& entry) { return equal_ignoring_case(entry, text); });
}

bool is_loopback_origin(std::string_view origin) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.substr(0, scheme.size()) == scheme) return is_loopback(name_of_host(origin.substr(scheme.size())));
  }
  return false;
}

}  // namespace

std::optional<std::string> AccessRules::refusal(const HttpRequest& request) const {
  const std::string_view host = request.header("Host");
  if (!is_loopback(name_of_host(host)) && !contains(allowed_hosts, host) && !contains(allowed_hosts, name_of_host(host))) {
    return "this server is not to be reached under the name in the Host header; add that name to the allowed hosts";
  }
  const std::string_view origin = request.header("Origin");
  if (!origin.empty() && !is_loopback_origin(origin) && !contains(allowed_origins, origin)) {
    return "web pages of this Origin may not use this server; add it to the allowed origins";
  }
  return std::nullopt;
}

HeaderList AccessRules::cors_headers(const HttpRequest& request) const {
  const std::string_view origin = request.header("Origin");
  if (origin.empty() || !contains(allowed_origins, origin)) return {};
  return {{"Access-Control-Allow-Origin", std::string(origin)},
          {"Access-Control-Expose-Headers", "Mcp-Session-Id"},
          {"Vary", "Origin"}};
}

}  // namespace voygen::net
