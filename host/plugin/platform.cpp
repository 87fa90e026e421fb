#include "plugin/platform.hpp"

#include <algorithm>
#include <cxxabi.h>
#include <thread>

#include "call.hpp"
#include "core/log.hpp"
#include "instance.hpp"
#include "text.hpp"

namespace voygen::plugin {
namespace {

// Everything the worker thread needs, owned by it: nothing here dies before the plugin has returned.
struct Work {
  std::shared_ptr<Instance> instance;  // shared with the platform
  std::shared_ptr<HostCall> call;      // shared with the thread that waits
  std::shared_ptr<Slots::Slot> slot;   // likewise
  std::string task;
  std::string query;
};

// Ends the call whichever way the plugin left: by return, by exception, or by ending the thread.
class Ending {
 public:
  explicit Ending(Work& work) : work_(work), lent_(std::make_unique<LentCall>(work.call)) {}
  ~Ending() {
    lent_.reset();
    work_.slot->leave();
    work_.call->end(std::move(thrown));
  }
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;
  [[nodiscard]] voygen_call* handle() const { return lent_->handle(); }

  std::optional<std::string> thrown = "it ended the thread that carried the call";

 private:
  Work& work_;
  std::unique_ptr<LentCall> lent_;
};

// The C library throws a forced unwind without an object, so that catching it binds a null reference; nobody looks at it.
__attribute__((no_sanitize("undefined"))) void run(Work& work) {
  work.call->begin();
  Ending ending(work);
  try {
    work.instance->table().serve(work.instance->made(), ending.handle(), lent(work.task), lent(work.query));
    ending.thrown.reset();
  } catch (const abi::__forced_unwind&) {  // pthread_exit; the C library insists that it goes on
    throw;
  } catch (const std::exception& error) {
    ending.thrown = sentence_of(lent(error.what()), work.instance->limits().largest_sentence);
  } catch (...) {
    ending.thrown = "something that is no std::exception";
  }
}

}  // namespace

Platform::Platform(Manifest manifest, nlohmann::json settings, std::vector<std::string> hosts, std::shared_ptr<Instance> instance)
    : manifest_(std::move(manifest)), settings_(std::move(settings)), hosts_(std::move(hosts)), instance_(std::move(instance)) {}
Platform::~Platform() = default;

bool Platform::offers(std::string_view kind) const { return std::find(manifest_.kinds.begin(), manifest_.kinds.end(), kind) != manifest_.kinds.end(); }
PlatformLoad Platform::load() const { return instance_->slots().load(); }

Result<nlohmann::json> Platform::serve(const core::Context& context, std::string_view task, const nlohmann::json& query, CallServices& services) {
  VOYGEN_TRY(auto slot, instance_->slots().enter(context, id()));
  const CallLimits& limits = instance_->limits();
  const auto call = std::make_shared<HostCall>(context, services, limits, id());
  Work work{instance_, call, slot, std::string(task), query.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
  std::thread worker;
  try {
    worker = std::thread([work = std::move(work)]() mutable { run(work); });
  } catch (const std::system_error& error) {
    return {Code::unavailable, "platform \"" + id() + "\": no thread for the call: " + error.what(), "try again when the server is less busy"};
  }
  if (call->wait_or_abandon()) {
    worker.join();
    return call->outcome();
  }
  slot->mark_stuck();
  worker.detach();
  const std::string told = context.stop().stop_requested() ? "the call was cancelled" : "its deadline";
  Error error{context.ended().value_or(Code::timeout),
              "plugin \"" + id() + "\" did not stop within " + std::to_string(limits.grace.count()) + " ms after " + told,
              "use another platform; if this repeats, report it to the plugin's author"};
  core::log(core::LogLevel::error, error.message, {{"platform", id()}, {"request", context.request_id()}});
  return error;
}

}  // namespace voygen::plugin
