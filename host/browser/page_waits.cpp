// Waits. Each is one promise in the page or one condition on the page's state; when a document goes away, the promise is made again in
// the next one.
#include "agent_script.hpp"
#include "page_driver.hpp"

namespace voygen::browser {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kQuiet{500};
constexpr milliseconds kGrace{1000};  // for a page to tell that its own timer ran out; after that it is taken for hung

}  // namespace

PageDriver::Reply PageDriver::run(const core::Context& context, const WaitOperation& operation) {
  const core::Context limited = operation.timeout ? context.ending_within(*operation.timeout) : context;
  switch (operation.what) {
    case WaitOperation::For::selector: return wait_for_selector(context, operation);
    case WaitOperation::For::function: return wait_for_function(context, operation);
    case WaitOperation::For::navigation: return wait_for_document(limited, acted_in_);
    case WaitOperation::For::quiet_network: return wait_for_quiet_network(limited);
    case WaitOperation::For::response: return wait_for_response(limited, operation.subject);
  }
  return {Code::internal, "no such wait"};
}

PageDriver::Reply PageDriver::wait_for_selector(const core::Context& context, const WaitOperation& wait) {
  const auto limited = context.ending_within(wait.timeout.value_or(context.time_left()));
  const auto with_grace = context.ending_within(limited.time_left() + kGrace);
  for (;;) {
    const auto watched = document_number();
    const auto outcome = agent(with_grace, "waitFor", json::array({wait.subject, limited.time_left().count()}), watched);
    if (outcome.ok() && outcome->contains("found")) return json::object();
    if (outcome.ok()) return gave_up(limited, "no element appeared");
    if (moved_on(watched)) continue;
    return hung_or(context, outcome.error());
  }
}

// A page that does not even tell that its timer ran out is held up by a script, or by a document that is long in parsing. The latter goes on
// loading: half a document would be taken for the whole.
Error PageDriver::hung_or(const core::Context& context, const Error& error) {
  if (error.code != Code::timeout || context.ended()) return error;
  stop_scripts();
  if (is_parsed()) stop_loading();
  return {Code::timeout, "the page did not answer; a script held it up", error.next_step};
}

PageDriver::Reply PageDriver::wait_for_function(const core::Context& context, const WaitOperation& wait) {
  const auto limited = context.ending_within(wait.timeout.value_or(context.time_left()));
  const auto with_grace = context.ending_within(limited.time_left() + kGrace);
  struct Counted {  // while one is under way, every network answer makes it look again
    explicit Counted(PageState& state) : counted(state) { add(+1); }
    ~Counted() { add(-1); }
    void add(int by) {
      const std::lock_guard lock(counted.mutex);
      counted.function_waits += by;
    }
    PageState& counted;
  } const counted(*state_);
  for (;;) {
    VOYGEN_TRY([[maybe_unused]] const std::int64_t there_is_a_document, agent_world(with_grace, {}));
    const auto left = std::to_string(limited.time_left().count());
    auto outcome = evaluate(with_grace, "(" + std::string(kFunctionWaitScript) + ")(() => (" + wait.subject + "\n), '" + state_->recheck_event + "', " + left + ")");
    if (outcome.ok() && outcome->contains("found")) return json{{"value", std::move((*outcome)["found"])}};
    if (outcome.ok()) {
      const json thrown = outcome->value("thrown", json(nullptr));
      return gave_up(limited, "it did not become true" + (thrown.is_string() ? "; it last threw " + thrown.get<std::string>() : std::string{}));
    }
    if (outcome.error().code != Code::internal) return hung_or(context, outcome.error());
    lose_world(there_is_a_document);
  }
}

PageDriver::Reply PageDriver::wait_for_quiet_network(const core::Context& context) {
  std::unique_lock lock(state_->mutex);
  for (;;) {
    if (state_->ended) return *state_->ended;
    if (context.ended()) return gave_up(context, "the network was not quiet; " + std::to_string(state_->network.running()) + " requests run");
    const bool busy = state_->network.running() > 0;
    const auto quiet_at = state_->network.last_change() + kQuiet;
    if (!busy && steady_clock::now() >= quiet_at) return json::object();
    const auto seen = state_->network.last_change();
    const auto until = busy ? context.deadline() : std::min(context.deadline(), quiet_at);
    state_->changed.wait_until(lock, context.stop(), until, [&] { return state_->ended || state_->network.last_change() != seen; });
  }
}

PageDriver::Reply PageDriver::wait_for_response(const core::Context& context, const std::string& pattern) {
  std::unique_lock lock(state_->mutex);
  const NetworkMeter::Response* found = nullptr;
  const auto settled = [&] {
    found = state_->network.find_ended(pattern, answers_before_action_);
    return found || state_->ended;
  };
  if (!core::wait(context, state_->changed, lock, settled)) return gave_up(context, "no such answer came");
  if (!found) return *state_->ended;
  return json{{"url", found->url}, {"status", found->status}};
}

}  // namespace voygen::browser
