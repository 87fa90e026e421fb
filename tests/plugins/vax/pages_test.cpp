// Every page of pages/*.html, read by the plugin in a real Chromium, against pages/*.json: {"query": {...}} and either the exact
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

namespace vax::test {
namespace {

using nlohmann::json;
using voygen::testkit::Served;

std::vector<std::string> page_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(VAX_PAGES)) {
    if (entry.path().extension() == ".html") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::filesystem::path path_of(const std::string& name, const char* extension) { return std::filesystem::path(VAX_PAGES) / (name + extension); }

voygen::HotelQuery query_of(const json& expected) {
  json query{{"destination", "anywhere"}, {"checkIn", "2027-02-01"}, {"checkOut", "2027-02-03"}};
  query.update(expected.value("query", json::object()));
  const auto read = voygen::HotelQuery::from_json(query);
  EXPECT_TRUE(read.ok()) << read.error().message;
  return *read;
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
  std::ifstream html(path_of(GetParam(), ".html"), std::ios::binary);
  std::ifstream json_file(path_of(GetParam(), ".json"));
  const json expected = json_file ? json::parse(json_file) : json::object();
  PluginInBrowser plugin("https://new.www.vaxvacationaccess.com", "https://login.www.vaxvacationaccess.com");
  const std::string page{std::istreambuf_iterator<char>(html), {}};
  const Served served = plugin.read("https://new.www.vaxvacationaccess.com/Search/Default.aspx", page, query_of(expected));
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

INSTANTIATE_TEST_SUITE_P(Pages, SavedPage, ::testing::ValuesIn(page_names()), [](const auto& page) { return page.param; });

}  // namespace
}  // namespace vax::test
