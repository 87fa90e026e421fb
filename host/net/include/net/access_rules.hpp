// AccessRules: from which web pages and under which names this server may be reached. A page in somebody's browser must not
// be able to use a server on the same machine or network, neither directly (Origin) nor by rebinding a name (Host).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/http_message.hpp"

namespace voygen::net {

struct AccessRules {
  // Names of this machine and of loopback are "localhost", "127.0.0.1" and "::1"; these are always fine.
  std::vector<std::string> allowed_hosts;    // "travel-mcp" or "travel-mcp:8931", compared with the Host header
  std::vector<std::string> allowed_origins;  // "https://chat.example.com", compared with the Origin header

  // Why the request must be answered 403, or nothing.
  [[nodiscard]] std::optional<std::string> refusal(const HttpRequest& request) const;
  // The CORS headers of an answer: only for origins that are configured.
  [[nodiscard]] HeaderList cors_headers(const HttpRequest& request) const;
};

}  // namespace voygen::net
