// What the hunt tells the report besides the findings themselves. The one place that knows both
// sides: report/ knows no hunt, and the hunt no page.
//
// Pure functions of their arguments; results own their texts.
#pragma once

#include "report/report_builder.h"
#include "stream/hunt.h"
#include "stream/hunt_summary.h"

namespace noroshi {

// The words of a rule that matched, both languages; counts and groups are the builder's.
[[nodiscard]] ReportRule DescribeRule(const Rule& rule);
// Files under way when the run was interrupted count as read, files not reached as not read.
[[nodiscard]] ReportRun DescribeRun(const HuntSummary& summary, const RuleSet& rules,
                                    const HuntOptions& options);
// Adds record counts, losses and rules not used.
void AddToReport(const HuntSummary& summary, const RuleSet& rules, ReportBuilder& builder);

// Evaluated rules per source: "sigma" -> 3719.
[[nodiscard]] std::map<std::string, std::uint64_t> CountRulesBySource(const RuleSet& rules);

}  // namespace noroshi
