// Page: one tab, lent to one call. Carries out the operations of docs/page-operations.md, counts what they cost, enforces the policy.
// Owner: Browser's user (the pool's session); must not outlive its Browser. Threads: one at a time may perform(); usage() and
// signed_in() from any. Errors: as the operation says; page_crashed, page_closed and browser_gone within a second of the event.
//
//   page.perform(context, {{"op", "goto"}, {"url", "https://example.com/"}});
//   page.perform(context, {{"op", "evaluate"}, {"function", "() => document.title"}});  // {"value": "Example Domain"}
#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "browser/cdp_connection.hpp"
#include "browser/page_policy.hpp"
#include "core/context.hpp"
#include "voygen/result.hpp"

namespace voygen::browser {

class PageDriver;

class Page {
 public:
  // Takes over an attached page target: sends its whole setup in one go.
  static Result<std::unique_ptr<Page>> attach(const core::Context& context, CdpConnection& connection, std::string session,
                                              std::string target, PagePolicy policy);
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  ~Page();

  // One operation. No reply and no error contains a registered secret.
  Result<nlohmann::json> perform(const core::Context& context, const nlohmann::json& operation);

  // Shows a saved HTML file as if it had come from `url`. Its scripts do not run, and nothing else is loaded until reset().
  Outcome open_saved(const core::Context& context, const std::string& url, const std::string& html);

  // A new borrower: its policy, usage from zero.
  Outcome lend(const core::Context& context, PagePolicy policy);
  // The borrower is done: whatever runs is stopped, captures are dropped, an empty page is shown. An error means the page is broken.
  Outcome reset(const core::Context& context);

  [[nodiscard]] PageUsage usage() const;
  [[nodiscard]] bool signed_in() const;
  [[nodiscard]] bool has_crashed() const;
  [[nodiscard]] const std::string& target() const { return target_; }

 private:
  Page(CdpConnection& connection, std::string session, std::string target);
  Result<nlohmann::json> report(const core::Context& context, const std::string& activity, core::SteadyTime started, Result<nlohmann::json> result);

  CdpConnection& connection_;
  const std::string session_;
  const std::string target_;
  const std::unique_ptr<PageDriver> driver_;
};

}  // namespace voygen::browser
