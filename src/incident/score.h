// The score of an incident. All numbers are those of weights.h.
//
// Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "incident/incident.h"
#include "incident/rule_facts.h"

namespace noroshi {

// What one rule found in the incident.
struct RuleInIncident {
  const RuleFacts* facts = nullptr;
  // Numbers of the incident's hosts that it has findings on.
  std::set<std::uint32_t> hosts;
  // By host: days since 1601.
  std::set<std::pair<std::uint32_t, std::uint64_t>> days;
  // With findings of the rule, all in all.
  std::size_t hosts_anywhere = 0;
  std::uint64_t count = 0;
};

// 0 to 100, and 0 without rules.
[[nodiscard]] double ScoreOf(const std::vector<RuleInIncident>& rules);

// By the score, but at most one level above the gravest rule: many medium findings may come to
// something high, never to something critical.
[[nodiscard]] Level LevelOf(double score, Level gravest_rule) noexcept;

}  // namespace noroshi
