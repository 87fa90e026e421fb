#include "store/database.hpp"

#include <sqlite3.h>

#include "statement.hpp"

namespace voygen::store {

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file) {
  std::error_code error;
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), error);
  if (error) {
    return {Code::unavailable, "the folder of the database \"" + file.string() + "\" cannot be made: " + error.message(), "check store.path and permissions"};
  }
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  auto database = std::unique_ptr<Database>(new Database(handle, file));
  const std::string opening = "opening the database \"" + file.string() + "\"";
  if (code != SQLITE_OK) return last_error(handle).while_doing(opening);
  sqlite3_busy_timeout(handle, 2000);
  // WAL: readers and the writer do not wait for each other. FULL: what was committed survives a power cut.
  for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"}) {
    if (auto set = execute(handle, pragma); !set.ok()) return set.error().while_doing(opening);
  }
  return database;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Outcome Database::probe() {
  const Connection connection(*this);
  VOYGEN_TRY(Transaction transaction, Transaction::begin(connection.handle()));
  Statement count(connection.handle(), "SELECT count(*) FROM schema_migrations");
  VOYGEN_DO(count.run());
  return transaction.commit();
}

}  // namespace voygen::store
