// The versions of the Model Context Protocol, what they are called on the wire, and which of them this server speaks.
// Source of all names and numbers: the specification's revisions 2024-11-05 to 2026-07-28 (modelcontextprotocol.io/specification).
#pragma once

#include <array>
#include <string_view>

namespace voygen::mcp {

// Legacy versions begin with initialize and keep a session; the modern one says everything with every request.
enum class Era { legacy, modern };

inline constexpr std::string_view kModernVersion = "2026-07-28";
inline constexpr std::string_view kNewestLegacyVersion = "2025-11-25";
inline constexpr std::string_view kOldestLegacyVersion = "2024-11-05";
inline constexpr std::string_view kVersionWithoutHeader = "2025-03-26";  // what a request without MCP-Protocol-Version may assume
inline constexpr std::string_view kBatchVersion = "2025-03-26";          // the only one with JSON-RPC batches
inline constexpr std::string_view kLinksSince = "2025-06-18";            // resource_link blocks; older clients refuse the whole result
inline constexpr std::string_view kResumableSince = "2025-11-25";        // older parsers break on an event without data

inline constexpr std::array<std::string_view, 4> kLegacyVersions = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};

constexpr bool is_legacy_version(std::string_view version) {
  for (const auto known : kLegacyVersions) {
    if (known == version) return true;
  }
  return false;
}

namespace rpc {
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternal = -32603;
inline constexpr int kTransport = -32000;         // refused by the transport, as the official SDK does
inline constexpr int kSessionNotFound = -32001;   // legacy, as the official SDK does
inline constexpr int kResourceNotFound = -32002;  // legacy; the modern era says kInvalidParams
inline constexpr int kHeaderMismatch = -32020;
inline constexpr int kMissingCapability = -32021;
inline constexpr int kUnsupportedVersion = -32022;
}  // namespace rpc

// Members of a modern request's or result's _meta.
namespace meta {
inline constexpr const char* kVersion = "io.modelcontextprotocol/protocolVersion";
inline constexpr const char* kClientCapabilities = "io.modelcontextprotocol/clientCapabilities";
inline constexpr const char* kClientInfo = "io.modelcontextprotocol/clientInfo";
inline constexpr const char* kLogLevel = "io.modelcontextprotocol/logLevel";
inline constexpr const char* kServerInfo = "io.modelcontextprotocol/serverInfo";
inline constexpr const char* kSubscriptionId = "io.modelcontextprotocol/subscriptionId";
}  // namespace meta

namespace extension {
inline constexpr const char* kTasks = "io.modelcontextprotocol/tasks";
inline constexpr const char* kUi = "io.modelcontextprotocol/ui";
}  // namespace extension

// Syslog's levels, least severe first.
enum class LogLevel { debug, info, notice, warning, error, critical, alert, emergency };
inline constexpr std::array<std::string_view, 8> kLogLevels = {"debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"};

}  // namespace voygen::mcp
