#include "stream/visibility/hunt_visibility.h"

#include <utility>

#include "analytics/visibility/advice.h"
#include "analytics/visibility/tally.h"
#include "stream/visibility/rule_needs.h"

namespace noroshi {

Sight BestSight(const TechniqueVisibility& technique) noexcept {
  if (technique.rules[static_cast<std::size_t>(Sight::kSeen)] != 0) return Sight::kSeen;
  const bool quiet = technique.rules[static_cast<std::size_t>(Sight::kQuiet)] != 0;
  return quiet ? Sight::kQuiet : Sight::kBlind;
}

HuntVisibility JudgeHunt(const HuntSummary& summary, const RuleSet& rules) {
  const HostCoverage all = summary.kinds.AsCoverage(summary.records_by_channel);
  VisibilityTally tally(all);
  // One at a time and not kept: ten thousand rules with their needs are fifty megabytes.
  const auto add = [&tally](const RuleNeeds& needs) {
    for (const RuleNeed& need : needs.all()) tally.Add(need);
  };
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const Rule rule = rules.rules.Unpack(i);
    add(RuleNeeds(rule));
  }
  for (const NotUsedRule& rule : rules.not_used) add(RuleNeeds(rule));
  HuntVisibility result;
  result.rules = tally.rules();
  for (TechniqueVisibility& technique : tally.Techniques()) {
    if (technique.technique.empty()) continue;
    const Sight best = BestSight(technique);
    ++result.techniques[static_cast<std::size_t>(best)];
    if (best == Sight::kBlind) result.blind_techniques.push_back(technique.technique);
    result.by_technique.push_back(std::move(technique));
  }
  result.missing = tally.Missing();
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
