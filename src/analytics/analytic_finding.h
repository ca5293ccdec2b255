// AnalyticFinding: what an analytic has found, before it becomes a line of findings.jsonl
// (stream/pass/analytic_writer.h). Analytics give reasons in numbers, and the records that they
// rest on.
//
// Plain values that own their texts.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"

namespace noroshi {

// A record that an analytic's finding rests on.
struct AnalyticMember {
  Timestamp time;
  std::string host;
  std::uint64_t file = 0;  // NumberOf(SourceRank)
  std::uint64_t offset = 0, line = 0, record_id = 0;
};

// Why: `value` was measured of `field`, `pattern` says what is held against it.
struct AnalyticReason {
  std::string field, value, pattern;
};

// `member_count` is that of all records; `members` may hold fewer of them. A text of
// evidence is not escaped yet: writers do that.
struct AnalyticFinding {
  std::uint32_t rule = 0;  // in the RuleSet; its log source is the analytic
  Timestamp time;
  std::string host, channel;
  std::uint64_t event_id = 0;  // of all its records; 0 where they differ
  std::vector<std::pair<std::string, std::string>> fields;  // also what tells it from others
  std::vector<AnalyticReason> reasons;
  std::vector<AnalyticMember> members;  // by time, at least one
  std::uint64_t member_count = 0;
};

}  // namespace noroshi
