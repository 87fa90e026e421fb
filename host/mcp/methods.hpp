// The methods that are answered at once, in which eras they exist, and how long their answers may be kept. The table is the index of the
// protocol's requests: what is not in it is tools/call, prompts/get (calls that take a while), or belongs to a transport's conversation
// (initialize, logging/setLevel, resources/subscribe, subscriptions/listen).
#pragma once

#include <string_view>

#include "mcp/server.hpp"

namespace voygen::mcp {

struct Method {
  std::string_view name;
  bool in_legacy = true;
  bool in_modern = true;
  Keeping keeping = Keeping::unsaid;  // what the modern era says with ttlMs
  Answer (*answer)(Server& server, const Caller& caller, const json& params) = nullptr;  // null: carried elsewhere
  bool has_meta = false;  // its result names the server itself
};

// Null when there is none of that name in the era.
const Method* find_method(std::string_view name, Era era);

}  // namespace voygen::mcp
