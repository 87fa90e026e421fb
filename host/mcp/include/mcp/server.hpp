// Server: what all clients of this process talk to, whichever way their messages come. Owned by the composition root; outlives
// the transports and their sessions. Any thread.
//
//   mcp::Server server({.info = {"voygen", "Travel search", "1.0"}});
//   server.tools().add(search_hotels);
//   mcp::StreamableHttp http(server, clock, {});      router.add("/mcp", http.handler());
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/worker_pool.hpp"
#include "mcp/message.hpp"
#include "mcp/prompt.hpp"
#include "mcp/resource.hpp"
#include "mcp/tool_registry.hpp"

namespace voygen::mcp {

class AnswersAtHand;
class Call;
struct CallOrder;
class CallWatch;
class InFlight;
class InputSource;
class Listeners;
class RateLimiter;
class Reply;
class RequestStates;
class Task;
class Tasks;

// How long a client of the modern era may use an answer again.
enum class Keeping { unsaid, not_at_all, for_a_while };

struct ServerInfo {
  std::string name;   // for programs
  std::string title;  // for people
  std::string version;
  std::string description = {};
  json icons = nullptr;  // [{"src", "mimeType", "sizes"}] or null
};

// How often one principal may call tools.
struct RateLimit {
  int calls_per_minute = 0;  // 0: no limit
  int burst = 20;            // that may follow each other at once
};

struct ServerOptions {
  ServerInfo info;
  std::string instructions;  // how a model should use the tools; not sent when empty
  MessageLimits message_limits;
  std::chrono::milliseconds default_call_deadline{45'000};  // told to the handler through its context
  std::chrono::milliseconds call_grace{5'000};              // later the client is answered, whether the handler has returned or not
  std::chrono::milliseconds input_lifetime{10 * 60'000};    // how long a client may take to tell what it was asked for
  std::chrono::milliseconds list_ttl{5 * 60'000};           // how long a modern client may keep a list without asking again
  std::chrono::milliseconds task_ttl{30 * 60'000};          // how long a finished task is kept
  std::size_t max_kept_answer_bytes = 8 * 1024 * 1024;      // of results that may be given again
  RateLimit rate_limit;                                     // beyond it, a call is answered with an error the model understands
  core::WorkerLimits workers;                               // that carry calls
  json extensions = json::object();                         // capabilities.extensions: {"io.modelcontextprotocol/ui": {}}
};

class Server {
 public:
  explicit Server(ServerOptions options);
  ~Server();

  [[nodiscard]] const ServerOptions& options() const { return options_; }
  [[nodiscard]] ToolRegistry& tools() { return tools_; }
  [[nodiscard]] PromptRegistry& prompts() { return prompts_; }
  [[nodiscard]] ResourceRegistry& resources() { return resources_; }
  // Tell the clients that want to know. Tools tell by themselves.
  void prompts_changed();
  void resources_changed(std::string_view principal);  // whose list it is
  void resource_updated(std::string_view uri);

  [[nodiscard]] std::size_t calls_running() const;
  // Tells every running call to end; new calls are refused. Answers are still sent.
  void stop();
  // Waits for the threads of calls; false when some have not returned in time: they still use what the handlers refer to.
  bool wait_for_calls(std::chrono::milliseconds timeout);

  // For the transports. ---------------------------------------------------------------------------------------------------------

  // Serves a request in either era. What is short is answered before it returns; what takes a while comes back, for the transport to
  // prepare its stream and start it. Without `inputs`, a client that must tell something is asked to send the call again.
  [[nodiscard]] std::shared_ptr<Call> serve(const Message& request, const std::shared_ptr<const Caller>& caller, const std::shared_ptr<Reply>& reply,
                                            std::shared_ptr<InputSource> inputs = nullptr);
  // Has a worker carry the call, which can be cancelled through `in_flight` from now on.
  void start(const std::shared_ptr<Call>& call, const std::shared_ptr<InFlight>& in_flight);
  [[nodiscard]] bool knows_method(std::string_view method, Era era) const;
  // {"name", "version", ...} as modern results carry it, and with the icons, as the server introduces itself once.
  [[nodiscard]] json server_info() const;
  [[nodiscard]] json introduction() const;
  [[nodiscard]] json capabilities(Era era) const;
  [[nodiscard]] Listeners& listeners() { return *listeners_; }
  [[nodiscard]] Tasks& tasks() { return *tasks_; }
  // "complete" results of the modern era carry more than those of the others. `has_meta`: the result has a _meta of its
  // own, so the server's name is not added to it.
  [[nodiscard]] std::string finished(std::string result, const Caller& caller, Keeping keeping = Keeping::unsaid, bool has_meta = false) const;

 private:
  struct Carried;
  Answer answer(const Message& request, const Caller& caller);
  std::shared_ptr<Call> begin_tool(const Message& request, const std::shared_ptr<const Caller>& caller, const std::shared_ptr<Reply>& reply,
                                   std::shared_ptr<InputSource> inputs);
  std::shared_ptr<Call> begin_prompt(const Message& request, const std::shared_ptr<const Caller>& caller, const std::shared_ptr<Reply>& reply,
                                     std::shared_ptr<InputSource> inputs);
  std::variant<CallOrder, RpcError> order(const Message& request, const std::shared_ptr<const Caller>& caller, std::shared_ptr<InputSource> inputs);
  void begin_task(CallOrder order, const std::shared_ptr<Task>& task, Reply& reply);
  // Why no call is taken from this caller now; nothing when one is, and is counted.
  std::optional<std::string> why_not_now(const Caller& caller);
  // True when that was the answer.
  bool ask_before_task(const Tool& tool, const CallOrder& order, Reply& reply) const;
  std::string next_request_id(const Message& request);

  const ServerOptions options_;
  const std::string id_prefix_;
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<bool> stopping_{false};
  const std::unique_ptr<Listeners> listeners_;
  ToolRegistry tools_;
  PromptRegistry prompts_;
  ResourceRegistry resources_;
  const std::unique_ptr<RequestStates> states_;
  const std::unique_ptr<RateLimiter> rate_limiter_;
  const std::unique_ptr<AnswersAtHand> at_hand_;
  const std::shared_ptr<CallWatch> calls_;  // shared with the threads of calls
  const std::unique_ptr<Tasks> tasks_;
  core::WorkerPool workers_;                // last: its threads use what is above
};

}  // namespace voygen::mcp
