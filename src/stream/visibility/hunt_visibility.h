// What a hunt's evidence let its rules see, over all hosts: which rules and techniques were blind,
// and what to collect or switch on. By kinds of event that were there, not by host: `noroshi
// visibility` reads the evidence for that.
//
// Pure; results own their texts. Cost: one look at each rule of the set.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analytics/visibility/visibility.h"
#include "attribution/aim_tally.h"
#include "report/report_document.h"
#include "rules/rule_set.h"
#include "stream/hunt_summary.h"

namespace noroshi {

struct HuntVisibility {
  SightCounts rules{}, techniques{};              // by Sight
  std::vector<TechniqueVisibility> by_technique;  // by id; "" = rules that name none, left out
  std::vector<std::string> blind_techniques;      // sorted
  std::vector<MissingEvidence> missing;           // most rules first
  AimTable aims;  // rules that aim at sets or software, and which of them were not blind
};

[[nodiscard]] HuntVisibility JudgeHunt(const HuntSummary& summary, const RuleSet& rules);

// The best that any rule for a technique sees.
[[nodiscard]] Sight BestSight(const TechniqueVisibility& technique) noexcept;

// For the report: with advice, and as many rows of missing evidence as a person reads.
inline constexpr std::size_t kReportMissing = 40;
[[nodiscard]] ReportVisibility DescribeVisibility(const HuntVisibility& visibility);

}  // namespace noroshi
