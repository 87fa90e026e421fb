#include <gtest/gtest.h>
#include <sqlite3.h>

#include "budget/ledger.hpp"
#include "budget/tariff.hpp"
#include "temp_folder.hpp"

namespace voygen::budget {
namespace {

using std::chrono::milliseconds;

TEST(TariffTest, CostsAreExactAndRoundedUpToTheMicroDollar) {
  const Tariff tariff;
  struct Case {
    const char* name;
    Usage usage;
    std::int64_t micros;
  };
  const Case cases[] = {
      {"nothing", {false, milliseconds{0}, 0}, 0},
      {"a creation", {true, milliseconds{0}, 0}, 10'000},
      {"five minutes", {false, milliseconds{300'000}, 0}, 4'167},  // 4,166.67
      {"one millisecond", {false, milliseconds{1}, 0}, 1},
      {"an hour", {false, milliseconds{3'600'000}, 0}, 50'000},
      {"one byte", {false, milliseconds{0}, 1}, 1},
      {"a gigabyte", {false, milliseconds{0}, 1'000'000'000}, 4'000'000},
      {"a terabyte and a byte", {false, milliseconds{0}, 1'000'000'000'001}, 4'000'000'001},
      {"the lot", {true, milliseconds{300'000}, 2'500'000}, 10'000 + 4'167 + 10'000},
  };
  for (const Case& c : cases) EXPECT_EQ(tariff.cost_of(c.usage), c.micros) << c.name;
}

TEST(LedgerTest, ARowTheDatabaseRefusesIsKeptAndWrittenLater) {
  tests::TempFolder folder;
  auto database = store::Database::open(folder / "voygen.db");
  ASSERT_TRUE((*database)->migrate().ok());
  Ledger ledger{store::CostRecords(**database)};
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "voygen.db").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);

  store::CostRecord row;
  row.search_id = "s-1";
  row.platform = row.provider = row.outcome = "x";
  row.cost_micros = 7;
  row.created_ms = 5;
  EXPECT_FALSE(ledger.book(row).ok());
  EXPECT_EQ(ledger.unsaved(), 1u);

  sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(ledger.flush().ok());
  EXPECT_EQ(ledger.unsaved(), 0u);
  EXPECT_EQ(ledger.summarize(0, 10)->front().cost_micros, 7);
}

TEST(LedgerTest, SearchesWithoutCostShareARow) {
  tests::TempFolder folder;
  auto database = store::Database::open(folder / "voygen.db");
  ASSERT_TRUE((*database)->migrate().ok());
  const auto rows = [&] {
    sqlite3* reader = nullptr;
    EXPECT_EQ(sqlite3_open((folder / "voygen.db").c_str(), &reader), SQLITE_OK);
    std::string found;
    const auto take = [](void* text, int, char** values, char**) { return static_cast<void>(*static_cast<std::string*>(text) += std::string(values[0]) + ";"), 0; };
    sqlite3_exec(reader, "SELECT search_id || ' ' || searches || ' ' || result_count || ' ' || duration_ms FROM cost_tracking ORDER BY search_id", take, &found, nullptr);
    sqlite3_close(reader);
    return found;
  };
  store::CostRecord row;
  row.search_id = "s-1";
  row.platform = "x";
  row.provider = "cache";
  row.outcome = "cached";
  row.result_count = 20;
  row.duration_ms = 2;
  row.created_ms = 5;
  {
    Ledger ledger{store::CostRecords(**database)};
    for (int i = 0; i < 1000; ++i) ledger.book_soon(row);
    row.search_id = "s-2";
    ledger.book_soon(row);
    EXPECT_EQ(ledger.unsaved(), 0U);
    const auto sums = ledger.summarize(0, 10);
    EXPECT_EQ(sums->front().searches, 1001);
    EXPECT_EQ(sums->front().served_from_cache, 1001);
    EXPECT_EQ(sums->front().results, 20'020);
    EXPECT_EQ(rows(), "s-1 1000 20000 2000;s-2 1 20 2;");

    row.search_id = "s-3";
    ledger.book_soon(row);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (rows().find("s-3") == std::string::npos && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    EXPECT_NE(rows().find("s-3"), std::string::npos) << "written by itself";
    row.search_id = "s-4";
    ledger.book_soon(row);
  }
  EXPECT_NE(rows().find("s-4"), std::string::npos) << "written at the end";
}

}  // namespace
}  // namespace voygen::budget
