// Database: the one SQLite file. Owned by the app; every member is safe on any thread (one connection behind one mutex).
// A locked, full or damaged database is a typed error, never a crash: unavailable with the cure, or internal for a broken file.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "voygen/result.hpp"

struct sqlite3;

namespace voygen::store {

class Database {
 public:
  // Opens or creates the file and its folder. Does not touch the schema.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Brings the schema to this program's version, all or nothing, and says how many migrations ran. Refuses a file that a newer
  // program has migrated, or whose applied migrations differ from the ones in this program.
  Result<int> migrate();
  // The highest applied migration; refuses like migrate().
  Result<int> schema_version();
  static int newest_known_version();

  // Can it be read and written right now?
  Outcome probe();
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

  // For the repositories of this room: the connection, for as long as the guard lives.
  class Connection {
   public:
    explicit Connection(Database& database) : lock_(database.mutex_), handle_(database.handle_) {}
    [[nodiscard]] sqlite3* handle() const { return handle_; }

   private:
    std::unique_lock<std::mutex> lock_;
    sqlite3* handle_;
  };

 private:
  Database(sqlite3* handle, std::filesystem::path file) : handle_(handle), file_(std::move(file)) {}

  std::mutex mutex_;
  sqlite3* handle_;  // guarded by mutex_
  std::filesystem::path file_;
};

}  // namespace voygen::store
