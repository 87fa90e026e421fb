#include "mcp/server.hpp"

#include <algorithm>
#include <array>

#include "call_watch.hpp"
#include "core/ids.hpp"

namespace voygen::mcp {
namespace {

constexpr std::array<std::string_view, 4> kServedVersions = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};

}  // namespace

Server::Server(ServerOptions options)
    : options_(std::move(options)), id_prefix_(core::random_id("r-").substr(0, 6) + "-"), calls_(std::make_unique<CallWatch>()) {}
Server::~Server() { stop(); }

std::size_t Server::calls_running() const { return calls_->size(); }

void Server::stop() {
  stopping_ = true;
  calls_->stop_all();
}

std::string Server::next_request_id() { return id_prefix_ + std::to_string(++requests_); }

bool Server::is_served_version(std::string_view version) {
  return std::find(kServedVersions.begin(), kServedVersions.end(), version) != kServedVersions.end();
}

std::string_view Server::negotiated_version(std::string_view wanted) {
  const auto found = std::find(kServedVersions.begin(), kServedVersions.end(), wanted);
  return found == kServedVersions.end() ? kServedVersions.front() : *found;
}

}  // namespace voygen::mcp
