// Explain: why a rule matched an event, or why not; test by test. Slow and thorough; for
// `noroshi explain`, not for the hunt. Also the naive evaluator that the matcher is tested against.
#pragma once

#include <string>
#include <vector>

#include "event/event.h"
#include "rules/rule.h"

namespace noroshi {

// One test on its own: whether it held, and on what. Texts are copies and stay valid.
struct TestOutcome {
  std::uint32_t test = 0;  // index into Rule::tests
  bool held = false;
  bool field_present = false;
  std::vector<std::string> values;  // the field's values in the event, text form
};

// Tests and nodes are all evaluated, also where the gate or an earlier part has decided: an author
// wants to see the whole of it.
struct Explanation {
  bool gate_held = false;
  std::string gate_reason;  // which alternative, or why none
  bool matched = false;     // gate and condition
  std::vector<TestOutcome> tests;
  std::vector<bool> nodes;  // value of each ExprNode
};

// A pure function; safe from any thread. Works every text out anew for each test.
[[nodiscard]] Explanation ExplainRule(const Rule& rule, const Event& event,
                                      const EventContext& context);

}  // namespace noroshi
