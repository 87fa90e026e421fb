// Reply: where the answer to one request goes. A transport implements it; any thread may call it.
#pragma once

#include <string_view>

namespace voygen::mcp {

class Reply {
 public:
  virtual ~Reply() = default;
  // Something that belongs to the request and comes before its answer. May be dropped when the client reads too slowly.
  virtual void notify(std::string_view message) = 0;
  // The one answer. Exactly one of respond() and abandon() ends a request; what comes after is ignored.
  virtual void respond(std::string_view message) = 0;
  // There will be no answer: the client has cancelled the request.
  virtual void abandon() = 0;
};

}  // namespace voygen::mcp
