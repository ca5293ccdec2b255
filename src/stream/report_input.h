// What the hunt tells the report besides the findings themselves.
#pragma once

#include "report/report_builder.h"
#include "stream/hunt.h"
#include "stream/hunt_summary.h"

namespace noroshi {

[[nodiscard]] ReportRule DescribeRule(const Rule& rule);
[[nodiscard]] ReportRun DescribeRun(const HuntSummary& summary, const RuleSet& rules,
                                    const HuntOptions& options);
// Adds record counts, losses and rules not used.
void AddToReport(const HuntSummary& summary, const RuleSet& rules, ReportBuilder& builder);

// Evaluated rules per source: "sigma" -> 3719.
[[nodiscard]] std::map<std::string, std::uint64_t> CountRulesBySource(const RuleSet& rules);

}  // namespace noroshi
