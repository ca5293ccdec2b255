// RuleTexts: what is the same in every finding of a rule, as it stands in the findings line and in
// the timeline. Escaped once, with the rule's first finding, and copied from then on.
//
// One owner (who puts findings together). Memory: about a kilobyte for each rule that has findings.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace noroshi {

// A test of the rule as a reason: the JSON before and behind the event's value.
struct ReasonText {
  // `{"selection":...,"field":...,"value":"`.
  std::string before;
  // `","pattern":...}`.
  std::string behind;
};

struct RuleText {
  // `,"level":...,"rule":{...}`.
  std::string level_and_rule;
  // `,"techniques":[...],"tactics":[...],"fields":{`.
  std::string attack;
  // Cells of the timeline: `Event Time,level,title,id,` and `techniques,`.
  std::string row_rule, row_techniques;
  // By test; empty texts = not yet seen.
  std::vector<ReasonText> reasons;
};

class RuleTexts {
 public:
  // Must outlive this.
  explicit RuleTexts(const RuleSet& rules) : rules_(rules), texts_(rules.rules.size()) {}

  // Valid as long as this object. REQUIRES: below the number of rules.
  RuleText& For(std::uint32_t rule);
  // A test of that rule, whose text `text` is; null if it has none of that number. Valid until the
  // next call.
  const ReasonText* ForTest(std::uint32_t rule, std::uint32_t test, RuleText& text);

 private:
  [[nodiscard]] std::unique_ptr<RuleText> Make(std::uint32_t rule) const;

  const RuleSet& rules_;
  // By rule; null = not yet seen.
  std::vector<std::unique_ptr<RuleText>> texts_;
};

}  // namespace noroshi
