// Raw requests and what comes back, over real sockets.
#include "net/http_server.hpp"

#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <thread>

#include "connection.hpp"
#include "raw_client.hpp"

namespace voygen::net {
namespace {

using std::chrono::milliseconds;
using test::RawAnswer;
using test::RawClient;

std::string post(const std::string& path, const std::string& body, const std::string& headers = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string get(const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }

class HttpServerTest : public testing::Test {
 protected:
  void start(HttpHandler handler, HttpServerOptions options = {}) {
    auto started = HttpServer::start(options, std::move(handler));
    ASSERT_TRUE(started.ok()) << started.error().message;
    server_ = std::move(started).value();
  }
  // Answers with method, path and body.
  void start_echo(HttpServerOptions options = {}) {
    start([](const HttpRequest& request, HttpResponse& response) {
      response.send(200, "text/plain", request.method + " " + request.path + " " + request.body);
    }, options);
  }
  [[nodiscard]] RawClient connect() const { return RawClient(server_->port()); }
  [[nodiscard]] RawAnswer ask(const std::string& request) const {
    RawClient client = connect();
    client.send(request);
    return client.receive();
  }
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, ServesOneRequestAfterAnotherOnAConnection) {
  start_echo();
  RawClient client = connect();
  for (int i = 0; i < 3; ++i) {
    client.send(post("/a", "body " + std::to_string(i)));
    const RawAnswer answer = client.receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "POST /a body " + std::to_string(i));
    EXPECT_EQ(answer.header("Connection"), "keep-alive");
    EXPECT_EQ(answer.header("Keep-Alive"), "timeout=30");
    EXPECT_EQ(answer.header("Content-Type"), "text/plain");
  }
}

TEST_F(HttpServerTest, ServesPipelinedRequestsInOrder) {
  start_echo();
  RawClient client = connect();
  client.send(post("/a", "1") + post("/b", "2") + get("/c"));
  EXPECT_EQ(client.receive().body, "POST /a 1");
  EXPECT_EQ(client.receive().body, "POST /b 2");
  EXPECT_EQ(client.receive().body, "GET /c ");
}

TEST_F(HttpServerTest, ServesRequestsThatArriveByteByByte) {
  start_echo();
  RawClient client = connect();
  for (const char byte : post("/a", "xy")) client.send(std::string_view(&byte, 1));
  EXPECT_EQ(client.receive().body, "POST /a xy");
}

TEST_F(HttpServerTest, ReadsChunkedBodies) {
  start_echo();
  RawClient client = connect();
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n6;x=y\r\npedia!\r\n0\r\nTrailer: x\r\n\r\n" + get("/next"));
  EXPECT_EQ(client.receive().body, "POST /a Wikipedia!");
  EXPECT_EQ(client.receive().body, "GET /next ");
}

TEST_F(HttpServerTest, EndsTheConnectionAfterABrokenChunk) {
  start_echo();
  for (const std::string body : {"zz\r\n", "2\r\nabcd\r\n", "-1\r\n\r\n"}) {
    RawClient client = connect();
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    const RawAnswer answer = client.receive();
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(answer.header("Connection"), "close");
  }
}

// A handler that answers without looking at the body must not make the body the next request.
TEST_F(HttpServerTest, NeverTakesABodyForARequest) {
  start([](const HttpRequest& request, HttpResponse& response) { response.send(request.path == "/refused" ? 401 : 200, "text/plain", request.path); });
  RawClient client = connect();
  client.send(post("/refused", get("/smuggled")));
  EXPECT_EQ(client.receive().status, 401);
  client.send(get("/next"));
  EXPECT_EQ(client.receive().body, "/next");
}

TEST_F(HttpServerTest, RefusesLargeBodiesAndKeepsServing) {
  start_echo();
  RawClient client = connect();
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 52428800\r\n\r\n");
  const std::string piece(64 * 1024, 'x');
  auto sender = std::async(std::launch::async, [&] { for (int i = 0; i < 800 && client.send(piece); ++i) {} });
  const RawAnswer answer = client.receive();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.body, R"({"error":"the request body has 52428800 bytes; at most 4194304 are accepted"})");
  EXPECT_EQ(answer.header("Connection"), "close");
  sender.wait();
  EXPECT_EQ(ask(get("/still")).body, "GET /still ");
}

TEST_F(HttpServerTest, RefusesChunkedBodiesThatGrowTooLarge) {
  HttpServerOptions options;
  options.max_body_bytes = 1000;
  start_echo(options);
  RawClient client = connect();
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 3; ++i) client.send("190\r\n" + std::string(400, 'x') + "\r\n");
  EXPECT_EQ(client.receive().status, 413);
  EXPECT_TRUE((client.end_sending(), client.is_closed()));
}

TEST_F(HttpServerTest, TellsWhoWaitsToContinue) {
  start_echo();
  RawClient client = connect();
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive(true).status, 100);
  client.send("ok");
  EXPECT_EQ(client.receive().body, "POST /a ok");
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 52428800\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive().status, 413);
}

TEST_F(HttpServerTest, AnswersWhatIsNoRequestAndCloses) {
  start_echo();
  for (const std::string request : {"hello\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nbroken\r\n\r\n"}) {
    RawClient client = connect();
    client.send(request);
    const RawAnswer answer = client.receive();
    EXPECT_EQ(answer.status, 400) << request;
    EXPECT_EQ(answer.header("Content-Type"), "application/json");
    client.end_sending();
    EXPECT_TRUE(client.is_closed());
  }
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n").status, 431);
}

TEST_F(HttpServerTest, AnswersHeadWithoutBody) {
  start_echo();
  RawClient client = connect();
  client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
  const RawAnswer answer = client.receive(true);
  EXPECT_EQ(answer.header("Content-Length"), "8");
  client.send(get("/b"));
  EXPECT_EQ(client.receive().body, "GET /b ");
}

TEST_F(HttpServerTest, SlowHeadsAndBodiesTimeOut) {
  HttpServerOptions options;
  options.head_timeout = options.body_timeout = milliseconds(50);
  start_echo(options);
  RawClient head = connect();
  head.send("GET / HTTP/1.1\r\nHo");
  EXPECT_EQ(head.receive().status, 408);
  RawClient body = connect();
  body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_EQ(body.receive().status, 408);
}

TEST_F(HttpServerTest, IdleConnectionsEndSilently) {
  HttpServerOptions options;
  options.idle_timeout = milliseconds(50);
  start_echo(options);
  RawClient client = connect();
  client.send(get("/a"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(HttpServerTest, HandlersThatThrowOrSayNothingAreAnswered500) {
  start([](const HttpRequest& request, HttpResponse&) { if (request.path == "/throw") throw std::runtime_error("secret detail"); });
  RawClient client = connect();
  for (const char* const path : {"/throw", "/silent"}) {
    client.send(get(path));
    const RawAnswer answer = client.receive();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body, R"({"error":"the server could not answer this request; the fault has been logged"})");
  }
}

TEST_F(HttpServerTest, AnswerHeadersCannotBeSplit) {
  start([](const HttpRequest&, HttpResponse& response) { response.send(200, "text/plain", "x", {{"X-Name", "a\r\nX-Evil: b"}}); });
  const RawAnswer answer = ask(get("/"));
  EXPECT_EQ(answer.header("X-Name"), "a  X-Evil: b");
  EXPECT_EQ(answer.header("X-Evil"), "");
}

TEST_F(HttpServerTest, AnswersLargeBodiesWhole) {
  constexpr std::size_t kLarge = 3 * 1024 * 1024;
  start([](const HttpRequest&, HttpResponse& response) { response.send(200, "text/plain", std::string(kLarge, 'x')); });
  EXPECT_EQ(ask(get("/")).body.size(), kLarge);
}

TEST_F(HttpServerTest, StreamsEventsAndServesTheNextRequest) {
  start([](const HttpRequest&, HttpResponse& response) {
    EventStream& stream = response.start_event_stream({{"X-Extra", "1"}});
    stream.send("one", "message", "7");
    stream.send("two\nlines\r\nand\rmore");
    stream.finish("last");
    EXPECT_FALSE(stream.send("late"));
    EXPECT_FALSE(response.send(200, "text/plain", "late"));
  });
  RawClient client = connect();
  for (int round = 0; round < 2; ++round) {
    client.send(get("/"));
    const RawAnswer head = client.receive_head();
    EXPECT_EQ(head.header("Content-Type"), "text/event-stream");
    EXPECT_EQ(head.header("Cache-Control"), "no-cache, no-transform");
    EXPECT_EQ(head.header("X-Accel-Buffering"), "no");
    EXPECT_EQ(head.header("X-Extra"), "1");
    EXPECT_EQ(client.receive_chunk(), "event: message\nid: 7\ndata: one\n\n");
    EXPECT_EQ(client.receive_chunk(), "data: two\ndata: lines\ndata: and\ndata: more\n\n");
    EXPECT_EQ(client.receive_chunk(), "event: message\ndata: last\n\n");
    EXPECT_EQ(client.receive_chunk(), std::nullopt);
  }
}

TEST_F(HttpServerTest, StreamsToOldClientsWithoutChunks) {
  start([](const HttpRequest&, HttpResponse& response) { response.start_event_stream().finish("x"); });
  const RawAnswer answer = ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(answer.body, "event: message\ndata: x\n\n");
  EXPECT_EQ(answer.header("Connection"), "close");
}

TEST_F(HttpServerTest, QuietStreamsGetComments) {
  HttpServerOptions options;
  options.stream_comment_every = milliseconds(20);
  std::promise<void> seen;
  start([&](const HttpRequest&, HttpResponse& response) {
    EventStream& stream = response.start_event_stream();
    seen.get_future().wait();
    stream.finish("done");
  }, options);
  RawClient client = connect();
  client.send(get("/"));
  client.receive_head();
  EXPECT_EQ(client.receive_chunk(), ": still working\n\n");
  EXPECT_EQ(client.receive_chunk(), ": still working\n\n");
  seen.set_value();
  std::optional<std::string> last;
  while (const auto piece = client.receive_chunk()) last = piece;
  EXPECT_EQ(last, "event: message\ndata: done\n\n");
}

// Blocks until the token is stopped.
void wait_for_stop(const std::stop_token& token) {
  std::promise<void> stopped;
  const std::stop_callback on_stop(token, [&] { stopped.set_value(); });
  stopped.get_future().wait();
}

TEST_F(HttpServerTest, HandlersLearnThatTheClientOfAStreamHasGone) {
  std::promise<void> noticed;
  start([&](const HttpRequest&, HttpResponse& response) {
    wait_for_stop(response.start_event_stream().gone());
    noticed.set_value();
  });
  RawClient client = connect();
  client.send(get("/"));
  client.receive_head();
  client.close();
  EXPECT_EQ(noticed.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST_F(HttpServerTest, OffersToASlowReaderAreDroppedNotWaitedFor) {
  std::promise<void> refused;
  start([&](const HttpRequest&, HttpResponse& response) {
    EventStream& stream = response.start_event_stream();
    const std::string large(64 * 1024, 'x');
    while (stream.offer(large)) {}
    refused.set_value();
    stream.finish("end");
  });
  RawClient client = connect();
  client.send(get("/"));
  refused.get_future().wait();
  const RawAnswer answer = client.receive();
  EXPECT_EQ(answer.body.substr(answer.body.size() - 28), "\n\nevent: message\ndata: end\n\n");
}

TEST_F(HttpServerTest, StopsWhileStreamsAreOpen) {
  std::latch open(3);
  start([&](const HttpRequest&, HttpResponse& response) {
    EventStream& stream = response.start_event_stream();
    open.count_down();
    wait_for_stop(stream.gone());
  });
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(connect());
    clients.back().send(get("/"));
  }
  RawClient idle = connect();
  open.wait();
  EXPECT_TRUE(server_->stop());
  EXPECT_EQ(server_->connections(), 0U);
  EXPECT_TRUE(idle.is_closed());
  for (RawClient& client : clients) EXPECT_EQ(client.receive().body, "");
}

TEST_F(HttpServerTest, SaysWhenAHandlerDoesNotReturnAtStop) {
  HttpServerOptions options;
  options.stop_timeout = milliseconds(20);
  std::latch begun(1);
  std::promise<void> let_go;
  start([&](const HttpRequest&, HttpResponse&) {
    begun.count_down();
    let_go.get_future().wait();
  }, options);
  RawClient client = connect();
  client.send(get("/"));
  begun.wait();
  EXPECT_FALSE(server_->stop());
  let_go.set_value();
  EXPECT_TRUE(server_->stop());
}

TEST_F(HttpServerTest, AnIdleConnectionMakesRoom) {
  HttpServerOptions options;
  options.max_connections = 1;
  start_echo(options);
  RawClient first = connect();
  first.send(get("/1"));
  EXPECT_EQ(first.receive().status, 200);
  int status = 503;
  while (status == 503) status = ask(get("/2")).status;  // until the server has noticed that the first is idle
  EXPECT_EQ(status, 200);
  EXPECT_TRUE(first.is_closed());
}

TEST(ConnectionBook, ClosesTheLongestIdleConnection) {
  ConnectionBook book;
  int first[2];
  int second[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, first), 0);
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, second), 0);
  const auto one = book.enter(first[0]);
  const auto two = book.enter(second[0]);
  book.mark_busy(one);
  book.mark_idle(one);
  char byte = 0;
  EXPECT_TRUE(book.close_longest_idle());
  EXPECT_EQ(::recv(second[0], &byte, 1, 0), 0);
  EXPECT_TRUE(book.close_longest_idle());
  EXPECT_EQ(::recv(first[0], &byte, 1, 0), 0);
  EXPECT_FALSE(book.close_longest_idle());
  book.leave(one);
  book.leave(two);
  for (const int end : {first[0], first[1], second[0], second[1]}) ::close(end);
}

TEST_F(HttpServerTest, TooManyBusyConnectionsAreTurnedAway) {
  HttpServerOptions options;
  options.max_connections = 1;
  std::latch begun(1);
  std::promise<void> let_go;
  start([&](const HttpRequest&, HttpResponse& response) {
    begun.count_down();
    let_go.get_future().wait();
    response.send(200, "text/plain", "done");
  }, options);
  RawClient busy = connect();
  busy.send(get("/"));
  begun.wait();
  RawClient turned_away = connect();
  const RawAnswer answer = turned_away.receive();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, R"({"error":"too many connections; try again"})");
  let_go.set_value();
  EXPECT_EQ(busy.receive().body, "done");
}

TEST_F(HttpServerTest, NamesTheAddressThatCannotBeHad) {
  start_echo();
  HttpServerOptions options;
  options.port = server_->port();
  const auto second = HttpServer::start(options, [](const HttpRequest&, HttpResponse&) {});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Code::unavailable);
  EXPECT_NE(second.error().message.find("cannot listen on 127.0.0.1:" + std::to_string(options.port)), std::string::npos) << second.error().message;
  EXPECT_EQ(second.error().next_step, "stop the program that uses this address, or choose another port (0 takes any free one)");
  options.host = "no.such.host.invalid";
  EXPECT_EQ(HttpServer::start(options, [](const HttpRequest&, HttpResponse&) {}).error().code, Code::unavailable);
}

TEST_F(HttpServerTest, ServesManyConnectionsAtOnce) {
  std::latch all_in(20);
  start([&](const HttpRequest& request, HttpResponse& response) {
    all_in.arrive_and_wait();
    response.send(200, "text/plain", request.path);
  });
  std::vector<std::jthread> clients;
  for (int i = 0; i < 20; ++i) {
    clients.emplace_back([this, i] { EXPECT_EQ(ask(get("/" + std::to_string(i))).body, "/" + std::to_string(i)); });
  }
}

}  // namespace
}  // namespace voygen::net
