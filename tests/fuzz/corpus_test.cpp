#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "fuzz.hpp"

namespace voygen::fuzz {
namespace {

struct Target {
  const char* name;
  void (*run)(std::string_view bytes);
};

class FuzzCorpus : public testing::TestWithParam<Target> {};

TEST_P(FuzzCorpus, HoldsWhatTheTargetStates) {
  const Target& target = GetParam();
  EXPECT_NO_THROW(target.run({})) << "no bytes at all";
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(CORPUS_FOLDER) / target.name)) {
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_NO_THROW(target.run(bytes)) << file.path();
    ++files;
  }
  EXPECT_GT(files, 0U);
}

INSTANTIATE_TEST_SUITE_P(Targets, FuzzCorpus,
                         testing::Values(Target{"message", message}, Target{"envelope", envelope}, Target{"request", request},
                                         Target{"values", values}, Target{"events", events}),
                         [](const auto& target) { return target.param.name; });

}  // namespace
}  // namespace voygen::fuzz
