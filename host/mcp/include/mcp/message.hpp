// JSON-RPC messages as MCP uses them: reading them from text, and writing answers. Nothing here waits or keeps state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "mcp/protocol.hpp"

namespace voygen::mcp {

using json = nlohmann::json;

struct Message {
  enum class Kind { request, notification, response };
  Kind kind = Kind::request;
  json id;  // string or integer, echoed as it came; null for notifications
  std::string method;
  json params;    // as sent; an empty object when absent
  json response;  // of a response: {"result": ...} or {"error": ...}
  std::string trace_parent = {};  // the traceparent header of the HTTP request that brought it, unchecked; "" when there was none
};

struct RpcError {
  int code = rpc::kInternal;
  std::string message;
  json id = nullptr;    // null when the request's id could not be read; such an answer carries no id at all
  json data = nullptr;  // null: none
  int http_status = 200;  // beside it in the modern era; legacy answers are always 200
};

struct MessageLimits {
  std::size_t max_depth = 64;   // of nested arrays and objects
  std::size_t max_batch = 100;  // messages in one body
};

using ParsedMessage = std::variant<Message, RpcError>;

struct ParsedBody {
  bool is_batch = false;
  std::vector<ParsedMessage> messages;  // exactly one when it is no batch
};

// Whatever is not one well-formed message is a parse error (not JSON) or an invalid request (JSON, but not one message).
ParsedMessage parse_message(std::string_view text, const MessageLimits& limits = {});
// The same for a body that may be a batch. An empty or too long batch is one error.
ParsedBody parse_body(std::string_view text, const MessageLimits& limits = {});

// The version a message claims in params._meta, or empty. Nothing else may decide that a request is modern.
std::string_view claimed_version(const Message& message);

// What a request is answered with: the text of a result, or an error.
using Answer = std::variant<std::string, RpcError>;

// One line of text each. `result` and `params` are JSON text.
std::string result_text(const json& id, std::string_view result);
std::string result_begin(const json& id);  // what stands before the result in it
inline constexpr std::string_view kResultEnd = "}";
std::string error_text(const RpcError& error);
std::string notification_text(std::string_view method, std::string_view params);
std::string request_text(const json& id, std::string_view method, const json& params);
std::string answer_text(const json& id, Answer answer);

RpcError invalid_params(std::string message);

// Valid UTF-8 without line breaks, whatever bytes a string in it holds.
std::string to_text(const json& value);

}  // namespace voygen::mcp
