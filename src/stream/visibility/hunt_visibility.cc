#include "stream/visibility/hunt_visibility.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "analytics/visibility/advice.h"
#include "analytics/visibility/tally.h"
#include "rules/sigma/tags.h"
#include "stream/visibility/rule_needs.h"

namespace noroshi {

Sight BestSight(const TechniqueVisibility& technique) noexcept {
  if (technique.rules[static_cast<std::size_t>(Sight::kSeen)] != 0) return Sight::kSeen;
  const bool quiet = technique.rules[static_cast<std::size_t>(Sight::kQuiet)] != 0;
  return quiet ? Sight::kQuiet : Sight::kBlind;
}

namespace {

// How far a rule sees, and whether it does so without any event log of a host.
struct RuleSight {
  Sight sight = Sight::kSeen;
  bool beside = true;
};

// A correlation sees as far as the best of the rules that feed it. Sources come before what they
// feed.
void JudgeCorrelations(const RuleSet& rules, std::vector<RuleSight>& sights) {
  for (const CorrelationRule& correlation : rules.correlations) {
    if (correlation.rule >= sights.size()) continue;
    RuleSight best{Sight::kBlind, false};
    for (const CorrelationSource& source : correlation.sources) {
      if (source.rule >= sights.size()) continue;
      best.sight = std::max(best.sight, sights[source.rule].sight);
      best.beside = best.beside || sights[source.rule].beside;
    }
    sights[correlation.rule] = best;
  }
}

// Channels of event logs are spelled as Windows does; those of all else are "family:name".
bool IsEventLog(std::string_view channel) noexcept {
  return channel.find(':') == std::string_view::npos;
}

bool SeesBeside(const RuleNeed& need, const HostCoverage& all) {
  return std::ranges::any_of(need.alternatives, [&](const NeedAlternative& alternative) {
    return !alternative.channels.empty() &&
           std::ranges::none_of(alternative.channels, IsEventLog) &&
           SightOf(alternative, all) != Sight::kBlind;
  });
}

// The rules that aim at anybody, by their number.
using AimingRules = std::map<std::size_t, AimKey>;

AimTable TableOf(AimingRules aiming, const std::vector<RuleSight>& sights) {
  AimTable table;
  for (auto& [rule, key] : aiming) {
    AimCounts& counts = table[std::move(key)];
    ++counts.rules;
    if (sights[rule].sight != Sight::kBlind) ++counts.visible;
    if (sights[rule].beside) ++counts.beside;
  }
  return table;
}

}  // namespace

HuntVisibility JudgeHunt(const HuntSummary& summary, const RuleSet& rules) {
  const HostCoverage all = summary.kinds.AsCoverage(summary.records_by_channel);
  VisibilityTally tally(all);
  // One at a time and not kept: ten thousand rules with their needs are fifty megabytes.
  // What has no need of its own, such as an analysis of all connections, is not blind.
  const auto add = [&](const RuleNeeds& needs) {
    RuleSight seen;
    for (const RuleNeed& need : needs.all()) {
      seen = {tally.Add(need), need.alternatives.empty() || SeesBeside(need, all)};
    }
    return seen;
  };
  std::vector<RuleSight> sights;
  AimingRules aiming;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const Rule rule = rules.rules.Unpack(i);
    sights.push_back(add(RuleNeeds(rule)));
    std::vector<std::string> aims = sigma::AimsOf(rule);
    if (!aims.empty())
      aiming[i] = {std::string(RuleSourceName(rule.source)), std::move(aims), rule.techniques};
  }
  JudgeCorrelations(rules, sights);
  for (const NotUsedRule& rule : rules.not_used) add(RuleNeeds(rule));
  HuntVisibility result;
  result.rules = tally.rules();
  result.aims = TableOf(std::move(aiming), sights);
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
