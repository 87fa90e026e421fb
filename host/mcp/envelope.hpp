// What a modern request says about itself: in its _meta, and again in the headers of its POST, so that what stands between can route it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "mcp/caller.hpp"
#include "mcp/tool_registry.hpp"
#include "net/http_message.hpp"

namespace voygen::mcp {

// The message says in its _meta that it is of the modern era, rightly or wrongly.
bool claims_modern(const Message& message);

// For whom the request is; invalid params names every missing or malformed key, an unserved version those that are served.
std::variant<std::shared_ptr<const Caller>, RpcError> read_envelope(const Message& message, std::string principal);

// The header and the body name different versions. That comes first: which of the two is served does not matter then.
std::optional<RpcError> version_mismatch(const net::HttpRequest& request, const Message& message);
// Why the headers do not agree with the body; nothing when they do.
std::optional<RpcError> header_mismatch(const net::HttpRequest& request, const Message& message);
// The same for the arguments that a tool's schema wants repeated in headers. A call that will be refused for what its client cannot do is
// left to be told that.
std::optional<RpcError> argument_mismatch(const net::HttpRequest& request, const Message& message, const Caller& caller, const ToolRegistry& tools);

RpcError unsupported_version(std::string_view requested);

// A header value as it was meant: "=?base64?<...>?=" decoded strictly, anything else as it is. Nothing when the encoding is broken.
std::optional<std::string> decoded_header(std::string_view value);

}  // namespace voygen::mcp
