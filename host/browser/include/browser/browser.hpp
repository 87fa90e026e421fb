// Browser: one running Chromium, wherever it runs, with the cookies of one session. Talks to it over one connection.
// Owner: whoever launched it (the session pool). Threads: any; open_page() and close() one at a time. Pages must be destroyed first.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "browser/cdp_connection.hpp"
#include "browser/page.hpp"
#include "browser/page_policy.hpp"
#include "core/context.hpp"
#include "voygen/result.hpp"

namespace voygen::browser {

class BrowserTargets;

// What keeps a browser running: a child process, or a rented session.
class BrowserHolder {
 public:
  virtual ~BrowserHolder() = default;
  // Ends the browser if it still runs; returns when nothing of it is left, within a few seconds.
  virtual void let_go() = 0;
  [[nodiscard]] virtual std::optional<int> process_id() const { return std::nullopt; }
};

class Browser {
 public:
  // `address` is the browser's DevTools WebSocket address.
  static Result<std::unique_ptr<Browser>> connect(const core::Context& context, const std::string& address, std::unique_ptr<BrowserHolder> holder);
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;
  ~Browser();

  // A tab of its own; the tab a fresh browser shows is used first.
  Result<std::unique_ptr<Page>> open_page(const core::Context& context, PagePolicy policy);
  // Closes every tab but this.
  void close_other_pages(const Page& kept);

  [[nodiscard]] bool is_alive() const { return connection_->is_open(); }
  // Called once, from the reader thread, when the browser is gone. Must not block.
  void when_gone(std::function<void()> tell);
  // Of the local browser process; nothing when it runs elsewhere.
  [[nodiscard]] std::optional<int> process_id() const { return holder_->process_id(); }

  // Makes everything that runs on it fail at once. Any thread, also while pages are in use.
  void abort();
  // Asks the browser to end, then makes sure of it. The destructor does the same.
  void close();

 private:
  Browser(std::unique_ptr<CdpConnection> connection, std::unique_ptr<BrowserHolder> holder);

  const std::unique_ptr<BrowserHolder> holder_;
  const std::shared_ptr<BrowserTargets> targets_;  // shared with the connection's reader thread
  const std::unique_ptr<CdpConnection> connection_;
  bool closed_ = false;
};

}  // namespace voygen::browser
