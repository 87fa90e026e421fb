#include <gtest/gtest.h>

#include "cache/search_cache.hpp"
#include "fake_clock.hpp"
#include "temp_folder.hpp"

namespace voygen::cache {
namespace {

constexpr std::chrono::hours kLifetime{24};

class SearchCacheTest : public ::testing::Test {
 protected:
  SearchCacheTest() { EXPECT_TRUE(database_->migrate().ok()); }
  static Question question(int max_results) { return {"cpmaxx", "0.1.0", "miami, fl", R"({"destination":"miami, fl"})", max_results}; }

  tests::TempFolder folder_;
  tests::FakeClock clock_;
  std::unique_ptr<store::Database> database_ = *store::Database::open(folder_ / "voygen.db");
  SearchCache cache_{store::CachedAnswers(*database_), clock_};
};

TEST_F(SearchCacheTest, AnAnswerServesAsManyResultsAsItHas) {
  const auto until = cache_.put(question(20), "answer", false, kLifetime);
  EXPECT_EQ(*until, clock_.now_ms() + 24 * 3'600'000);
  EXPECT_EQ((*cache_.find(question(20)))->answer_json, "answer");
  EXPECT_TRUE(cache_.find(question(5))->has_value());
  EXPECT_FALSE(cache_.find(question(21))->has_value()) << "more results than were read";
}

TEST_F(SearchCacheTest, AnExhaustiveAnswerServesAnyNumber) {
  ASSERT_TRUE(cache_.put(question(20), "answer", true, kLifetime).ok());
  EXPECT_TRUE(cache_.find(question(50))->has_value());
}

TEST_F(SearchCacheTest, AnAnswerEndsWithItsLifetime) {
  ASSERT_TRUE(cache_.put(question(20), "answer", true, kLifetime).ok());
  clock_.advance_ms(24 * 3'600'000 - 1);
  EXPECT_TRUE(cache_.find(question(20))->has_value());
  clock_.advance_ms(1);
  EXPECT_FALSE(cache_.find(question(20))->has_value());
}

TEST_F(SearchCacheTest, AnotherPluginVersionDoesNotServeTheOldOnesAnswers) {
  ASSERT_TRUE(cache_.put(question(20), "answer", true, kLifetime).ok());
  Question newer = question(20);
  newer.platform_version = "0.2.0";
  EXPECT_FALSE(cache_.find(newer)->has_value());
}

TEST_F(SearchCacheTest, InvalidateForgetsByPlatformAndDestination) {
  ASSERT_TRUE(cache_.put(question(20), "answer", true, kLifetime).ok());
  EXPECT_EQ(*cache_.invalidate("cpmaxx", "paris"), 0);
  EXPECT_EQ(*cache_.invalidate("", "miami, fl"), 1);
  EXPECT_FALSE(cache_.find(question(20))->has_value());
}

TEST_F(SearchCacheTest, AnAnswerThatWasGivenStandsUntilItIsReplacedOrForgotten) {
  ASSERT_TRUE(cache_.put(question(20), "answer", true, kLifetime).ok());
  const auto standing = (*cache_.find(question(20)))->standing;
  const auto shared = (*cache_.find(question(20)))->standing;
  EXPECT_TRUE(standing->holds());
  Question other = question(20);
  other.question = "another";
  ASSERT_TRUE(cache_.put(other, "answer", true, kLifetime).ok());
  ASSERT_TRUE(cache_.invalidate("vax", "").ok());
  ASSERT_TRUE(cache_.invalidate("cpmaxx", "paris").ok());
  EXPECT_TRUE(standing->holds());

  ASSERT_TRUE(cache_.put(question(20), "newer", true, kLifetime).ok());
  EXPECT_FALSE(standing->holds());
  EXPECT_FALSE(shared->holds());
  const auto newer = (*cache_.find(question(20)))->standing;
  EXPECT_TRUE(newer->holds());
  ASSERT_TRUE(cache_.invalidate("", "").ok());
  EXPECT_FALSE(newer->holds());
}

}  // namespace
}  // namespace voygen::cache
