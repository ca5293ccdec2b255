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
  // Index into Rule::tests.
  std::uint32_t test = 0;
  bool held = false;
  bool field_present = false;
  // The field's values in the event, text form.
  std::vector<std::string> values;
};

// Tests and nodes are all evaluated, also where the gate or an earlier part has decided: an author
// wants to see the whole of it.
struct Explanation {
  bool gate_held = false;
  // Which alternative, or why none.
  std::string gate_reason;
  // The gate let the event pass, and the condition holds.
  bool matched = false;
  std::vector<TestOutcome> tests;
  // Value of each ExprNode.
  std::vector<bool> nodes;
};

// A pure function; safe from any thread. Works every text out anew for each test.
[[nodiscard]] Explanation ExplainRule(const Rule& rule, const Event& event,
                                      const EventContext& context);

}  // namespace noroshi
