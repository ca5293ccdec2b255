#include "casestore/case_writer.h"

#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::string_view kInsertFinding =
    "INSERT INTO findings(id, time, rule, host, line, first_hunt, last_hunt) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?6) "
    "ON CONFLICT(id) DO UPDATE SET rule = excluded.rule, line = excluded.line, "
    "last_hunt = excluded.last_hunt WHERE host = excluded.host AND time = excluded.time";

// Runs a statement once for an incident and a list.
Status AddFindingsOf(Database& database, const CaseIncident& incident) {
  NOROSHI_TRY(Statement insert,
              database.Prepare("INSERT OR IGNORE INTO incident_findings(incident, finding) "
                               "SELECT ?1, id FROM findings WHERE id = ?2"));
  for (const std::string& finding : incident.findings) {
    NOROSHI_TRY([[maybe_unused]] const Done run, insert.Bind(incident.id).Bind(finding).Run());
  }
  return Ok();
}

Status AddEntitiesOf(Database& database, const CaseIncident& incident) {
  NOROSHI_TRY(Statement insert, database.Prepare("INSERT INTO entities(incident, kind, value, "
                                                 "hosts) VALUES(?, ?, ?, ?)"));
  for (const CaseEntity& entity : incident.entities) {
    NOROSHI_TRY(
        [[maybe_unused]] const Done run,
        insert.Bind(incident.id).Bind(entity.kind).Bind(entity.value).Bind(entity.hosts).Run());
  }
  return Ok();
}

Status AddIncidentRow(Database& database, const CaseIncident& incident, std::uint64_t place) {
  NOROSHI_TRY(Statement insert,
              database.Prepare("INSERT OR REPLACE INTO incidents(id, place, level, score, "
                               "first_seen, last_seen, title_ja, title_en, abstained, set_id, "
                               "set_name, confidence, body) "
                               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  insert.Bind(incident.id).Bind(place).Bind(static_cast<std::uint64_t>(incident.level));
  insert.Bind(incident.score).Bind(incident.first_seen.ticks).Bind(incident.last_seen.ticks);
  insert.Bind(incident.title_ja).Bind(incident.title_en);
  insert.Bind(static_cast<std::uint64_t>(incident.abstained));
  insert.Bind(incident.set_id).Bind(incident.set_name).Bind(incident.confidence);
  return insert.Bind(incident.body).Run();
}

Status WriteIncidents(Database& database, const std::vector<CaseIncident>& incidents) {
  NOROSHI_TRY([[maybe_unused]] const Done cleared, database.Run("DELETE FROM incidents"));
  std::uint64_t place = 0;
  for (const CaseIncident& incident : incidents) {
    NOROSHI_TRY([[maybe_unused]] const Done row, AddIncidentRow(database, incident, place++));
    NOROSHI_TRY([[maybe_unused]] const Done findings, AddFindingsOf(database, incident));
    NOROSHI_TRY([[maybe_unused]] const Done entities, AddEntitiesOf(database, incident));
  }
  return Ok();
}

}  // namespace

Result<CaseWriter> CaseWriter::Begin(CaseStore& store) {
  Database& database = store.database();
  NOROSHI_TRY(Transaction transaction, Transaction::Begin(database));
  NOROSHI_TRY(const std::int64_t hunts, database.Number("SELECT count(*) FROM hunts"));
  NOROSHI_TRY(Statement insert, database.Prepare(kInsertFinding));
  // Findings name their hunt, so its row comes first; SetHunt fills it.
  NOROSHI_TRY([[maybe_unused]] const Done row,
              database.Run("INSERT INTO hunts(key, at, engine, rule_set, inputs, rules_by_source, "
                           "files, files_not_read, bytes_used, bytes_damaged, bytes_padding, "
                           "first_event, last_event, interrupted, manifest) "
                           "VALUES('', 0, '', '', '[]', '{}', 0, 0, 0, 0, 0, 0, 0, 0, '')"));
  CaseWriter writer(store, std::move(transaction), std::move(insert));
  writer.hunt_ = static_cast<std::uint64_t>(database.last_id());
  writer.earlier_ = hunts != 0;
  return writer;
}

Result<Statement*> CaseWriter::Prepared(const char* sql) {
  auto at = statements_.find(sql);
  if (at == statements_.end()) {
    NOROSHI_TRY(Statement statement, database_->Prepare(sql));
    at = statements_.emplace(sql, std::move(statement)).first;
  }
  return &at->second;
}

Result<std::uint64_t> CaseWriter::AddRule(const CaseRule& rule) {
  static constexpr const char* kSql =
      "INSERT INTO rules(id, path, level, title, body) VALUES(?, ?, ?, ?, ?) "
      "ON CONFLICT(id, path) DO UPDATE SET level = excluded.level, title = excluded.title, "
      "body = excluded.body RETURNING number";
  NOROSHI_TRY(Statement * insert, Prepared(kSql));
  insert->Bind(rule.id).Bind(rule.path).Bind(static_cast<std::uint64_t>(rule.level));
  insert->Bind(rule.title).Bind(rule.body);
  NOROSHI_TRY([[maybe_unused]] const bool row, insert->Step());
  const std::uint64_t number = insert->Number(0);
  insert->Reset();
  return number;
}

Status CaseWriter::InsertFinding(const CaseFinding& finding, std::string_view id) {
  return insert_.Bind(id)
      .Bind(finding.time.ticks)
      .Bind(finding.rule)
      .Bind(finding.host)
      .Bind(finding.line)
      .Bind(hunt_)
      .Run();
}

Status CaseWriter::AddFinding(const CaseFinding& finding) {
  NOROSHI_TRY([[maybe_unused]] const Done run, InsertFinding(finding, finding.id));
  if (database_->changes() != 0) return Ok();
  // An id names the place within the input folder: hunts over two folders that are laid out alike
  // may give it twice. Another host or time is another finding.
  ++namesakes_;
  return InsertFinding(
      finding, std::string(finding.id) + "~" + ToHex(Hash64(finding.host, finding.time.ticks)));
}

Status CaseWriter::SetHunt(const CaseHunt& hunt) {
  NOROSHI_TRY(Statement update,
              database_->Prepare("UPDATE hunts SET key = ?, at = ?, engine = ?, rule_set = ?, "
                                 "inputs = ?, rules_by_source = ?, files = ?, files_not_read = ?, "
                                 "bytes_used = ?, bytes_damaged = ?, bytes_padding = ?, "
                                 "first_event = ?, last_event = ?, interrupted = ?, manifest = ?, "
                                 "suspect_files_not_listed = ? WHERE number = ?"));
  update.Bind(hunt.key).Bind(hunt.at.ticks).Bind(hunt.engine_version).Bind(hunt.rule_set_hash);
  update.Bind(hunt.inputs).Bind(hunt.rules_by_source).Bind(hunt.files).Bind(hunt.files_not_read);
  update.Bind(hunt.bytes_used).Bind(hunt.bytes_damaged).Bind(hunt.bytes_padding);
  update.Bind(hunt.first_event.ticks).Bind(hunt.last_event.ticks);
  update.Bind(static_cast<std::uint64_t>(hunt.interrupted)).Bind(hunt.manifest);
  return update.Bind(hunt.suspect_files_not_listed).Bind(hunt_).Run();
}

Status CaseWriter::AddLoss(const CaseLoss& loss) {
  static constexpr const char* kSql =
      "INSERT INTO losses(hunt, path, kind, count, lost_bytes, lost_records, first_offset, detail) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?)";
  NOROSHI_TRY(Statement * insert, Prepared(kSql));
  insert->Bind(hunt_).Bind(loss.path).Bind(loss.kind).Bind(loss.count).Bind(loss.lost_bytes);
  return insert->Bind(loss.lost_records).Bind(loss.first_offset).Bind(loss.detail).Run();
}

Status CaseWriter::AddRecords(const CaseRecords& records) {
  static constexpr const char* kSql =
      "INSERT INTO records(hunt, kind, name, count) VALUES(?, ?, ?, ?) "
      "ON CONFLICT DO UPDATE SET count = count + excluded.count";
  NOROSHI_TRY(Statement * insert, Prepared(kSql));
  const bool host = records.kind == CaseRecordKind::kHost;
  insert->Bind(hunt_).Bind(std::string_view(host ? "host" : "channel"));
  return insert->Bind(records.name).Bind(records.count).Run();
}

Status CaseWriter::AddSight(const CaseSight& sight) {
  static constexpr const char* kSql =
      "INSERT OR REPLACE INTO visibility(hunt, technique, blind, quiet, seen) "
      "VALUES(?, ?, ?, ?, ?)";
  NOROSHI_TRY(Statement * insert, Prepared(kSql));
  insert->Bind(hunt_).Bind(sight.technique).Bind(sight.blind).Bind(sight.quiet);
  return insert->Bind(sight.seen).Run();
}

Status CaseWriter::AddMissing(const CaseMissing& missing) {
  static constexpr const char* kSql =
      "INSERT INTO missing_evidence(hunt, channel, event_id, log_source, rules, high_rules) "
      "VALUES(?, ?, ?, ?, ?, ?)";
  NOROSHI_TRY(Statement * insert, Prepared(kSql));
  insert->Bind(hunt_).Bind(missing.channel).Bind(missing.event_id).Bind(missing.log_source);
  return insert->Bind(missing.rules).Bind(missing.high_rules).Run();
}

Status CaseWriter::AddRuleNotUsed(const CaseRuleNotUsed& rule) {
  static constexpr const char* kSql =
      "INSERT INTO rules_not_used(hunt, reason, id, title, path, line, detail) "
      "VALUES(?, ?, ?, ?, ?, ?, ?)";
  NOROSHI_TRY(Statement * insert, Prepared(kSql));
  insert->Bind(hunt_).Bind(rule.reason).Bind(rule.id).Bind(rule.title).Bind(rule.path);
  return insert->Bind(rule.line).Bind(rule.detail).Run();
}

Status CaseWriter::AddSuspectFile(const CaseSuspectFile& file) {
  static constexpr const char* kSql =
      "INSERT INTO suspect_files(hunt, path, host, level, body) VALUES(?, ?, ?, ?, ?)";
  NOROSHI_TRY(Statement * insert, Prepared(kSql));
  insert->Bind(hunt_).Bind(file.path).Bind(file.host);
  return insert->Bind(static_cast<std::uint64_t>(file.level)).Bind(file.body).Run();
}

Status CaseWriter::ReplaceIncidents(const std::vector<CaseIncident>& incidents) {
  return WriteIncidents(*database_, incidents);
}

Status CaseWriter::Commit() { return transaction_.Commit(); }

Status ReplaceCaseIncidents(CaseStore& store, const std::vector<CaseIncident>& incidents) {
  NOROSHI_TRY(Transaction transaction, Transaction::Begin(store.database()));
  NOROSHI_TRY([[maybe_unused]] const Done done, WriteIncidents(store.database(), incidents));
  return transaction.Commit();
}

}  // namespace noroshi
