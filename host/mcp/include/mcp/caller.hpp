// Caller: for whom a request is served and in which dialect. Made by the transport, once a session (legacy) or a request (modern);
// never changed afterwards, so any thread may read it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mcp/message.hpp"
#include "mcp/protocol.hpp"

namespace voygen::mcp {

struct Caller {
  std::string principal;   // "" when the transport does not authenticate
  std::string session_id;  // "" when there is none (stdio, modern)
  std::string version = std::string(kNewestLegacyVersion);
  json capabilities = json::object();  // what the client says it can do
  json client_info;                    // {"name", "version", ...} or null
  std::optional<LogLevel> log_level;   // notifications/message from this level on; none: not wanted

  [[nodiscard]] Era era() const { return version == kModernVersion ? Era::modern : Era::legacy; }
  [[nodiscard]] bool is_modern() const { return era() == Era::modern; }
  // "sampling", "elicitation", "roots"
  [[nodiscard]] bool can(std::string_view capability) const { return capabilities.contains(capability); }
  // All of them, {"sampling": {}}, with what is inside.
  [[nodiscard]] bool declares(const json& needed) const;
  [[nodiscard]] bool has_extension(std::string_view name) const {
    const auto extensions = capabilities.find("extensions");
    return extensions != capabilities.end() && extensions->is_object() && extensions->contains(name);
  }
};

}  // namespace voygen::mcp
