#include "plugin/manifest.hpp"

#include "core/json_schema.hpp"
#include "fixture.hpp"
#include "plugin/schemas.hpp"

namespace voygen::plugin {
namespace {

using nlohmann::json;

json complete() {
  return json::parse(R"({
    "id": "acme", "name": "Acme", "version": "1.4.0-rc.1+b.7", "description": "d", "abi": {"min": 1, "max": 2}, "kinds": ["hotels", "packages"],
    "settings": {"type": "object", "properties": {"pages": {"type": "integer", "default": 3}}},
    "hosts": ["www.acme.example", "${baseUrl}"], "secrets": [{"name": "password", "description": "of the agency"}],
    "limits": {"maxConcurrency": 2, "sessionsPerHour": 30}})");
}

TEST(Manifest, ReadsEverything) {
  const auto manifest = parse_manifest(complete().dump(), "plugin.json");
  ASSERT_TRUE(manifest.ok()) << manifest.error().message;
  EXPECT_EQ(manifest->id, "acme");
  EXPECT_EQ(manifest->version, "1.4.0-rc.1+b.7");
  EXPECT_EQ(manifest->abi_max, 2u);
  EXPECT_EQ(manifest->kinds, (std::vector<std::string>{"hotels", "packages"}));
  EXPECT_EQ(manifest->secrets.at(0).name, "password");
  EXPECT_EQ(manifest->max_concurrency, 2);
  EXPECT_EQ(manifest->sessions_per_hour, 30);
}

TEST(Manifest, ConcurrencyIsOneUnlessSaid) {
  auto document = complete();
  document.erase("limits");
  EXPECT_EQ(parse_manifest(document.dump(), "f")->max_concurrency, 1);
}

struct Mistake {
  const char* pointer;   // what is changed
  const char* value;     // to this JSON; "-" removes it
  const char* sentence;  // all of the error after the file's name
};

const Mistake kMistakes[] = {
    {"/id", "-", "\"id\" is missing"},
    {"/id", "7", "\"id\" is 7; it must be text of 1 to 25 bytes"},
    {"/id", "\"Acme\"", "\"id\" is \"Acme\"; it must be lower-case letters, digits and _, beginning with a letter"},
    {"/name", "\"\"", "\"name\" is \"\"; it must be text of 1 to 80 bytes"},
    {"/version", "\"1.4\"", "\"version\" is \"1.4\"; it must be a semantic version such as \"1.4.0\""},
    {"/version", "\"01.4.0\"", "\"version\" is \"01.4.0\"; it must be a semantic version"},
    {"/version", "\"1.4.0-\"", "\"version\" is \"1.4.0-\"; it must be a semantic version"},
    {"/abi", "-", "\"abi\" is missing"},
    {"/abi", "1", "\"abi\" is 1; it must be an object such as {\"min\": 1, \"max\": 1}"},
    {"/abi/min", "\"one\"", "\"abi.min\" is \"one\"; it must be a whole number from 1 to"},
    {"/abi/max", "0", "\"abi.max\" is 0; it must be a whole number from 1 to"},
    {"/abi/min", "5", "\"abi.max\" is 2; it must be at least \"abi.min\", which is 5"},
    {"/abi/exact", "5", "unknown key \"abi.exact\"; known keys are min, max"},
    {"/kinds", "[]", "\"kinds\" is []; it must be an array with at least one entry"},
    {"/kinds/1", "\"cruises\"", "\"kinds[1]\" is \"cruises\"; it must be \"hotels\", \"flights\" or \"packages\""},
    {"/kinds/1", "\"hotels\"", "\"kinds[1]\" is \"hotels\"; it must be named once"},
    {"/hosts", "{}", "\"hosts\" is {}; it must be an array"},
    {"/hosts/0", "7", "\"hosts[0]\" is 7; it must be a host such as"},
    {"/secrets/0", "\"password\"", "\"secrets[0]\" is \"password\"; it must be an object with \"name\" and \"description\""},
    {"/secrets/0/name", "\"Pass Word\"", "\"secrets[0].name\" is \"Pass Word\"; it must be lower-case"},
    {"/secrets/0/description", "-", "\"secrets[0].description\" is missing"},
    {"/limits/maxConcurrency", "0", "\"limits.maxConcurrency\" is 0; it must be a whole number from 1 to 64"},
    {"/limits/maxConcurrency", "1.5", "\"limits.maxConcurrency\" is 1.5; it must be a whole number from 1 to 64"},
    {"/limits/perDay", "1", "unknown key \"limits.perDay\"; known keys are maxConcurrency, sessionsPerHour"},
    {"/settings", "[]", "\"settings\" is []; it must be a JSON Schema of type \"object\""},
    {"/settings", "{\"type\":\"array\"}", "\"settings\" is {\"type\":\"array\"}; it must be a JSON Schema of type \"object\""},
    {"/settings/properties/pages/type", "\"intejer\"", "\"settings\" is no JSON Schema"},
    {"/colour", "1", "unknown key \"colour\"; known keys are $schema, id, name"},
};

TEST(Manifest, EveryMistakeIsOneSentence) {
  const core::JsonSchema published(manifest_schema());
  EXPECT_TRUE(published.violations(complete()).empty());
  for (const Mistake& mistake : kMistakes) {
    auto document = complete();
    const json::json_pointer pointer(mistake.pointer);
    if (std::string_view(mistake.value) == "-") {
      document.at(pointer.parent_pointer()).erase(pointer.back());
    } else {
      document[pointer] = json::parse(mistake.value);
    }
    const auto manifest = parse_manifest(document.dump(), "a/plugin.json");
    ASSERT_FALSE(manifest.ok()) << mistake.pointer << " " << mistake.value;
    const std::string expected = std::string("\"a/plugin.json\": ") + mistake.sentence;
    EXPECT_EQ(manifest.error().message.substr(0, expected.size()), expected);
    EXPECT_EQ(manifest.error().code, Code::invalid_argument);
    EXPECT_EQ(manifest.error().message.find('\n'), std::string::npos);
  }
}

TEST(Manifest, IsJsonAtAll) {
  EXPECT_NE(parse_manifest("{", "f").error().message.find("\"f\" is not JSON"), std::string::npos);
  EXPECT_NE(parse_manifest("[]", "f").error().message.find("must be an object"), std::string::npos);
  EXPECT_FALSE(parse_manifest("\xFF", "f").ok());
  EXPECT_FALSE(parse_manifest(std::string(100'000, '['), "f").ok());
  EXPECT_NE(read_manifest("/nowhere/plugin.json").error().message.find("/nowhere/plugin.json"), std::string::npos);
}

TEST(Manifest, SettingsGetDefaultsAtEveryLevel) {
  const auto manifest = read_manifest(testing::kPlugins / "good" / "plugin.json");
  ASSERT_TRUE(manifest.ok());
  const auto settings = complete_settings(*manifest, {{"baseUrl", "https://x.example"}}, "f");
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(*settings, json::parse(R"({"baseUrl":"https://x.example","pageSize":20,"login":{"path":"/sign-in"}})"));
}

TEST(Manifest, WrongSettingsNameTheKey) {
  const auto manifest = read_manifest(testing::kPlugins / "good" / "plugin.json");
  for (const auto& [settings, key] : std::vector<std::pair<json, std::string>>{{{{"baseUrl", "x"}, {"pageSize", 0}}, "pageSize"},
                                                                              {json::object(), "baseUrl"},
                                                                              {{{"baseUrl", "x"}, {"pagesize", 5}}, "pagesize"},
                                                                              {{{"baseUrl", "x"}, {"login", {{"path", 5}}}}, "path"}}) {
    const auto complete = complete_settings(*manifest, settings, "config/platforms/good.json");
    ASSERT_FALSE(complete.ok()) << settings;
    EXPECT_NE(complete.error().message.find(key), std::string::npos) << complete.error().message;
    EXPECT_NE(complete.error().message.find("config/platforms/good.json"), std::string::npos);
  }
}

TEST(Manifest, ASettingsSchemaMayAllowMore) {
  auto document = complete();
  document["settings"]["additionalProperties"] = true;
  EXPECT_TRUE(complete_settings(*parse_manifest(document.dump(), "f"), {{"anything", 1}}, "f").ok());
}

TEST(Manifest, WithoutSettingsNoneAreAllowed) {
  auto document = complete();
  document.erase("settings");
  const auto manifest = parse_manifest(document.dump(), "f");
  EXPECT_TRUE(complete_settings(*manifest, json::object(), "f").ok());
  EXPECT_TRUE(complete_settings(*manifest, nullptr, "f").ok());
  EXPECT_FALSE(complete_settings(*manifest, {{"x", 1}}, "f").ok());
}

TEST(Manifest, DifferenceIgnoresLayoutAndNamesIdAndVersion) {
  auto other = complete();
  const auto manifest = parse_manifest(complete().dump(), "f");
  EXPECT_EQ(difference(*manifest, *parse_manifest(other.dump(4), "f")), std::nullopt);
  other["version"] = "2.0.0";
  other["name"] = "B";
  EXPECT_EQ(difference(*manifest, *parse_manifest(other.dump(), "f")), "\"version\" is \"1.4.0-rc.1+b.7\" in plugin.json and \"2.0.0\" in the library");
  other["version"] = complete()["version"];
  EXPECT_EQ(difference(*manifest, *parse_manifest(other.dump(), "f")), "plugin.json and the library's copy differ at \"/name\"");
}

TEST(Schemas, AreSchemas) {
  EXPECT_NO_THROW(core::JsonSchema{manifest_schema()});
  EXPECT_NO_THROW(core::JsonSchema{answer_schema()});
  EXPECT_TRUE(core::JsonSchema(query_schema()).violations(testing::query()).empty());
}

}  // namespace
}  // namespace voygen::plugin
