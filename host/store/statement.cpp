#include "statement.hpp"

#include <sqlite3.h>

namespace voygen::store {

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
}
Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(std::int64_t value) {
  sqlite3_bind_int64(statement_, next_parameter_++, value);
  return *this;
}
Statement& Statement::bind(std::string_view value) {
  sqlite3_bind_text64(statement_, next_parameter_++, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Result<bool> Statement::step() {
  if (!statement_) return last_error(database_);
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return last_error(database_);
}

Outcome Statement::run() {
  VOYGEN_TRY(const bool row, step());
  static_cast<void>(row);
  return done();
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Statement::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_, column);
  return bytes ? std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string();
}

Error last_error(sqlite3* database) {
  const std::string detail = sqlite3_errmsg(database);
  switch (sqlite3_errcode(database) & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::unavailable, "the database is locked by another process (" + detail + ")", "close the other program that uses the file"};
    case SQLITE_FULL:
      return {Code::unavailable, "the disk with the database is full (" + detail + ")", "free some space; nothing already written is lost"};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_IOERR:
      return {Code::unavailable, "the database file cannot be used (" + detail + ")", "check the path, its permissions and the disk"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Code::internal, "the file is not a sound SQLite database (" + detail + ")", "restore it from a backup, or name another file in store.path"};
    default: return {Code::internal, "database error: " + detail, {}};
  }
}

Outcome execute(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return last_error(database);
  return done();
}

Result<Transaction> Transaction::begin(sqlite3* database) {
  VOYGEN_DO(execute(database, "BEGIN IMMEDIATE"));
  return Transaction(database);
}
Transaction::~Transaction() {
  if (database_) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}
Outcome Transaction::commit() {
  VOYGEN_DO(execute(database_, "COMMIT"));
  database_ = nullptr;
  return done();
}

}  // namespace voygen::store
