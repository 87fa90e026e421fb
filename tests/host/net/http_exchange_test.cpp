// Answers: from handlers, from other threads, too late, or never.
#include <future>
#include <latch>
#include <thread>

#include "server_fixture.hpp"

namespace voygen::net {
namespace {

constexpr std::size_t kMega = 1024 * 1024;

using HttpExchangeTest = HttpServerTest;

TEST_F(HttpServerTest, PiecesOfABodyArriveAsOne) {
  start([](const ExchangePtr& exchange) { exchange->send(200, "text/plain", {"one, ", "two, ", "three"}); });
  EXPECT_EQ(ask(get("/")).body, "one, two, three");
}

TEST_F(HttpExchangeTest, HandlersThatThrowOrSayNothingAreAnswered500) {
  start([](const ExchangePtr& exchange) {
    if (exchange->request().path == "/throw") throw std::runtime_error("secret detail");
    if (exchange->request().path == "/odd") throw 1;
  });
  RawClient client = connect();
  for (const char* const path : {"/throw", "/odd", "/silent"}) {
    client.send(get(path));
    const RawAnswer answer = client.receive();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body, R"({"error":"the server could not answer this request; the fault has been logged"})");
  }
}

TEST_F(HttpExchangeTest, AKeptExchangeThatIsDroppedIsAnswered500) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/"));
  std::jthread([exchange = kept_.next()]() mutable { exchange.reset(); }).join();
  EXPECT_EQ(client.receive().status, 500);
}

TEST_F(HttpExchangeTest, AnswerHeadersCannotBeSplit) {
  start([](const ExchangePtr& exchange) { exchange->send(200, "text/plain", "x", {{"X-Name", "a\r\nX-Evil: b"}}); });
  const RawAnswer answer = ask(get("/"));
  EXPECT_EQ(answer.header("X-Name"), "a  X-Evil: b");
  EXPECT_EQ(answer.header("X-Evil"), "");
}

TEST_F(HttpExchangeTest, OnlyTheFirstAnswerCounts) {
  start([](const ExchangePtr& exchange) {
    EXPECT_FALSE(exchange->answered());
    EXPECT_TRUE(exchange->send(200, "text/plain", "first"));
    EXPECT_TRUE(exchange->answered());
    EXPECT_FALSE(exchange->send(200, "text/plain", "second"));
    const StreamPtr stream = exchange->start_event_stream();
    EXPECT_FALSE(stream->send({"third"}));
    stream->finish(Event{"fourth"});
  });
  RawClient client = connect();
  for (int i = 0; i < 2; ++i) {
    client.send(get("/"));
    EXPECT_EQ(client.receive().body, "first");
  }
}

TEST_F(HttpExchangeTest, AnyThreadMayAnswerAnyTime) {
  start(kept_.handler());
  RawClient client = connect();
  for (int i = 0; i < 3; ++i) {
    client.send(get("/" + std::to_string(i)));
    const ExchangePtr exchange = kept_.next();
    std::jthread([&] { EXPECT_TRUE(exchange->send(200, "text/plain", exchange->request().path)); }).join();
    EXPECT_EQ(client.receive().body, "/" + std::to_string(i));
    EXPECT_FALSE(exchange->gone().stop_requested());
  }
}

TEST_F(HttpExchangeTest, WhatComesMeanwhileWaitsForItsTurn) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/1"));
  ExchangePtr first = kept_.next();
  client.send(get("/2") + get("/3"));
  first->send(200, "text/plain", "1");
  EXPECT_EQ(client.receive().body, "1");
  for (const std::string path : {"/2", "/3"}) {
    const ExchangePtr exchange = kept_.next();
    EXPECT_EQ(exchange->request().path, path);
    EXPECT_FALSE(first->send(200, "text/plain", "again"));
    exchange->send(200, "text/plain", path);
    EXPECT_EQ(client.receive().body, path);
  }
}

TEST_F(HttpExchangeTest, LongPipelinesAreServedInOrderByWorkers) {
  constexpr int kRequests = 500;
  use_pool({.threads = 4});
  start(on_workers(*pool_, [](const ExchangePtr& exchange) { exchange->send(200, "text/plain", exchange->request().path); }));
  RawClient client = connect();
  std::jthread sender([&] {
    for (int i = 0; i < kRequests; ++i) client.send(post("/" + std::to_string(i), std::string(5'000, 'x')));
  });
  for (int i = 0; i < kRequests; ++i) ASSERT_EQ(client.receive().body, "/" + std::to_string(i));
  sender.join();
}

TEST_F(HttpExchangeTest, WorkersMayWaitAndAreLimited) {
  use_pool({.threads = 1, .waiting = 0});
  std::latch begun(1);
  std::promise<void> let_go;
  start(on_workers(*pool_, [&](const ExchangePtr& exchange) {
    if (exchange->request().path == "/throw") throw std::runtime_error("as the test wants");
    begun.count_down();
    let_go.get_future().wait();
    exchange->send(200, "text/plain", "done");
  }));
  RawClient client = connect();
  client.send(get("/"));
  begun.wait();
  const RawAnswer refused = ask(get("/"));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.body, R"({"error":"the server is busy; try again"})");
  let_go.set_value();
  EXPECT_EQ(client.receive().body, "done");
  int status = 503;
  while (status == 503) status = ask(get("/throw")).status;
  EXPECT_EQ(status, 500);
}

TEST_F(HttpExchangeTest, WorkThatIsDroppedIsAnswered500) {
  use_pool({.threads = 1});
  std::latch begun(1);
  std::promise<void> let_go;
  start(on_workers(*pool_, [&](const ExchangePtr& exchange) {
    begun.count_down();
    let_go.get_future().wait();
    exchange->send(200, "text/plain", "done");
  }));
  RawClient first = connect();
  first.send(get("/"));
  begun.wait();
  RawClient second = connect();
  second.send(get("/"));
  RawClient third = connect();
  third.send(get("/"));
  pool_->stop(milliseconds(1));
  // Whichever of them comes after the stop is refused.
  for (RawClient* const client : {&second, &third}) EXPECT_GE(client->receive().status, 500);
  let_go.set_value();
  EXPECT_EQ(first.receive().body, "done");
}

TEST_F(HttpExchangeTest, ServesManyConnectionsAtOnce) {
  use_pool();
  std::latch all_in(20);
  start(on_workers(*pool_, [&](const ExchangePtr& exchange) {
    all_in.arrive_and_wait();
    exchange->send(200, "text/plain", exchange->request().path);
  }));
  std::vector<std::jthread> clients;
  for (int i = 0; i < 20; ++i) {
    clients.emplace_back([this, i] { EXPECT_EQ(ask(get("/" + std::to_string(i))).body, "/" + std::to_string(i)); });
  }
}

TEST_F(HttpExchangeTest, TellsThatTheClientHasGone) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/"));
  const ExchangePtr exchange = kept_.next();
  EXPECT_FALSE(exchange->gone().stop_requested());
  client.close();
  EXPECT_TRUE(wait_for_stop(exchange->gone()));
}

TEST_F(HttpExchangeTest, NoticesAClientThatLeavesUnreadInputBehind) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/1"));
  const ExchangePtr exchange = kept_.next();
  client.send(get("/2") + std::string(100'000, 'x'));
  client.close();
  EXPECT_TRUE(wait_for_stop(exchange->gone()));
}

TEST_F(HttpExchangeTest, AClientThatHasEndedSendingGetsItsAnswer) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/1") + get("/2"));
  client.end_sending();
  for (const std::string path : {"/1", "/2"}) {
    const ExchangePtr exchange = kept_.next();
    EXPECT_TRUE(wait_for_stop(exchange->gone()));
    EXPECT_TRUE(exchange->send(200, "text/plain", path));
    EXPECT_EQ(client.receive().body, path);
  }
  EXPECT_TRUE(client.is_closed());
}

TEST_F(HttpExchangeTest, WhoWatchesGoneMayAnswer) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/"));
  const ExchangePtr exchange = kept_.next();
  const std::stop_callback on_gone(exchange->gone(), [&] { exchange->send(503, "text/plain", "stopped"); });
  EXPECT_TRUE(server_->stop());
  EXPECT_EQ(client.receive().body, "stopped");
}

TEST_F(HttpExchangeTest, AnswersLargeBodiesWhole) {
  start([](const ExchangePtr& exchange) { exchange->send(200, "text/plain", std::string(3 * kMega, 'x')); });
  EXPECT_EQ(ask(get("/")).body.size(), 3 * kMega);
}

TEST_F(HttpExchangeTest, KeepsWhatAClientReadsLater) {
  HttpServerOptions options;
  options.max_unsent_bytes = 64 * kMega;
  start(kept_.handler(), options);
  RawClient client = connect();
  client.send(get("/1") + get("/2"));
  const std::string body(32 * kMega, 'x');  // more than the system buffers
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(kept_.next()->send(200, "text/plain", body));
    EXPECT_EQ(client.receive().body.size(), body.size());
  }
}

TEST_F(HttpExchangeTest, ClosesWhenTooMuchIsUnsent) {
  HttpServerOptions options;
  options.max_unsent_bytes = kMega;
  start(kept_.handler(), options);
  RawClient client = connect();
  client.send(get("/"));
  const ExchangePtr exchange = kept_.next();
  EXPECT_FALSE(exchange->send(200, "text/plain", std::string(32 * kMega, 'x')));
  EXPECT_TRUE(wait_for_stop(exchange->gone()));
  EXPECT_LT(client.receive().body.size(), 32 * kMega);
}

TEST_F(HttpExchangeTest, ClosesWhenNothingIsTakenForTooLong) {
  HttpServerOptions options;
  options.send_timeout = milliseconds(50);
  options.max_unsent_bytes = 64 * kMega;
  start(kept_.handler(), options);
  RawClient client = connect();
  client.send(get("/"));
  const ExchangePtr exchange = kept_.next();
  EXPECT_TRUE(exchange->send(200, "text/plain", std::string(32 * kMega, 'x')));
  EXPECT_TRUE(wait_for_stop(exchange->gone()));
  EXPECT_LT(client.receive().body.size(), 32 * kMega);
}

TEST_F(HttpExchangeTest, StopSaysWhenSomethingIsUnansweredAndOutlivesTheServer) {
  HttpServerOptions options;
  options.stop_timeout = milliseconds(20);
  start(kept_.handler(), options);
  RawClient client = connect();
  client.send(get("/"));
  const ExchangePtr exchange = kept_.next();
  EXPECT_FALSE(server_->stop());
  EXPECT_FALSE(server_->stop());
  EXPECT_EQ(server_->connections(), 0U);
  EXPECT_TRUE(client.is_closed());
  server_.reset();
  EXPECT_TRUE(exchange->gone().stop_requested());
  EXPECT_FALSE(exchange->send(200, "text/plain", "late"));
  EXPECT_FALSE(exchange->start_event_stream()->send({"late"}));
  EXPECT_EQ(exchange->request().path, "/");
}

TEST_F(HttpExchangeTest, StopWaitsForAnswers) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/"));
  const ExchangePtr exchange = kept_.next();
  RawClient idle = connect();
  std::jthread answerer([&] {
    wait_for_stop(exchange->gone());
    EXPECT_TRUE(exchange->send(200, "text/plain", "done"));
  });
  EXPECT_TRUE(server_->stop());
  const RawAnswer answer = client.receive();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(idle.is_closed());
  EXPECT_THROW(static_cast<void>(connect()), std::runtime_error);
}

TEST_F(HttpExchangeTest, StopsUnderLoad) {
  use_pool({.threads = 4});
  start(on_workers(*pool_, [](const ExchangePtr& exchange) { exchange->send(200, "text/plain", exchange->request().path); }));
  std::latch under_way(4);
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&, client = connect()]() mutable {
      int served = 0;
      while (client.send(get("/a") + get("/b")) && client.receive().status == 200 && client.receive().status == 200) {
        if (++served == 20) under_way.count_down();
      }
      EXPECT_GE(served, 20);
    });
  }
  under_way.wait();
  EXPECT_TRUE(server_->stop());
  EXPECT_EQ(server_->connections(), 0U);
}

}  // namespace
}  // namespace voygen::net
