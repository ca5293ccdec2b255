// CaseReplay: what a case says when all its findings are gone through once more, as if one hunt had
// found them: incidents over all its hunts, and the report. Findings that people hold for harmless
// are left out and counted.
//
// One owner. Memory as for a hunt's incidents and report, whatever the number of findings.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "casestore/case_store.h"
#include "casestore/suppression_filter.h"
#include "incident/incident.h"
#include "report/report_builder.h"
#include "report/report_document.h"
#include "stream/case/case_rules.h"

namespace noroshi {

struct CaseReplayOptions {
  Timestamp now;  // suppressions that have ended by then are not in force
  std::string language = "en";
  std::string engine_version;
  unsigned threads = 1;
};

class CaseReplay {
 public:
  // `store` must outlive this.
  [[nodiscard]] static Result<CaseReplay> Open(CaseStore& store, const CaseReplayOptions& options);

  // With `report`, else incidents alone. Each call goes through all findings.
  struct Answer {
    IncidentSet incidents;
    std::vector<Attribution> attributions;
    ReportDocument report;
  };
  enum class Want : std::uint8_t { kIncidents, kReport };
  [[nodiscard]] Result<Answer> Run(Want want);

  // Reads the findings that are not left out, in order.
  [[nodiscard]] Status ForEach(const CaseStore::TakeFinding& take);

  [[nodiscard]] const RuleWords& words(std::uint64_t rule) const;
  [[nodiscard]] const SuppressionFilter& suppressions() const noexcept { return filter_; }

 private:
  CaseReplay(CaseStore& store, CaseReplayOptions options, SuppressionFilter filter)
      : store_(&store), options_(std::move(options)), filter_(std::move(filter)) {}
  [[nodiscard]] Result<std::vector<std::string>> BlindTechniques();
  [[nodiscard]] Result<ReportDocument> Report(ReportBuilder builder, const Answer& answer);

  CaseStore* store_;
  CaseReplayOptions options_;
  SuppressionFilter filter_;
  std::map<std::uint64_t, RuleWords> rules_;
};

// The rows of the store for incidents: columns to search by, and the JSON of incidents.json.
[[nodiscard]] std::vector<CaseIncident> CaseRowsOf(const IncidentSet& set,
                                                   const std::vector<Attribution>& answers);

// Makes the incidents of the case anew from all its findings and puts them in place of the old.
[[nodiscard]] Status RefreshIncidents(CaseStore& store, const CaseReplayOptions& options);

}  // namespace noroshi
