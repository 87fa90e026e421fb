// Numbered, forward-only migrations. Each applied one is kept with a digest of its text, so that a file which was migrated by other
// text, or by a newer program, is recognised instead of being damaged.
#include <sqlite3.h>

#include <cstdlib>
#include <iterator>
#include <map>

#include "core/digest.hpp"
#include "statement.hpp"
#include "store/database.hpp"

namespace voygen::store {
namespace {

struct Migration {
  const char* name;  // "0002_search_cache.sql"
  const char* sql;
  [[nodiscard]] int number() const { return std::atoi(name); }
};

constexpr Migration kMigrations[] = {
#include "migrations.inc"
};

Outcome make_bookkeeping_table(sqlite3* handle) {
  return execute(handle,
                 "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, "
                 "applied_at TEXT NOT NULL DEFAULT (datetime('now')))");
}

Result<std::map<int, std::string>> applied_digests(sqlite3* handle) {
  std::map<int, std::string> digests;
  Statement rows(handle, "SELECT number, digest FROM schema_migrations ORDER BY number");
  for (;;) {
    VOYGEN_TRY(const bool row, rows.step());
    if (!row) return digests;
    digests[static_cast<int>(rows.integer(0))] = rows.text(1);
  }
}

Outcome check_applied(const std::map<int, std::string>& applied, const std::filesystem::path& file) {
  const int newest = Database::newest_known_version();
  if (!applied.empty() && applied.rbegin()->first > newest) {
    return {Code::unsupported,
            "the database \"" + file.string() + "\" is at version " + std::to_string(applied.rbegin()->first) + ", this program knows up to " + std::to_string(newest),
            "run a newer voygen, or name another file in store.path"};
  }
  for (const Migration& migration : kMigrations) {
    const auto found = applied.find(migration.number());
    if (found != applied.end() && found->second != core::digest(migration.sql)) {
      return {Code::unsupported, "migration " + std::string(migration.name) + " was applied to \"" + file.string() + "\" with other content than this program's",
              "use the program version that made the file, or another file"};
    }
  }
  return done();
}

Outcome apply(sqlite3* handle, const Migration& migration) {
  if (auto ran = execute(handle, migration.sql); !ran.ok()) return ran.error().while_doing("migration " + std::string(migration.name));
  Statement row(handle, "INSERT INTO schema_migrations (number, name, digest) VALUES (?, ?, ?)");
  return row.bind(std::int64_t{migration.number()}).bind(std::string_view(migration.name)).bind(core::digest(migration.sql)).run();
}

}  // namespace

int Database::newest_known_version() { return std::prev(std::end(kMigrations))->number(); }

Result<int> Database::schema_version() {
  const Connection connection(*this);
  VOYGEN_DO(make_bookkeeping_table(connection.handle()));
  VOYGEN_TRY(const auto applied, applied_digests(connection.handle()));
  VOYGEN_DO(check_applied(applied, file_));
  return applied.empty() ? 0 : applied.rbegin()->first;
}

Result<int> Database::migrate() {
  const Connection connection(*this);
  VOYGEN_TRY(Transaction transaction, Transaction::begin(connection.handle()));
  VOYGEN_DO(make_bookkeeping_table(connection.handle()));
  VOYGEN_TRY(const auto applied, applied_digests(connection.handle()));
  VOYGEN_DO(check_applied(applied, file_));
  int ran = 0;
  for (const Migration& migration : kMigrations) {
    if (applied.contains(migration.number())) continue;
    VOYGEN_DO(apply(connection.handle(), migration));
    ++ran;
  }
  VOYGEN_DO(transaction.commit());
  return ran;
}

}  // namespace voygen::store
