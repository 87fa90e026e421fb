// Raw requests and what comes back, over real sockets.
#include <fcntl.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <future>
#include <set>

#include "server_fixture.hpp"

namespace voygen::net {
namespace {

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
  client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.send("4\r\nWiki\r\n6;x=y\r\npedia!\r\n0\r\nTrailer: x\r\n\r\n" + get("/next"));
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
  start([](const ExchangePtr& exchange) {
    const std::string& path = exchange->request().path;
    exchange->send(path == "/refused" ? 401 : 200, "text/plain", path);
  });
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

TEST_F(HttpServerTest, KnowsItsClient) {
  start([](const ExchangePtr& exchange) { exchange->send(200, "text/plain", exchange->request().remote); });
  EXPECT_THAT(ask(get("/")).body, testing::StartsWith("127.0.0.1:"));
}

// The deadline counts from the first byte; a byte now and then does not draw it out.
TEST_F(HttpServerTest, ByteByByteDoesNotOutwitTheDeadline) {
  HttpServerOptions options;
  options.head_timeout = milliseconds(100);
  start_echo(options);
  RawClient client = connect();
  client.send("GET / HTTP/1.1\r\nX: ");
  bool open = true;
  const auto begun = std::chrono::steady_clock::now();
  while (open && std::chrono::steady_clock::now() - begun < std::chrono::seconds(20)) {
    open = client.send("x") && !client.has_input(milliseconds(5));
  }
  EXPECT_EQ(client.receive().status, 408);
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

TEST_F(HttpServerTest, ClosesTheLongestIdleConnection) {
  HttpServerOptions options;
  options.max_connections = 2;
  options.loops = 1;  // or the client could have its answer before the accepting loop sees that the connection is idle
  start_echo(options);
  RawClient first = connect();
  RawClient second = connect();
  for (RawClient* const client : {&first, &second, &first}) {
    client->send(get("/"));
    EXPECT_EQ(client->receive().status, 200);
  }
  EXPECT_EQ(ask(get("/")).status, 200);
  EXPECT_TRUE(second.is_closed());
  first.send(get("/again"));
  EXPECT_EQ(first.receive().body, "GET /again ");
}

TEST_F(HttpServerTest, TooManyBusyConnectionsAreTurnedAway) {
  HttpServerOptions options;
  options.max_connections = 1;
  start(kept_.handler(), options);
  RawClient busy = connect();
  busy.send(get("/"));
  const ExchangePtr at_work = kept_.next();
  for (const std::string& request : {std::string(), post("/", std::string(50'000, 'x'))}) {
    RawClient turned_away = connect();
    turned_away.send(request);
    const RawAnswer answer = turned_away.receive();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("Retry-After"), "1");
    EXPECT_EQ(answer.body, R"({"error":"too many connections; try again"})");
  }
  EXPECT_TRUE(at_work->send(200, "text/plain", "done"));
  EXPECT_EQ(busy.receive().body, "done");
}

TEST_F(HttpServerTest, NamesTheAddressThatCannotBeHad) {
  start_echo();
  HttpServerOptions options;
  options.port = server_->port();
  const auto second = HttpServer::start(options, [](const ExchangePtr&) {});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Code::unavailable);
  EXPECT_NE(second.error().message.find("cannot listen on 127.0.0.1:" + std::to_string(options.port)), std::string::npos) << second.error().message;
  EXPECT_EQ(second.error().next_step, "stop the program that uses this address, or choose another port (0 takes any free one)");
  options.host = "no.such.host.invalid";
  EXPECT_EQ(HttpServer::start(options, [](const ExchangePtr&) {}).error().code, Code::unavailable);
}

std::set<int> inheritable_descriptors() {
  std::set<int> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    const int descriptor = std::stoi(entry.path().filename());
    const int flags = ::fcntl(descriptor, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) found.insert(descriptor);
  }
  return found;
}

// Browsers are child processes and must not keep our sockets open.
TEST_F(HttpServerTest, LeavesNoDescriptorToChildProcesses) {
  const auto before = inheritable_descriptors();
  start_echo();
  RawClient client = connect();
  client.send(get("/"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(inheritable_descriptors(), before);
}

}  // namespace
}  // namespace voygen::net
