// CorrelationEvent: what a correlation sees of a match, or of the finding of another correlation:
// when and where, which of its sources, the group it belongs to, the values it measures. Small
// enough to be sorted by the million.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "correlation/member_set.h"

namespace noroshi {

// A plain value.
struct CorrelationEvent {
  // Index into RuleSet::correlations.
  std::uint32_t correlation = 0;
  // Index into CorrelationRule::sources.
  std::uint32_t source = 0;
  // UTC. An event without a time takes no part in any correlation.
  Timestamp time;
  std::uint64_t file = 0;      // with `position`: the order of records at the same time, as far
  std::uint64_t position = 0;  //   as it can be told: within one file
  // Another correlation's finding, not a record.
  bool derived = false;
  // As written, one text a group-by field.
  std::vector<std::string> group;
  std::vector<std::string> values;  // likewise for the measured fields; none = not there
  // The records behind: one for a match, all of its own for another correlation's finding.
  MemberSet members;
};

// Events of one correlation and one group under one number, but for collisions: compare the texts.
// The same in every run.
[[nodiscard]] std::uint64_t GroupHash(const std::vector<std::string>& group);
// What group texts are compared by: case makes no difference (D-7).
[[nodiscard]] std::string GroupKey(const std::vector<std::string>& group);

// All but correlation and time, which a sort key carries: those are left as they are. The bytes of
// two events with equal time sort by file, position, then source.
void EncodeEvent(const CorrelationEvent& event, std::string& out);
void DecodeEvent(std::string_view bytes, CorrelationEvent& event);

}  // namespace noroshi
