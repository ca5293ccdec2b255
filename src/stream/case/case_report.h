// What a case knows besides its findings, told to the report: what its hunts read, lost and could
// see, and what people wrote down.
//
// Of hunts over the same inputs the last one's figures stand; others add up. Pure but for reading.
#pragma once

#include "base/result.h"
#include "casestore/case_store.h"
#include "casestore/suppression_filter.h"
#include "report/report_builder.h"
#include "report/report_document.h"

namespace noroshi {

// Records, losses, visibility, rules not used.
[[nodiscard]] Status AddCaseToReport(CaseStore& store, ReportBuilder& builder);
// The files that scans found something in: the gravest, as many as a report lists.
[[nodiscard]] Status AddSuspectFiles(CaseStore& store, ReportDocument& document);
// Without language, version and time of making.
[[nodiscard]] Result<ReportRun> CaseRun(CaseStore& store);
// After all findings went through `filter`. Remarks as casestore/remarks_today.h tells them.
[[nodiscard]] Result<ReportCase> DescribeCase(CaseStore& store, const SuppressionFilter& filter);

}  // namespace noroshi
