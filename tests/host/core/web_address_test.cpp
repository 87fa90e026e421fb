#include "core/web_address.hpp"

#include <gtest/gtest.h>

namespace voygen::core {
namespace {

TEST(Hosts, OfAddresses) {
  const std::pair<const char*, std::optional<std::string>> cases[] = {
      {"https://www.Acme.example/x?y#z", "www.acme.example"}, {"http://127.0.0.1:8080", "127.0.0.1:8080"},
      {"https://a.example:443/", "a.example"},                {"http://a.example:443/", "a.example:443"},
      {"http://[::1]:81/x", "[::1]:81"},                      {"http://[::1]/x", "[::1]:80"},
      {"HTTPS://a.example?x=http://b", "a.example"},          {"ftp://a.example/", std::nullopt},
      {"javascript:alert(1)", std::nullopt},                  {"file:///etc/passwd", std::nullopt},
      {"https://good@evil.example/", std::nullopt},           {"https://evil.example\\@good.example/", std::nullopt},
      {"https://a.example\t/", std::nullopt},                 {" https://a.example/", std::nullopt},
      {"https:///x", std::nullopt},                           {"https://a.example:99999/", std::nullopt},
      {"https://a.example:/", std::nullopt},                  {"https://m\xC3\xBCnchen.example/", std::nullopt},
      {"http://a.example/", "a.example:80"},                  {"http://a.example:80/", "a.example:80"},
      {"a.example", std::nullopt},                            {"", std::nullopt},
  };
  for (const auto& [url, host] : cases) EXPECT_EQ(host_of(url), host) << url;
}

TEST(Hosts, MayOpen) {
  const std::vector<std::string> hosts{"www.Acme.example", "127.0.0.1:9000", "*.cdn.example", "old.example:80"};
  for (const char* url : {"https://www.acme.example/a", "https://www.acme.example:443", "http://127.0.0.1:9000/x", "https://a.b.cdn.example/", "http://old.example/"}) EXPECT_TRUE(may_open(hosts, url)) << url;
  for (const char* url : {"https://acme.example", "https://www.acme.example.evil.example", "http://127.0.0.1:9001", "https://cdn.example", "https://evilcdn.example", "about:blank", "http://www.acme.example/",
                          "https://www.acme.example:8443/", "http://a.cdn.example/", "https://old.example/", "https://www.acme.example@evil.example/"}) {
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

TEST(Hosts, Entries) {
  for (const char* entry : {"a.example", "127.0.0.1:8080", "*.a.example", "*", "[::1]:81"}) EXPECT_TRUE(is_host_entry(entry)) << entry;
  for (const char* entry : {"", "*x.example", "https://a.example", "a b", "a.example:x", "*."}) EXPECT_FALSE(is_host_entry(entry)) << entry;
}

TEST(ShownUrl, HasNoSecrets) {
  EXPECT_EQ(shown_url("https://user:pw@a.example/p?token=1#x"), "https://a.example/p");
  EXPECT_EQ(shown_url("http://a.example:81/p@q"), "http://a.example:81/p@q");
  EXPECT_EQ(shown_url("about:blank"), "about:blank");
  EXPECT_EQ(shown_url("data:text/html,secret"), "data:text/html");
}

}  // namespace
}  // namespace voygen::core
