#include "http_parser.hpp"

#include <gtest/gtest.h>

namespace voygen::net {
namespace {

int status_of(const std::string& head) {
  const auto parsed = parse_head(head);
  const auto* const problem = std::get_if<HttpProblem>(&parsed);
  return problem == nullptr ? 200 : problem->status;
}

RequestHead good(const std::string& head) { return std::get<RequestHead>(parse_head(head)); }

TEST(HttpParser, ReadsTheRequestLineAndHeaders) {
  const RequestHead head = good("POST /a%20b?limit=5&name=x%2By HTTP/1.1\r\nHost: localhost\r\ncontent-LENGTH:  12 \r\nAccept: a\r\nACCEPT: b");
  EXPECT_EQ(head.request.method, "POST");
  EXPECT_EQ(head.request.path, "/a b");
  EXPECT_EQ(head.request.parameter("limit"), "5");
  EXPECT_EQ(head.request.parameter("name"), "x+y");
  EXPECT_EQ(head.request.parameter("missing"), std::nullopt);
  EXPECT_EQ(head.request.header("HOST"), "localhost");
  EXPECT_EQ(head.request.header("accept"), "a, b");
  EXPECT_EQ(head.content_length, 12U);
  EXPECT_TRUE(head.keep_alive);
}

TEST(HttpParser, RefusesWhatCouldBeReadInTwoWays) {
  struct Case {
    const char* what;
    const char* head;
    int status;
  };
  const Case cases[] = {
      {"an empty head", "", 400},
      {"no version", "GET /", 400},
      {"HTTP/2", "PRI * HTTP/2.0\r\nHost: a", 505},
      {"a blank in the target", "GET /a b HTTP/1.1\r\nHost: a", 400},
      {"a target that is no path", "GET a HTTP/1.1\r\nHost: a", 400},
      {"a target that only looks like an address", "GET a?b://c/d HTTP/1.1\r\nHost: a", 400},
      {"a scheme that is none", "GET http:http://h/ HTTP/1.1\r\nHost: a", 400},
      {"a fragment", "GET /a#b HTTP/1.1\r\nHost: a", 400},
      {"an encoded NUL", "GET /a%00 HTTP/1.1\r\nHost: a", 400},
      {"a broken escape", "GET /a%zz HTTP/1.1\r\nHost: a", 400},
      {"no host", "GET / HTTP/1.1", 400},
      {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b", 400},
      {"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2", 400},
      {"two framings", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked", 400},
      {"a length that is no number", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1", 400},
      {"an empty length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:", 400},
      {"an unknown encoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked", 501},
      {"a blank before the colon", "GET / HTTP/1.1\r\nHost : a", 400},
      {"a folded header", "GET / HTTP/1.1\r\nHost: a\r\n b: c", 400},
      {"a bare line feed", "GET / HTTP/1.1\r\nHost: a\nX: b", 400},
      {"an unknown expectation", "GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles", 417},
  };
  for (const Case& one : cases) EXPECT_EQ(status_of(one.head), one.status) << one.what;
  EXPECT_EQ(status_of("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a"), 414);
  std::string many = "GET / HTTP/1.1\r\nHost: a";
  for (int i = 0; i < 100; ++i) many += "\r\nX-" + std::to_string(i) + ": a";
  EXPECT_EQ(status_of(many), 431);
}

TEST(HttpParser, KnowsWhenTheConnectionEnds) {
  EXPECT_FALSE(good("GET / HTTP/1.1\r\nHost: a\r\nConnection: foo, Close").keep_alive);
  EXPECT_FALSE(good("GET / HTTP/1.0").keep_alive);
  EXPECT_TRUE(good("GET / HTTP/1.0\r\nConnection: keep-alive").keep_alive);
  EXPECT_EQ(good("GET http://proxy.example/x HTTP/1.1\r\nHost: a").request.path, "/x");
}

TEST(HttpParser, ReadsTargetsWithAnAddress) {
  struct Case {
    const char* target;
    const char* path;
    const char* query;
  };
  for (const Case& one : {Case{"http://h/p?q", "/p", "q"}, Case{"http://h", "/", ""}, Case{"http://h?q", "/", "q"}, Case{"http://h?x=/mcp", "/", "x=/mcp"},
                          Case{"/a?b://c/d", "/a", "b://c/d"}}) {
    const RequestHead head = good("GET " + std::string(one.target) + " HTTP/1.1\r\nHost: h");
    EXPECT_EQ(head.request.path, one.path) << one.target;
    EXPECT_EQ(head.request.query, one.query) << one.target;
  }
}

TEST(HttpParser, JoinsRepeatedHeadersToTrimmedLines) {
  EXPECT_EQ(good("GET / HTTP/1.0\r\nA: 1\r\na:\r\nA: 2").request.header("a"), "1,, 2");
}

TEST(HttpParser, ReadsChunkSizes) {
  EXPECT_EQ(parse_chunk_size("1a"), 26U);
  EXPECT_EQ(parse_chunk_size("0;last"), 0U);
  for (const char* const wrong : {"", "g", "-1", "0x1", "1 1", "1234567890abcdef0"}) EXPECT_EQ(parse_chunk_size(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace voygen::net
