#include "casestore/database.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace noroshi {
namespace {

ErrorCode CodeOf(int result) {
  switch (result & 0xFF) {
    case SQLITE_NOTADB: return ErrorCode::kUnsupported;
    case SQLITE_CANTOPEN: return ErrorCode::kNotFound;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM: return ErrorCode::kIo;
    case SQLITE_TOOBIG: return ErrorCode::kLimit;
    default: return ErrorCode::kInvalid;
  }
}

Error CaseError(ErrorCode code, const std::string& path, std::string_view what) {
  return {code, 0, "case store", path + ": " + std::string(what)};
}

// A path as SQLite's URI, for the one option that has no flag.
std::string ImmutableUri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr std::string_view kHex = "0123456789abcdef";
      uri += {'%', kHex[static_cast<unsigned char>(c) >> 4], kHex[c & 15]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

bool Exists(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0;
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
void Statement::Finalize::operator()(sqlite3_stmt* handle) const noexcept {
  sqlite3_finalize(handle);
}

Result<Database> Database::Open(const std::string& path, DatabaseMode mode) {
  if (mode != DatabaseMode::kCreate && !Exists(path)) {
    return CaseError(ErrorCode::kNotFound, path, "there is no such file");
  }
  const bool writes = mode != DatabaseMode::kRead || ::access(path.c_str(), W_OK) == 0;
  const int flags = !writes                         ? SQLITE_OPEN_READONLY
                    : mode == DatabaseMode::kCreate ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                    : SQLITE_OPEN_READWRITE;
  const auto open = [&](const std::string& name, int extra) {
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(name.c_str(), &handle, extra | SQLITE_OPEN_NOMUTEX, nullptr);
    return std::pair(Database(path, handle, (extra & SQLITE_OPEN_READWRITE) != 0), result);
  };
  auto [database, result] = open(path, flags);
  if (result != SQLITE_OK) return CaseError(CodeOf(result), path, sqlite3_errstr(result));
  Status configured = database.Configure();
  if (configured.ok()) return std::move(database);
  // The helper files of a log cannot be made where nothing may be written: without a log that is
  // under way, the file alone is the whole truth.
  if (mode != DatabaseMode::kRead || Exists(path + "-wal")) return configured.error();
  auto [fixed, again] = open(ImmutableUri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  if (again != SQLITE_OK) return configured.error();
  if (!fixed.Configure().ok()) return configured.error();
  return std::move(fixed);
}

Status Database::Configure() {
  sqlite3_busy_timeout(handle_.get(), kCaseBusyMs);
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_LENGTH, kMaxCaseValueBytes);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  std::string sql = "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA cache_size=-" +
                    std::to_string(kCaseCacheKib) + "; PRAGMA temp_store=FILE;";
  NOROSHI_TRY([[maybe_unused]] const Done set, Run(sql));
  // The first look at the file itself.
  NOROSHI_TRY([[maybe_unused]] const std::int64_t version, Number("PRAGMA schema_version"));
  return Ok();
}

Status Database::Run(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return Ok();
  return LastError();
}

Result<Statement> Database::Prepare(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int result = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), 0,
                                        &handle, nullptr);
  Statement statement(*this, handle);
  if (result != SQLITE_OK) return LastError();
  return statement;
}

Result<std::int64_t> Database::Number(std::string_view sql) {
  NOROSHI_TRY(Statement statement, Prepare(sql));
  NOROSHI_TRY(const bool row, statement.Step());
  return row ? static_cast<std::int64_t>(sqlite3_column_int64(statement.handle_.get(), 0)) : 0;
}

std::int64_t Database::changes() const noexcept { return sqlite3_changes64(handle_.get()); }

std::int64_t Database::last_id() const noexcept { return sqlite3_last_insert_rowid(handle_.get()); }

Error Database::LastError() const {
  const int result = sqlite3_extended_errcode(handle_.get());
  const ErrorCode code = CodeOf(result);
  if (code == ErrorCode::kUnsupported) {
    return CaseError(code, path_, "is no case store (not an SQLite file)");
  }
  return CaseError(code, path_, sqlite3_errmsg(handle_.get()));
}

Statement& Statement::Bind(std::uint64_t number) {
  const std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  const auto value = static_cast<sqlite3_int64>(std::min(number, most));
  bad_ = sqlite3_bind_int64(handle_.get(), next_++, value) != SQLITE_OK || bad_;
  return *this;
}

Statement& Statement::Bind(double number) {
  const double value = std::isnan(number) ? 0 : number;  // NaN would be stored as NULL
  bad_ = sqlite3_bind_double(handle_.get(), next_++, value) != SQLITE_OK || bad_;
  return *this;
}

Statement& Statement::Bind(std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  bad_ = sqlite3_bind_text64(handle_.get(), next_++, data, text.size(), SQLITE_TRANSIENT,
                             SQLITE_UTF8) != SQLITE_OK ||
         bad_;
  return *this;
}

Result<bool> Statement::Step() {
  if (bad_) return database_->LastError();
  const int result = sqlite3_step(handle_.get());
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  return database_->LastError();
}

Status Statement::Run() {
  const Result<bool> stepped = Step();
  const Status status = stepped.ok() ? Ok() : Status(stepped.error());
  Reset();
  return status;
}

void Statement::Reset() {
  sqlite3_reset(handle_.get());
  next_ = 1;
  bad_ = false;
}

std::uint64_t Statement::Number(int column) const {
  return static_cast<std::uint64_t>(
      std::max<sqlite3_int64>(sqlite3_column_int64(handle_.get(), column), 0));
}

double Statement::Real(int column) const { return sqlite3_column_double(handle_.get(), column); }

std::string_view Statement::View(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_.get(), column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

Result<Transaction> Transaction::Begin(Database& database) {
  NOROSHI_TRY([[maybe_unused]] const Done begun, database.Run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ != nullptr) static_cast<void>(database_->Run("ROLLBACK"));
}

Status Transaction::Commit() {
  NOROSHI_TRY([[maybe_unused]] const Done done, database_->Run("COMMIT"));
  database_ = nullptr;
  return Ok();
}

}  // namespace noroshi
