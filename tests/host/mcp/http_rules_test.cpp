// What HTTP itself asks of the MCP endpoint, whatever the message: forms, methods, hosts and origins, sizes.
#include "transcript.hpp"

namespace voygen::mcp::test {
namespace {

// Mistake 21: header names without case, lists of ranges with q-values, parameters of the content type.
TEST(HttpRules, Mistake21LegacyAcceptMustNameBothForms) {
  const World world;
  const std::string session = in_session(world.open_session());
  const std::string tail = session + "content-length: " + std::to_string(std::string_view(kPing).size()) + "\r\n\r\n" + kPing;
  const auto ask = [&](const std::string& accept) {
    return world.ask("POST /mcp HTTP/1.1\r\nhost: localhost\r\nCONTENT-TYPE: application/json; charset=utf-8\r\n" + accept + tail);
  };
  for (const char* const fine : {"Accept: application/json, text/event-stream\r\n", "accept: TEXT/event-stream;q=0.9,Application/JSON;q=0.1\r\n",
                                 "Accept: text/html\r\nAccept: application/json\r\nAccept: text/event-stream;charset=utf-8\r\n"}) {
    EXPECT_EQ(ask(fine).body, kPong) << fine;
  }
  for (const char* const bad : {"", "Accept: */*\r\n", "Accept: application/json\r\n", "Accept: text/event-stream\r\n", "Accept: application/*, text/*\r\n",
                                "Accept: text/html\r\n", "Accept: text/event-stream, application/json;q=0\r\n", "Accept: application/json, text/event-stream;q=0.0\r\n"}) {
    const RawAnswer answer = ask(bad);
    EXPECT_EQ(answer.status, 406) << bad;
    EXPECT_EQ(answer.body, rpc_error(-32000, "Accept must name both application/json and text/event-stream")) << bad;
  }
  for (const std::string wrong : {"", "Content-Type: text/plain\r\n", "Content-Type: application/jsonp\r\n"}) {
    EXPECT_EQ(world.ask("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + wrong + kBoth + tail).status, 415) << wrong;
  }
}

TEST(HttpRules, OtherMethods) {
  const World world;
  const std::string session = in_session(world.open_session());
  const auto without_accept = [](const std::string& headers) { return "GET /mcp HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"; };
  play(world, {
      {"GET without Accept", without_accept(session), 406, "-32000"},
      {"GET for JSON", without_accept(session + "Accept: application/json, */*\r\n"), 406, "-32000"},
      {"GET without session", http_get(), 400, "-32000"},
      {"GET of a lost session", http_get(in_session("s-nobody")), 404, "-32001"},
      {"GET in a version that is not served", http_get(session + "MCP-Protocol-Version: 1999-01-01\r\n"), 400, "-32000"},
      {"PUT", http_get(session, "PUT"), 405, "-32000", {"Allow: GET, POST, DELETE"}},
      {"OPTIONS", http_get("Origin: http://localhost:1\r\nAccess-Control-Request-Method: POST\r\n", "OPTIONS"), 405, "*"},
      {"DELETE without session", http_get("", "DELETE"), 400, "-32000"},
      {"DELETE of a lost session", http_get(in_session("s-nobody"), "DELETE"), 404, "-32001"},
      {"DELETE", http_get(session, "DELETE"), 200, ""},
      {"DELETE again", http_get(session, "DELETE"), 404, "-32001"},
      {"POST afterwards", http_post(kPing, session), 404, "-32001"},
      {"GET afterwards", http_get(session), 404, "-32001"},
  });
  RawClient client = world.connect();
  client.send("HEAD /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const RawAnswer head = client.receive(true);
  EXPECT_EQ(head.status, 405);
  EXPECT_EQ(head.header("Allow"), "GET, POST, DELETE");
  client.send(http_post(kInitialize));
  EXPECT_EQ(client.receive().status, 200);
}

// Mistake 6, security 1.
TEST(HttpRules, Mistake6ForeignHostsAndOriginsAreForbidden) {
  StreamableHttpOptions options;
  options.access = {{"travel-mcp"}, {"https://chat.example.com"}};
  const World world(options_of_tests(), options);
  const auto with = [](const std::string& method, const std::string& host, const std::string& origin, const std::string& path = "/mcp") {
    return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + (origin.empty() ? "" : "Origin: " + origin + "\r\n") +
           "Content-Type: application/json\r\n" + kBoth + "Content-Length: " + std::to_string(std::string_view(kInitialize).size()) + "\r\n\r\n" + kInitialize;
  };
  const std::string evil = "http://evil.example.com";
  play(world, {
      {"evil host", with("POST", "evil.example.com", ""), 403, "*"},
      {"evil origin", with("POST", "localhost", evil), 403, "*"},
      {"origin equal to host", with("POST", "evil.example.com", evil), 403, "*"},
      {"no origin at all", with("POST", "localhost", "null"), 403, "*"},
      {"an origin that begins well", with("POST", "localhost", "http://localhost.evil.example.com"), 403, "*"},
      {"evil GET", with("GET", "localhost", evil), 403, "*"},
      {"evil DELETE", with("DELETE", "localhost", evil), 403, "*"},
      {"evil OPTIONS", with("OPTIONS", "localhost", evil), 403, "*"},
      {"evil origin at /sse", with("GET", "localhost", evil, "/sse"), 403, "*"},
      {"evil host at /sse", with("GET", "evil.example.com", "", "/sse"), 403, "*"},
      {"evil origin at /messages", with("POST", "localhost", evil, "/messages?sessionId=x"), 403, "*"},
      {"evil host at /messages", with("POST", "evil.example.com", "", "/messages?sessionId=x"), 403, "*"},
      {"configured host", with("POST", "travel-mcp:8931", ""), 200, "*"},
      {"loopback origin", with("POST", "127.0.0.1:80", "http://localhost:3000"), 200, "*"},
      {"configured origin", with("POST", "localhost", "https://chat.example.com"), 200, "*",
       {"Access-Control-Allow-Origin: https://chat.example.com", "Access-Control-Expose-Headers: Mcp-Session-Id"}},
  });
}

TEST(HttpRules, ConfiguredPagesMaySendEveryHeaderOfTheProtocol) {
  StreamableHttpOptions options;
  options.access = {{}, {"https://chat.example.com"}};
  const World world(options_of_tests(), options);
  const std::string asked = "Origin: https://chat.example.com\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-evil, mcp-param-region, content-type\r\n";
  play(world, {{"preflight", http_get(asked, "OPTIONS"), 204, "",
                {"Access-Control-Allow-Methods: GET, POST, DELETE",
                 "Access-Control-Allow-Headers: Content-Type, Accept, Authorization, Mcp-Session-Id, MCP-Protocol-Version, Last-Event-ID, Mcp-Method, Mcp-Name, traceparent, tracestate, mcp-param-region"}}});
}

// Security 6; the head's limit and slow clients are the HTTP room's own tests.
TEST(HttpRules, LargeBodiesAreRefusedAndTheServerGoesOn) {
  const World world;
  RawClient client = world.connect();
  client.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 52428800\r\n\r\n");
  EXPECT_EQ(client.receive().status, 413);
  EXPECT_EQ(world.ask("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n").status, 431);
  EXPECT_EQ(world.ask(http_post(kInitialize)).status, 200);
}

// Mistake 23: what was not read is not taken for the next request.
TEST(HttpRules, Mistake23EarlyAnswersLeaveTheConnectionInStep) {
  const World world;
  RawClient client = world.connect();
  client.send(http_post(http_post(kInitialize), in_session("s-nobody")));
  EXPECT_EQ(client.receive().status, 400);
  client.send(http_post(kInitialize, "Origin: http://evil.example.com\r\n"));
  EXPECT_EQ(client.receive().status, 403);
  client.send(http_post(kInitialize));
  const RawAnswer answer = client.receive();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["id"], 0);
}

TEST(HttpRules, Mistake23AClientThatWaitsForContinueIsServed) {
  const World world;
  RawClient client = world.connect();
  std::string request = http_post(kInitialize, "Expect: 100-continue\r\n");
  const std::string body = request.substr(request.find("\r\n\r\n") + 4);
  request.erase(request.size() - body.size());
  client.send(request);
  EXPECT_EQ(client.receive_head().status, 100);
  client.send(body);
  EXPECT_EQ(client.receive().status, 200);
}

// Mistake 23: characters that arrive in pieces, and line breaks inside of what is said on a stream.
TEST(HttpRules, Mistake23TextSurvivesPiecesAndStreams) {
  const World world;
  const std::string session = in_session(world.open_session());
  const std::string arguments = R"({"a":"Köln\r\n\ndata: x"})";
  const std::string request = http_post(call_text("1", "echo", arguments, R"({"progressToken":1})"), session);
  RawClient client = world.connect();
  const auto middle = request.find("ö") + 1;
  client.send(request.substr(0, middle));
  client.send(request.substr(middle));
  EXPECT_EQ(client.receive_head().header("Content-Type"), "text/event-stream");
  std::string answer;
  while (const auto chunk = client.receive_chunk()) {
    if (const auto event = read_event(*chunk); event && !event->data.empty()) answer = said(event->message());
  }
  EXPECT_EQ(answer, arguments);
}

}  // namespace
}  // namespace voygen::mcp::test
