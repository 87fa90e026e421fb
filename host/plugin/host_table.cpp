// The functions of voygen_host. Each looks its call up, does the work there, and lets no exception through.
#include <chrono>
#include <shared_mutex>
#include <unordered_map>

#include "call.hpp"
#include "core/log.hpp"
#include "text.hpp"

namespace voygen::plugin {
namespace {

// The calls that run now, by the number lent to the plugin. Process-wide because the C functions get nothing else to find it by.
// Never destroyed: an abandoned call may still ask while the process ends.
struct LiveCalls {
  std::shared_mutex mutex;
  std::unordered_map<std::uintptr_t, std::shared_ptr<HostCall>> calls;  // guarded by mutex
  std::uintptr_t last = 0;                                              // guarded by mutex; never reused
};

LiveCalls& live() {
  static auto& calls = *new LiveCalls;
  return calls;
}

std::uintptr_t number_of(voygen_call* handle) { return reinterpret_cast<std::uintptr_t>(handle); }

std::shared_ptr<HostCall> find(voygen_call* handle) {
  const std::shared_lock lock(live().mutex);
  const auto found = live().calls.find(number_of(handle));
  return found == live().calls.end() ? nullptr : found->second;
}

// Runs `use` on the call; `otherwise` when there is none or something was thrown.
template <class Value, class Use>
Value with_call(voygen_call* handle, Value otherwise, Use use) noexcept {
  try {
    const auto call = find(handle);
    return call ? use(*call) : otherwise;
  } catch (...) {
    return otherwise;
  }
}

std::int64_t system_now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

void log(voygen_call* handle, std::int32_t level, voygen_text line) noexcept {
  const bool logged = with_call(handle, false, [&](HostCall& call) {
    call.log(level, line);
    return true;
  });
  if (logged) return;
  try {
    core::log(log_level(level), sentence_of(line, CallLimits{}.largest_sentence), {{"platform", "outside a call"}});
  } catch (...) {  // NOLINT: a line that cannot be logged is lost
  }
}

std::int32_t must_stop(voygen_call* handle) noexcept {
  return with_call(handle, 1, [](HostCall& call) { return call.must_stop() ? 1 : 0; });
}

std::int64_t time_left_ms(voygen_call* handle) noexcept {
  return with_call(handle, std::int64_t{0}, [](HostCall& call) { return call.time_left_ms(); });
}

std::int64_t now_ms(voygen_call* handle) noexcept {
  const auto now = with_call(handle, std::optional<std::int64_t>{}, [](HostCall& call) { return call.now_ms(); });
  return now ? *now : system_now_ms();
}

void progress(voygen_call* handle, std::int64_t steps_done, std::int64_t total, voygen_text message) noexcept {
  with_call(handle, 0, [&](HostCall& call) {
    call.progress(steps_done, total, message);
    return 0;
  });
}

std::int32_t reply_with(const Error& error, voygen_receive receive, void* receiver) {
  const nlohmann::json why{{"message", core::masked(error.message)}, {"nextStep", core::masked(error.next_step)}};
  const std::string text = why.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (receive) receive(receiver, lent(text));
  return static_cast<std::int32_t>(error.code);
}

std::int32_t perform(voygen_call* handle, voygen_text operation, voygen_receive receive, void* receiver) noexcept {
  try {
    const auto call = find(handle);
    if (!call) return reply_with({Code::cancelled, "the call has ended", {}}, receive, receiver);
    const auto reply = call->perform(operation);
    if (!reply.ok()) return reply_with(reply.error(), receive, receiver);
    if (receive) receive(receiver, lent(*reply));
    return VOYGEN_OK;
  } catch (...) {  // the room behind CallServices, or the plugin's receiver, threw
    return VOYGEN_INTERNAL;
  }
}

void answer(voygen_call* handle, voygen_text json) noexcept {
  with_call(handle, 0, [&](HostCall& call) {
    call.answer(json);
    return 0;
  });
}

void interim(voygen_call* handle, voygen_text json) noexcept {
  with_call(handle, 0, [&](HostCall& call) {
    call.interim(json);
    return 0;
  });
}

void fail(voygen_call* handle, std::int32_t code, voygen_text why, voygen_text next_step) noexcept {
  with_call(handle, 0, [&](HostCall& call) {
    call.fail(code, why, next_step);
    return 0;
  });
}

}  // namespace

LentCall::LentCall(std::shared_ptr<HostCall> call) {
  const std::unique_lock lock(live().mutex);
  const std::uintptr_t number = ++live().last;
  live().calls.emplace(number, std::move(call));
  handle_ = reinterpret_cast<voygen_call*>(number);
}

LentCall::~LentCall() {
  const std::unique_lock lock(live().mutex);
  live().calls.erase(number_of(handle_));
}

const voygen_host& host_table() {
  static constexpr voygen_host table{sizeof(voygen_host), VOYGEN_ABI, &log, &must_stop, &time_left_ms, &now_ms, &progress, &perform, &answer, &fail, &interim};
  return table;
}

}  // namespace voygen::plugin
