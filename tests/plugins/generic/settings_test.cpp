#include "settings.hpp"

#include <gtest/gtest.h>

#include "address.hpp"

namespace generic {
namespace {

using nlohmann::json;

json settings_of(json sites, json hosts = json::array({"https://www.harbour.example"})) {
  return {{"hosts", hosts}, {"sites", sites}, {"challengeTexts", {"robot"}}, {"unavailableTexts", {"down"}}, {"loginTexts", {"sign in"}}, {"emptyTexts", {"nothing"}}};
}
json site(const char* url = "https://www.harbour.example/s?q={destination}") { return {{"id", "harbour"}, {"search", {{"url", url}}}}; }
std::string refusal(const json& settings) {
  const auto read = Settings::from_json(settings);
  return read.ok() ? "" : read.error().message;
}

TEST(Settings, AreReadWithTheirDefaults) {
  const auto read = Settings::from_json(settings_of(json::array({site()})));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->sites[0].read, (std::vector<std::string>{"json-ld", "microdata", "rdfa", "opengraph"}));
}

TEST(Settings, RefuseWhatCannotBeMeant) {
  EXPECT_NE(refusal(settings_of(json::array({site("https://other.example/?q={destination}")}))).find("not in hosts"), std::string::npos);
  EXPECT_NE(refusal(settings_of(json::array({site("https://www.harbour.example.evil.example/?q={destination}")}))).find("not in hosts"), std::string::npos);
  EXPECT_NE(refusal(settings_of(json::array({site("https://www.harbour.example/?q={where}")}))).find("{where}"), std::string::npos);
  EXPECT_NE(refusal(settings_of(json::array({site(), site()}))).find("another site"), std::string::npos);
  json odd = site();
  odd["cards"] = {{"item", ".card"}, {"fields", {{"name", "h2"}, {"prize", ".p"}}}};
  EXPECT_NE(refusal(settings_of(json::array({odd}))).find("prize"), std::string::npos);
  odd["cards"] = {{"item", ".card"}, {"fields", {{"price", ".p"}}}};
  EXPECT_NE(refusal(settings_of(json::array({odd}))).find("\"name\" is needed"), std::string::npos);
  odd = site();
  odd["search"]["steps"] = json::array({{{"fill", "#q"}, {"click", "#go"}}});
  EXPECT_NE(refusal(settings_of(json::array({odd}))).find("exactly one"), std::string::npos);
}

TEST(Settings, PrivateAddressesMustBeAllowed) {
  for (const char* host : {"http://localhost:80", "http://127.0.0.1:8931", "http://10.1.2.3:80", "http://192.168.0.9:80", "http://172.20.1.1:80", "http://169.254.169.254:80", "https://printer",
                           "https://nas.local", "https://[::1]", "http://127.1:80", "http://0x7f.1:80"}) {
    EXPECT_TRUE(is_private(host)) << host;
    EXPECT_NE(refusal(settings_of(json::array(), json::array({host}))).find("allowPrivateAddresses"), std::string::npos) << host;
    json allowed = settings_of(json::array(), json::array({host}));
    allowed["allowPrivateAddresses"] = true;
    EXPECT_EQ(refusal(allowed), "") << host;
  }
  for (const char* host : {"https://www.harbour.example", "http://8.8.8.8:80", "https://10best.example"}) EXPECT_FALSE(is_private(host)) << host;
}

}  // namespace
}  // namespace generic
