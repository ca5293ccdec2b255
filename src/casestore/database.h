// Database and Statement: SQLite 3 behind our own Result, with handles that close themselves. The
// only files that include sqlite3.h.
//
// One owner, one thread. A file may be a stranger's: its schema runs no code (no triggers, views or
// functions of its own are trusted), values are bounded, and damage is an error with SQLite's words
// in it, never a crash. Errors of this folder:
//   kNotFound     no such file
//   kUnsupported  a file that is no case store, or of a newer noroshi
//   kInvalid      damaged, or it breaks what the store demands
//   kIo           the disk is full, the file is locked or cannot be written
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace noroshi {

enum class DatabaseMode : std::uint8_t { kRead, kWrite, kCreate };

// No value of ours is larger: run.json of 100,000 files has some 30 MB.
inline constexpr int kMaxCaseValueBytes = 256 << 20;
// Of pages in memory; what a transaction changes beyond that goes to disk.
inline constexpr int kCaseCacheKib = 16 * 1024;
// Another noroshi may be writing: wait for it this long.
inline constexpr int kCaseBusyMs = 5'000;

class Statement;

class Database {
 public:
  // kRead falls back to a file that nobody may write beside (a write-protected disk). kCreate makes
  // the file when there is none.
  [[nodiscard]] static Result<Database> Open(const std::string& path, DatabaseMode mode);

  // One or several statements without a result.
  [[nodiscard]] Status Run(const std::string& sql);
  // `sql` is text of this program only: values come in through Bind, never as a part of it.
  [[nodiscard]] Result<Statement> Prepare(std::string_view sql);
  // The first column of the first row, 0 without a row.
  [[nodiscard]] Result<std::int64_t> Number(std::string_view sql);

  [[nodiscard]] std::int64_t last_id() const noexcept;
  // Rows that the last statement changed.
  [[nodiscard]] std::int64_t changes() const noexcept;
  [[nodiscard]] bool writable() const noexcept { return writable_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  // Of SQLite's last failure.
  [[nodiscard]] Error LastError() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };
  Database(std::string path, sqlite3* handle, bool writable)
      : path_(std::move(path)), handle_(handle), writable_(writable) {}

  [[nodiscard]] Status Configure();

  std::string path_;
  std::unique_ptr<sqlite3, Close> handle_;
  bool writable_ = false;
};

// A prepared statement. Bind by order of '?', then Step until it says no more; Reset to use it
// anew. Views that columns give live until the next Step or Reset. The database must outlive it.
class Statement {
 public:
  // In the order of '?'. Numbers beyond 2^63-1 are stored as that, NaN as 0.
  Statement& Bind(std::uint64_t number);
  Statement& Bind(double number);
  // Bytes that are no UTF-8 are stored as they are; whoever shows text makes it valid.
  Statement& Bind(std::string_view text);

  // True: there is a row. False: done.
  [[nodiscard]] Result<bool> Step();
  // For statements without rows: steps once and resets.
  [[nodiscard]] Status Run();
  void Reset();

  // Columns from 0. REQUIRES: Step() said that there is a row. A value of another type is converted
  // as SQLite does: a text that is no number is 0.
  [[nodiscard]] std::uint64_t Number(int column) const;  // 0 for a negative one
  [[nodiscard]] double Real(int column) const;
  [[nodiscard]] std::string_view View(int column) const;  // "" for NULL
  [[nodiscard]] std::string Text(int column) const { return std::string(View(column)); }

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const noexcept;
  };
  Statement(const Database& database, sqlite3_stmt* handle)
      : database_(&database), handle_(handle) {}

  const Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  int next_ = 1;      // '?' to bind
  bool bad_ = false;  // a value could not be bound
};

// Begins a transaction and takes it back unless Commit() was called. What a killed program had not
// committed is gone when the file is opened again.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> Begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Status Commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace noroshi
