// Explain: why a rule matched an event, or why not; test by test. Slow and thorough; for
// `noroshi explain`, not for the hunt. Also the naive evaluator that the matcher is tested against.
#pragma once

#include <string>
#include <vector>

#include "event/event.h"
#include "rules/rule.h"

namespace noroshi {

struct TestOutcome {
  std::uint32_t test = 0;  // index into Rule::tests
  bool held = false;
  bool field_present = false;
  std::vector<std::string> values;  // the field's values in the event, text form
};

struct Explanation {
  bool gate_held = false;
  std::string gate_reason;  // which alternative, or why none
  bool matched = false;     // gate and condition
  std::vector<TestOutcome> tests;
  std::vector<bool> nodes;  // value of each ExprNode
};

[[nodiscard]] Explanation ExplainRule(const Rule& rule, const Event& event,
                                      const EventContext& context);

}  // namespace noroshi
