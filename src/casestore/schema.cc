#include "casestore/schema.h"

#include <array>
#include <string>
#include <string_view>

namespace noroshi {
namespace {

// Times are ticks (base/time.h), 0 = none. JSON where a column is read as a whole only.

// What hunts found.
constexpr std::string_view kVersion1 = R"(
CREATE TABLE hunts(
  number INTEGER PRIMARY KEY, key TEXT NOT NULL, at INTEGER NOT NULL, engine TEXT NOT NULL,
  rule_set TEXT NOT NULL, inputs TEXT NOT NULL, rules_by_source TEXT NOT NULL,
  files INTEGER NOT NULL, files_not_read INTEGER NOT NULL, bytes_used INTEGER NOT NULL,
  bytes_damaged INTEGER NOT NULL, bytes_padding INTEGER NOT NULL, first_event INTEGER NOT NULL,
  last_event INTEGER NOT NULL, interrupted INTEGER NOT NULL, manifest TEXT NOT NULL);
CREATE TABLE rules(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, path TEXT NOT NULL, level INTEGER NOT NULL,
  title TEXT NOT NULL, body TEXT NOT NULL, UNIQUE(id, path));
CREATE TABLE findings(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL,
  rule INTEGER NOT NULL REFERENCES rules(number), host TEXT NOT NULL, line TEXT NOT NULL,
  first_hunt INTEGER NOT NULL REFERENCES hunts(number),
  last_hunt INTEGER NOT NULL REFERENCES hunts(number));
CREATE INDEX findings_by_time ON findings(time);
CREATE TABLE incidents(
  id TEXT PRIMARY KEY, place INTEGER NOT NULL, level INTEGER NOT NULL, score REAL NOT NULL,
  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, title_ja TEXT NOT NULL,
  title_en TEXT NOT NULL, abstained INTEGER NOT NULL, set_id TEXT NOT NULL, set_name TEXT NOT NULL,
  confidence INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE incident_findings(
  incident TEXT NOT NULL REFERENCES incidents(id) ON DELETE CASCADE,
  finding TEXT NOT NULL REFERENCES findings(id), PRIMARY KEY(incident, finding)) WITHOUT ROWID;
CREATE INDEX incidents_of_finding ON incident_findings(finding);
CREATE TABLE entities(
  incident TEXT NOT NULL REFERENCES incidents(id) ON DELETE CASCADE, kind TEXT NOT NULL,
  value TEXT NOT NULL, hosts TEXT NOT NULL);
CREATE INDEX entities_of_incident ON entities(incident);
CREATE TABLE losses(
  hunt INTEGER NOT NULL REFERENCES hunts(number) ON DELETE CASCADE, path TEXT NOT NULL,
  kind TEXT NOT NULL, count INTEGER NOT NULL, lost_bytes INTEGER NOT NULL,
  lost_records INTEGER NOT NULL, first_offset INTEGER NOT NULL, detail TEXT NOT NULL);
CREATE INDEX losses_of_hunt ON losses(hunt);
)";

// What hunts could see, and what people think of it.
constexpr std::string_view kVersion2 = R"(
CREATE TABLE records(
  hunt INTEGER NOT NULL REFERENCES hunts(number) ON DELETE CASCADE, kind TEXT NOT NULL,
  name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(hunt, kind, name)) WITHOUT ROWID;
CREATE TABLE visibility(
  hunt INTEGER NOT NULL REFERENCES hunts(number) ON DELETE CASCADE, technique TEXT NOT NULL,
  blind INTEGER NOT NULL, quiet INTEGER NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY(hunt, technique)) WITHOUT ROWID;
CREATE TABLE missing_evidence(
  hunt INTEGER NOT NULL REFERENCES hunts(number) ON DELETE CASCADE, channel TEXT NOT NULL,
  event_id INTEGER NOT NULL, log_source TEXT NOT NULL, rules INTEGER NOT NULL,
  high_rules INTEGER NOT NULL);
CREATE INDEX missing_of_hunt ON missing_evidence(hunt);
CREATE TABLE rules_not_used(
  hunt INTEGER NOT NULL REFERENCES hunts(number) ON DELETE CASCADE, reason TEXT NOT NULL,
  id TEXT NOT NULL, title TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL,
  detail TEXT NOT NULL);
CREATE INDEX rules_not_used_of_hunt ON rules_not_used(hunt);
CREATE TABLE notes(
  number INTEGER PRIMARY KEY, target TEXT NOT NULL, anchor TEXT NOT NULL, at INTEGER NOT NULL,
  author TEXT NOT NULL, text TEXT NOT NULL CHECK(length(text) > 0));
CREATE TABLE statuses(
  target TEXT PRIMARY KEY, anchor TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL,
  status TEXT NOT NULL CHECK(status IN ('open', 'in_progress', 'confirmed', 'dismissed', 'closed')),
  reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE suppressions(
  number INTEGER PRIMARY KEY, rule TEXT NOT NULL CHECK(length(rule) > 0), host TEXT NOT NULL,
  at INTEGER NOT NULL, expires INTEGER NOT NULL, author TEXT NOT NULL,
  reason TEXT NOT NULL CHECK(length(reason) > 0));
)";

// Programs, documents and memory that something was found in.
constexpr std::string_view kVersion3 = R"(
CREATE TABLE suspect_files(
  hunt INTEGER NOT NULL REFERENCES hunts(number) ON DELETE CASCADE, path TEXT NOT NULL,
  host TEXT NOT NULL, level INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX suspect_files_of_hunt ON suspect_files(hunt);
ALTER TABLE hunts ADD COLUMN suspect_files_not_listed INTEGER NOT NULL DEFAULT 0;
)";

constexpr std::array<std::string_view, kCaseSchemaVersion> kSteps = {kVersion1, kVersion2,
                                                                     kVersion3};

Error NoCase(const Database& database, std::string_view what) {
  return {ErrorCode::kUnsupported, 0, "case store", database.path() + ": " + std::string(what)};
}

// A file that is empty may become a case store; one of another program may not.
Status CheckOwner(Database& database) {
  NOROSHI_TRY(const std::int64_t owner, database.Number("PRAGMA application_id"));
  NOROSHI_TRY(const std::int64_t things, database.Number("SELECT count(*) FROM sqlite_schema"));
  if (owner != kCaseApplicationId && (owner != 0 || things != 0)) {
    return NoCase(database, "is a database of another program, no case store");
  }
  NOROSHI_TRY(const std::int64_t code,
              database.Number("SELECT count(*) FROM sqlite_schema WHERE type IN "
                              "('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'"));
  if (code != 0) return NoCase(database, "holds triggers, views or virtual tables: no case store");
  return Ok();
}

Status Step(Database& database, std::int64_t to) {
  NOROSHI_TRY(Transaction transaction, Transaction::Begin(database));
  NOROSHI_TRY(const std::int64_t is, database.Number("PRAGMA user_version"));
  if (is >= to) return transaction.Commit();  // another noroshi was faster
  const std::string sql = std::string(kSteps[static_cast<std::size_t>(to - 1)]) +
                          "PRAGMA application_id=" + std::to_string(kCaseApplicationId) +
                          "; PRAGMA user_version=" + std::to_string(to) + ";";
  NOROSHI_TRY([[maybe_unused]] const Done run, database.Run(sql));
  return transaction.Commit();
}

}  // namespace

Status PrepareSchema(Database& database, std::int64_t version) {
  NOROSHI_TRY([[maybe_unused]] const Done ours, CheckOwner(database));
  NOROSHI_TRY(const std::int64_t is, database.Number("PRAGMA user_version"));
  if (is > kCaseSchemaVersion || is < 0) {
    return NoCase(database, "was written by a newer noroshi (schema " + std::to_string(is) + ")");
  }
  if (is >= version) return Ok();
  if (!database.writable()) {
    return Error{
        ErrorCode::kIo, 0, "case store",
        database.path() + ": has an older schema and cannot be written; open a copy of it"};
  }
  if (is == 0) {
    NOROSHI_TRY([[maybe_unused]] const Done wal, database.Run("PRAGMA journal_mode=WAL"));
  }
  for (std::int64_t to = is + 1; to <= version; ++to) {
    NOROSHI_TRY([[maybe_unused]] const Done stepped, Step(database, to));
  }
  return Ok();
}

}  // namespace noroshi
