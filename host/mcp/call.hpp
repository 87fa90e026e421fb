// Call: one tools/call from its acceptance to its single answer. Shared by the thread that carries it, its session (for
// cancelling) and the watch (for the deadline). Any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/context.hpp"
#include "mcp/reply.hpp"
#include "mcp/tool_registry.hpp"

namespace voygen::mcp {

class Call {
 public:
  struct Order {
    json id;
    std::shared_ptr<const RegisteredTool> tool;
    json arguments;
    json progress_token;  // null: the client does not want progress
    std::string principal;
    std::string session_id;
    std::string request_id;
    std::chrono::milliseconds allowed{};
    std::chrono::milliseconds grace{};
  };
  Call(Order order, std::shared_ptr<Reply> reply);

  // Runs the tool and answers. Once, on the thread that carries the call.
  void run();
  // No answer will be sent; the tool is told to end.
  void cancel();
  // The tool is told to end; what it then returns is the answer.
  void stop() { stop_.request_stop(); }
  // It will not be run.
  void refuse(std::string_view why);
  // Answers when the grace is over, and sends progress that was held back. Called several times a second.
  void tick(core::SteadyTime now);

  [[nodiscard]] const json& id() const { return order_.id; }
  [[nodiscard]] bool wants_stream() const { return !order_.progress_token.is_null() || order_.tool->tool().long_running; }

 private:
  struct Progress {
    double done = 0;
    std::optional<double> total;
    std::string message;
  };
  ToolResult outcome();
  bool finish(const ToolResult& result);
  void report(Progress progress);
  void send_progress(const Progress& progress, core::SteadyTime now);  // with progress_mutex_ held
  void log_end(std::string_view outcome) const;

  const Order order_;
  const std::shared_ptr<Reply> reply_;
  const core::SteadyTime begun_;
  std::stop_source stop_;
  std::atomic<bool> ended_{false};  // answered or abandoned; whoever sets it does that

  std::mutex progress_mutex_;  // keeps the order of what is sent, so it is held while sending; guards what follows
  std::optional<Progress> held_back_;
  std::optional<double> last_sent_;
  core::SteadyTime last_sent_at_{};
};

}  // namespace voygen::mcp
