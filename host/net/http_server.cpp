#include "net/http_server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>
#include <fcntl.h>
#include <sys/socket.h>

#include "connection.hpp"
#include "core/log.hpp"

namespace voygen::net {
namespace {

constexpr int kBacklog = 1024;
constexpr int kThreadStackBytes = 1024 * 1024;
constexpr int kSpareThreads = 16;  // while an idle connection makes room for a new one
constexpr std::chrono::milliseconds kCloseTimeout{1'000};

std::string_view kTooMany =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 1\r\nContent-Length: 43\r\n"
    "Connection: close\r\n\r\n{\"error\":\"too many connections; try again\"}";

// One accepted socket as Poco's dispatcher runs it. Exceptions end here.
class AcceptedConnection final : public Poco::Net::TCPServerConnection {
 public:
  AcceptedConnection(const Poco::Net::StreamSocket& socket, std::shared_ptr<ServerState> state)
      : TCPServerConnection(socket), state_(std::move(state)) {}
  ~AcceptedConnection() override { --state_->accepted; }

  void run() override {
    try {
      Connection(*state_, socket().impl()->sockfd(), socket().peerAddress().toString()).run();
    } catch (const Poco::Exception&) {  // the peer was gone before we asked for its address
    } catch (const std::exception& fault) {
      core::log(core::LogLevel::error, "an HTTP connection ended by a fault", {{"what", fault.what()}});
    }
  }

 private:
  std::shared_ptr<ServerState> state_;  // shared with the server and all its connections
};

class ConnectionFactory final : public Poco::Net::TCPServerConnectionFactory {
 public:
  explicit ConnectionFactory(std::shared_ptr<ServerState> state) : state_(std::move(state)) {}
  Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket) override {
    return new AcceptedConnection(socket, state_);
  }

 private:
  std::shared_ptr<ServerState> state_;
};

// At the door, on the accepting thread: makes room or turns away, never waits.
class Door final : public Poco::Net::TCPServerConnectionFilter {
 public:
  explicit Door(std::shared_ptr<ServerState> state) : state_(std::move(state)) {}
  bool accept(const Poco::Net::StreamSocket& socket) override {
    if (state_->accepted >= state_->options.max_connections && !state_->book.close_longest_idle()) {
      Wire(socket.impl()->sockfd(), kCloseTimeout).write_now(kTooMany);
      return false;
    }
    ++state_->accepted;
    return true;
  }

 private:
  std::shared_ptr<ServerState> state_;
};

Result<Poco::Net::ServerSocket> listen_on(const HttpServerOptions& options) {
  const std::string where = options.host + ":" + std::to_string(options.port);
  try {
    Poco::Net::ServerSocket socket;
    socket.bind(Poco::Net::SocketAddress(options.host, options.port), true, false);
    socket.listen(kBacklog);
    ::fcntl(socket.impl()->sockfd(), F_SETFD, FD_CLOEXEC);
    return socket;
  } catch (const Poco::Exception& fault) {
    return Error{Code::unavailable, "cannot listen on " + where + ": " + fault.displayText(),
                 "stop the program that uses this address, or choose another port (0 takes any free one)"};
  }
}

Poco::Net::TCPServerParams::Ptr server_params(const HttpServerOptions& options) {
  Poco::Net::TCPServerParams::Ptr params = new Poco::Net::TCPServerParams;
  params->setMaxThreads(static_cast<int>(options.max_connections) + kSpareThreads);
  params->setMaxQueued(kBacklog);
  params->setThreadIdleTime(200'000);  // microseconds: how long stopping can take, as a thread may miss the wake-up
  return params;
}

}  // namespace

struct HttpServer::Parts {
  Parts(std::shared_ptr<ServerState> shared, const Poco::Net::ServerSocket& socket)
      : state(std::move(shared)),
        threads(std::make_unique<Poco::ThreadPool>("http", 4, static_cast<int>(state->options.max_connections) + kSpareThreads + 1, 60,
                                                   kThreadStackBytes)),
        listener(std::make_unique<Poco::Net::TCPServer>(new ConnectionFactory(state), *threads, socket, server_params(state->options))) {
    listener->setConnectionFilter(new Door(state));
    listener->start();
  }
  // A pool that ends before a thread has begun with what it was woken for would leave the dispatcher behind.
  ~Parts() { threads->joinAll(); }

  std::shared_ptr<ServerState> state;  // shared with every connection
  std::unique_ptr<Poco::ThreadPool> threads;
  std::unique_ptr<Poco::Net::TCPServer> listener;
};

HttpServer::HttpServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options, HttpHandler handler) {
  VOYGEN_TRY(const auto socket, listen_on(options));
  auto state = std::make_shared<ServerState>(std::move(options), std::move(handler));
  return std::unique_ptr<HttpServer>(new HttpServer(std::make_unique<Parts>(std::move(state), socket)));
}

HttpServer::~HttpServer() {
  if (stop()) return;
  // Threads we cannot end still run in here; freeing it under them would be worse than keeping it until the process ends.
  core::log(core::LogLevel::error, "HTTP handlers did not return when the server stopped",
            {{"connections", static_cast<std::int64_t>(connections())}});
  [[maybe_unused]] const Parts* const kept = parts_.release();
}

std::uint16_t HttpServer::port() const { return parts_->listener->port(); }
std::size_t HttpServer::connections() const { return parts_->state->book.size(); }

bool HttpServer::stop() {
  ServerState& state = *parts_->state;
  if (!state.stopping.exchange(true)) {
    ::shutdown(parts_->listener->socket().impl()->sockfd(), SHUT_RDWR);  // wakes the accepting thread
    parts_->listener->stop();
    state.watch.end_all();
    state.book.close_all_idle();
  }
  if (state.book.wait_until_empty(std::chrono::steady_clock::now() + state.options.stop_timeout)) return true;
  state.book.close_all();  // those that wait for a client end now
  return state.book.wait_until_empty(std::chrono::steady_clock::now() + kCloseTimeout);
}

}  // namespace voygen::net
