// Every page of pages/*.html, read by the plugin in a real Chromium, against pages/*.json: {"task", "query"} and either the exact
// "answer" or the "failure" with its code and what its message must say. VOYGEN_UPDATE=1 writes what was read; look at the
// difference before keeping it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "in_browser.hpp"

namespace delta::test {
namespace {

using nlohmann::json;
using voygen::testkit::Served;

std::filesystem::path path_of(const std::string& name, const char* extension) { return std::filesystem::path(DELTA_PAGES) / (name + extension); }

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// One case per .json; several may read the same page.
std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(DELTA_PAGES)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void update(const std::string& name, json expected, const Served& served) {
  expected.erase("answer");
  expected.erase("failure");
  if (served.answer) expected["answer"] = *served.answer;
  if (served.failure) expected["failure"] = {{"code", voygen::name_of(served.failure->code)}, {"says", {served.failure->message}}};
  std::ofstream(path_of(name, ".json")) << expected.dump(2) << '\n';
}

class SavedPage : public ::testing::TestWithParam<std::string> {};

TEST_P(SavedPage, IsReadAsExpected) {
  const json expected = json::parse(text_of_file(path_of(GetParam(), ".json")));
  const std::string html = text_of_file(path_of(expected.value("page", GetParam()), ".html"));
  ASSERT_FALSE(html.empty());
  PluginInBrowser plugin("https://www.worldagentdirect.com");
  const Served served = plugin.read(expected.value("task", "read_packages"), html, expected.at("query"));
  ASSERT_TRUE(served.faults.empty()) << served.what();
  if (std::getenv("VOYGEN_UPDATE")) return update(GetParam(), expected, served);
  if (expected.contains("answer")) {
    ASSERT_TRUE(served.answer) << served.what();
    EXPECT_EQ(*served.answer, expected.at("answer")) << json::diff(expected.at("answer"), *served.answer).dump(2);
    return;
  }
  ASSERT_TRUE(served.failure) << "it was read: " << served.answer->dump();
  EXPECT_EQ(name_of(served.failure->code), expected.at("failure").at("code").get<std::string>()) << served.what();
  for (const json& part : expected.at("failure").at("says")) EXPECT_NE(served.failure->message.find(part.get<std::string>()), std::string::npos) << served.what();
}

INSTANTIATE_TEST_SUITE_P(Pages, SavedPage, ::testing::ValuesIn(case_names()), [](const auto& page) { return page.param; });

}  // namespace
}  // namespace delta::test
