#include "casestore/case_store.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

#include "casestore/schema.h"

namespace noroshi {
namespace {

// The hunts whose counts stand.
#define NOROSHI_CURRENT_HUNTS "(SELECT max(number) FROM hunts GROUP BY key)"

constexpr std::string_view kHuntColumns =
    "SELECT number, key, at, engine, rule_set, inputs, rules_by_source, files, files_not_read, "
    "bytes_used, bytes_damaged, bytes_padding, first_event, last_event, interrupted, manifest, "
    "suspect_files_not_listed FROM hunts ";

Level LevelOf(std::uint64_t number) {
  return static_cast<Level>(std::min<std::uint64_t>(number, kLevelCount - 1));
}

// All rows of a statement, each made by `make`.
template <class Row, class Make>
Result<std::vector<Row>> ReadRows(Database& database, std::string_view sql, Make make) {
  NOROSHI_TRY(Statement statement, database.Prepare(sql));
  std::vector<Row> rows;
  for (;;) {
    NOROSHI_TRY(const bool more, statement.Step());
    if (!more) return rows;
    rows.push_back(make(statement));
  }
}

CaseHunt HuntOf(const Statement& row) {
  CaseHunt hunt;
  hunt.number = row.Number(0);
  hunt.key = row.Text(1);
  hunt.at = {row.Number(2)};
  hunt.engine_version = row.Text(3);
  hunt.rule_set_hash = row.Text(4);
  hunt.inputs = row.Text(5);
  hunt.rules_by_source = row.Text(6);
  hunt.files = row.Number(7);
  hunt.files_not_read = row.Number(8);
  hunt.bytes_used = row.Number(9);
  hunt.bytes_damaged = row.Number(10);
  hunt.bytes_padding = row.Number(11);
  hunt.first_event = {row.Number(12)};
  hunt.last_event = {row.Number(13)};
  hunt.interrupted = row.Number(14) != 0;
  hunt.manifest = row.Text(15);
  hunt.suspect_files_not_listed = row.Number(16);
  return hunt;
}

CaseIncident IncidentOfRow(const Statement& row) {
  CaseIncident incident;
  incident.id = row.Text(0);
  incident.level = LevelOf(row.Number(1));
  incident.score = row.Real(2);
  incident.first_seen = {row.Number(3)};
  incident.last_seen = {row.Number(4)};
  incident.title_ja = row.Text(5);
  incident.title_en = row.Text(6);
  incident.abstained = row.Number(7) != 0;
  incident.set_id = row.Text(8);
  incident.set_name = row.Text(9);
  incident.confidence = std::min<std::uint64_t>(row.Number(10), 100);
  incident.body = row.Text(11);
  return incident;
}

Error Refused(ErrorCode code, std::string detail) {
  return {code, 0, "case store", std::move(detail)};
}

Status CheckText(std::string_view what, std::string_view text) {
  if (text.size() <= kMostCaseTextBytes) return Ok();
  return Refused(ErrorCode::kLimit, std::string(what) + " is longer than 16 KiB");
}

}  // namespace

std::optional<CaseState> ParseCaseState(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kCaseStates, name);
  if (found == kCaseStates.end()) return std::nullopt;
  return static_cast<CaseState>(found - kCaseStates.begin());
}

bool LooksLikeCaseStore(const std::string& path) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             std::fclose);
  if (file == nullptr) return false;
  char head[16];
  return std::fread(head, 1, sizeof head, file.get()) == sizeof head &&
         std::string_view(head, sizeof head) == kMagic;
}

Result<CaseStore> CaseStore::Open(const std::string& path, DatabaseMode mode) {
  NOROSHI_TRY(Database database, Database::Open(path, mode));
  NOROSHI_TRY([[maybe_unused]] const Done prepared, PrepareSchema(database));
  return CaseStore(std::move(database));
}

Result<std::vector<CaseHunt>> CaseStore::Hunts() {
  return ReadRows<CaseHunt>(database_, std::string(kHuntColumns) + "ORDER BY number", HuntOf);
}

Result<std::vector<CaseHunt>> CaseStore::CurrentHunts() {
  return ReadRows<CaseHunt>(
      database_,
      std::string(kHuntColumns) + "WHERE number IN " NOROSHI_CURRENT_HUNTS " ORDER BY number",
      HuntOf);
}

Result<std::vector<CaseRule>> CaseStore::Rules() {
  return ReadRows<CaseRule>(
      database_, "SELECT number, id, path, title, body, level FROM rules ORDER BY number",
      [](const Statement& row) {
        return CaseRule{row.Number(0), row.Text(1), row.Text(2),
                        row.Text(3),   row.Text(4), LevelOf(row.Number(5))};
      });
}

Result<std::uint64_t> CaseStore::FindingCount() {
  NOROSHI_TRY(const std::int64_t count, database_.Number("SELECT count(*) FROM findings"));
  return static_cast<std::uint64_t>(count);
}

Status CaseStore::ReadFindings(const TakeFinding& take) {
  NOROSHI_TRY(Statement rows, database_.Prepare("SELECT id, host, line, time, rule FROM findings "
                                                "ORDER BY time, number"));
  for (;;) {
    NOROSHI_TRY(const bool more, rows.Step());
    if (!more) return Ok();
    const CaseFinding finding{
        rows.View(0), rows.View(1), rows.View(2), {rows.Number(3)}, rows.Number(4)};
    if (!take(finding)) return Ok();
  }
}

Result<std::optional<std::string>> CaseStore::OneText(std::string_view sql, std::string_view key) {
  NOROSHI_TRY(Statement statement, database_.Prepare(sql));
  statement.Bind(key);
  NOROSHI_TRY(const bool found, statement.Step());
  if (!found) return std::optional<std::string>();
  return std::optional(statement.Text(0));
}

Result<std::optional<std::string>> CaseStore::FindingLine(std::string_view id) {
  return OneText("SELECT line FROM findings WHERE id = ?", id);
}

Result<std::vector<CaseIncident>> CaseStore::Incidents() {
  return ReadRows<CaseIncident>(
      database_,
      "SELECT id, level, score, first_seen, last_seen, title_ja, title_en, abstained, set_id, "
      "set_name, confidence, body FROM incidents ORDER BY place, id",
      IncidentOfRow);
}

Result<std::vector<std::string>> CaseStore::IncidentIds() {
  return ReadRows<std::string>(database_, "SELECT id FROM incidents ORDER BY id",
                               [](const Statement& row) { return row.Text(0); });
}

Result<std::string> CaseStore::IncidentOf(std::string_view finding) {
  NOROSHI_TRY(const std::optional<std::string> id,
              OneText("SELECT incident FROM incident_findings WHERE finding = ? "
                      "ORDER BY incident LIMIT 1",
                      finding));
  return id.value_or("");
}

Result<std::string> CaseStore::AnchorOf(std::string_view incident) {
  NOROSHI_TRY(const std::optional<std::string> id,
              OneText("SELECT finding FROM incident_findings WHERE incident = ? "
                      "ORDER BY finding LIMIT 1",
                      incident));
  return id.value_or("");
}

Result<std::vector<CaseLoss>> CaseStore::Losses() {
  return ReadRows<CaseLoss>(
      database_,
      "SELECT path, kind, detail, count, lost_bytes, lost_records, first_offset FROM losses "
      "WHERE hunt IN " NOROSHI_CURRENT_HUNTS " ORDER BY path, first_offset, kind, rowid",
      [](const Statement& row) {
        return CaseLoss{row.Text(0),   row.Text(1),   row.Text(2),  row.Number(3),
                        row.Number(4), row.Number(5), row.Number(6)};
      });
}

Result<std::vector<CaseRecords>> CaseStore::Records() {
  return ReadRows<CaseRecords>(
      database_,
      "SELECT kind, name, sum(count) FROM records WHERE hunt IN " NOROSHI_CURRENT_HUNTS
      " GROUP BY kind, name ORDER BY kind, name",
      [](const Statement& row) {
        return CaseRecords{row.View(0) == "host" ? CaseRecordKind::kHost : CaseRecordKind::kChannel,
                           row.Text(1), row.Number(2)};
      });
}

// What any hunt could see was seen; the rules that see best stand for the technique.
Result<std::vector<CaseSight>> CaseStore::Sights() {
  return ReadRows<CaseSight>(
      database_,
      "SELECT technique, min(blind), max(quiet), max(seen) FROM visibility WHERE hunt "
      "IN " NOROSHI_CURRENT_HUNTS " GROUP BY technique ORDER BY technique",
      [](const Statement& row) {
        return CaseSight{row.Text(0), row.Number(1), row.Number(2), row.Number(3)};
      });
}

// A manifest of an older noroshi has no such rows. One that is no JSON, or rows of another form,
// are a stranger's: they give none.
Result<std::vector<CaseAim>> CaseStore::Aims() {
  static const std::string kSql =
      "SELECT source, aims, techniques, max(rules), max(visible), max(beside) FROM (SELECT "
      "ifnull(json_extract(row.value, '$.source'), '') AS source, "
      "json_extract(row.value, '$.aims') AS aims, "
      "json_extract(row.value, '$.techniques') AS techniques, "
      "json_extract(row.value, '$.rules') AS rules, "
      "json_extract(row.value, '$.visible') AS visible, "
      "ifnull(json_extract(row.value, '$.beside'), 0) AS beside FROM hunts, "
      "json_each(iif(json_valid(manifest), manifest, '{}'), '$.rules.aims') AS row "
      "WHERE number IN " NOROSHI_CURRENT_HUNTS
      " AND row.type = 'object') WHERE aims IS NOT NULL GROUP BY source, aims, techniques "
      "ORDER BY source, aims, techniques LIMIT " +
      std::to_string(kMostCaseAims);
  return ReadRows<CaseAim>(database_, kSql, [](const Statement& row) {
    return CaseAim{row.Text(0),   row.Text(1),   row.Text(2),
                   row.Number(3), row.Number(4), row.Number(5)};
  });
}

// Missing is what no hunt had: a row that every current hunt has.
Result<std::vector<CaseMissing>> CaseStore::Missing() {
  return ReadRows<CaseMissing>(
      database_,
      "SELECT channel, min(log_source), event_id, max(rules), max(high_rules) FROM "
      "missing_evidence "
      "WHERE hunt IN " NOROSHI_CURRENT_HUNTS
      " GROUP BY channel, event_id, "
      "CASE channel WHEN '' THEN log_source ELSE '' END HAVING count(DISTINCT hunt) = "
      "(SELECT count(DISTINCT key) FROM hunts) ORDER BY max(rules) DESC, channel, event_id, "
      "min(log_source)",
      [](const Statement& row) {
        return CaseMissing{row.Text(0), row.Text(1), row.Number(2), row.Number(3), row.Number(4)};
      });
}

Result<std::vector<CaseRuleNotUsed>> CaseStore::RulesNotUsed() {
  return ReadRows<CaseRuleNotUsed>(
      database_,
      "SELECT reason, id, title, path, detail, line FROM rules_not_used WHERE hunt = "
      "(SELECT max(number) FROM hunts) ORDER BY rowid",
      [](const Statement& row) {
        return CaseRuleNotUsed{row.Text(0), row.Text(1), row.Text(2),
                               row.Text(3), row.Text(4), row.Number(5)};
      });
}

// The same file, as two hunts over one place have it, is one; where it has changed it is two.
#define NOROSHI_SUSPECT_FILES                                               \
  "SELECT path, host, body, max(level) AS level, min(rowid) AS first FROM " \
  "suspect_files WHERE hunt IN " NOROSHI_CURRENT_HUNTS " GROUP BY path, host, body"

Result<std::vector<CaseSuspectFile>> CaseStore::SuspectFiles(std::uint64_t most) {
  return ReadRows<CaseSuspectFile>(
      database_,
      NOROSHI_SUSPECT_FILES " ORDER BY level DESC, path, host, first LIMIT " + std::to_string(most),
      [](const Statement& row) {
        return CaseSuspectFile{row.Text(0), row.Text(1), row.Text(2), LevelOf(row.Number(3))};
      });
}

Result<std::uint64_t> CaseStore::SuspectFileCount() {
  NOROSHI_TRY(const std::int64_t count,
              database_.Number("SELECT count(*) FROM (" NOROSHI_SUSPECT_FILES ")"));
  return static_cast<std::uint64_t>(count);
}

Result<std::vector<CaseNote>> CaseStore::Notes() {
  return ReadRows<CaseNote>(
      database_, "SELECT number, target, anchor, author, text, at FROM notes ORDER BY number",
      [](const Statement& row) {
        return CaseNote{row.Number(0), row.Text(1), row.Text(2),
                        row.Text(3),   row.Text(4), {row.Number(5)}};
      });
}

Result<std::vector<CaseStatus>> CaseStore::Statuses() {
  return ReadRows<CaseStatus>(
      database_, "SELECT target, anchor, author, reason, status, at FROM statuses ORDER BY target",
      [](const Statement& row) {
        return CaseStatus{row.Text(0),
                          row.Text(1),
                          row.Text(2),
                          row.Text(3),
                          ParseCaseState(row.View(4)).value_or(CaseState::kOpen),
                          {row.Number(5)}};
      });
}

Result<std::vector<CaseSuppression>> CaseStore::Suppressions() {
  return ReadRows<CaseSuppression>(
      database_,
      "SELECT number, rule, host, author, reason, at, expires FROM suppressions ORDER BY number",
      [](const Statement& row) {
        return CaseSuppression{row.Number(0), row.Text(1),     row.Text(2),    row.Text(3),
                               row.Text(4),   {row.Number(5)}, {row.Number(6)}};
      });
}

Status CaseStore::CheckRoom(const std::string& table) {
  NOROSHI_TRY(const std::int64_t count, database_.Number("SELECT count(*) FROM " + table));
  if (static_cast<std::uint64_t>(count) < kMostCaseRemarks) return Ok();
  return Refused(ErrorCode::kLimit, "there are too many " + table + " in the case");
}

Status CaseStore::AddNote(const CaseNote& note) {
  if (note.text.empty()) return Refused(ErrorCode::kInvalid, "a note needs a text");
  NOROSHI_TRY([[maybe_unused]] const Done fits, CheckText("the note", note.text));
  NOROSHI_TRY([[maybe_unused]] const Done named, CheckText("the author's name", note.author));
  NOROSHI_TRY([[maybe_unused]] const Done room, CheckRoom("notes"));
  NOROSHI_TRY(Statement insert, database_.Prepare("INSERT INTO notes(target, anchor, at, author, "
                                                  "text) VALUES(?, ?, ?, ?, ?)"));
  return insert.Bind(note.target)
      .Bind(note.anchor)
      .Bind(note.at.ticks)
      .Bind(note.author)
      .Bind(note.text)
      .Run();
}

Status CaseStore::SetStatus(const CaseStatus& status) {
  NOROSHI_TRY([[maybe_unused]] const Done fits, CheckText("the reason", status.reason));
  NOROSHI_TRY([[maybe_unused]] const Done named, CheckText("the author's name", status.author));
  NOROSHI_TRY(const std::optional<std::string> known,
              OneText("SELECT target FROM statuses WHERE target = ?", status.target));
  if (!known) {
    NOROSHI_TRY([[maybe_unused]] const Done room, CheckRoom("statuses"));
  }
  NOROSHI_TRY(Statement insert,
              database_.Prepare("INSERT INTO statuses(target, anchor, at, author, status, reason) "
                                "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(target) DO UPDATE SET "
                                "anchor = excluded.anchor, at = excluded.at, author = "
                                "excluded.author, status = excluded.status, reason = "
                                "excluded.reason"));
  return insert.Bind(status.target)
      .Bind(status.anchor)
      .Bind(status.at.ticks)
      .Bind(status.author)
      .Bind(CaseStateName(status.state))
      .Bind(status.reason)
      .Run();
}

Status CaseStore::AddSuppression(const CaseSuppression& suppression) {
  if (suppression.rule.empty()) return Refused(ErrorCode::kInvalid, "a suppression needs a rule");
  if (suppression.reason.empty()) {
    return Refused(ErrorCode::kInvalid, "a suppression needs a reason");
  }
  if (suppression.expires <= suppression.at) {
    return Refused(ErrorCode::kInvalid, "a suppression must end in the future");
  }
  NOROSHI_TRY([[maybe_unused]] const Done fits, CheckText("the reason", suppression.reason));
  NOROSHI_TRY([[maybe_unused]] const Done named,
              CheckText("the author's name", suppression.author));
  NOROSHI_TRY([[maybe_unused]] const Done room, CheckRoom("suppressions"));
  NOROSHI_TRY(Statement insert,
              database_.Prepare("INSERT INTO suppressions(rule, host, at, expires, author, reason) "
                                "VALUES(?, ?, ?, ?, ?, ?)"));
  return insert.Bind(suppression.rule)
      .Bind(suppression.host)
      .Bind(suppression.at.ticks)
      .Bind(suppression.expires.ticks)
      .Bind(suppression.author)
      .Bind(suppression.reason)
      .Run();
}

Result<bool> CaseStore::RemoveSuppression(std::uint64_t number) {
  NOROSHI_TRY(Statement erase, database_.Prepare("DELETE FROM suppressions WHERE number = ?"));
  NOROSHI_TRY([[maybe_unused]] const Done run, erase.Bind(number).Run());
  return database_.changes() != 0;
}

}  // namespace noroshi
