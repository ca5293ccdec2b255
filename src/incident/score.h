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
  std::set<std::uint32_t> hosts;                           // of the incident
  std::set<std::pair<std::uint32_t, std::uint64_t>> days;  // by host: days since 1601
  double place = 1;                // of the weightiest of these hosts, by its role
  std::size_t hosts_anywhere = 0;  // with findings of the rule, all in all
  std::uint64_t count = 0;
};

// 0 to 100. `sites`: how many known sites the hosts are at; 0 and 1 mean the same.
[[nodiscard]] double ScoreOf(const std::vector<RuleInIncident>& rules, std::size_t sites = 1);

// By the score, but at most one level above the gravest rule: many medium findings may come to
// something high, never to something critical.
[[nodiscard]] Level LevelOf(double score, Level gravest_rule) noexcept;

}  // namespace noroshi
