// AnalyticWriter: a finding of an analytic as the bytes that are sorted and merged with all other
// findings (finding_writer.h): its line of findings.jsonl, its row of timeline.csv, its host.
//
// `evidence` is the place of the last record it rests on, which gives the finding its place in the
// order; `members` lists some of them. One owner.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/rule_set.h"
#include "stream/rule_order.h"
#include "stream/sorted_runs.h"
#include "stream/source_summary.h"

namespace noroshi {

// A record that an analytic's finding rests on.
struct AnalyticMember {
  Timestamp time;
  std::string host;
  // The log it is in: NumberOf(SourceRank).
  std::uint64_t file = 0;
  std::uint64_t offset = 0, line = 0, record_id = 0;
};

// Why: `value` was measured of `field`, `pattern` says what is held against it.
struct AnalyticReason {
  std::string field, value, pattern;
};

// Plain values that own their texts.
struct AnalyticFinding {
  // In the RuleSet; its log source is the analytic.
  std::uint32_t rule = 0;
  Timestamp time;
  std::string host, channel;
  // Of all its records; 0 where they differ.
  std::uint64_t event_id = 0;
  // Also what tells it from others.
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<AnalyticReason> reasons;
  // By time, at least one.
  std::vector<AnalyticMember> members;
  std::uint64_t member_count = 0;
};

class AnalyticWriter {
 public:
  // All must outlive the writer.
  AnalyticWriter(const RuleSet& rules, const RuleOrder& order, const InputList& inputs,
                 const SourceSummaries& sources, bool with_timeline)
      : rules_(rules),
        order_(order),
        inputs_(inputs),
        sources_(sources),
        with_timeline_(with_timeline) {}

  // Appends the record's bytes to `out` and returns its key. Its id is a hash of rule, fields and
  // place, the same in every run.
  SortKey Write(const AnalyticFinding& finding, std::string& out);

 private:
  void AppendId(const AnalyticFinding& finding);
  void AppendLine(const AnalyticFinding& finding, std::string& out) const;
  void AppendFields(const AnalyticFinding& finding, std::string& out) const;
  void AppendWhy(const AnalyticFinding& finding, std::string& out) const;
  // As given, by time; `member_count` says how many there are in all.
  void AppendMembers(const AnalyticFinding& finding, std::string& out) const;
  void AppendRow(const AnalyticFinding& finding, std::string& out) const;
  [[nodiscard]] std::string_view PathOf(const AnalyticMember& member) const {
    return sources_.ShownAt(inputs_, SourceOf(member.file));
  }

  const RuleSet& rules_;
  const RuleOrder& order_;
  const InputList& inputs_;
  const SourceSummaries& sources_;
  bool with_timeline_;
  std::string id_;
};

}  // namespace noroshi
