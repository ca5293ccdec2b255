#include "stream/hunt_visibility.h"

#include <utility>

#include "analytics/visibility/advice.h"
#include "stream/visibility/rule_needs.h"

namespace noroshi {

Sight BestSight(const TechniqueVisibility& technique) noexcept {
  if (technique.rules[static_cast<std::size_t>(Sight::kSeen)] != 0) return Sight::kSeen;
  const bool quiet = technique.rules[static_cast<std::size_t>(Sight::kQuiet)] != 0;
  return quiet ? Sight::kQuiet : Sight::kBlind;
}

HuntVisibility JudgeHunt(const HuntSummary& summary, const RuleSet& rules) {
  const RuleNeeds needs(rules);
  Visibility judged =
      JudgeVisibility(summary.kinds.AsCoverage(summary.records_by_channel), needs.all());
  HuntVisibility result;
  for (const RuleVisibility& rule : judged.rules) {
    ++result.rules[static_cast<std::size_t>(rule.best())];
  }
  for (TechniqueVisibility& technique : judged.techniques) {
    if (technique.technique.empty()) continue;
    const Sight best = BestSight(technique);
    ++result.techniques[static_cast<std::size_t>(best)];
    if (best == Sight::kBlind) result.blind_techniques.push_back(technique.technique);
    result.by_technique.push_back(std::move(technique));
  }
  result.missing = std::move(judged.missing);
  return result;
}

ReportVisibility DescribeVisibility(const HuntVisibility& visibility) {
  ReportVisibility out;
  out.judged = true;
  out.rules = visibility.rules;
  out.techniques = visibility.techniques;
  out.blind_techniques = visibility.blind_techniques;
  for (const MissingEvidence& row : visibility.missing) {
    if (out.missing.size() == kReportMissing) {
      ++out.missing_not_listed;
      continue;
    }
    ReportMissingEvidence missing{row.channel, row.event_id,   row.log_source,
                                  row.rules,   row.high_rules, {}};
    if (!row.channel.empty()) {
      Advice advice = AdviceFor(row.channel, row.event_id);
      missing.advice = {std::move(advice.japanese), std::move(advice.english)};
    }
    out.missing.push_back(std::move(missing));
  }
  return out;
}

}  // namespace noroshi
