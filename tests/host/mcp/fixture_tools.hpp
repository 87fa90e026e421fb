// The tools, prompts and resources of the tests.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>

#include "mcp/server.hpp"

namespace voygen::mcp::test {

// Something one thread says and others wait for; the value is a count.
class Signal {
 public:
  void give() {
    const std::lock_guard lock(mutex_);
    ++given_;
    changed_.notify_all();
  }
  [[nodiscard]] bool wait(int times = 1) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return given_ >= times; });
  }
  // For handlers: until it is given or the call ends.
  [[nodiscard]] bool wait(const core::Context& context) {
    std::unique_lock lock(mutex_);
    return core::wait(context, changed_, lock, [&] { return given_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  int given_ = 0;
};

inline Tool tool(std::string name, ToolHandler handler, json properties = json::object()) {
  Tool made;
  made.name = std::move(name);
  made.description = "A tool of the tests.";
  made.input_schema = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  made.output_schema = nullptr;
  made.handler = std::move(handler);
  return made;
}

inline InputRequest elicitation(std::string key) {
  return {std::move(key), "elicitation/create",
          {{"message", "What is your name?"},
           {"requestedSchema", {{"type", "object"}, {"properties", {{"name", {{"type", "string"}}}}}, {"required", {"name"}}}}}};
}

// What the client's person typed into the form `key`; nothing when there is no such answer, or not one like that.
inline std::optional<std::string> typed(const json& inputs, const char* key) {
  const json answer = inputs.value(key, json::object());
  const json content = answer.value("content", json::object());
  const json name = content.is_object() ? content.value("name", json()) : json();
  return name.is_string() ? std::optional(name.get<std::string>()) : std::nullopt;
}

// Two that anybody may read, and one of the principal's own.
class TestResources final : public ResourceSource {
 public:
  [[nodiscard]] std::vector<Resource> list(const Caller& caller) const override {
    return {{"test://a", "a", "", "", "text/plain", 5},
            {"test://image", "image", "An image", "", "image/png", 5},
            {"test://of/" + caller.principal, "own", "", "", "text/plain", {}}};
  }
  [[nodiscard]] std::vector<ResourceTemplate> templates() const override { return {{"test://of/{principal}", "own", "", "", "text/plain"}}; }
  [[nodiscard]] std::optional<ResourceContent> read(const Caller& caller, std::string_view uri) const override {
    if (uri == "test://a") return ResourceContent{"text/plain", "hello"};
    if (uri == "test://image") return ResourceContent{"image/png", std::string("\x89PNG\0", 5), true};
    if (uri == "test://of/" + caller.principal) return ResourceContent{"text/plain", "of " + caller.principal};
    return std::nullopt;
  }
  [[nodiscard]] std::vector<std::string> complete(const Caller& caller, std::string_view, std::string_view, std::string_view) const override {
    return {caller.principal};
  }
};

struct Tools {
  Signal waiting_begun;   // a call of "waiting", "stubborn" or "pausing" has begun
  Signal waiting_ended;   // its handler has returned
  Signal release;         // lets "stubborn" and "pausing" return
  std::atomic<int> runs_of_asking{0};

  void add_to(Server& server) {
    ToolRegistry& registry = server.tools();
    add_plain(registry);
    add_waiting(registry);
    add_asking(registry);
    add_modern(registry);
    add_prompts(server.prompts());
    server.resources().add(std::make_shared<const TestResources>());
  }
  static constexpr std::size_t kCount = 20;

 private:
  // echo, greet, structured, broken_shape, failing, throwing, whoami, chatty, progressing
  static void add_plain(ToolRegistry& registry) {
    add(registry, tool("echo", [](const ToolCall& call) { return ToolResult::answer(to_text(call.arguments)); },
                       {{"a", {{"type", {"string", "integer", "null"}}}}, {"nested", json::object()}}));
    Tool greet = tool("greet", [](const ToolCall& call) { return ToolResult::answer("Hello, " + call.arguments["name"].get<std::string>()); },
                      {{"name", {{"type", "string"}, {"minLength", 2}}}, {"times", {{"type", "integer"}, {"minimum", 1}}}});
    greet.input_schema["required"] = {"name"};
    greet.title = "Greeting";
    add(registry, std::move(greet));
    add(registry, with_output("structured", {{"total", 9007199254740993LL}, {"name", "Köln"}}));
    add(registry, with_output("broken_shape", {{"total", "many"}}));
    add(registry, tool("failing", [](const ToolCall&) {
          ToolResult result = ToolResult::failure({Code::unavailable, "the portal does not answer", "try again in a minute"});
          result.structured = json{{"half", "done"}};
          return result;
        }));
    add(registry, tool("throwing", [](const ToolCall&) -> ToolResult { throw std::runtime_error("password=hunter2 in /etc/file"); }));
    add(registry, tool("whoami", [](const ToolCall& call) { return ToolResult::answer("you are " + call.caller.principal); }));
    add(registry, tool("chatty", [](const ToolCall& call) {
          for (const LogLevel level : {LogLevel::debug, LogLevel::info, LogLevel::error}) call.log(level, "about to answer");
          return ToolResult::answer("done");
        }));
    add(registry, tool("progressing", [](const ToolCall& call) {
          for (int i = 0; i <= 100; ++i) call.progress(i, 100, "step " + std::to_string(i));
          call.progress(50, 100, "backwards");
          return ToolResult::answer("done");
        }));
  }

  // waiting, stubborn, pausing
  void add_waiting(ToolRegistry& registry) {
    add(registry, tool("waiting", [this](const ToolCall& call) {
          waiting_begun.give();
          Signal never;
          [[maybe_unused]] const bool given = never.wait(call.context);
          waiting_ended.give();
          return ToolResult::failure(call.context.why_ended("waiting"));
        }));
    add(registry, tool("stubborn", [this](const ToolCall&) {
          waiting_begun.give();
          [[maybe_unused]] const bool given = release.wait();
          waiting_ended.give();
          return ToolResult::answer("at last");
        }));
    add(registry, tool("pausing", [this](const ToolCall& call) {
          call.progress(1);
          call.pause(std::chrono::milliseconds(70));
          waiting_begun.give();
          [[maybe_unused]] const bool given = release.wait();
          call.progress(2);
          waiting_ended.give();
          return ToolResult::answer("at last");
        }));
  }

  // asking, asking_twice, asking_everything, needs_sampling
  void add_asking(ToolRegistry& registry) {
    add(registry, tool("asking", [this](const ToolCall& call) {
          ++runs_of_asking;
          const auto name = typed(call.inputs, "who");
          return name ? ToolResult::answer("Hello, " + *name) : ToolResult::ask({elicitation("who")}, {{"secret", "sesame"}});
        }, {{"loud", {{"type", "boolean"}}}}));
    add(registry, tool("asking_twice", [](const ToolCall& call) {
          const int step = call.state.is_object() ? call.state.value("step", 0) : 0;
          if (step == 0) return ToolResult::ask({elicitation("first")}, {{"step", 1}});
          if (step == 1) return ToolResult::ask({elicitation("second")}, {{"step", 2}, {"first", typed(call.inputs, "first").value_or("?")}});
          return ToolResult::answer(call.state["first"].get<std::string>() + " and " + typed(call.inputs, "second").value_or("?"));
        }));
    add(registry, tool("asking_everything", [](const ToolCall& call) {
          std::vector<InputRequest> requests;
          if (call.caller.can("elicitation")) requests.push_back(elicitation("who"));
          if (call.caller.can("sampling")) requests.push_back({"capital", "sampling/createMessage", {{"messages", json::array()}, {"maxTokens", 10}}});
          if (call.caller.can("roots")) requests.push_back({"roots", "roots/list", {}});
          return call.inputs.empty() ? ToolResult::ask(std::move(requests)) : ToolResult::answer(to_text(call.inputs));
        }));
    Tool needs_sampling = tool("needs_sampling", [](const ToolCall&) { return ToolResult::answer("sampled"); }, {{"region", {{"type", "string"}, {"x-mcp-header", "Region"}}}});
    needs_sampling.needed_capabilities = {{"sampling", json::object()}};
    add(registry, std::move(needs_sampling));
  }

  // regional, marked, task, only_task
  void add_modern(ToolRegistry& registry) {
    add(registry, tool("regional", [](const ToolCall& call) { return ToolResult::answer(to_text(call.arguments)); },
                       {{"region", {{"type", {"string", "null"}}, {"x-mcp-header", "Region"}}},
                        {"count", {{"type", "integer"}, {"x-mcp-header", "Count"}}},
                        {"flag", {{"type", "boolean"}, {"x-mcp-header", "Flag"}}},
                        {"stay", {{"type", "object"}, {"properties", {{"city", {{"type", "string"}, {"x-mcp-header", "City"}}}}}}}}));
    add(registry, tool("marked", [](const ToolCall&) {
          ToolResult result = ToolResult::answer("x");
          result.meta = {{"cost", 5}};
          return result;
        }));
    Tool task = tool("task", [this](const ToolCall& call) {
      if (call.arguments.contains("ask") && !typed(call.inputs, "who")) return ToolResult::ask({elicitation("who")});
      if (call.arguments.contains("fail")) return ToolResult::refused({rpc::kInternal, "the task broke"});
      waiting_begun.give();
      [[maybe_unused]] const bool given = release.wait(call.context);
      waiting_ended.give();
      return ToolResult::answer("done by " + typed(call.inputs, "who").value_or("nobody"));
    }, {{"ask", {{"type", "boolean"}}}, {"fail", {{"type", "boolean"}}}});
    task.tasks = Tool::TaskSupport::offered;
    task.name = "only_task";
    Tool only = task;
    only.tasks = Tool::TaskSupport::required;
    task.name = "task";
    add(registry, std::move(task));
    add(registry, std::move(only));
  }

  // plan, asking_plan
  static void add_prompts(PromptRegistry& prompts) {
    Prompt plan{"plan", "Plan a trip", "Plans a trip.", {{"city", "City", "Where to", true}, {"month", "", "When", false}}, [](const ToolCall& call) {
      return PromptResult{"A plan", json::array({prompt_message("user", "Plan a trip to " + call.arguments["city"].get<std::string>())}), {}, {}};
    }};
    plan.completer = [](std::string_view, std::string_view typed_text, const json&) {
      return typed_text == "many" ? std::vector<std::string>(150, "x") : std::vector<std::string>{"Cologne", "Copenhagen"};
    };
    add(prompts.add(std::move(plan)));
    add(prompts.add({"asking_plan", "", "Asks first.", {}, [](const ToolCall& call) {
      const auto name = typed(call.inputs, "who");
      PromptResult result;
      if (name) result.messages.push_back(prompt_message("user", "I am " + *name));
      else result.needs = NeededInputs{{elicitation("who")}, nullptr};
      return result;
    }}));
  }

  static void add(const Outcome& outcome) {
    if (!outcome.ok()) throw std::logic_error(outcome.error().message);
  }
  static void add(ToolRegistry& registry, Tool added) { add(registry.add(std::move(added))); }
  static Tool with_output(const std::string& name, const json& output) {
    Tool made = tool(name, [output](const ToolCall&) { return ToolResult::answer(output, "a table"); });
    made.output_schema = {{"type", "object"}, {"properties", {{"total", {{"type", "integer"}}}}}, {"required", {"total"}}};
    return made;
  }
};

}  // namespace voygen::mcp::test
