// ToolRegistry: the tools there are at this moment. Tools come and go at run time; calls already running keep theirs. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_schema.hpp"
#include "mcp/tool.hpp"

namespace voygen::mcp {

// A tool with its schemas compiled. Immutable.
class RegisteredTool {
 public:
  explicit RegisteredTool(Tool tool);  // throws when a schema is broken
  [[nodiscard]] const Tool& tool() const { return tool_; }

  // What is wrong with the arguments, all of it at once, told to the model; nothing when they are fine.
  [[nodiscard]] std::optional<std::string> why_not_callable_with(const json& arguments) const;
  // What is wrong with a successful result: the structured content is missing or does not fit the output schema.
  [[nodiscard]] std::optional<std::string> why_wrong_shape(const ToolResult& result) const;

 private:
  Tool tool_;
  core::JsonSchema input_;
  std::optional<core::JsonSchema> output_;
};

class ToolRegistry {
 public:
  // `on_change` is called after every change, on the thread that made it, with no lock held.
  explicit ToolRegistry(std::function<void()> on_change = {}) : on_change_(std::move(on_change)) {}

  // invalid_argument when the name, the description or a schema is unfit, or the name is taken.
  Outcome add(Tool tool);
  bool remove(std::string_view name);

  // Shared with the calls that run it.
  [[nodiscard]] std::shared_ptr<const RegisteredTool> find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  // Grows with every change.
  [[nodiscard]] std::uint64_t version() const;
  // The result of tools/list, ordered by name. Made once per change.
  [[nodiscard]] std::shared_ptr<const std::string> list_text() const;

 private:
  void changed();  // with mutex_ held
  void tell() const;

  const std::function<void()> on_change_;
  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, std::shared_ptr<const RegisteredTool>, std::less<>> tools_;
  std::shared_ptr<const std::string> list_text_ = std::make_shared<const std::string>(R"({"tools":[]})");
  std::uint64_t version_ = 0;
};

// For the tests of tools: nothing when the server would send this result as it is, otherwise what is wrong with it.
std::optional<std::string> check_output(const Tool& tool, const ToolResult& result);

}  // namespace voygen::mcp
