#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>

#include "store/cached_answers.hpp"
#include "store/cost_records.hpp"
#include "store/database.hpp"
#include "temp_folder.hpp"

namespace voygen::store {
namespace {

// Another program that has the file open.
class OtherProgram {
 public:
  explicit OtherProgram(const std::filesystem::path& file) { EXPECT_EQ(sqlite3_open(file.c_str(), &handle_), SQLITE_OK); }
  ~OtherProgram() { sqlite3_close(handle_); }
  int run(const char* sql) { return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr); }

 private:
  sqlite3* handle_ = nullptr;
};

class StoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<Database> open_migrated() {
    auto database = Database::open(file_);
    EXPECT_TRUE(database.ok());
    EXPECT_TRUE((*database)->migrate().ok());
    return std::move(*database);
  }
  static CostRecord record(std::string platform, std::int64_t cost, std::int64_t at_ms) {
    CostRecord row;
    row.search_id = "s-1";
    row.platform = std::move(platform);
    row.provider = "local";
    row.outcome = "ok";
    row.cost_micros = cost;
    row.shadow_cost_micros = cost * 2;
    row.duration_ms = 1000;
    row.result_count = 20;
    row.created_ms = at_ms;
    return row;
  }
  tests::TempFolder folder_;
  std::filesystem::path file_ = folder_ / "sub/voygen.db";
};

TEST_F(StoreTest, MigratesOnceAndSaysHowMany) {
  auto database = Database::open(file_);
  ASSERT_TRUE(database.ok());
  EXPECT_EQ(*(*database)->schema_version(), 0);
  EXPECT_EQ(*(*database)->migrate(), Database::newest_known_version());
  EXPECT_EQ(*(*database)->migrate(), 0);
  EXPECT_EQ(*(*database)->schema_version(), Database::newest_known_version());
  EXPECT_TRUE((*database)->probe().ok());
}

TEST_F(StoreTest, KeepsTheTableAndColumnNamesOtherSystemsRead) {
  open_migrated();
  OtherProgram reader(file_);
  for (const char* sql : {"SELECT session_id, platform, status, created_at, last_used, usage_count, total_cost, health_score, metadata_json FROM anchor_sessions",
                          "SELECT id, search_id, platform, cost, duration_ms, result_count, cost_per_result, cost_per_minute, optimization_applied, created_at FROM cost_tracking",
                          "SELECT id, alert_type, severity, message, alert_data, acknowledged, created_at FROM budget_alerts",
                          "SELECT id, metric_type, metric_value, baseline_value, improvement_percent, date_recorded, metadata_json FROM optimization_metrics",
                          "SELECT metric_name, metric_value, tags, timestamp FROM production_metrics"}) {
    EXPECT_EQ(reader.run(sql), SQLITE_OK) << sql;
  }
}

TEST_F(StoreTest, RefusesAFileOfANewerProgram) {
  open_migrated();
  OtherProgram(file_).run("INSERT INTO schema_migrations (number, name, digest) VALUES (9999, 'later', 'x')");
  auto database = Database::open(file_);
  const auto migrated = (*database)->migrate();
  ASSERT_FALSE(migrated.ok());
  EXPECT_EQ(migrated.error().code, Code::unsupported);
  EXPECT_NE(migrated.error().message.find("9999"), std::string::npos);
  EXPECT_NE(migrated.error().message.find(file_.string()), std::string::npos);
}

TEST_F(StoreTest, RefusesAFileMigratedWithOtherContent) {
  open_migrated();
  OtherProgram(file_).run("UPDATE schema_migrations SET digest = 'other' WHERE number = 1");
  EXPECT_EQ((*Database::open(file_))->migrate().error().code, Code::unsupported);
}

TEST_F(StoreTest, SaysThatAFileIsNoDatabase) {
  std::filesystem::create_directories(file_.parent_path());
  std::ofstream(file_) << std::string(8192, 'x');
  const auto database = Database::open(file_);
  ASSERT_FALSE(database.ok());
  EXPECT_NE(database.error().message.find(file_.string()), std::string::npos);
  EXPECT_FALSE(database.error().next_step.empty());
}

TEST_F(StoreTest, SaysThatTheFolderCannotBeMade) {
  const auto database = Database::open("/proc/voygen/voygen.db");
  ASSERT_FALSE(database.ok());
  EXPECT_EQ(database.error().code, Code::unavailable);
}

TEST_F(StoreTest, ALockedDatabaseIsUnavailableAndWorksAgainAfterwards) {
  auto database = open_migrated();
  CostRecords records(*database);
  OtherProgram holder(file_);
  ASSERT_EQ(holder.run("BEGIN IMMEDIATE"), SQLITE_OK);
  const auto refused = records.append({record("cpmaxx", 1, 1)});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::unavailable);
  ASSERT_EQ(holder.run("COMMIT"), SQLITE_OK);
  EXPECT_TRUE(records.append({record("cpmaxx", 1, 1)}).ok());
}

TEST_F(StoreTest, AFullDiskIsUnavailableAndLosesNothingWritten) {
  auto database = open_migrated();
  CostRecords records(*database);
  ASSERT_TRUE(records.append({record("cpmaxx", 5, 1)}).ok());
  {
    const Database::Connection connection(*database);
    sqlite3_exec(connection.handle(), "PRAGMA max_page_count = 1", nullptr, nullptr, nullptr);  // as small as the file is: SQLITE_FULL
  }
  CachedAnswers answers(*database);
  const auto refused = answers.put({"k", "cpmaxx", "miami", 20, false, std::string(1'000'000, 'x'), 1, 2});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_NE(refused.error().message.find("full"), std::string::npos);
  EXPECT_EQ(records.summarize(0, 10)->front().cost_micros, 5);
}

TEST_F(StoreTest, CostRowsAreAppendOnlyIntegers) {
  auto database = open_migrated();
  CostRecords records(*database);
  ASSERT_TRUE(records.append({record("cpmaxx", 14'167, 1000), record("vax", 1, 2000), record("cpmaxx", 3, 5000)}).ok());
  const auto sums = records.summarize(0, 5000);
  ASSERT_EQ(sums->size(), 2u);
  EXPECT_EQ(sums->front().cost_micros, 14'167);
  EXPECT_EQ(sums->front().shadow_cost_micros, 28'334);
  EXPECT_EQ(sums->front().searches, 1);
  OtherProgram other(file_);
  EXPECT_EQ(other.run("UPDATE cost_tracking SET cost_micros = 0"), SQLITE_CONSTRAINT);
  EXPECT_EQ(other.run("DELETE FROM cost_tracking"), SQLITE_CONSTRAINT);
  EXPECT_EQ(records.summarize(0, 10'000)->front().cost_micros, 14'170);
}

TEST_F(StoreTest, AppendIsAllOrNothing) {
  auto database = open_migrated();
  CostRecords records(*database);
  EXPECT_FALSE(records.append({record("cpmaxx", 1, 1), record("cpmaxx", -1, 1)}).ok());
  EXPECT_TRUE(records.summarize(0, 10)->empty());
}

TEST_F(StoreTest, CachedAnswersAreFoundReplacedAndRemoved) {
  auto database = open_migrated();
  CachedAnswers answers(*database);
  ASSERT_TRUE(answers.put({"k1", "cpmaxx", "miami, fl", 20, false, "{}", 10, 100}).ok());
  ASSERT_TRUE(answers.put({"k1", "cpmaxx", "miami, fl", 50, true, R"({"ü":1})", 20, 200}).ok());
  const auto found = answers.find("k1");
  ASSERT_TRUE(found.ok() && found->has_value());
  EXPECT_EQ((*found)->max_results, 50);
  EXPECT_TRUE((*found)->exhaustive);
  EXPECT_EQ((*found)->answer_json, R"({"ü":1})");
  EXPECT_FALSE(answers.find("k2")->has_value());
  EXPECT_EQ(*answers.remove("vax", ""), 0);
  EXPECT_EQ(*answers.remove("cpmaxx", "miami, fl"), 1);
  EXPECT_FALSE(answers.find("k1")->has_value());
}

}  // namespace
}  // namespace voygen::store
