// Reply: where everything goes that belongs to one request. A transport implements it; any thread may call it.
#pragma once

#include <chrono>
#include <string_view>

#include "mcp/message.hpp"

namespace voygen::mcp {

class Reply {
 public:
  virtual ~Reply() = default;
  // Something that comes before the answer. May be dropped when the client reads too slowly, or reads no streams.
  virtual void notify(std::string_view message) = 0;
  // A request of ours to the client. False when it cannot reach the client.
  virtual bool ask(std::string_view message) = 0;
  // The one answer. Exactly one of respond() and abandon() ends a request; what comes after is ignored. The status is what HTTP says beside
  // it in the modern era.
  virtual void respond(std::string_view message, int http_status = 200) = 0;
  // The same with a result that is there as text, which a transport may send without putting the message together.
  virtual void respond_with(const json& id, std::string_view result) { respond(result_text(id, result)); }
  // There will be no answer: the client has cancelled the request.
  virtual void abandon() = 0;
  // Ends the connection, not the request: the client comes back for the rest after `retry`. Ignored where that is impossible.
  virtual void pause(std::chrono::milliseconds retry) = 0;
};

}  // namespace voygen::mcp
