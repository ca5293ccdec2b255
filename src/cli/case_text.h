// A case store as text for people: what it holds, and one incident or finding of it. Pure but for
// reading the store; whatever comes from evidence or people is made safe for a terminal.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "casestore/case_store.h"
#include "cli/messages.h"
#include "cli/terminal/terminal.h"

namespace noroshi {

// What a case says of itself.
struct CaseOverview {
  std::vector<CaseHunt> hunts;
  std::vector<CaseIncident> incidents;
  std::vector<CaseNote> notes;
  std::vector<CaseStatus> statuses;
  std::vector<CaseSuppression> suppressions;
  std::uint64_t findings = 0;
  Timestamp now;  // by which suppressions have ended
};
[[nodiscard]] Result<CaseOverview> ReadOverview(CaseStore& store, Timestamp now);

// Hunts, incidents with their state, suppressions.
[[nodiscard]] std::string CaseListText(const CaseOverview& overview, Language language,
                                       const Terminal& terminal);
// {"hunts":[...],"incidents":[...],"notes":[...],"statuses":[...],"suppressions":[...]} on a line.
[[nodiscard]] std::string CaseListJson(const CaseOverview& overview);

// An incident with what people wrote about it.
[[nodiscard]] std::string CaseIncidentText(const CaseOverview& overview,
                                           const CaseIncident& incident, Language language,
                                           const Terminal& terminal);
// The remarks on a target, one a line; "" when there are none.
[[nodiscard]] std::string CaseRemarksText(const CaseOverview& overview, std::string_view target,
                                          Language language);

}  // namespace noroshi
