// RuleTexts: what is the same in every finding of a rule, as it stands in the findings line.
// Escaped once, with the rule's first finding, and copied from then on.
//
// One owner (a worker). Memory: about a kilobyte for each rule that has findings.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "finding/match.h"
#include "rules/rule_set.h"
#include "stream/rule_order.h"

namespace noroshi {

// A test of the rule as a reason: the JSON before and behind the event's value.
struct ReasonText {
  std::string before;  // `{"selection":...,"field":...,"value":"`
  std::string behind;  // `","pattern":...}`
};

struct RuleText {
  std::string level_and_rule;  // `"level":...,"rule":{...}`
  std::string attack;          // `"techniques":[...],"tactics":[...]`
  std::string techniques;      // for the timeline
  std::uint64_t id_seeds[2];
  std::vector<ReasonText> reasons;  // by test; empty texts = not yet seen
};

class RuleTexts {
 public:
  // Both must outlive this.
  RuleTexts(const RuleSet& rules, const RuleOrder& order)
      : rules_(rules), order_(order), texts_(rules.rules.size()) {}

  // Valid as long as this object.
  RuleText& For(RuleIndex rule);
  // `text` is the rule's. Valid until the next call.
  static const ReasonText& ForReason(const Reason& reason, RuleText& text);

 private:
  [[nodiscard]] std::unique_ptr<RuleText> Make(std::uint32_t rule) const;

  const RuleSet& rules_;
  const RuleOrder& order_;
  std::vector<std::unique_ptr<RuleText>> texts_;  // by rule; null = not yet seen
};

}  // namespace noroshi
