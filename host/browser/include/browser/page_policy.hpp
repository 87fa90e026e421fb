// What a platform's pages may do, and what they used. Values; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/secret.hpp"

namespace voygen::browser {

// Kinds of requests that can be refused. Stylesheets too: a page without layout still works, see docs/page-operations.md.
enum class ResourceKind { image, font, media, stylesheet };

struct PagePolicy {
  std::string platform;
  // Documents (top-level and iframes) may come from these only, and secrets go nowhere else; see core::may_open().
  std::vector<std::string> allowed_hosts;
  std::set<ResourceKind> blocked_kinds;
  std::vector<std::string> blocked_urls;  // trackers; "*" stands for anything
  core::SecretSource secrets;             // asked for "<platform>.<name>"
  std::set<std::string> secret_names;     // the names the platform may use
};

// What a page used since it was lent.
struct PageUsage {
  std::int64_t bytes_received = 0;    // as they came over the wire, headers included
  std::int64_t requests = 0;          // sent to the network; redirects count each
  std::int64_t requests_blocked = 0;  // refused here, before they cost anything
  std::chrono::milliseconds busy{0};  // inside operations
};

// Does a text match a pattern in which "*" stands for any run of characters?
bool matches_pattern(std::string_view pattern, std::string_view text);

}  // namespace voygen::browser
