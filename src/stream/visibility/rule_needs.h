// RuleNeeds: what each rule of a rule set needs to see, in the words of analytics/visibility. The
// place where rules and coverage meet.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "analytics/visibility/need.h"
#include "rules/rule_set.h"

namespace noroshi {

// The needs of all rules, and the texts that they point to which no rule owns. Movable; the rule
// set must outlive it.
class RuleNeeds {
 public:
  // Rules that are evaluated first, in their order, then those left out because no evidence that
  // noroshi reads has their log source.
  explicit RuleNeeds(const RuleSet& rules);
  // Of one rule, for who goes through a large set one by one: all() has one need, or none for a
  // correlation, which sees what its rules see. The rule must outlive it.
  explicit RuleNeeds(const Rule& rule);
  // Of one that was left out: none unless no evidence that noroshi reads has its log source.
  explicit RuleNeeds(const NotUsedRule& rule);

  [[nodiscard]] const std::vector<RuleNeed>& all() const noexcept { return needs_; }

 private:
  void AddRule(const Rule& rule);
  void AddNotUsed(const NotUsedRule& rule);
  std::string_view Keep(std::string text);

  std::vector<RuleNeed> needs_;
  // Never move when it grows.
  std::deque<std::string> texts_;
};

// True if the rule cannot hold for a process whose command line was not logged, whatever its other
// fields are: its condition is false when all tests of command lines are. Pure.
[[nodiscard]] bool NeedsCommandLine(const Rule& rule);

}  // namespace noroshi
