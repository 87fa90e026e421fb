// The tools the tests of this room call, and a world of server, transport and clients to call them in.
#pragma once

#include <atomic>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <string>

#include "core/clock.hpp"
#include "mcp/server.hpp"
#include "mcp/streamable_http.hpp"
#include "net/router.hpp"
#include "raw_client.hpp"

namespace voygen::mcp::test {

using voygen::test::RawAnswer;
using voygen::test::RawClient;

class FakeClock final : public core::Clock {
 public:
  [[nodiscard]] std::int64_t now_ms() const override { return now_; }
  void advance(std::chrono::milliseconds time) { now_ += time.count(); }

 private:
  std::atomic<std::int64_t> now_{1'800'000'000'000};
};

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
    return core::wait(context, changed_any_, lock, [&] { return given_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable_any changed_any_;
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

// echo, greet, structured, broken_shape, failing, throwing, progressing, waiting, stubborn
struct Tools {
  Signal waiting_begun;   // a call of "waiting" or "stubborn" has begun
  Signal waiting_ended;   // its handler has returned
  Signal release;         // lets "stubborn" return

  void add_to(ToolRegistry& registry) {
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
    add(registry, tool("progressing", [](const ToolCall& call) {
          for (int i = 0; i <= 100; ++i) call.progress(i, 100, "step " + std::to_string(i));
          call.progress(50, 100, "backwards");
          return ToolResult::answer("done");
        }));
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
    Tool whoami = tool("whoami", [](const ToolCall& call) { return ToolResult::answer("you are " + std::string(call.principal)); });
    add(registry, std::move(whoami));
  }

 private:
  static void add(ToolRegistry& registry, Tool added) {
    if (const auto outcome = registry.add(std::move(added)); !outcome.ok()) throw std::logic_error(outcome.error().message);
  }
  static Tool with_output(const std::string& name, const json& output) {
    Tool made = tool(name, [output](const ToolCall&) { return ToolResult::answer(output, "a table"); });
    made.output_schema = {{"type", "object"}, {"properties", {{"total", {{"type", "integer"}}}}}, {"required", {"total"}}};
    return made;
  }
};

inline ServerOptions options_of_tests() {
  ServerOptions options;
  options.info = {"fixture", "Fixture", "1.2.3"};
  options.instructions = "Call greet first.";
  return options;
}

struct World {
  explicit World(ServerOptions options = options_of_tests(), StreamableHttpOptions http_options = {}, net::HttpServerOptions net_options = {})
      : server(std::move(options)), http(server, clock, std::move(http_options)) {
    tools.add_to(server.tools());
    router.add("/mcp", http.handler());
    listener = net::HttpServer::start(net_options, router.handler()).value();
  }
  ~World() {
    tools.release.give();
    server.stop();
  }

  [[nodiscard]] RawClient connect() const { return RawClient(listener->port()); }
  // One request on a connection of its own.
  [[nodiscard]] RawAnswer ask(const std::string& request) const {
    RawClient client = connect();
    client.send(request);
    return client.receive();
  }
  // A new session's id.
  [[nodiscard]] std::string open_session(const std::string& headers = {}) const;

  FakeClock clock;
  Tools tools;
  Server server;
  StreamableHttp http;
  net::Router router;
  std::unique_ptr<net::HttpServer> listener;
};

inline std::string http_post(const std::string& body, const std::string& headers = {}) {
  return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
inline std::string in_session(const std::string& id) { return "Mcp-Session-Id: " + id + "\r\n"; }

inline constexpr const char* kInitialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})";

inline std::string World::open_session(const std::string& headers) const { return ask(http_post(kInitialize, headers)).header("Mcp-Session-Id"); }

inline std::string call_text(const std::string& id, const std::string& name, const std::string& arguments = "{}", const std::string& meta = {}) {
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"tools/call","params":{"name":")" + name + R"(","arguments":)" + arguments +
         (meta.empty() ? "" : R"(,"_meta":)" + meta) + "}}";
}

}  // namespace voygen::mcp::test
