// Tool: one thing a client can ask for, with the function that does it. ToolCall and ToolResult are what goes in and comes out.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/context.hpp"
#include "mcp/message.hpp"
#include "voygen/result.hpp"

namespace voygen::mcp {

// What a handler is given. Lent for the time of the call.
struct ToolCall {
  const core::Context& context;  // until when the answer is wanted, and whether it still is
  const json& arguments;         // satisfies the tool's input schema
  std::string_view principal = {};   // for whom; "" when the transport does not authenticate
  std::string_view session_id = {};  // "" over stdio
  std::function<void(double done, std::optional<double> total, std::string_view message)> report = {};

  // Tells the client how far the work is, if it wants to know. `done` must grow. Any thread, as often as you like: what comes
  // too fast is thinned out.
  void progress(double done, std::optional<double> total = std::nullopt, std::string_view message = {}) const {
    if (report) report(done, total, message);
  }
};

struct ToolResult {
  std::optional<json> structured;  // an object; satisfies the tool's output schema
  std::string text;                // what the model reads; the structured content as JSON when empty
  bool is_error = false;           // the text then says what went wrong and what to do; structured content is not sent
  json meta;                       // an object for _meta, or null

  static ToolResult answer(std::string text) { return {std::nullopt, std::move(text), false, nullptr}; }
  static ToolResult answer(json structured, std::string text) { return {std::move(structured), std::move(text), false, nullptr}; }
  static ToolResult failure(std::string text) { return {std::nullopt, std::move(text), true, nullptr}; }
  // "<message>; <next step>"
  static ToolResult failure(const Error& error);
};

// Runs on a thread of the transport, many calls at a time. It may throw: the client then gets a neutral sentence.
using ToolHandler = std::function<ToolResult(const ToolCall&)>;

// Hints for the client's user interface. The defaults are the protocol's.
struct ToolAnnotations {
  bool read_only = false;
  bool destructive = true;
  bool idempotent = false;
  bool open_world = true;
};

struct Tool {
  std::string name;  // 1 to 64 of a-z A-Z 0-9 _ - . ; at most 40 survive every client
  std::string title;
  std::string description;
  json input_schema;   // JSON Schema, "type": "object"
  json output_schema;  // the same, or null
  ToolAnnotations annotations;
  ToolHandler handler;
  bool long_running = false;                          // answer as an event stream when the client can read one
  std::optional<std::chrono::milliseconds> deadline;  // instead of the server's default
};

// The "result" of a tools/call as JSON text.
std::string call_result_text(const ToolResult& result);

}  // namespace voygen::mcp
