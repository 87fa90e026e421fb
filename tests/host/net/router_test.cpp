#include "net/router.hpp"

#include <gtest/gtest.h>

#include "net/access_rules.hpp"

namespace voygen::net {
namespace {

// Keeps what it is answered with.
class KeptExchange final : public HttpExchange {
 public:
  KeptExchange(std::string method, std::string path) {
    request_.method = std::move(method);
    request_.path = std::move(path);
  }
  [[nodiscard]] const HttpRequest& request() const override { return request_; }
  bool send(int code, std::string_view, const Body& text, const HeaderList& list) override {
    status = code;
    body.clear();
    for (const std::string_view piece : text.pieces) body += piece;
    headers = list;
    return true;
  }
  std::shared_ptr<EventStream> start_event_stream(const HeaderList&) override { throw std::logic_error("no streams here"); }
  [[nodiscard]] bool answered() const override { return status != 0; }
  [[nodiscard]] std::stop_token gone() const override { return {}; }
  int status = 0;
  std::string body;
  HeaderList headers;

 private:
  HttpRequest request_;
};

std::string serve(const Router& router, const std::string& method, const std::string& path) {
  const auto exchange = std::make_shared<KeptExchange>(method, path);
  router.serve(exchange);
  return std::to_string(exchange->status) + " " + exchange->body;
}

HttpHandler saying(std::string text) {
  return [text = std::move(text)](const std::shared_ptr<HttpExchange>& exchange) { exchange->send(200, "text/plain", text); };
}

TEST(Router, FindsTheHandlerOfAPath) {
  Router router;
  router.add("/mcp", saying("mcp"));
  router.get("/health", saying("health"));
  router.get("/dashboard/*", saying("dashboard"));
  router.get("/dashboard/assets/*", saying("assets"));
  EXPECT_EQ(serve(router, "PATCH", "/mcp"), "200 mcp");
  EXPECT_EQ(serve(router, "GET", "/health"), "200 health");
  EXPECT_EQ(serve(router, "HEAD", "/health"), "200 health");
  EXPECT_EQ(serve(router, "POST", "/health"), R"(405 {"error":"only GET is served here"})");
  EXPECT_EQ(serve(router, "GET", "/dashboard"), "200 dashboard");
  EXPECT_EQ(serve(router, "GET", "/dashboard/a/b"), "200 dashboard");
  EXPECT_EQ(serve(router, "GET", "/dashboard/assets/x.css"), "200 assets");
  EXPECT_EQ(serve(router, "GET", "/dashboards"), R"(404 {"error":"nothing is served at this path"})");
  EXPECT_EQ(serve(router, "GET", "/"), R"(404 {"error":"nothing is served at this path"})");
  EXPECT_EQ(serve(router, "OPTIONS", "*"), R"(404 {"error":"nothing is served at this path"})");
}

TEST(AccessRules, LetInKnownNamesAndOriginsOnly) {
  struct Case {
    const char* host;
    const char* origin;
    bool allowed;
  };
  const Case cases[] = {
      {"localhost:8931", "", true},
      {"127.0.0.1", "", true},
      {"[::1]:8931", "", true},
      {"LOCALHOST", "", true},
      {"travel-mcp:8931", "", true},
      {"exact:1", "", true},
      {"exact:2", "", false},
      {"", "", false},
      {"evil.example.com", "", false},
      {"localhost.evil.example.com", "", false},
      {"127.0.0.1.evil.example.com:80", "", false},
      {"localhost", "http://localhost:3000", true},
      {"localhost", "https://127.0.0.1", true},
      {"localhost", "http://[::1]:5173", true},
      {"localhost", "https://chat.example.com", true},
      {"localhost", "https://chat.example.com:444", false},
      {"localhost", "http://chat.example.com", false},
      {"localhost", "http://localhost.evil.example.com", false},
      {"localhost", "http://evil.example.com", false},
      {"localhost", "null", false},
  };
  const AccessRules rules{{"travel-mcp", "exact:1"}, {"https://chat.example.com"}};
  for (const Case& one : cases) {
    HttpRequest request;
    request.headers = {{"host", one.host}, {"ORIGIN", one.origin}};
    EXPECT_EQ(!rules.refusal(request), one.allowed) << one.host << " " << one.origin;
  }
}

}  // namespace
}  // namespace voygen::net
