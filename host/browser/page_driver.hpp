// PageDriver: how each operation is done with browser commands. Owned by Page, used by the thread that performs.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "browser/cdp_connection.hpp"
#include "core/context.hpp"
#include "operation.hpp"
#include "page_state.hpp"

namespace voygen::browser {

class PageDriver {
 public:
  using Reply = Result<nlohmann::json>;

  PageDriver(CdpConnection& connection, std::string session, std::shared_ptr<PageState> state)
      : connection_(connection), session_(std::move(session)), state_(std::move(state)) {}

  Reply run(const core::Context& context, const GotoOperation& operation);
  Reply run(const core::Context& context, const WaitOperation& operation);
  Reply run(const core::Context& context, const FillOperation& operation);
  Reply run(const core::Context& context, const TypeOperation& operation);
  Reply run(const core::Context& context, const SelectOperation& operation);
  Reply run(const core::Context& context, const CheckOperation& operation);
  Reply run(const core::Context& context, const ClickOperation& operation);
  Reply run(const core::Context& context, const PressOperation& operation);
  Reply run(const core::Context& context, const EvaluateOperation& operation);
  Reply run(const core::Context& context, const ExtractOperation& operation);
  Reply run(const core::Context& context, const UrlOperation& operation);
  Reply run(const core::Context& context, const ContentOperation& operation);
  Reply run(const core::Context& context, const ScreenshotOperation& operation);
  Reply run(const core::Context& context, const CookiesPresentOperation& operation);
  Reply run(const core::Context& context, const CaptureResponsesOperation& operation);
  Reply run(const core::Context& context, const TakeCapturedOperation& operation);
  Reply run(const core::Context& context, const MarkSignedInOperation& operation);

  // Opens an address without asking the policy; `about:blank` too.
  Reply navigate(const core::Context& context, const std::string& url);
  // One command of this page's session.
  Reply command(const core::Context& context, std::string_view method, const nlohmann::json& params = nlohmann::json::object());
  // Ends whatever script holds the page up. Sent before anything else: a later one would queue behind the script.
  void stop_scripts();
  void stop_loading();
  // Waits until the page has got over stop_scripts(). Every operation starts with it.
  Outcome wait_until_free(const core::Context& context);

  [[nodiscard]] PageState& state() { return *state_; }
  [[nodiscard]] bool signed_in() const { return signed_in_; }
  [[nodiscard]] std::string address() const;

 private:
  // The answer to a command that was sent but is not yet waited for; guarded by the state's mutex.
  struct Sent {
    std::optional<Reply> reply;
  };
  std::shared_ptr<Sent> send(std::string_view method, const nlohmann::json& params);
  // Waits for a change of the state. False when the context ended.
  bool wait(const core::Context& context, const std::function<bool()>& ready);

  // Why a wait ended without what it was for.
  [[nodiscard]] static Error gave_up(const core::Context& context, const std::string& what_is_missing);
  Error hung_or(const core::Context& context, const Error& error);
  [[nodiscard]] std::uint64_t document_number() const;
  [[nodiscard]] bool is_parsed() const;  // the shown document, as a whole
  [[nodiscard]] bool moved_on(std::uint64_t from) const;
  // Where the page stands before an action; what comes later is the action's doing.
  std::uint64_t begin_action();
  Reply navigate_once(const core::Context& context, const std::string& url);
  Reply wait_for_document(const core::Context& context, std::uint64_t after);
  // `loader`: of the navigation that is to bring it; the wait ends when the browser gives that up.
  Reply wait_for_document(const core::Context& context, const std::function<bool()>& is_there, const std::string& loader = {});
  // With the state's mutex held:
  [[nodiscard]] Reply document_reply();
  [[nodiscard]] bool came(const std::string& loader) const;
  [[nodiscard]] Error refused() const;
  // Waits until an input event was handled, or a new document makes that moot.
  Outcome settle(const core::Context& context, const Sent& sent, std::uint64_t before);

  // Calls a function of the agent (agent.js). In a new document when the old one goes away, unless it must be `only_in` one.
  Reply agent(const core::Context& context, std::string_view function, const nlohmann::json& arguments, std::optional<std::uint64_t> only_in = {});
  Result<std::int64_t> agent_world(const core::Context& context, std::optional<std::uint64_t> only_in);
  void lose_world(std::int64_t context_id);
  // Runs an expression in the page's own world.
  Reply evaluate(const core::Context& context, const std::string& expression);

  Reply wait_for_selector(const core::Context& context, const WaitOperation& wait);
  Reply wait_for_function(const core::Context& context, const WaitOperation& wait);
  Reply wait_for_quiet_network(const core::Context& context);
  Reply wait_for_response(const core::Context& context, const std::string& pattern);

  Reply fill_secret(const core::Context& context, const FillOperation& fill);
  // What a mouse click at the element's place did.
  enum class Hit { element, missed, other_document };
  Result<Hit> click_with_mouse(const core::Context& context, const std::string& selector, std::uint64_t before);
  std::shared_ptr<Sent> send_key(const nlohmann::json& key);
  Outcome pause(const core::Context& context, std::chrono::milliseconds duration);

  CdpConnection& connection_;
  const std::string session_;
  const std::shared_ptr<PageState> state_;  // shared with the connection's reader thread
  std::uint64_t acted_in_ = 0;              // the document the last action began in
  std::uint64_t answers_before_action_ = 0;
  std::shared_ptr<Sent> stopping_;          // answered when the page is free again
  std::atomic<bool> signed_in_ = false;
};

}  // namespace voygen::browser
