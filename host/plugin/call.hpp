// HostCall: the host's side of one call, from before serve() until the plugin has really returned. Shared by the thread that waits for
// the answer and the worker thread that is inside the plugin, because either may end first.
//
// What the plugin holds as voygen_call* is a number, looked up on every use: a call kept too long is refused, it is not a crash.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "core/context.hpp"
#include "core/log.hpp"
#include "plugin/platform.hpp"
#include "voygen/plugin_abi.h"

namespace voygen::plugin {

class HostCall {
 public:
  HostCall(const core::Context& context, CallServices& services, const CallLimits& limits, std::string platform);

  // For the plugin, through the host table. They refuse quietly once the call is over or abandoned.
  [[nodiscard]] bool must_stop() const;
  [[nodiscard]] std::int64_t time_left_ms() const;
  [[nodiscard]] std::optional<std::int64_t> now_ms();
  void log(std::int32_t level, voygen_text line);
  void progress(std::int64_t done, std::int64_t total, voygen_text message);
  Result<std::string> perform(voygen_text operation);
  void answer(voygen_text json);
  void interim(voygen_text json);
  void fail(std::int32_t code, voygen_text why, voygen_text next_step);

  // For the worker thread.
  void begin();                                     // this thread carries the call
  void end(std::optional<std::string> thrown = {});  // the plugin returned, or an exception left it

  // For the thread that waits. True when the plugin returned; false when it did not, even after the grace: then the call is abandoned,
  // and its services are not used any more.
  bool wait_or_abandon();
  // What the plugin said, once it returned.
  Result<nlohmann::json> outcome();

 private:
  // Entered while the services are used, so that abandoning can wait for the last use. Null when they may not be used any more.
  class Use;

  bool record();  // counts an answer or failure; true for the first
  [[nodiscard]] bool has_ended();
  [[nodiscard]] Error fault(const std::string& what) const;
  [[nodiscard]] Result<nlohmann::json> read_answer(const std::string& text) const;
  [[nodiscard]] bool on_worker() const { return worker_.load() == std::this_thread::get_id(); }

  const core::Context context_;
  const CallLimits limits_;
  const std::string platform_;
  std::atomic<std::thread::id> worker_{};

  std::mutex mutex_;
  std::condition_variable_any changed_;
  // Guarded by mutex_:
  CallServices* services_;  // borrowed until the call ended or was abandoned
  int uses_ = 0;
  int endings_ = 0;  // answers and failures given
  int log_lines_ = 0;
  bool returned_ = false;
  std::optional<std::string> thrown_;
  std::optional<std::string> answer_;
  std::optional<Error> failure_;
};

// Lends a call to the plugin under a number for as long as this lives.
class LentCall {
 public:
  explicit LentCall(std::shared_ptr<HostCall> call);
  ~LentCall();
  LentCall(const LentCall&) = delete;
  LentCall& operator=(const LentCall&) = delete;
  [[nodiscard]] voygen_call* handle() const { return handle_; }

 private:
  voygen_call* handle_;
};

// A voygen_level; a number outside the set is as loud as an error.
core::LogLevel log_level(std::int32_t number);

// The table every plugin gets. Static.
const voygen_host& host_table();

}  // namespace voygen::plugin
