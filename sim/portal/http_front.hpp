// The door of a portal: a small HTTP/1.1 server with keep-alive, many connections and bounded bodies that hands every
// request to one handler. Owned by a portal; the handler is called from
// many threads at once; the destructor waits for running handlers.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "portal/http.hpp"

namespace voygen::sim {

/// The address cannot be used; what() is one sentence for a person.
class CannotListen : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class HttpFront {
 public:
  /// Port 0 picks a free one. Throws CannotListen.
  HttpFront(const std::string& host, std::uint16_t port, Handler handler);
  ~HttpFront();
  HttpFront(const HttpFront&) = delete;
  HttpFront& operator=(const HttpFront&) = delete;

  std::uint16_t port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace voygen::sim
