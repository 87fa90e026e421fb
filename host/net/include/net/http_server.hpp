// HttpServer: HTTP/1.1 on one address. A few loop threads carry all connections; requests of a connection are served one after another.
// The handler is called with the whole body, on a loop thread, several at a time: it must not wait. What waits keeps the exchange and
// answers from a thread of its own (see on_workers). It may throw (the client gets a neutral 500).
//
//   VOYGEN_TRY(auto server, net::HttpServer::start({.port = 8931}, router.handler()));
//   ... server->stop();
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/worker_pool.hpp"
#include "net/http_message.hpp"
#include "voygen/result.hpp"

namespace voygen::net {

struct HttpServerOptions {
  std::string host = "127.0.0.1";  // a name or address of this machine; "0.0.0.0" or "::" for all
  std::uint16_t port = 0;          // 0: any free one, see HttpServer::port()

  std::size_t max_head_bytes = 32 * 1024;        // more: 431
  std::size_t max_body_bytes = 4 * 1024 * 1024;  // more: 413, and the connection closes
  std::size_t max_unsent_bytes = 8 * 1024 * 1024;  // kept for a client that reads slowly; more: its connection is closed
  std::size_t max_connections = 512;             // more: the longest idle connection is closed; when none is idle, 503

  int loops = 2;  // threads that carry connections

  std::chrono::milliseconds idle_timeout{30'000};          // between requests
  std::chrono::milliseconds head_timeout{10'000};          // from the first byte of a request to the end of its head
  std::chrono::milliseconds body_timeout{30'000};          // for its whole body
  std::chrono::milliseconds send_timeout{10'000};          // how long a client may take nothing of what is sent to it
  std::chrono::milliseconds stream_comment_every{15'000};  // on event streams that have nothing to say
  std::chrono::milliseconds stop_timeout{5'000};           // for requests at work at stop()
};

using HttpHandler = std::function<void(const std::shared_ptr<HttpExchange>&)>;

// The same handler, run on a thread that may wait. 503 when the pool takes no more. The pool outlives the server.
HttpHandler on_workers(core::WorkerPool& pool, HttpHandler handler);

class HttpServer {
 public:
  // Listens when it returns. unavailable when the address cannot be had; the error says which and what to do.
  static Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options, HttpHandler handler);
  // Stops if that has not happened yet.
  ~HttpServer();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::size_t connections() const;

  // No new connections; idle ones close, exchanges and event streams are told (gone()) and have stop_timeout to end. Then everything is
  // closed; what is answered later goes nowhere. False when some request had no answer by then. Not from a handler.
  bool stop();

 private:
  struct Parts;
  explicit HttpServer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace voygen::net
