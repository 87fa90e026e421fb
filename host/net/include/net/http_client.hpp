// One HTTP request to another server, answered by a body or by an event stream. Any thread; each call has its own connection.
// Errors: unavailable when nobody answers, timeout and cancelled from the context.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/context.hpp"
#include "net/http_message.hpp"
#include "voygen/result.hpp"

namespace voygen::net {

struct HttpReply {
  int status = 0;
  HeaderList headers;
  std::string body;  // empty when it came as events

  [[nodiscard]] std::string_view header(std::string_view name) const;
};

// The data of one event of a text/event-stream.
using EventSink = std::function<void(std::string_view data)>;

// `url` is http://host:port/path. Blocks until the answer or the stream has ended.
Result<HttpReply> http_request(const core::Context& context, const std::string& method, const std::string& url, const HeaderList& headers,
                               const std::string& body, const EventSink& on_event = {});

}  // namespace voygen::net
