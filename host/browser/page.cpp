#include "browser/page.hpp"

#include "core/ids.hpp"
#include "core/log.hpp"
#include "core/web_address.hpp"
#include "masking.hpp"
#include "page_driver.hpp"

namespace voygen::browser {
namespace {

using nlohmann::json;
using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string seconds_since(core::SteadyTime started) {
  const auto tenths = duration_cast<milliseconds>(steady_clock::now() - started).count() / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

}  // namespace

Page::Page(CdpConnection& connection, std::string session, std::string target)
    : connection_(connection),
      session_(std::move(session)),
      target_(std::move(target)),
      driver_(std::make_unique<PageDriver>(connection_, session_, std::make_shared<PageState>(session_, target_))) {}

Page::~Page() { connection_.forget(session_); }

Result<std::unique_ptr<Page>> Page::attach(const core::Context& context, CdpConnection& connection, std::string session, std::string target, PagePolicy policy) {
  std::unique_ptr<Page> page(new Page(connection, std::move(session), std::move(target)));
  PageState& state = page->driver_->state();
  const std::string& id = page->session_;
  state.policy = std::move(policy);
  state.recheck_event = core::random_id("r");
  connection.listen(id, state.shared_from_this());
  connection.send(id, "Page.enable", json::object());
  connection.send(id, "Page.setLifecycleEventsEnabled", {{"enabled", true}});
  connection.send(id, "Network.enable", json::object());
  connection.send(id, "Network.setBypassServiceWorker", {{"bypass", true}});
  state.send_network_policy(connection, id);
  connection.send(id, "Target.setAutoAttach", {{"autoAttach", true}, {"waitForDebuggerOnStart", true}, {"flatten", true}});
  connection.send(id, "Page.setInterceptFileChooserDialog", {{"enabled", true}});
  connection.send(id, "Emulation.setFocusEmulationEnabled", {{"enabled", true}});
  connection.send(id, "Runtime.runIfWaitingForDebugger", json::object());
  VOYGEN_TRY(const json tree, page->driver_->command(context, "Page.getFrameTree"));
  {
    const std::lock_guard lock(state.mutex);
    if (state.document.number == 0) state.document = {1, tree.at("frameTree").at("frame").value("loaderId", std::string{}), "about:blank", true, false};
  }
  state.ask_for_world(connection);
  return page;
}

Result<json> Page::perform(const core::Context& context, const json& operation) {
  const auto started = steady_clock::now();
  auto parsed = parse_operation(operation);
  if (!parsed.ok()) return Error{parsed.error().code, core::masked(parsed.error().message), parsed.error().next_step};
  const std::string activity = describe(*parsed);
  if (context.ended()) return report(context, activity, started, context.why_ended("the call"));
  if (auto free = driver_->wait_until_free(context); !free.ok()) return report(context, activity, started, std::move(free).error());
  auto result = std::visit([&](const auto& step) { return driver_->run(context, step); }, *parsed);
  return report(context, activity, started, std::move(result));
}

Result<json> Page::report(const core::Context& context, const std::string& activity, core::SteadyTime started, Result<json> result) {
  const auto spent = duration_cast<milliseconds>(steady_clock::now() - started);
  {
    const std::lock_guard lock(driver_->state().mutex);
    driver_->state().network.usage.busy += spent;
  }
  core::log(core::LogLevel::debug, activity, {{"ms", spent.count()}, {"result", result.ok() ? "ok" : name_of(result.error().code)}, {"req", context.request_id()}});
  if (result.ok()) {
    mask_strings(*result);
    return result;
  }
  Error error = std::move(result).error();
  if (context.ended() && (error.code == Code::timeout || error.code == Code::cancelled)) {
    driver_->stop_scripts();
    driver_->stop_loading();
  }
  error.message = core::masked(activity + " on " + driver_->address() + ": " + error.message + " (after " + seconds_since(started) + ")");
  return error;
}

Outcome Page::open_saved(const core::Context& context, const std::string& url, const std::string& html) {
  {
    const std::lock_guard lock(driver_->state().mutex);
    driver_->state().saved = SavedPage{url, html};
  }
  driver_->state().send_network_policy(connection_, session_);
  auto opened = driver_->navigate(context, url);
  if (opened.ok()) return done();
  return std::move(opened).error().while_doing("showing a saved page as " + core::shown_url(url));
}

Outcome Page::lend(const core::Context& context, PagePolicy policy) {
  if (context.ended()) return context.why_ended("lending a page");
  if (has_crashed()) VOYGEN_DO(reset(context));
  PageState& state = driver_->state();
  {
    const std::lock_guard lock(state.mutex);
    state.policy = std::move(policy);
    state.network.start_over();
  }
  state.send_network_policy(connection_, session_);
  // Waited for: a navigation that changes processes takes along only what the old process already knows.
  VOYGEN_TRY([[maybe_unused]] const json known, driver_->command(context, "Page.getFrameTree"));
  return done();
}

Outcome Page::reset(const core::Context& context) {
  PageState& state = driver_->state();
  {
    const std::lock_guard lock(state.mutex);
    state.captured_patterns.clear();
    state.captured.clear();
    state.captured_bytes = 0;
    state.captures_dropped = 0;
    state.saved.reset();
  }
  driver_->stop_scripts();  // one that hangs would keep the empty page from coming
  driver_->stop_loading();
  VOYGEN_DO(driver_->wait_until_free(context));
  VOYGEN_TRY(const json opened, driver_->navigate(context, "about:blank"));
  return done();
}

PageUsage Page::usage() const {
  const std::lock_guard lock(driver_->state().mutex);
  return driver_->state().network.usage;
}

bool Page::signed_in() const { return driver_->signed_in(); }

bool Page::has_crashed() const {
  const std::lock_guard lock(driver_->state().mutex);
  return driver_->state().ended.has_value();
}

}  // namespace voygen::browser
