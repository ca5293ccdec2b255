// CaseWriter: puts one hunt into a case, as one transaction.
//
//   NOROSHI_TRY(CaseWriter writer, CaseWriter::Begin(store));
//   for each rule that matched, before its first finding:   writer.AddRule(rule)
//   for each finding, in total order:                       writer.AddFinding(finding)
//   writer.SetHunt(hunt); AddLoss, AddRecords, AddSight ... ReplaceIncidents; writer.Commit();
//
// Nothing is there before Commit. Statements are prepared once and values are bound, not copied
// into text. Memory: the cache of the database (16 MiB), whatever the number of findings. Findings
// are written under the hunt's number before the hunt's own row has its figures.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "casestore/case_rows.h"
#include "casestore/case_store.h"

namespace noroshi {

class CaseWriter {
 public:
  // `store` must outlive the writer.
  [[nodiscard]] static Result<CaseWriter> Begin(CaseStore& store);

  // True when the case holds earlier hunts.
  [[nodiscard]] bool has_earlier() const noexcept { return earlier_; }

  // The number under which findings name the rule; a later description replaces an earlier one.
  [[nodiscard]] Result<std::uint64_t> AddRule(const CaseRule& rule);
  // The same id, host and time is the same finding. The same id with another host or time is one
  // more, kept under the id with a hash of host and time behind it ("f-...~0123456789abcdef").
  [[nodiscard]] Status AddFinding(const CaseFinding& finding);
  // How many were kept so.
  [[nodiscard]] std::uint64_t namesakes() const noexcept { return namesakes_; }
  [[nodiscard]] Status SetHunt(const CaseHunt& hunt);
  [[nodiscard]] Status AddLoss(const CaseLoss& loss);
  [[nodiscard]] Status AddRecords(const CaseRecords& records);
  [[nodiscard]] Status AddSight(const CaseSight& sight);
  [[nodiscard]] Status AddMissing(const CaseMissing& missing);
  [[nodiscard]] Status AddRuleNotUsed(const CaseRuleNotUsed& rule);
  [[nodiscard]] Status AddSuspectFile(const CaseSuspectFile& file);
  // Those of the whole case, gravest first, in place of earlier ones. Findings that the case does
  // not hold are left out of an incident's list.
  [[nodiscard]] Status ReplaceIncidents(const std::vector<CaseIncident>& incidents);
  [[nodiscard]] Status Commit();

 private:
  CaseWriter(CaseStore& store, Transaction transaction, Statement insert)
      : database_(&store.database()),
        transaction_(std::move(transaction)),
        insert_(std::move(insert)) {}

  [[nodiscard]] Status InsertFinding(const CaseFinding& finding, std::string_view id);
  // A statement of the writer's, prepared on first use.
  [[nodiscard]] Result<Statement*> Prepared(const char* sql);

  Database* database_;
  Transaction transaction_;
  Statement insert_;                             // a finding
  std::map<const char*, Statement> statements_;  // by the literal
  std::uint64_t hunt_ = 0, namesakes_ = 0;
  bool earlier_ = false;
};

// Replaces the incidents of a case in a transaction of its own: after suppressions have changed.
[[nodiscard]] Status ReplaceCaseIncidents(CaseStore& store,
                                          const std::vector<CaseIncident>& incidents);

}  // namespace noroshi
