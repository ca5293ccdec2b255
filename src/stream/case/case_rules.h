// The words of a rule as a case store keeps them: all that incidents and reports need of a rule, so
// that a case is read without the rules it was made with.
//
// Pure. A body may be a stranger's: what is of the wrong form is left empty.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attribution/aim_tally.h"
#include "casestore/case_rows.h"
#include "incident/rule_facts.h"
#include "report/report_document.h"
#include "rules/rule.h"

namespace noroshi {

// One JSON object.
[[nodiscard]] std::string RuleBody(const Rule& rule);

struct RuleWords {
  ReportRule report;  // counts and groups empty
  RuleFacts facts;
};
// `level` as the store has it.
[[nodiscard]] RuleWords ReadRuleBody(std::string_view body, Level level);

// The rules that aim at anybody, as a case keeps them. Rows of another form are left out.
[[nodiscard]] AimTable ReadAims(const std::vector<CaseAim>& rows);

}  // namespace noroshi
