// A server on a free port, clients for it, and a handler that keeps its exchanges for the test to answer.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>

#include "net/http_server.hpp"
#include "raw_client.hpp"

namespace voygen::net {

using std::chrono::milliseconds;
using test::RawAnswer;
using test::RawClient;
using ExchangePtr = std::shared_ptr<HttpExchange>;
using StreamPtr = std::shared_ptr<EventStream>;

inline std::string post(const std::string& path, const std::string& body, const std::string& headers = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
inline std::string get(const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }

class KeptExchanges {
 public:
  HttpHandler handler() {
    return [this](const ExchangePtr& exchange) {
      const std::lock_guard lock(mutex_);
      kept_.push_back(exchange);
      came_.notify_one();
    };
  }
  // Waits for one; nothing after 20 seconds.
  ExchangePtr next() {
    std::unique_lock lock(mutex_);
    if (!came_.wait_for(lock, std::chrono::seconds(20), [this] { return !kept_.empty(); })) return nullptr;
    ExchangePtr exchange = std::move(kept_.front());
    kept_.pop_front();
    return exchange;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<ExchangePtr> kept_;  // guarded by mutex_
};

// Blocks until the token is stopped; false after 20 seconds.
inline bool wait_for_stop(const std::stop_token& token) {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  changed.wait_for(lock, token, std::chrono::seconds(20), [] { return false; });
  return token.stop_requested();
}

class HttpServerTest : public testing::Test {
 protected:
  void start(HttpHandler handler, HttpServerOptions options = {}) {
    auto started = HttpServer::start(options, std::move(handler));
    ASSERT_TRUE(started.ok()) << started.error().message;
    server_ = std::move(started).value();
  }
  // Answers with method, path and body.
  void start_echo(HttpServerOptions options = {}) {
    start([](const ExchangePtr& exchange) {
      const HttpRequest& request = exchange->request();
      exchange->send(200, "text/plain", request.method + " " + request.path + " " + request.body);
    }, options);
  }
  [[nodiscard]] RawClient connect() const { return RawClient(server_->port()); }
  [[nodiscard]] RawAnswer ask(const std::string& request) const {
    RawClient client = connect();
    client.send(request);
    return client.receive();
  }
  void use_pool(core::WorkerLimits limits = {}) { pool_ = std::make_unique<core::WorkerPool>(limits); }

  KeptExchanges kept_;                      // outlives the server that fills it
  std::unique_ptr<core::WorkerPool> pool_;  // outlives the server that submits to it
  std::unique_ptr<HttpServer> server_;
};

}  // namespace voygen::net
