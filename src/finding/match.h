// Match: a rule held for an event, with the reasons. What the matcher hands to the hunt, which
// renders it to a finding line at once.
//
// Lifetime: all views die with the event's batch or the session's next event, whichever is first.
// Copy what is to be kept. Reasons are worked out for matches only, so they cost nothing otherwise.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/event.h"

namespace noroshi {

// Position in the RuleSet. Strong, and dense from 0: tables of rules are indexed by it.
enum class RuleIndex : std::uint32_t {};

// One reason: in `selection`, the value of `field` fits `pattern`.
struct Reason {
  // The Sigma search identifier.
  std::string_view selection;
  // The rule's field name; "" for a keyword.
  std::string_view field;
  // The event's value, UTF-8.
  std::string_view value;
  // As in the rule, with its operator: "|endswith '\cmd.exe'".
  std::string_view pattern;
  // Index in Rule::tests; all but `value` depends on rule and test only.
  std::uint32_t test = 0;
};

// What a rule found in an event. `event` is borrowed and never null when a sink is called.
struct Match {
  RuleIndex rule{};
  const Event* event = nullptr;
  // In the order of the rule's text.
  std::vector<Reason> reasons;
};

// Receives matches. Called on the session's thread; `match` is valid during the call only.
class MatchSink {
 public:
  virtual ~MatchSink() = default;
  // In the order of the events, and for one event at most once a rule.
  virtual void OnMatch(const Match& match) = 0;
  // Whether matches of the rule are to come with their reasons: those that nobody shows need none.
  [[nodiscard]] virtual bool WantsReasons(RuleIndex) const { return true; }
};

}  // namespace noroshi
