// Connection: one accepted socket and the requests on it, one after another, on one thread. ConnectionBook: all of them.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "http_parser.hpp"
#include "net/http_server.hpp"
#include "stream_watch.hpp"
#include "wire.hpp"

namespace voygen::net {

// Knows every open connection, so that idle ones can be closed from outside. Any thread.
class ConnectionBook {
 public:
  struct Entry {
    int descriptor = -1;
    std::atomic<bool> idle{true};
    SteadyTime idle_since;  // written before idle becomes true
  };
  using Ticket = std::list<Entry>::iterator;

  Ticket enter(int descriptor);
  void leave(Ticket ticket);  // before the socket is closed
  void mark_busy(Ticket ticket) { ticket->idle = false; }
  void mark_idle(Ticket ticket);

  [[nodiscard]] std::size_t size() const;
  // Ends the connection that has waited longest for its next request; false when all are busy.
  bool close_longest_idle();
  void close_all_idle();
  void close_all();
  [[nodiscard]] bool wait_until_empty(SteadyTime deadline);

 private:
  mutable std::mutex mutex_;
  std::condition_variable left_;
  std::list<Entry> entries_;  // guarded by mutex_, except the atomics
};

// What all connections share. Outlives the last of them (shared with each).
struct ServerState {
  ServerState(HttpServerOptions chosen, HttpHandler serve)
      : options(std::move(chosen)), handler(std::move(serve)), watch(options.stream_comment_every) {}
  const HttpServerOptions options;
  const HttpHandler handler;
  StreamWatch watch;
  ConnectionBook book;
  std::atomic<std::size_t> accepted{0};  // connections that are open or waiting for their thread
  std::atomic<bool> stopping{false};
};

class Connection {
 public:
  Connection(ServerState& state, int descriptor, std::string remote);
  ~Connection();
  // Serves requests until the client, a timeout or the server ends it.
  void run();

 private:
  // Each returns nothing when the connection is to end; what had to be said has been said.
  std::optional<RequestHead> read_head();
  bool read_body(RequestHead& head);
  bool read_chunked_body(std::string& body, SteadyTime deadline);
  bool serve(RequestHead head);

  bool fill(std::size_t bytes, SteadyTime deadline);
  std::optional<std::string> take_line(SteadyTime deadline);
  void refuse(const HttpProblem& problem);

  ServerState& state_;
  Wire wire_;
  ConnectionBook::Ticket ticket_;
  std::string remote_;
  std::string buffer_;  // received, not yet used
};

}  // namespace voygen::net
