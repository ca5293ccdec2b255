// CaseStore: one investigation in one file, case.db: what several hunts found, and what people
// think of it.
//
// The same finding (same id) of several hunts is one finding. Findings are read in the order of
// time, then of being written, so a case of one hunt gives the order of findings.jsonl. Everything
// that a hunt writes is one transaction: a kill leaves the case as it was. Memory does not depend
// on the number of findings: what does not fit the cache goes to disk.
//
// One owner, one thread; several programs may have the file open, one of them writing. Errors: see
// database.h. Limits: kMost... below; beyond them a call is refused with kLimit.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "casestore/case_rows.h"
#include "casestore/database.h"

namespace noroshi {

// A person's text; longer ones belong into a document beside the case.
inline constexpr std::size_t kMostCaseTextBytes = 16 * 1024;
inline constexpr std::size_t kMostCaseRemarks = 100'000;  // notes, statuses, suppressions, of each
inline constexpr std::size_t kMostCaseAims = 20'000;  // rows of a manifest; no rule set has more

// The file begins as every SQLite 3 file does. False for what cannot be read.
[[nodiscard]] bool LooksLikeCaseStore(const std::string& path);

class CaseStore {
 public:
  // Upgrades an older file where it can be written.
  [[nodiscard]] static Result<CaseStore> Open(const std::string& path, DatabaseMode mode);

  // Of hunts: for case_writer.h.
  [[nodiscard]] Database& database() noexcept { return database_; }

  [[nodiscard]] Result<std::vector<CaseHunt>> Hunts();
  // Those whose counts stand: the last one of each key.
  [[nodiscard]] Result<std::vector<CaseHunt>> CurrentHunts();
  [[nodiscard]] Result<std::vector<CaseRule>> Rules();
  [[nodiscard]] Result<std::uint64_t> FindingCount();
  // Views live until `take` returns; false ends the reading.
  using TakeFinding = std::function<bool(const CaseFinding&)>;
  [[nodiscard]] Status ReadFindings(const TakeFinding& take);
  // The line of a finding, or nothing.
  [[nodiscard]] Result<std::optional<std::string>> FindingLine(std::string_view id);

  // Gravest first, with the ids of their findings and entities left empty.
  [[nodiscard]] Result<std::vector<CaseIncident>> Incidents();
  // Their ids alone, ascending: what is kept of each may be long.
  [[nodiscard]] Result<std::vector<std::string>> IncidentIds();
  // The incident that holds a finding, or "".
  [[nodiscard]] Result<std::string> IncidentOf(std::string_view finding);
  // A finding of an incident, to anchor remarks at: the first by id; "" when there is none.
  [[nodiscard]] Result<std::string> AnchorOf(std::string_view incident);

  // Of the current hunts, summed up by name.
  [[nodiscard]] Result<std::vector<CaseLoss>> Losses();
  [[nodiscard]] Result<std::vector<CaseRecords>> Records();
  [[nodiscard]] Result<std::vector<CaseSight>> Sights();
  // Out of their manifests; of several hunts what any could see. Bounded.
  [[nodiscard]] Result<std::vector<CaseAim>> Aims();
  [[nodiscard]] Result<std::vector<CaseMissing>> Missing();
  [[nodiscard]] Result<std::vector<CaseRuleNotUsed>> RulesNotUsed();
  // Of the current hunts, gravest first, then by path; what several hunts say alike once. The count
  // is that of all.
  [[nodiscard]] Result<std::vector<CaseSuspectFile>> SuspectFiles(std::uint64_t most);
  [[nodiscard]] Result<std::uint64_t> SuspectFileCount();

  [[nodiscard]] Result<std::vector<CaseNote>> Notes();
  [[nodiscard]] Result<std::vector<CaseStatus>> Statuses();
  [[nodiscard]] Result<std::vector<CaseSuppression>> Suppressions();
  [[nodiscard]] Status AddNote(const CaseNote& note);
  // In place of an earlier one of the target, for which there is always room.
  [[nodiscard]] Status SetStatus(const CaseStatus& status);
  [[nodiscard]] Status AddSuppression(const CaseSuppression& suppression);
  // False when there is no such suppression.
  [[nodiscard]] Result<bool> RemoveSuppression(std::uint64_t number);

 private:
  explicit CaseStore(Database database) : database_(std::move(database)) {}
  // The only row of one text column, or nothing.
  [[nodiscard]] Result<std::optional<std::string>> OneText(std::string_view sql,
                                                           std::string_view key);
  // kLimit when a table of remarks is full. `table` is a literal of ours.
  [[nodiscard]] Status CheckRoom(const std::string& table);

  Database database_;
};

}  // namespace noroshi
