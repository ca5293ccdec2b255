// CorrelationFinding: a cluster of events that fulfils a correlation's condition. Written to
// findings.jsonl, and the event of correlations above, by whoever receives it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "correlation/measure.h"
#include "correlation/member_set.h"

namespace noroshi {

// A plain value.
struct CorrelationFinding {
  // Index into RuleSet::correlations.
  std::uint32_t correlation = 0;
  // As the first event has it.
  std::vector<std::string> group;
  // Of its last event (S-9.10); the first is members.first().
  Timestamp time;
  // With `position`: of that event.
  std::uint64_t file = 0;
  std::uint64_t position = 0;
  // The correlation's own: another's finding is one.
  std::uint64_t events = 0;
  // Likewise; one may be of several.
  std::vector<std::uint64_t> by_source;
  // The most that a window of the cluster measured.
  std::optional<Quantity> value;
  // The records behind it, those of inner correlations included.
  MemberSet members;
};

// Called in the order in which clusters close within a group.
class CorrelationSink {
 public:
  virtual ~CorrelationSink() = default;
  virtual void OnFinding(CorrelationFinding finding) = 0;
  // The window of some group was too large to hold; what came of the group may be incomplete. At
  // most once a group; the ledger gets a row of kind kBudget from it.
  virtual void OnLimit(std::uint32_t correlation, const CorrelationMember& at) = 0;
};

}  // namespace noroshi
