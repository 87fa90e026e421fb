#include "access.hpp"

#include <algorithm>

namespace voygen::app {
namespace {

constexpr std::size_t kShortestKey = 16;
constexpr std::size_t kLongestUser = 128;

std::string_view key_of(const net::HttpRequest& request) {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = request.header("Authorization");
  if (net::equal_ignoring_case(authorization.substr(0, kBearer.size()), kBearer)) return net::trimmed(authorization.substr(kBearer.size()));
  return request.header("X-Api-Key");
}

// A user's name is only ever compared; anything odd in it is left out.
std::string user_of(const net::HttpRequest& request) {
  std::string user(request.header("X-User-Id").substr(0, kLongestUser));
  std::erase_if(user, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == '/' || c == 0x7f; });
  return user;
}

}  // namespace

Result<ApiKeys> ApiKeys::load(const std::vector<std::string>& ids, const core::SecretSource& secrets) {
  ApiKeys keys;
  for (const std::string& id : ids) {
    auto secret = secrets("apikey." + id);
    if (!secret.ok()) return Error{Code::invalid_argument, "the API key \"" + id + "\" of server.apiKeys is not set", secret.error().next_step};
    if (secret->reveal().size() < kShortestKey) {
      return Error{Code::invalid_argument, "the API key \"" + id + "\" is shorter than 16 characters", "make a random one: openssl rand -hex 24"};
    }
    keys.keys_.emplace_back(id, std::move(*secret));
  }
  return keys;
}

std::optional<std::string> ApiKeys::principal(const net::HttpRequest& request) const {
  if (keys_.empty()) return "/" + user_of(request);
  const std::string_view given = key_of(request);
  const std::string* found = nullptr;
  for (const auto& [id, key] : keys_) {
    if (key.matches(given)) found = &id;  // looks at all of them: time must not tell which
  }
  if (found == nullptr) return std::nullopt;
  return *found + "/" + user_of(request);
}

}  // namespace voygen::app
