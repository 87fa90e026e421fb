#include <array>
#include <cstdio>
#include <fstream>

#include "fixture.hpp"

namespace voygen::plugin::testing {
namespace {

std::filesystem::path temporary_folder() {
  std::string pattern = ::testing::TempDir() + "voygen-plugin-XXXXXX";
  return mkdtemp(pattern.data());
}

// A copy of the good plugin's folder that a test may damage.
class CopiedPlugin {
 public:
  CopiedPlugin() : folder(temporary_folder()) {
    for (const char* name : {"good.so", "plugin.json"}) std::filesystem::copy_file(kPlugins / "good" / name, folder / name);
    config = config_of("good");
    config.plugin = folder / "good.so";
  }
  ~CopiedPlugin() { std::filesystem::remove_all(folder); }
  [[nodiscard]] json manifest() const { return json::parse(std::ifstream(folder / "plugin.json")); }
  void write_manifest(const std::string& text) const { std::ofstream(folder / "plugin.json") << text; }
  std::filesystem::path folder;
  PlatformConfig config;
};

class LoadTest : public PluginTest {
 protected:
  // Loads the config beside a good neighbour, expects only the neighbour to live, and returns the sentence.
  std::string failure_of(const PlatformConfig& config) {
    registry.load({config, config_of("plain_c")});
    const auto statuses = registry.statuses();
    EXPECT_EQ(statuses.at(0).state, PlatformState::failed);
    EXPECT_EQ(statuses.at(1).state, PlatformState::loaded) << statuses.at(1).error;
    EXPECT_FALSE(registry.platform(config.id).ok());
    const std::string& sentence = statuses.at(0).error;
    EXPECT_EQ(sentence.find('\n'), std::string::npos) << sentence;
    return sentence;
  }
  void expect_failure(const PlatformConfig& config, const std::vector<std::string>& parts) {
    const std::string sentence = failure_of(config);
    for (const auto& part : parts) EXPECT_NE(sentence.find(part), std::string::npos) << "\"" << part << "\" is not in: " << sentence;
  }
};

TEST_F(LoadTest, GoodPluginsAreListedWithWhatTheyAre) {
  auto off = config_of("unruly");
  off.enabled = false;
  off.policy = {{"budgetShare", 0.5}};
  registry.load({config_of("good"), config_of("plain_c"), off});
  const auto statuses = registry.statuses();
  ASSERT_EQ(statuses.size(), 3u);
  EXPECT_EQ(statuses[0].state, PlatformState::loaded) << statuses[0].error;
  EXPECT_EQ(statuses[0].version, "1.2.3");
  EXPECT_EQ(statuses[0].kinds, std::vector<std::string>{"hotels"});
  EXPECT_EQ(statuses[0].file, (kPlugins / "good/good.so").string());
  EXPECT_EQ(statuses[1].state, PlatformState::loaded) << statuses[1].error;
  EXPECT_EQ(statuses[2].state, PlatformState::disabled);
  EXPECT_EQ(statuses[2].version, "0.0.1-evil.1+build.7");
  EXPECT_EQ(statuses[2].policy.at("budgetShare"), 0.5);
  EXPECT_EQ(name_of(statuses[2].state), "disabled");
  EXPECT_EQ(registry.platforms().size(), 2u);
  EXPECT_EQ(platform("good")->hosts(), (std::vector<std::string>{"www.good.example", "*.good.example"}));
  EXPECT_EQ(platform("good")->settings().at("pageSize"), 20);
  EXPECT_TRUE(platform("good")->offers("hotels"));
  EXPECT_FALSE(platform("good")->offers("flights"));
}

TEST_F(LoadTest, AskingForAPlatformThatIsNotThere) {
  auto off = config_of("unruly");
  off.enabled = false;
  registry.load({config_of("good"), off});
  EXPECT_EQ(registry.platform("gold").error().code, Code::not_found);
  EXPECT_NE(registry.platform("gold").error().next_step.find("good"), std::string::npos);
  EXPECT_EQ(registry.platform("unruly").error().code, Code::unavailable);
}

TEST_F(LoadTest, AFolderStandsForItsLibrary) {
  auto config = config_of("good");
  config.plugin = kPlugins / "good";
  registry.load({config});
  EXPECT_EQ(registry.statuses().at(0).state, PlatformState::loaded) << registry.statuses().at(0).error;
  config.plugin = (kPlugins / "good").string() + "/";
  registry.load({config});
  EXPECT_EQ(registry.statuses().at(0).state, PlatformState::loaded) << registry.statuses().at(0).error;
}

TEST_F(LoadTest, EachBrokenPluginHasItsSentence) {
  const std::pair<const char*, std::vector<std::string>> cases[] = {
      {"missing_symbol", {"missing_symbol.so", "voygen_plugin_entry", "VOYGEN_PLUGIN"}},
      {"wrong_abi", {"wrong_abi.so", "ABI 2", "ABI 1", "rebuild"}},
      {"refuses_abi", {"refuses_abi.so", "ABI 1", "rebuild"}},
      {"short_table", {"short_table.so", "16 bytes"}},
      {"no_serve", {"no_serve.so", "\"serve\""}},
      {"throws_in_entry", {"throws_in_entry.so", "entry thrown"}},
      {"throws_in_create", {"throws_in_create.so", "threw in create", "no luck today"}},
      {"fails_in_create", {"fails_in_create.so", "could not start", "the moon is wrong"}},
      {"other_version", {"other_version.so", "plugin.json", "\"version\"", "1.0.0", "9.9.9"}},
      {"other_name", {"other_name.so", "/name"}},
      {"broken_inside", {"broken_inside.so", "not JSON"}},
  };
  for (const auto& [id, parts] : cases) {
    SCOPED_TRACE(id);
    expect_failure(config_of(id), parts);
  }
}

TEST_F(LoadTest, MissingFile) {
  auto config = config_of("good");
  config.plugin = "/nowhere/good.so";
  expect_failure(config, {"/nowhere/good.so", "does not exist", "configuration"});
}

TEST_F(LoadTest, OtherArchitectureIsNamedWithOurs) {
  const CopiedPlugin copy;
  std::fstream file(copy.config.plugin, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(18);
  file.put(static_cast<char>(0xB7)).put(0);  // EM_AARCH64
  file.close();
  expect_failure(copy.config, {"good.so", "AArch64 64-bit", "x86-64 64-bit"});
}

TEST_F(LoadTest, NoLibraryAtAll) {
  const CopiedPlugin copy;
  std::ofstream(copy.config.plugin) << "#!/bin/sh\n";
  expect_failure(copy.config, {"good.so", "ELF"});
  std::ofstream(copy.config.plugin) << "";
  expect_failure(copy.config, {"good.so", "ELF"});
}

TEST_F(LoadTest, TruncatedLibrary) {
  const CopiedPlugin copy;
  const auto whole = std::filesystem::file_size(copy.config.plugin);
  for (const auto size : {whole - 1, whole / 2, std::uintmax_t{4096}, std::uintmax_t{600}, std::uintmax_t{64}, std::uintmax_t{20}}) {
    std::filesystem::resize_file(copy.config.plugin, size);
    expect_failure(copy.config, {"good.so", "cut off"});
  }
}

TEST_F(LoadTest, ManifestMissingBrokenOrForAnotherAbi) {
  const CopiedPlugin copy;
  auto manifest = copy.manifest();
  copy.write_manifest("{ nonsense");
  expect_failure(copy.config, {"plugin.json", "not JSON"});
  manifest["abi"] = {{"min", 2}, {"max", 3}};
  copy.write_manifest(manifest.dump());
  expect_failure(copy.config, {"good.so", "2 to 3", "ABI 1", "rebuild"});
  manifest["abi"] = {{"min", 1}, {"max", 1}};
  manifest["version"] = "1.2.4";
  copy.write_manifest(manifest.dump());
  expect_failure(copy.config, {"plugin.json", "\"version\"", "1.2.3", "1.2.4"});
  std::filesystem::remove(copy.folder / "plugin.json");
  expect_failure(copy.config, {"plugin.json", "cannot be read"});
}

TEST_F(LoadTest, WrongId) {
  auto config = config_of("good");
  config.id = "bad";
  expect_failure(config, {"good.so", "\"good\"", "\"bad\""});
}

TEST_F(LoadTest, DuplicateId) {
  registry.load({config_of("good"), config_of("good")});
  EXPECT_EQ(registry.statuses().at(0).state, PlatformState::loaded);
  EXPECT_EQ(registry.statuses().at(1).state, PlatformState::failed);
  EXPECT_NE(registry.statuses().at(1).error.find("configured twice"), std::string::npos);
  EXPECT_TRUE(registry.platform("good").ok());
}

TEST_F(LoadTest, BadSettings) {
  auto config = config_of("good");
  config.settings = {{"baseUrl", "https://www.good.example"}, {"pageSize", "many"}};
  expect_failure(config, {"config/platforms/good.json", "pageSize"});
  config.settings = {{"baseUrl", "not an address"}};
  expect_failure(config, {"baseUrl", "not an address"});
  config.settings = {{"baseUrl", "https://refused.good.example"}};
  expect_failure(config, {"good.so", "this base address is refused"});
}

TEST_F(LoadTest, AReplacedPlatformServesItsLastCallToTheEnd) {
  load({"good"});
  auto old = platform("good");
  load({"plain_c"});
  EXPECT_FALSE(registry.platform("good").ok());
  FakeServices services;
  EXPECT_TRUE(old->serve(in_time(), "search_hotels", query(), services).ok());
}

TEST_F(LoadTest, AThrowingDestroyHurtsNobody) {
  load({"unruly", "good"});
  const UnharmedNeighbour neighbour(platform("good"));
  auto gone = platform("unruly");
  load({"plain_c"});
  gone.reset();
}

TEST(Exports, EveryPluginExportsOneSymbol) {
  for (const char* name : {"good", "plain_c", "unruly", "wrong_abi"}) {
    const std::string command = "nm -D --defined-only '" + (kPlugins / name / (std::string(name) + ".so")).string() + "'";
    FILE* pipe = popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::array<char, 512> line{};
    std::vector<std::string> symbols;
    while (fgets(line.data(), line.size(), pipe)) symbols.emplace_back(line.data());
    EXPECT_EQ(pclose(pipe), 0);
    ASSERT_EQ(symbols.size(), 1u) << name;
    EXPECT_NE(symbols[0].find(" T voygen_plugin_entry"), std::string::npos) << symbols[0];
  }
}

TEST(BoostDll, IsUsedInOneFile) {
  std::vector<std::string> users;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(VOYGEN_ROOM)) {
    if (!entry.is_regular_file()) continue;
    const std::string text{std::istreambuf_iterator<char>(std::ifstream(entry.path()).rdbuf()), {}};
    if (text.find("boost/dll") != std::string::npos) users.push_back(entry.path().filename().string());
  }
  EXPECT_EQ(users, std::vector<std::string>{"library.cpp"});
}

}  // namespace
}  // namespace voygen::plugin::testing
