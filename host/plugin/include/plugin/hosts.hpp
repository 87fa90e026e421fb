// Which hosts a platform's pages may open. Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace voygen::plugin {

// "host" or "host:port" of an http or https address, in lower case, without the scheme's own port. Nothing for any other address, and
// for one that readers might understand differently: user info, backslashes, blanks or control characters.
std::optional<std::string> host_of(std::string_view url);

// The manifest's hosts with "${setting}" replaced by the host of that setting (a URL, or a list of URLs).
Result<std::vector<std::string>> allowed_hosts(const std::vector<std::string>& entries, const nlohmann::json& settings);

// May a page open this address? `hosts` comes from allowed_hosts(). "*.acme.example" is any host below acme.example, "*" any public
// name: no address in digits, no name without a dot, nothing under .local, .internal or .localhost.
bool may_open(const std::vector<std::string>& hosts, std::string_view url);

}  // namespace voygen::plugin
