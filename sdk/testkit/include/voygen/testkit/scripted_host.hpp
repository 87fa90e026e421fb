// ScriptedHost: stands in for the host in a plugin's tests. Page operations are answered by a function (or a Recording, recording.hpp);
// answers, failures, progress and log lines are collected for the test to look at. It is as strict as the real host where a mistake
// would otherwise show only there: two answers, none, an answer that is not JSON, an operation after the end.
//
//   ScriptedHost host([](const nlohmann::json& operation) -> voygen::Result<nlohmann::json> { … });
//   auto plugin = PluginUnderTest::load("build/plugins/acme/acme.so", settings);
//   Served served = plugin->search_hotels(host, query);
//
// Owned by the test; one call at a time. cancel() from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/call.hpp"
#include "voygen/plugin_abi.h"
#include "voygen/result.hpp"

namespace voygen::testkit {

// What one call came to.
struct Served {
  std::optional<nlohmann::json> answer;  // exactly one of these two, unless `faults` says otherwise
  std::optional<Error> failure;
  std::vector<std::string> faults;  // how the plugin broke the contract; empty for a good one
  std::vector<nlohmann::json> operations;
  std::vector<std::string> progress;  // "40/80 page 2 of 4"
  std::vector<nlohmann::json> interim;  // what was shown before the end, oldest first
  std::vector<std::string> log;       // "warn: …"

  [[nodiscard]] bool ok() const { return answer && faults.empty(); }
  // All that went wrong, for a test's message.
  [[nodiscard]] std::string what() const {
    std::string text = failure ? std::string(name_of(failure->code)) + ": " + failure->message : std::string();
    for (const std::string& fault : faults) text += (text.empty() ? "" : "; ") + fault;
    return text;
  }
};

class ScriptedHost {
 public:
  using Script = std::function<Result<nlohmann::json>(const nlohmann::json& operation)>;

  explicit ScriptedHost(Script script) : script_(std::move(script)) {}

  void set_now_ms(std::int64_t now) { now_ms_ = now; }
  void set_timeout(std::chrono::milliseconds timeout) { timeout_ = timeout; }
  // From now on, or after so many operations of the call, must_stop() says yes and operations are refused as cancelled.
  void cancel() { cancel_after_ = 0; }
  void cancel_after(int operations) { cancel_after_ = operations; }

  // Runs one task of an instance through the C table, exactly as the host does. PluginUnderTest calls it.
  Served serve(const voygen_plugin& table, voygen_instance* instance, std::string_view task, const nlohmann::json& query) {
    deadline_ = std::chrono::steady_clock::now() + timeout_;
    served_ = {};
    endings_ = 0;
    const std::string text = query.dump();
    try {
      table.serve(instance, as_call(this), lend(task), lend(text));
    } catch (...) {
      served_.faults.emplace_back("an exception left serve");
    }
    if (endings_ == 0) served_.faults.emplace_back("serve returned without an answer or a failure");
    if (endings_ > 1) served_.faults.push_back("the call was ended " + std::to_string(endings_) + " times");
    return std::move(served_);
  }

  static const voygen_host* table() {
    static constexpr voygen_host host{sizeof(voygen_host), VOYGEN_ABI, &on_log, &on_must_stop, &on_time_left_ms, &on_now_ms,
                                      &on_progress, &on_perform, &on_answer, &on_fail, &on_interim};
    return &host;
  }

 private:
  static voygen_call* as_call(ScriptedHost* host) { return reinterpret_cast<voygen_call*>(host); }
  static ScriptedHost& self(voygen_call* call) { return *reinterpret_cast<ScriptedHost*>(call); }

  [[nodiscard]] bool cancelled() const { return cancel_after_ >= 0 && static_cast<int>(served_.operations.size()) >= cancel_after_; }
  [[nodiscard]] std::int64_t time_left() const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now()).count();
    return left > 0 ? left : 0;
  }

  static void on_log(voygen_call* call, std::int32_t level, voygen_text line) {
    static constexpr const char* kNames[] = {"debug", "info", "warn", "error"};
    if (!call) return;
    const std::lock_guard lock(self(call).mutex_);
    self(call).served_.log.push_back(std::string(level >= 0 && level <= 3 ? kNames[level] : "?") + ": " + std::string(view(line)));
  }
  static std::int32_t on_must_stop(voygen_call* call) {
    const std::lock_guard lock(self(call).mutex_);
    return self(call).cancelled() || self(call).time_left() == 0;
  }
  static std::int64_t on_time_left_ms(voygen_call* call) { return self(call).time_left(); }
  static std::int64_t on_now_ms(voygen_call* call) { return call ? self(call).now_ms_.load() : 0; }
  static void on_progress(voygen_call* call, std::int64_t steps_done, std::int64_t total, voygen_text message) {
    self(call).served_.progress.push_back(std::to_string(steps_done) + "/" + std::to_string(total) + " " + std::string(view(message)));
  }

  static std::int32_t reply_with(const Error& error, voygen_receive receive, void* receiver) {
    const std::string text = nlohmann::json{{"message", error.message}, {"nextStep", error.next_step}}.dump();
    if (receive) receive(receiver, lend(text));
    return static_cast<std::int32_t>(error.code);
  }
  static std::int32_t on_perform(voygen_call* call, voygen_text text, voygen_receive receive, void* receiver) {
    const auto reply = self(call).perform(view(text));
    if (!reply.ok()) return reply_with(reply.error(), receive, receiver);
    const std::string reply_text = reply->dump();
    if (receive) receive(receiver, lend(reply_text));
    return VOYGEN_OK;
  }
  Result<nlohmann::json> perform(std::string_view text) {
    auto operation = nlohmann::json::parse(text, nullptr, false);
    if (endings_ > 0) served_.faults.emplace_back("an operation came after the call had ended");
    if (!operation.is_object() || !operation.contains("op")) {
      served_.faults.push_back("an operation is not a JSON object with \"op\": " + std::string(text.substr(0, 200)));
      return {Code::invalid_argument, "the operation is not a JSON object with \"op\""};
    }
    {
      const std::lock_guard lock(mutex_);
      if (cancelled()) return {Code::cancelled, "the call was cancelled"};
      if (time_left() == 0) return {Code::timeout, "the call did not end before its deadline"};
      served_.operations.push_back(operation);
    }
    return script_(operation);
  }

  static void on_answer(voygen_call* call, voygen_text text) {
    if (++self(call).endings_ > 1) return;
    auto answer = nlohmann::json::parse(view(text), nullptr, false);
    if (!answer.is_object() || !answer.contains("offers") || !answer.at("offers").is_array()) {
      self(call).served_.faults.emplace_back("the answer is not a JSON object with an array \"offers\"");
    }
    self(call).served_.answer = std::move(answer);
  }
  static void on_interim(voygen_call* call, voygen_text text) {
    auto so_far = nlohmann::json::parse(view(text), nullptr, false);
    if (!so_far.is_object() || !so_far.contains("offers")) self(call).served_.faults.emplace_back("an interim answer is no JSON object with \"offers\"");
    self(call).served_.interim.push_back(std::move(so_far));
  }
  static void on_fail(voygen_call* call, std::int32_t code, voygen_text why, voygen_text next_step) {
    if (++self(call).endings_ > 1) return;
    if (code < VOYGEN_INVALID_ARGUMENT || code > VOYGEN_PAGE_CLOSED) self(call).served_.faults.push_back("unknown failure code " + std::to_string(code));
    self(call).served_.failure = Error{code_from_abi(code), std::string(view(why)), std::string(view(next_step))};
  }

  Script script_;
  std::atomic<std::int64_t> now_ms_ = 1'800'000'000'000;
  std::atomic<int> cancel_after_ = -1;  // operations; negative is never
  std::chrono::milliseconds timeout_{60'000};
  std::chrono::steady_clock::time_point deadline_;
  std::mutex mutex_;  // guards what [any] functions and the call's thread share: served_.operations, served_.log
  Served served_;
  int endings_ = 0;
};

}  // namespace voygen::testkit
