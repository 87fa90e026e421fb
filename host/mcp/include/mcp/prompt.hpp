// Prompt: a request a person picks from a menu; the server writes it out for the model. PromptRegistry: those there are. Any thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mcp/tool.hpp"

namespace voygen::mcp {

struct PromptArgument {
  std::string name;
  std::string title;
  std::string description;
  bool required = false;
};

struct PromptResult {
  std::string description;
  json messages = json::array();      // [{"role": "user", "content": {"type": "text", "text": ...}}]
  std::optional<NeededInputs> needs;  // there is no result yet
  std::optional<RpcError> rpc_error;
};

// ToolCall::arguments is an object of strings with all required arguments. May wait and throw, as a tool's handler.
using PromptHandler = std::function<PromptResult(const ToolCall&)>;
// Values for an argument that begin with, or sound like, what was typed. `known` are the arguments filled in already. Must not wait.
using Completer = std::function<std::vector<std::string>(std::string_view argument, std::string_view typed, const json& known)>;

struct Prompt {
  std::string name;
  std::string title;
  std::string description;
  std::vector<PromptArgument> arguments;
  PromptHandler handler;
  Completer completer = {};
  json icons = nullptr;
};

class PromptRegistry {
 public:
  // invalid_argument when the name is taken or unfit.
  Outcome add(Prompt prompt);
  bool remove(std::string_view name);
  [[nodiscard]] std::shared_ptr<const Prompt> find(std::string_view name) const;
  [[nodiscard]] json listed() const;  // the "prompts" of prompts/list, ordered by name
  [[nodiscard]] bool empty() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Prompt>, std::less<>> prompts_;  // guarded by mutex_
};

json prompt_message(std::string_view role, std::string text);

}  // namespace voygen::mcp
