#include "stream/hunt_summary.h"

#include <algorithm>

namespace noroshi {

bool HuntSummary::evidence_incomplete() const noexcept {
  return interrupted || sources.CountFiles(FileState::kNotRead) != 0 || ledger.has_losses() ||
         matcher.regex_limits_hit != 0 || correlation.limits != 0;
}

bool IsRuleProblem(NotUsedReason reason) noexcept {
  switch (reason) {
    case NotUsedReason::kYaml:
    case NotUsedReason::kInvalid:
    case NotUsedReason::kUnknownModifier:
    case NotUsedReason::kBadRegex:
    case NotUsedReason::kMissingPlaceholder: return true;
    default: return false;
  }
}

int ExitStatus(const HuntSummary& summary, const RuleSet& rules) noexcept {
  const bool rules_failed =
      !summary.refused_rules.empty() ||
      std::ranges::any_of(rules.not_used, IsRuleProblem, &NotUsedRule::reason);
  return summary.evidence_incomplete() || rules_failed ? kExitIncomplete : kExitDone;
}

}  // namespace noroshi
