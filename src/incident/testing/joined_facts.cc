#include "incident/testing/joined_facts.h"

#include <algorithm>
#include <iterator>

namespace noroshi::testing {

RuleFacts UnlikeRule(std::uint32_t number) {
  static constexpr const char* kTactics[] = {"initial-access", "execution", "persistence",
                                             "credential-access", "lateral-movement"};
  RuleFacts facts;
  facts.id = "rule-" + std::to_string(number);
  facts.title = "Rule " + std::to_string(number);
  facts.level = Level::kHigh;
  facts.techniques = {"T" + std::to_string(1000 + number)};
  facts.tactics = {kTactics[number % std::size(kTactics)]};
  return facts;
}

IncidentSet Join(std::vector<Fact> facts, const RuleFactsOf& describe,
                 const IncidentSurroundings& known) {
  std::ranges::stable_sort(facts, {}, &Fact::hours);
  IncidentBuilder builder;
  std::uint32_t number = 0;
  for (const Fact& fact : facts) {
    const Timestamp time{kStart + fact.hours * kHour};
    const std::string id = "f-" + std::to_string(number++);
    if (!builder.Add(fact.rule, fact.level, fact.host, time)) continue;
    IncidentFinding finding;
    finding.id = id;
    finding.host = fact.host;
    finding.channel = fact.channel;
    finding.time = time;
    if (fact.span != 0) finding.since = {kStart + (fact.hours - fact.span) * kHour};
    finding.level = fact.level;
    finding.rule = fact.rule;
    finding.event_id = fact.event_id;
    for (const auto& [name, value] : fact.fields) finding.fields.emplace_back(name, value);
    for (const std::string& member : fact.members) finding.member_hosts.push_back(member);
    for (const std::string& from : fact.sources) finding.member_sources.push_back(from);
    builder.AddDetails(finding);
  }
  return std::move(builder).Finish(describe, known);
}

RuleFacts MediumRule(std::uint32_t number) {
  RuleFacts facts = UnlikeRule(number);
  facts.level = Level::kMedium;
  return facts;
}

Names HostsOf(const IncidentSet& set) {
  if (set.incidents.empty()) return {};
  Names hosts = set.incidents.front().hosts;
  std::ranges::sort(hosts);
  return hosts;
}

}  // namespace noroshi::testing
