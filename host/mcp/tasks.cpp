#include "tasks.hpp"

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "in_flight.hpp"

namespace voygen::mcp {
namespace {

constexpr int kPollMs = 1000;
constexpr std::size_t kMostPerPrincipal = 50;

std::int64_t wall_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

RpcError no_such_task() { return invalid_params("there is no such task; it may have expired"); }

std::optional<RpcError> missing_extension(const Caller& caller) {
  if (caller.has_extension(extension::kTasks)) return std::nullopt;
  RpcError error{rpc::kMissingCapability, "the client has not declared the tasks extension", nullptr,
                 {{"requiredCapabilities", {{"extensions", {{extension::kTasks, json::object()}}}}}}};
  error.http_status = 400;
  return error;
}

}  // namespace

Task::Task(std::string id, std::string principal, std::chrono::milliseconds ttl)
    : id_(std::move(id)), principal_(std::move(principal)), ttl_(ttl), in_flight_(std::make_shared<InFlight>()), created_ms_(wall_ms()),
      updated_ms_(created_ms_) {}

json Task::state(bool full) const {
  const std::lock_guard lock(mutex_);
  json state{{"taskId", id_}, {"status", status_}, {"createdAt", core::iso_time(created_ms_)}, {"lastUpdatedAt", core::iso_time(updated_ms_)},
             {"ttlMs", ttl_.count()}, {"pollIntervalMs", kPollMs}};
  if (!full) return state;
  if (outcome_.is_object()) state.update(outcome_);
  if (status_ == "input_required") state["inputRequests"] = asked_;
  return state;
}

void Task::change(std::string_view status) {
  status_ = status;
  updated_ms_ = wall_ms();
  if (is_finished()) finished_at_ = std::chrono::steady_clock::now();
}

void Task::answer(const json& inputs) {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, value] : inputs.items()) {
    if (!asked_.contains(key) || !value.is_object()) continue;
    inputs_[key] = value;
    asked_.erase(key);
  }
  if (status_ == "input_required" && asked_.empty()) change("working");
  answered_.notify_all();
}

void Task::cancelled() {
  const std::lock_guard lock(mutex_);
  if (!is_finished()) change("cancelled");
}

bool Task::has_finished() const {
  const std::lock_guard lock(mutex_);
  return is_finished();
}

bool Task::is_over(std::chrono::steady_clock::time_point now) const {
  const std::lock_guard lock(mutex_);
  return is_finished() && now - finished_at_ > ttl_;
}

void Task::respond(std::string_view message, int) {
  json answer = json::parse(message);
  const std::lock_guard lock(mutex_);
  if (is_finished()) return;
  const char* const member = answer.contains("error") ? "error" : "result";
  outcome_ = {{member, std::move(answer[member])}};
  change(outcome_.contains("error") ? "failed" : "completed");
}

Result<json> Task::obtain(const core::Context& context, const std::vector<InputRequest>& requests, Reply&) {
  std::unique_lock lock(mutex_);
  asked_ = json::object();
  for (const auto& request : requests) asked_[request.key] = question(request);
  if (asked_.empty()) return inputs_;
  change("input_required");
  if (core::wait(context, answered_, lock, [&] { return asked_.empty(); })) return inputs_;
  return context.why_ended("waiting for the client's answers");
}

std::shared_ptr<Task> Tasks::create(const std::string& principal) {
  std::string id = core::random_id("t-");
  auto task = std::make_shared<Task>(id, principal, ttl_);
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  std::erase_if(tasks_, [&](const auto& entry) { return entry.second->is_over(now); });
  if (!make_room(principal)) return nullptr;
  tasks_[std::move(id)] = task;
  return task;
}

bool Tasks::make_room(std::string_view principal) {
  std::size_t theirs = 0;
  auto oldest = tasks_.end();
  for (auto entry = tasks_.begin(); entry != tasks_.end(); ++entry) {
    if (entry->second->principal() != principal) continue;
    ++theirs;
    const bool older = oldest == tasks_.end() || entry->second->created_ms() < oldest->second->created_ms();
    if (older && entry->second->has_finished()) oldest = entry;
  }
  if (theirs < kMostPerPrincipal) return true;
  if (oldest == tasks_.end()) return false;
  tasks_.erase(oldest);
  return true;
}

std::shared_ptr<Task> Tasks::find(const Caller& caller, const json& params) {
  const json id = params.value("taskId", json());
  if (!id.is_string()) return nullptr;
  const std::lock_guard lock(mutex_);
  const auto found = tasks_.find(id.get_ref<const std::string&>());
  if (found == tasks_.end() || found->second->principal() != caller.principal || found->second->is_over(std::chrono::steady_clock::now())) return nullptr;
  return found->second;
}

Answer Tasks::get(const Caller& caller, const json& params) {
  if (auto error = missing_extension(caller)) return *error;
  const auto task = find(caller, params);
  if (!task) return no_such_task();
  return to_text(task->state(true));
}

Answer Tasks::update(const Caller& caller, const json& params) {
  if (auto error = missing_extension(caller)) return *error;
  const auto task = find(caller, params);
  if (!task) return no_such_task();
  const json inputs = params.value("inputResponses", json());
  if (!inputs.is_object()) return invalid_params("params.inputResponses must be an object");
  task->answer(inputs);
  return std::string("{}");
}

Answer Tasks::cancel(const Caller& caller, const json& params) {
  if (auto error = missing_extension(caller)) return *error;
  const auto task = find(caller, params);
  if (!task) return no_such_task();
  task->in_flight()->cancel_all();
  task->cancelled();
  return std::string("{}");
}

}  // namespace voygen::mcp
