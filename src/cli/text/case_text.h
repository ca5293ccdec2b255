// A case store as text for people: what it holds, and one incident or finding of it. Pure but for
// reading the store; whatever comes from evidence or people is made safe for a terminal.
//
// ReadOverview holds all incidents and remarks in memory, not the findings: a case of a year has
// some hundreds of the former and millions of the latter.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "casestore/case_store.h"
#include "cli/terminal/terminal.h"
#include "cli/text/messages.h"

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
// kIo, kInvalid: what the store could not read. A store of a newer program is refused when it is
// opened.
[[nodiscard]] Result<CaseOverview> ReadOverview(CaseStore& store, Timestamp now);

// Hunts, incidents with their state, suppressions.
[[nodiscard]] std::string CaseListText(const CaseOverview& overview, Language language,
                                       const Terminal& terminal);
// {"hunts":[...],"incidents":[...],"notes":[...],"statuses":[...],"suppressions":[...],
// "findings":N} on a line.
[[nodiscard]] std::string CaseListJson(const CaseOverview& overview);

// An incident with what people wrote about it.
[[nodiscard]] std::string CaseIncidentText(const CaseOverview& overview,
                                           const CaseIncident& incident, Language language,
                                           const Terminal& terminal);
// The remarks on a target, one a line; "" when there are none.
[[nodiscard]] std::string CaseRemarksText(const CaseOverview& overview, std::string_view target,
                                          Language language);

}  // namespace noroshi
