// Saved pages beside what must be read from them: <case>.json holds {"query", ...} and either the exact "answer" or the "failure" with its
// code and what its message must say. VOYGEN_UPDATE=1 writes what was read; look at the difference before keeping it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/query.hpp"
#include "voygen/testkit/scripted_host.hpp"

namespace voygen::test {

class SavedPages {
 public:
  explicit SavedPages(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // One case per .json; several may read the same page.
  [[nodiscard]] std::vector<std::string> cases() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  [[nodiscard]] nlohmann::json expected(const std::string& name) const { return nlohmann::json::parse(text_of(name + ".json")); }
  // The page of the case: its own, or the one that "page" names.
  [[nodiscard]] std::string html(const std::string& name) const { return text_of(expected(name).value("page", name) + ".html"); }

  void expect(const std::string& name, const testkit::Served& served) const {
    ASSERT_TRUE(served.faults.empty()) << served.what();
    const nlohmann::json wanted = expected(name);
    if (std::getenv("VOYGEN_UPDATE")) return update(name, wanted, served);
    if (wanted.contains("answer")) {
      ASSERT_TRUE(served.answer) << served.what();
      EXPECT_EQ(*served.answer, wanted.at("answer")) << nlohmann::json::diff(wanted.at("answer"), *served.answer).dump(2);
      return;
    }
    ASSERT_TRUE(served.failure) << "it was read: " << served.answer->dump();
    EXPECT_EQ(name_of(served.failure->code), wanted.at("failure").at("code").get<std::string>()) << served.what();
    for (const auto& part : wanted.at("failure").at("says")) EXPECT_NE(served.failure->message.find(part.get<std::string>()), std::string::npos) << served.what();
  }

 private:
  [[nodiscard]] std::string text_of(const std::string& file_name) const {
    std::ifstream file(folder_ / file_name, std::ios::binary);
    EXPECT_TRUE(file) << file_name << " is missing";
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void update(const std::string& name, nlohmann::json wanted, const testkit::Served& served) const {
    wanted.erase("answer");
    wanted.erase("failure");
    if (served.answer) wanted["answer"] = *served.answer;
    if (served.failure) wanted["failure"] = {{"code", name_of(served.failure->code)}, {"says", {served.failure->message}}};
    std::ofstream(folder_ / (name + ".json")) << wanted.dump(2) << '\n';
  }

  std::filesystem::path folder_;
};

// The hotel search of a case; what it does not say is as good as anything.
inline HotelQuery hotel_query_of(const nlohmann::json& expected) {
  nlohmann::json query{{"destination", "anywhere"}, {"checkIn", "2027-02-01"}, {"checkOut", "2027-02-03"}};
  query.update(expected.value("query", nlohmann::json::object()));
  const auto read = HotelQuery::from_json(query);
  EXPECT_TRUE(read.ok()) << read.error().message;
  return *read;
}

}  // namespace voygen::test
