// Which hosts a platform's pages may open: the manifest's list made concrete. A pure function, any thread.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace voygen::plugin {

// The manifest's hosts with "${setting}" replaced by the host of that setting (a URL, or a list of URLs), for core::may_open().
Result<std::vector<std::string>> allowed_hosts(const std::vector<std::string>& entries, const nlohmann::json& settings);

}  // namespace voygen::plugin
