#include "plugin/hosts.hpp"

#include <gtest/gtest.h>

namespace voygen::plugin {
namespace {

using nlohmann::json;

TEST(Hosts, OfAddresses) {
  const std::pair<const char*, std::optional<std::string>> cases[] = {
      {"https://www.Acme.example/x?y#z", "www.acme.example"}, {"http://127.0.0.1:8080", "127.0.0.1:8080"},
      {"https://a.example:443/", "a.example"},                {"http://a.example:443/", "a.example:443"},
      {"http://[::1]:81/x", "[::1]:81"},                      {"http://[::1]/x", "[::1]"},
      {"HTTPS://a.example?x=http://b", "a.example"},          {"ftp://a.example/", std::nullopt},
      {"javascript:alert(1)", std::nullopt},                  {"file:///etc/passwd", std::nullopt},
      {"https://good@evil.example/", std::nullopt},           {"https://evil.example\\@good.example/", std::nullopt},
      {"https://a.example\t/", std::nullopt},                 {" https://a.example/", std::nullopt},
      {"https:///x", std::nullopt},                           {"https://a.example:99999/", std::nullopt},
      {"https://a.example:/", std::nullopt},                  {"https://m\xC3\xBCnchen.example/", std::nullopt},
      {"a.example", std::nullopt},                            {"", std::nullopt},
  };
  for (const auto& [url, host] : cases) EXPECT_EQ(host_of(url), host) << url;
}

TEST(Hosts, SettingsAreResolved) {
  const json settings{{"baseUrl", "http://127.0.0.1:9000/app"}, {"sites", {"https://a.example/", "https://b.example"}}, {"number", 7}};
  EXPECT_EQ(*allowed_hosts({"${baseUrl}", "${sites}", "WWW.c.example"}, settings),
            (std::vector<std::string>{"127.0.0.1:9000", "a.example", "b.example", "www.c.example"}));
  for (const char* wrong : {"${absent}", "${number}", "https://a.example", "a b", "*x.example", ""}) EXPECT_FALSE(allowed_hosts({wrong}, settings).ok()) << wrong;
}

TEST(Hosts, MayOpen) {
  const std::vector<std::string> hosts{"www.acme.example", "127.0.0.1:9000", "*.cdn.example"};
  for (const char* url : {"https://www.acme.example/a", "http://www.acme.example:80", "http://127.0.0.1:9000/x", "https://a.b.cdn.example/"}) EXPECT_TRUE(may_open(hosts, url)) << url;
  for (const char* url : {"https://acme.example", "https://www.acme.example.evil.example", "http://127.0.0.1:9001", "https://cdn.example", "https://evilcdn.example", "about:blank"}) {
    EXPECT_FALSE(may_open(hosts, url)) << url;
  }
}

TEST(Hosts, AnyPublicHostIsNoPrivateOne) {
  for (const char* url : {"https://hotel.example/", "https://www.hotel.example:8443/"}) EXPECT_TRUE(may_open({"*"}, url)) << url;
  for (const char* url : {"http://localhost/", "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://printer.local/", "http://db.internal/",
                          "http://a.localhost/", "http://router/"}) {
    EXPECT_FALSE(may_open({"*"}, url)) << url;
  }
}

}  // namespace
}  // namespace voygen::plugin
