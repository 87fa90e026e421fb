// Statement: one prepared SQL statement inside this room. Lives shorter than the Connection it was made on; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "voygen/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace voygen::store {

class Statement {
 public:
  // SQL text is ours. A statement that does not compile reports on first use.
  Statement(sqlite3* database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view value);

  Result<bool> step();  // true: a row is there; false: done
  Outcome run();        // for statements without rows

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  int next_parameter_ = 1;
};

// The error of the connection's last failed call, with the cure where there is one.
Error last_error(sqlite3* database);
Outcome execute(sqlite3* database, const char* sql);

// Commits when commit() was called, else rolls back.
class Transaction {
 public:
  static Result<Transaction> begin(sqlite3* database);
  ~Transaction();
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  Outcome commit();

 private:
  explicit Transaction(sqlite3* database) : database_(database) {}
  sqlite3* database_;
};

}  // namespace voygen::store
