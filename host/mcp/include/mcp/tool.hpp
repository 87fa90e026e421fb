// Tool: one thing a client can ask for, with the function that does it. ToolCall and ToolResult are what goes in and comes out.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.hpp"
#include "mcp/caller.hpp"
#include "mcp/message.hpp"
#include "voygen/result.hpp"

namespace voygen::mcp {

// The ways back to the client while a call runs. Any thread.
class CallChannel {
 public:
  virtual ~CallChannel() = default;
  virtual void progress(double done, std::optional<double> total, std::string_view message) = 0;
  virtual void log(LogLevel level, const json& data) = 0;
  virtual void pause(std::chrono::milliseconds retry) = 0;
};

// What a handler is given. Lent for the time of the call.
struct ToolCall {
  const core::Context& context;  // until when the answer is wanted, and whether it still is
  const json& arguments;         // satisfies the tool's input schema
  const Caller& caller;
  const json& inputs;  // the client's answers to what an earlier run of this call asked for (ToolResult::needs), by key; {} before
  const json& state;   // what that run left; null before
  CallChannel* channel = nullptr;

  // Tells the client how far the work is, if it wants to know. `done` must grow. Any thread, as often as you like: what comes
  // too fast is thinned out.
  void progress(double done, std::optional<double> total = std::nullopt, std::string_view message = {}) const {
    if (channel != nullptr) channel->progress(done, total, message);
  }
  // A line for the client's log, if it wants lines of this level.
  void log(LogLevel level, const json& data) const {
    if (channel != nullptr) channel->log(level, data);
  }
  // Lets go of the client's connection while the work goes on; it comes back for the rest after `retry`, if its version can.
  void pause(std::chrono::milliseconds retry) const {
    if (channel != nullptr) channel->pause(retry);
  }
};

// Something only the client can tell: elicitation/create, sampling/createMessage or roots/list.
struct InputRequest {
  std::string key;  // under which the answer comes back in ToolCall::inputs
  std::string method;
  json params;
};

// {"method", "params"}
json question(const InputRequest& request);

// What a handler must know before it can answer. The handler is run again when it is known.
struct NeededInputs {
  std::vector<InputRequest> requests;  // only what the client can do (Caller::can); may be empty when only the state matters
  json state;                          // comes back unchanged; nobody else can read or forge it
};

// "elicitation" for "elicitation/create"; empty for what no client can do.
std::string_view capability_for(std::string_view method);

// Says of a result that it may be given again, word for word, to the same caller who asks the same. Shared by the server and whoever made
// the result. Any thread; must not wait.
class Repeatable {
 public:
  virtual ~Repeatable() = default;
  // Whether the result may be given once more. Yes counts as a use.
  virtual bool use() = 0;
};

struct ToolResult {
  std::optional<json> structured;      // an object; satisfies the tool's output schema
  std::string text;                    // what the model reads; the structured content as JSON when empty and there are no blocks
  bool is_error = false;               // the text then says what went wrong and what to do; structured content is not sent
  json meta = nullptr;                 // an object for _meta, or null
  std::vector<json> blocks;            // further content blocks, after the text: image, audio, resource, resource_link
  std::optional<NeededInputs> needs;   // there is no result yet
  std::optional<RpcError> rpc_error;   // the request itself is wrong in a way the protocol has a code for
  std::shared_ptr<Repeatable> repeatable = nullptr;  // null: every call runs the handler

  static ToolResult answer(std::string text);
  static ToolResult answer(json structured, std::string text);
  static ToolResult failure(std::string text);
  static ToolResult failure(const Error& error);  // "<message>; <next step>"
  static ToolResult ask(std::vector<InputRequest> requests, json state = nullptr);
  static ToolResult refused(RpcError error);
};

// Runs on a thread that may wait, many calls at a time. It may throw: the client then gets a neutral sentence.
using ToolHandler = std::function<ToolResult(const ToolCall&)>;
// What must be known before the work begins; nothing when all is known. Runs on the transport's thread: it must not wait.
using Inquiry = std::function<std::optional<NeededInputs>(const ToolCall&)>;

// Hints for the client's user interface. The defaults are the protocol's.
struct ToolAnnotations {
  bool read_only = false;
  bool destructive = true;
  bool idempotent = false;
  bool open_world = true;
};

struct Tool {
  // With a client of the tasks extension: never as a task, as one that is polled, or only as such.
  enum class TaskSupport { never, offered, required };

  std::string name;  // 1 to 64 of a-z A-Z 0-9 _ - . ; at most 40 survive every client
  std::string title;
  std::string description;
  json input_schema;             // JSON Schema, "type": "object"
  json output_schema = nullptr;  // the same, or null
  ToolAnnotations annotations;
  ToolHandler handler;
  bool long_running = false;                          // answer as an event stream when the client can read one
  std::optional<std::chrono::milliseconds> deadline;  // instead of the server's default
  json icons = nullptr;                               // [{"src", "mimeType", "sizes"}] or null
  json meta = nullptr;                                // an object for the listed tool's _meta, or null
  json needed_capabilities = nullptr;                 // {"sampling": {}}: without them the call is refused; null: none
  TaskSupport tasks = TaskSupport::never;
  Inquiry before_task = {};  // what the client must have told before there is a task; otherwise the task asks

  // needed_capabilities, and what its tasks need.
  [[nodiscard]] json capabilities_needed() const;
};

// The "result" of a tools/call as JSON text. `server_info` goes into _meta; null for none.
std::string call_result_text(const ToolResult& result, const json& server_info = nullptr);

}  // namespace voygen::mcp
