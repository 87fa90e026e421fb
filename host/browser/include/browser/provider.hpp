// Provider: where browsers come from. LocalProvider starts Chromium on this machine; others rent one and connect to its address.
// Owner: the application. Threads: any, several at a time.
#pragma once

#include <memory>
#include <string>

#include "browser/browser.hpp"
#include "core/context.hpp"
#include "voygen/result.hpp"

namespace voygen::browser {

struct LaunchOptions {
  std::string platform;  // whom it is for; for logs and, with paid providers, for the bill
  int width = 1366;      // CSS pixels
  int height = 900;
  std::string language = "en-US";
  std::string user_agent;  // empty: the browser's own
};

class Provider {
 public:
  virtual ~Provider() = default;
  // Blocks until the browser can be talked to. unavailable when there is none to be had.
  virtual Result<std::unique_ptr<Browser>> launch(const core::Context& context, const LaunchOptions& options) = 0;
};

}  // namespace voygen::browser
