#include "net/http_server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <fcntl.h>

#include <algorithm>
#include <exception>
#include <mutex>

#include "connection.hpp"
#include "listener.hpp"

namespace voygen::net {
namespace {

constexpr int kBacklog = 1024;

Result<Poco::Net::ServerSocket> listen_on(const HttpServerOptions& options) {
  const std::string where = options.host + ":" + std::to_string(options.port);
  try {
    Poco::Net::ServerSocket socket;
    socket.bind(Poco::Net::SocketAddress(options.host, options.port), true, false);
    socket.listen(kBacklog);
    socket.setBlocking(false);
    ::fcntl(socket.impl()->sockfd(), F_SETFD, FD_CLOEXEC);  // browsers are child processes; they must not inherit it
    return socket;
  } catch (const Poco::Exception& fault) {
    return Error{Code::unavailable, "cannot listen on " + where + ": " + fault.displayText(),
                 "stop the program that uses this address, or choose another port (0 takes any free one)"};
  }
}

void attract_all(const ConnectionBook& book) {
  for (const auto& connection : book.all()) connection->attract();
}

}  // namespace

struct HttpServer::Parts {
  Parts(HttpServerOptions options, HttpHandler handler, const Poco::Net::ServerSocket& listening)
      : state(std::move(options), std::move(handler)), socket(listening), port(socket.address().port()) {
    for (int i = 0; i < std::max(state.options.loops, 1); ++i) loops.push_back(std::make_unique<EventLoop>());
    listener = std::make_shared<Listener>(state, loops, socket.impl()->sockfd());
    loops.front()->post([opened = listener] { opened->open(); });
  }
  bool stop();

  ServerState state;
  Poco::Net::ServerSocket socket;
  const std::uint16_t port;
  Listener::Loops loops;
  std::shared_ptr<Listener> listener;  // shared with its loop
  std::mutex mutex;                    // one stops, others wait for it
  bool stopped = false;                // guarded by mutex
};

bool HttpServer::Parts::stop() {
  const std::lock_guard lock(mutex);
  if (std::exchange(stopped, true)) return !state.unanswered;
  state.stopping = true;
  loops.front()->post([this] { listener->close(); });
  attract_all(state.book);
  [[maybe_unused]] const bool in_time = state.book.wait_until_empty(std::chrono::steady_clock::now() + state.options.stop_timeout);
  state.closing = true;
  attract_all(state.book);
  for (const auto& loop : loops) loop->stop();  // the first one first: it hands connections to the others
  socket.close();
  return !state.unanswered;
}

HttpServer::HttpServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options, HttpHandler handler) {
  VOYGEN_TRY(const auto socket, listen_on(options));
  try {
    return std::unique_ptr<HttpServer>(new HttpServer(std::make_unique<Parts>(std::move(options), std::move(handler), socket)));
  } catch (const std::system_error& fault) {
    return Error{Code::unavailable, std::string("the HTTP server cannot start: ") + fault.what(), "raise the limits of open files and threads"};
  }
}

HttpServer::~HttpServer() { stop(); }

std::uint16_t HttpServer::port() const { return parts_->port; }
std::size_t HttpServer::connections() const { return parts_->state.book.size(); }
bool HttpServer::stop() { return parts_->stop(); }

}  // namespace voygen::net
