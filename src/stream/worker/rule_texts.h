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
#include "stream/sort/rule_order.h"

namespace noroshi {

// A test of the rule as a reason: the JSON before and behind the event's value.
struct ReasonText {
  // `{"selection":...,"field":...,"value":"`.
  std::string before;
  // `","pattern":...}`.
  std::string behind;
};

struct RuleText {
  // `"level":...,"rule":{...}`.
  std::string level_and_rule;
  // `"techniques":[...],"tactics":[...]`.
  std::string attack;
  // The techniques as a cell of the timeline.
  std::string techniques;
  // Hashes of the rule's id, which the ids of its findings begin from.
  std::uint64_t id_seeds[2];
  // By test; empty texts = not yet seen.
  std::vector<ReasonText> reasons;
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
  // By rule; null = not yet seen.
  std::vector<std::unique_ptr<RuleText>> texts_;
};

}  // namespace noroshi
