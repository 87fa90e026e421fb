#include "call.hpp"

#include "core/json_schema.hpp"
#include "core/log.hpp"
#include "plugin/schemas.hpp"
#include "text.hpp"

namespace voygen::plugin {

using nlohmann::json;

class HostCall::Use {
 public:
  explicit Use(HostCall& call) : call_(call) {
    const std::lock_guard lock(call_.mutex_);
    services_ = call_.services_;
    if (services_) ++call_.uses_;
  }
  ~Use() {
    if (!services_) return;
    const std::lock_guard lock(call_.mutex_);
    --call_.uses_;
    call_.changed_.notify_all();
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  CallServices* operator->() const { return services_; }
  explicit operator bool() const { return services_ != nullptr; }

 private:
  HostCall& call_;
  CallServices* services_;
};

core::LogLevel log_level(std::int32_t number) {
  return number < VOYGEN_DEBUG || number > VOYGEN_ERROR ? core::LogLevel::error : static_cast<core::LogLevel>(number);
}

HostCall::HostCall(const core::Context& context, CallServices& services, const CallLimits& limits, std::string platform)
    : context_(context), limits_(limits), platform_(std::move(platform)), services_(&services) {}

bool HostCall::must_stop() const { return context_.ended().has_value(); }
std::int64_t HostCall::time_left_ms() const { return context_.time_left().count(); }

std::optional<std::int64_t> HostCall::now_ms() {
  const Use services(*this);
  if (!services) return std::nullopt;
  return services->now_ms();
}

void HostCall::log(std::int32_t level, voygen_text line) {
  {
    const std::lock_guard lock(mutex_);
    if (++log_lines_ > limits_.most_log_lines + 1) return;
    if (log_lines_ > limits_.most_log_lines) line = lent("more lines of this call are dropped");
  }
  core::log(log_level(level), sentence_of(line, limits_.largest_sentence), {{"platform", platform_}, {"request", context_.request_id()}});
}

void HostCall::progress(std::int64_t steps_done, std::int64_t total, voygen_text message) {
  if (!on_worker() || must_stop() || has_ended()) return;
  const Use services(*this);
  if (services) services->progress(steps_done, total, sentence_of(message, limits_.largest_sentence));
}

Result<std::string> HostCall::perform(voygen_text text) {
  if (!on_worker()) return {Code::invalid_argument, "an operation came from another thread than the one that carries the call"};
  if (must_stop()) return context_.why_ended("the call");
  if (text.size > limits_.largest_operation) {
    return {Code::invalid_argument, "the operation has " + std::to_string(text.size) + " bytes; at most " + std::to_string(limits_.largest_operation) + " are allowed"};
  }
  const std::string_view operation_text = view_of(text);
  if (nests_deeper_than(operation_text, kDeepestJson)) return {Code::invalid_argument, "the operation nests deeper than " + std::to_string(kDeepestJson) + " levels"};
  const json operation = json::parse(operation_text, nullptr, false);
  if (!operation.is_object()) return {Code::invalid_argument, "the operation is not a JSON object"};
  const Use services(*this);
  if (!services || has_ended()) return {Code::invalid_argument, "the call has its answer or failure already; it can do nothing more"};
  auto reply = services->perform(context_, operation);
  if (!reply.ok()) return std::move(reply).error();
  if (!reply->is_object()) return {Code::internal, "the reply to the operation is not an object"};
  return masked_json(*reply).dump(-1, ' ', false, json::error_handler_t::replace);
}

bool HostCall::has_ended() {
  const std::lock_guard lock(mutex_);
  return endings_ > 0;
}

bool HostCall::record() {
  const std::lock_guard lock(mutex_);
  return ++endings_ == 1 && services_;
}

void HostCall::answer(voygen_text text) {
  if (!record()) return;
  std::optional<Error> mistake;
  if (text.size > limits_.largest_answer) {  // refused by its size alone: it is not read, let alone copied
    mistake = fault("its answer has " + std::to_string(text.size) + " bytes, at most " + std::to_string(limits_.largest_answer) + " are allowed");
  }
  std::string copy = mistake ? std::string() : std::string(view_of(text));
  const std::lock_guard lock(mutex_);
  if (mistake) failure_ = std::move(mistake);
  else answer_ = std::move(copy);
}

void HostCall::interim(voygen_text text) {
  if (!on_worker() || must_stop() || has_ended()) return;
  auto answer = text.size > limits_.largest_answer ? Result<json>(fault("its interim answer is too large")) : read_answer(std::string(view_of(text)));
  if (!answer.ok()) return core::log(core::LogLevel::warn, answer.error().message, {{"platform", platform_}, {"request", context_.request_id()}});
  const Use services(*this);
  if (services) services->interim(std::move(*answer));
}

void HostCall::fail(std::int32_t number, voygen_text why, voygen_text next_step) {
  if (!record()) return;
  Error error{code_from_abi(number), sentence_of(why, limits_.largest_sentence), sentence_of(next_step, limits_.largest_sentence)};
  if (number < VOYGEN_INVALID_ARGUMENT || number > VOYGEN_PAGE_CLOSED) {
    error = fault("it failed with the unknown code " + std::to_string(number) + " (" + error.message + ")");
  }
  const std::lock_guard lock(mutex_);
  failure_ = std::move(error);
}

void HostCall::begin() { worker_ = std::this_thread::get_id(); }

void HostCall::end(std::optional<std::string> thrown) {
  const std::lock_guard lock(mutex_);
  returned_ = true;
  thrown_ = std::move(thrown);
  changed_.notify_all();
}

bool HostCall::wait_or_abandon() {
  std::unique_lock lock(mutex_);
  const auto returned = [this] { return returned_; };
  if (!core::wait(context_, changed_, lock, returned)) static_cast<void>(changed_.wait_for(lock, limits_.grace, returned));
  services_ = nullptr;
  changed_.wait(lock, [this] { return uses_ == 0; });  // perform() ends with its context, so this is short
  return returned_;
}

Error HostCall::fault(const std::string& what) const {
  return {Code::plugin_fault, "plugin \"" + platform_ + "\": " + what, "report this to the plugin's author; other platforms are not affected"};
}

Result<json> HostCall::outcome() {
  std::string text;
  {
    const std::lock_guard lock(mutex_);
    if (thrown_) return fault("an exception left serve: " + *thrown_);
    if (endings_ > 1) return fault("it ended one call " + std::to_string(endings_) + " times; exactly one answer or failure is allowed");
    if (failure_) return *failure_;
    if (!answer_) return fault("serve returned without an answer or a failure");
    text = std::move(*answer_);
  }
  return read_answer(text);
}

Result<json> HostCall::read_answer(const std::string& text) const {
  if (!is_utf8(text)) return fault("its answer is not UTF-8");
  if (nests_deeper_than(text, kDeepestJson)) return fault("its answer nests deeper than " + std::to_string(kDeepestJson) + " levels");
  try {
    json answer = json::parse(text);
    static const core::JsonSchema schema(answer_schema());
    if (const auto violations = schema.violations(answer); !violations.empty()) {
      const auto& first = violations.front();
      return fault("its answer does not match answer.schema.json at \"" + first.path + "\": " + sentence_of(lent(first.message), limits_.largest_sentence));
    }
    return answer;
  } catch (const json::exception& error) {
    return fault(std::string("its answer is not JSON: ") + sentence_of(lent(error.what()), 300));
  }
}

}  // namespace voygen::plugin
