// ApiKeys: who may use this server, and for whom a request is made. Any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/secret.hpp"
#include "net/http_message.hpp"

namespace voygen::app {

class ApiKeys {
 public:
  // Without ids every client is served. Each key is the secret "apikey.<id>"; a missing one is an error.
  static Result<ApiKeys> load(const std::vector<std::string>& ids, const core::SecretSource& secrets);

  // "<key id>/<user>", or nothing when the key is missing or wrong. The key comes as "Authorization: Bearer <key>" or "X-Api-Key: <key>"; the
  // user as "X-User-Id" from a client that serves many people, such as LibreChat ("" when it is absent or empty).
  [[nodiscard]] std::optional<std::string> principal(const net::HttpRequest& request) const;

 private:
  std::vector<std::pair<std::string, core::Secret>> keys_;
};

}  // namespace voygen::app
