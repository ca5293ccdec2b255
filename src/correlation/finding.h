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
  std::uint32_t correlation = 0;   // index into RuleSet::correlations
  std::vector<std::string> group;  // as the first event has it
  Timestamp time;                  // of its last event (S-9.10); the first is members.first()
  std::uint64_t file = 0;          // with `position`: of that event
  std::uint64_t position = 0;
  std::uint64_t events = 0;              // the correlation's own: another's finding is one
  std::vector<std::uint64_t> by_source;  // likewise; one may be of several
  std::optional<Quantity> value;         // the most that a window of the cluster measured
  MemberSet members;                     // the records behind
};

// Called in the order in which clusters close within a group.
class CorrelationSink {
 public:
  virtual ~CorrelationSink() = default;
  virtual void OnFinding(CorrelationFinding finding) = 0;
  // The window of some group was too large to hold; what came of the group may be incomplete.
  virtual void OnLimit(std::uint32_t correlation, const CorrelationMember& at) = 0;
};

}  // namespace noroshi
