#include "plugin/hosts.hpp"

#include <gtest/gtest.h>

namespace voygen::plugin {
namespace {

using nlohmann::json;

TEST(Hosts, SettingsAreResolved) {
  const json settings{{"baseUrl", "http://127.0.0.1:9000/app"}, {"sites", {"https://a.example/", "https://b.example"}}, {"number", 7}};
  EXPECT_EQ(*allowed_hosts({"${baseUrl}", "${sites}", "WWW.c.example"}, settings),
            (std::vector<std::string>{"127.0.0.1:9000", "a.example", "b.example", "WWW.c.example"}));
  for (const char* wrong : {"${absent}", "${number}", "https://a.example", "a b", "*x.example", ""}) EXPECT_FALSE(allowed_hosts({wrong}, settings).ok()) << wrong;
}

}  // namespace
}  // namespace voygen::plugin
