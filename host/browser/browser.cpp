#include "browser/browser.hpp"

#include <set>

#include "core/log.hpp"
#include "core/web_address.hpp"

namespace voygen::browser {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr milliseconds kFarewell{1000};  // for a browser to end by itself

}  // namespace

// Which tabs there are. Tabs nobody asked for (pop-ups) are closed before they load anything.
class BrowserTargets final : public CdpConnection::Listener {
 public:
  void on_event(CdpConnection& connection, const std::string&, std::string_view method, const json& params) override {
    if (method == "Target.attachedToTarget") attached(connection, params);
    if (method == "Target.detachedFromTarget") detached(params);
  }
  void on_ended(const std::string&, const Error& why) override {
    std::function<void()> tell;
    {
      const std::lock_guard lock(mutex);
      gone = why;
      tell.swap(when_gone);
      changed.notify_all();
    }
    if (tell) tell();
  }

  mutable std::mutex mutex;  // guards all below
  std::condition_variable_any changed;
  std::map<std::string, std::string> sessions;  // by target: tabs not yet given to a Page
  std::set<std::string> lent;                   // targets that are Pages
  int being_made = 0;
  std::optional<Error> gone;
  std::function<void()> when_gone;

 private:
  void attached(CdpConnection& connection, const json& params) {
    const json& info = params.at("targetInfo");
    const std::string session = params.at("sessionId").get<std::string>();
    if (info.value("type", std::string{}) != "page") return connection.send(session, "Runtime.runIfWaitingForDebugger", json::object());
    const std::string target = info.at("targetId").get<std::string>();
    bool unwanted = false;
    {
      const std::lock_guard lock(mutex);
      unwanted = info.contains("openerId") || (being_made == 0 && !lent.empty());
      if (!unwanted) sessions[target] = session;
      changed.notify_all();
    }
    if (!unwanted) return;
    // It may share its process with the page that opened it, and holds that up while it waits; so it must run, but without a network.
    connection.send(session, "Fetch.enable", json::object());
    connection.send(session, "Runtime.runIfWaitingForDebugger", json::object());
    connection.send({}, "Target.closeTarget", {{"targetId", target}});
    core::log(core::LogLevel::debug, "a pop-up was closed", {{"url", core::shown_url(info.value("url", std::string{}))}});
  }
  void detached(const json& params) {
    const std::lock_guard lock(mutex);
    const std::string session = params.at("sessionId").get<std::string>();
    std::erase_if(sessions, [&](const auto& entry) { return entry.second == session; });
  }
};

Browser::Browser(std::unique_ptr<CdpConnection> connection, std::unique_ptr<BrowserHolder> holder)
    : holder_(std::move(holder)), targets_(std::make_shared<BrowserTargets>()), connection_(std::move(connection)) {}

Browser::~Browser() { close(); }

Result<std::unique_ptr<Browser>> Browser::connect(const core::Context& context, const std::string& address, std::unique_ptr<BrowserHolder> holder) {
  VOYGEN_TRY(auto connection, CdpConnection::connect(context, address));
  std::unique_ptr<Browser> browser(new Browser(std::move(connection), std::move(holder)));
  CdpConnection& cdp = *browser->connection_;
  cdp.listen({}, browser->targets_);
  cdp.send({}, "Browser.setDownloadBehavior", {{"behavior", "deny"}});
  cdp.send({}, "Target.setDiscoverTargets", {{"discover", true}});
  VOYGEN_TRY([[maybe_unused]] const json attached, cdp.command(context, {}, "Target.setAutoAttach", {{"autoAttach", true}, {"waitForDebuggerOnStart", true}, {"flatten", true}}));
  return browser;
}

Result<std::unique_ptr<Page>> Browser::open_page(const core::Context& context, PagePolicy policy) {
  std::string target;
  {
    const std::lock_guard lock(targets_->mutex);
    if (!targets_->sessions.empty()) target = targets_->sessions.begin()->first;
    ++targets_->being_made;
  }
  if (target.empty()) {
    const auto made = connection_->command(context, {}, "Target.createTarget", {{"url", "about:blank"}});
    if (made.ok()) target = made->at("targetId").get<std::string>();
    if (!made.ok()) {
      const std::lock_guard lock(targets_->mutex);
      --targets_->being_made;
      return made.error();
    }
  }
  std::string session;
  {
    std::unique_lock lock(targets_->mutex);
    const bool attached = core::wait(context, targets_->changed, lock, [&] { return targets_->gone || targets_->sessions.contains(target); });
    --targets_->being_made;
    if (targets_->gone) return *targets_->gone;
    if (!attached) return context.why_ended("opening a page");
    session = targets_->sessions.extract(target).mapped();
    targets_->lent.insert(target);
  }
  return Page::attach(context, *connection_, session, target, std::move(policy));
}

void Browser::close_other_pages(const Page& kept) {
  std::set<std::string> others;
  {
    const std::lock_guard lock(targets_->mutex);
    for (const auto& [target, session] : targets_->sessions) others.insert(target);
    others.insert(targets_->lent.begin(), targets_->lent.end());
    others.erase(kept.target());
    targets_->lent = {kept.target()};
    targets_->sessions.clear();
  }
  for (const std::string& target : others) connection_->send({}, "Target.closeTarget", {{"targetId", target}});
}

void Browser::when_gone(std::function<void()> tell) {
  {
    const std::lock_guard lock(targets_->mutex);
    if (!targets_->gone) {
      targets_->when_gone = std::move(tell);
      return;
    }
  }
  tell();
}

void Browser::abort() {
  when_gone([] {});  // this end is no news
  connection_->abort();
}

void Browser::close() {
  if (std::exchange(closed_, true)) return;
  when_gone([] {});  // this end is no news
  if (connection_->is_open()) {
    const auto context = core::Context::with_timeout(kFarewell);
    const auto closing = connection_->command(context, {}, "Browser.close");
    if (!closing.ok()) core::log(core::LogLevel::debug, "a browser was closed the hard way", {{"why", closing.error().message}});
  }
  connection_->close();
  holder_->let_go();
}

}  // namespace voygen::browser
