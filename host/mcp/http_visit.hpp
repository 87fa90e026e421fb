// Visit: one HTTP request at the MCP endpoint, and the words in which it can be refused.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mcp/message.hpp"
#include "net/http_message.hpp"

namespace voygen::mcp {

// What the Accept header allows. A client that says nothing takes anything, but gets no stream it did not name.
struct Accepted {
  bool json = false;
  bool stream = false;
  bool json_named = false;
  bool stream_named = false;
};
Accepted read_accept(std::string_view header);

// The Mcp-Param-<Name> among the headers a browser asks leave to send.
std::vector<std::string> repeated_arguments(std::string_view header);

struct Visit {
  std::shared_ptr<net::HttpExchange> exchange;
  net::HeaderList headers;  // of every answer to this request
  std::string principal;
  Accepted accepted;

  [[nodiscard]] const net::HttpRequest& request() const { return exchange->request(); }
  [[nodiscard]] std::string_view header(std::string_view name) const { return exchange->request().header(name); }
  void answer(int status, std::string_view content_type, std::string_view body) const { exchange->send(status, content_type, body, headers); }
  // A JSON-RPC error under an HTTP status that says the same.
  void refuse(int status, int code, std::string message, json id = nullptr) const { refuse(status, {code, std::move(message), std::move(id)}); }
  void refuse(int status, const RpcError& error) const { answer(status, "application/json", error_text(error)); }
};

}  // namespace voygen::mcp
