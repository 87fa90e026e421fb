// What the tests of this room share: a provider with its own profile folder, and one browser that lives as long as the test program.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "browser/local_provider.hpp"
#include "test_site.hpp"

namespace voygen::browser::test {

using nlohmann::json;
using std::chrono::milliseconds;

inline core::Context within(milliseconds time) { return core::Context::with_timeout(time, "test"); }
inline core::Context soon() { return within(milliseconds{20'000}); }

// Where profiles of this test run live; looked at when the run ends.
std::filesystem::path profile_root();

LocalProvider& provider();
void close_shared_browser();

// A page of the shared browser on a site of its own, fresh for each test.
class PageTest : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  [[nodiscard]] PagePolicy policy() const;
  void lend(PagePolicy policy);
  Page& page();

  // Performs an operation that must succeed.
  json done(const json& operation);
  // Performs one that must fail.
  Error fails(const json& operation) { return fails(soon(), operation); }
  Error fails(const core::Context& context, const json& operation);
  json open(const std::string& path) { return done({{"op", "goto"}, {"url", site.url(path)}}); }
  json evaluate(const std::string& function, const json& arguments = json::array()) {
    return done({{"op", "evaluate"}, {"function", function}, {"arguments", arguments}}).at("value");
  }

  TestSite site;
};

}  // namespace voygen::browser::test
