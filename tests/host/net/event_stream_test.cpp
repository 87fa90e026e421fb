#include <filesystem>
#include <future>
#include <latch>
#include <thread>

#include "server_fixture.hpp"

namespace voygen::net {
namespace {

using EventStreamTest = HttpServerTest;

TEST_F(EventStreamTest, StreamsEventsAndServesTheNextRequest) {
  start([](const ExchangePtr& exchange) {
    const StreamPtr stream = exchange->start_event_stream({{"X-Extra", "1"}});
    stream->send({.data = "one", .name = "message", .id = "7", .retry = milliseconds(1500)});
    stream->send({"two\nlines\r\nand\rmore"});
    stream->finish(Event{"last"});
    EXPECT_FALSE(stream->send({"late"}));
    EXPECT_FALSE(exchange->send(200, "text/plain", "late"));
  });
  RawClient client = connect();
  for (int round = 0; round < 2; ++round) {
    client.send(get("/"));
    const RawAnswer head = client.receive_head();
    EXPECT_EQ(head.header("Content-Type"), "text/event-stream");
    EXPECT_EQ(head.header("Cache-Control"), "no-cache, no-transform");
    EXPECT_EQ(head.header("X-Accel-Buffering"), "no");
    EXPECT_EQ(head.header("X-Extra"), "1");
    EXPECT_EQ(client.receive_chunk(), "event: message\nid: 7\nretry: 1500\ndata: one\n\n");
    EXPECT_EQ(client.receive_chunk(), "data: two\ndata: lines\ndata: and\ndata: more\n\n");
    EXPECT_EQ(client.receive_chunk(), "data: last\n\n");
    EXPECT_EQ(client.receive_chunk(), std::nullopt);
  }
}

TEST_F(EventStreamTest, StreamsToOldClientsWithoutChunks) {
  start([](const ExchangePtr& exchange) { exchange->start_event_stream()->finish(Event{"x"}); });
  const RawAnswer answer = ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(answer.body, "data: x\n\n");
  EXPECT_EQ(answer.header("Connection"), "close");
}

TEST_F(EventStreamTest, AHeadRequestGetsTheHeadOnly) {
  start([](const ExchangePtr& exchange) { EXPECT_FALSE(exchange->start_event_stream()->send({"x"})); });
  RawClient client = connect();
  for (int i = 0; i < 2; ++i) {
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.receive(true).header("Content-Type"), "text/event-stream");
  }
}

TEST_F(EventStreamTest, DroppingTheLastReferenceEndsTheStream) {
  start(kept_.handler());
  RawClient client = connect();
  for (int i = 0; i < 2; ++i) {
    client.send(get("/"));
    StreamPtr stream = kept_.next()->start_event_stream();
    EXPECT_TRUE(stream->send({"x"}));
    stream.reset();
    EXPECT_EQ(client.receive().body, "data: x\n\n");
  }
}

TEST_F(EventStreamTest, EventsOfManyThreadsDoNotMix) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/"));
  StreamPtr stream = kept_.next()->start_event_stream();
  client.receive_head();
  constexpr int kThreads = 4;
  constexpr int kEvents = 200;
  const std::string text(3'000, 'x');
  {
    std::vector<std::jthread> senders;
    for (int i = 0; i < kThreads; ++i) {
      senders.emplace_back([&] { for (int k = 0; k < kEvents; ++k) EXPECT_TRUE(stream->send({text})); });
    }
    for (int i = 0; i < kThreads * kEvents; ++i) ASSERT_EQ(client.receive_chunk(), "data: " + text + "\n\n");
  }
  stream->finish();
  EXPECT_EQ(client.receive_chunk(), std::nullopt);
}

TEST_F(EventStreamTest, QuietStreamsGetComments) {
  HttpServerOptions options;
  options.stream_comment_every = milliseconds(20);
  start(kept_.handler(), options);
  RawClient client = connect();
  client.send(get("/"));
  const StreamPtr stream = kept_.next()->start_event_stream();
  client.receive_head();
  EXPECT_EQ(client.receive_chunk(), ": still working\n\n");
  EXPECT_EQ(client.receive_chunk(), ": still working\n\n");
  stream->finish(Event{"done"});
  std::optional<std::string> last;
  while (const auto piece = client.receive_chunk()) last = piece;
  EXPECT_EQ(last, "data: done\n\n");
}

std::size_t threads_of_this_process() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

TEST_F(EventStreamTest, HundredsOfIdleStreamsNeedNoThreads) {
  constexpr std::size_t kStreams = 300;
  HttpServerOptions options;
  options.stream_comment_every = milliseconds(200);
  start(kept_.handler(), options);
  const std::size_t threads_before = threads_of_this_process();  // the server's; a sanitizer may have one of its own
  std::vector<RawClient> clients;
  std::vector<StreamPtr> streams;
  for (std::size_t i = 0; i < kStreams; ++i) {
    clients.push_back(connect());
    clients.back().send(get("/"));
    streams.push_back(kept_.next()->start_event_stream());
  }
  EXPECT_EQ(server_->connections(), kStreams);
  EXPECT_EQ(threads_of_this_process(), threads_before);
  for (RawClient& client : clients) {
    client.receive_head();
    EXPECT_EQ(client.receive_chunk(), ": still working\n\n");
  }
  for (const StreamPtr& stream : streams) EXPECT_TRUE(stream->send({"x"}));
  for (RawClient& client : clients) {
    std::optional<std::string> piece = client.receive_chunk();
    while (piece == ": still working\n\n") piece = client.receive_chunk();
    EXPECT_EQ(piece, "data: x\n\n");
  }
}

TEST_F(EventStreamTest, TellsThatTheClientHasGone) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/"));
  const StreamPtr stream = kept_.next()->start_event_stream();
  client.receive_head();
  client.close();
  EXPECT_TRUE(wait_for_stop(stream->gone()));
  while (stream->send({"x"})) std::this_thread::yield();  // until the system has noticed, too
}

TEST_F(EventStreamTest, OffersToASlowReaderAreDroppedNotKept) {
  start(kept_.handler());
  RawClient client = connect();
  client.send(get("/"));
  const StreamPtr stream = kept_.next()->start_event_stream();
  const std::string large(64 * 1024, 'x');
  while (stream->offer({large})) {}
  stream->finish(Event{"end"});
  const RawAnswer answer = client.receive();
  EXPECT_EQ(answer.body.substr(answer.body.size() - 13), "\n\ndata: end\n\n");
}

TEST_F(EventStreamTest, KeepsEventsForASlowReaderUpToTheLimit) {
  HttpServerOptions options;
  options.max_unsent_bytes = 1024 * 1024;
  start(kept_.handler(), options);
  RawClient client = connect();
  client.send(get("/"));
  const StreamPtr stream = kept_.next()->start_event_stream();
  const std::string large(64 * 1024, 'x');
  while (stream->offer({large})) {}  // from now on it is kept
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(stream->send({large}));
  while (stream->send({large})) {}
  EXPECT_TRUE(wait_for_stop(stream->gone()));
  client.receive();  // ends, because the connection does
}

TEST_F(EventStreamTest, StopsWhileStreamsAreOpen) {
  start(kept_.handler());
  std::vector<RawClient> clients;
  std::vector<std::jthread> owners;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(connect());
    clients.back().send(get("/"));
    owners.emplace_back([stream = kept_.next()->start_event_stream()] { wait_for_stop(stream->gone()); });
  }
  RawClient idle = connect();
  EXPECT_TRUE(server_->stop());
  EXPECT_EQ(server_->connections(), 0U);
  EXPECT_TRUE(idle.is_closed());
  for (std::jthread& owner : owners) owner.join();
  owners.clear();
  for (RawClient& client : clients) EXPECT_EQ(client.receive().body, "");
}

TEST_F(EventStreamTest, StopClosesStreamsThatNobodyEnds) {
  HttpServerOptions options;
  options.stop_timeout = milliseconds(20);
  start(kept_.handler(), options);
  RawClient client = connect();
  client.send(get("/"));
  const StreamPtr stream = kept_.next()->start_event_stream();
  client.receive_head();
  EXPECT_FALSE(server_->stop());
  EXPECT_FALSE(stream->send({"x"}));
  server_.reset();
  EXPECT_FALSE(stream->offer({"x"}));
  EXPECT_TRUE(stream->gone().stop_requested());
}

}  // namespace
}  // namespace voygen::net
