// What the merging of platforms promises, on worlds of several seeds.
#include <gtest/gtest.h>

#include "labelled_pairs.hpp"

namespace voygen::bench {
namespace {

class SameHotelOnPortals : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(SameHotelOnPortals, IsFoundAndNotMistaken) {
  const auto pairs = labelled_pairs(sim::Catalogue{GetParam()}, GetParam(), 500);
  const Figures figures = measure(pairs, Which::all);
  EXPECT_EQ(figures.pairs, 1000);
  EXPECT_EQ(figures.same, 500);
  EXPECT_GE(figures.precision_permille(), 990) << figures.wrong << " wrong";
  EXPECT_GE(figures.recall_permille(), 950) << figures.perhaps << " called maybe";
}

INSTANTIATE_TEST_SUITE_P(Seeds, SameHotelOnPortals, ::testing::Values(7, 8, 4711));

}  // namespace
}  // namespace voygen::bench
