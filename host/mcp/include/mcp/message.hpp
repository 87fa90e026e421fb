// JSON-RPC messages as MCP uses them: reading one from text, and writing answers. Nothing here waits or keeps state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

namespace voygen::mcp {

using json = nlohmann::json;

namespace rpc {
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternal = -32603;
inline constexpr int kTransport = -32000;        // refused by the transport, as the official SDK does
inline constexpr int kSessionNotFound = -32001;
}  // namespace rpc

struct Message {
  enum class Kind { request, notification, response };
  Kind kind = Kind::request;
  json id;  // string or integer, echoed as it came; null for notifications
  std::string method;
  json params;  // as sent; an empty object when absent
};

struct RpcError {
  int code = rpc::kInternal;
  std::string message;
  json id;  // null when the request's id could not be read; such an answer carries no id at all
};

struct MessageLimits {
  std::size_t max_depth = 64;  // of nested arrays and objects
};

// Whatever is not one well-formed message is a parse error (not JSON) or an invalid request (JSON, but not one message).
std::variant<Message, RpcError> parse_message(std::string_view text, const MessageLimits& limits = {});

// One line of text each. `result` and `params` are JSON text.
std::string result_text(const json& id, std::string_view result);
std::string error_text(const RpcError& error);
std::string notification_text(std::string_view method, std::string_view params);

// Valid UTF-8 without line breaks, whatever bytes a string in it holds.
std::string to_text(const json& value);

}  // namespace voygen::mcp
