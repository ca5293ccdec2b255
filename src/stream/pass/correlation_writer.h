// CorrelationWriter: a correlation finding as the bytes that are sorted and merged with all other
// findings (finding_record.h): its line of findings.jsonl, its row of timeline.csv, its host.
//
// What its members do not share is empty. `evidence` is the place of the last record, which gives
// the finding its time and its place in the order. One owner.
#pragma once

#include <cstdint>
#include <string>

#include "correlation/finding.h"
#include "rules/rule_set.h"
#include "stream/input/source_summary.h"
#include "stream/sort/rule_order.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

class CorrelationWriter {
 public:
  // All must outlive the writer.
  CorrelationWriter(const RuleSet& rules, const RuleOrder& order, const InputList& inputs,
                    const SourceSummaries& sources, bool with_timeline)
      : rules_(rules),
        order_(order),
        inputs_(inputs),
        sources_(sources),
        with_timeline_(with_timeline) {}

  // Appends the record's bytes to `out` and returns its key.
  SortKey Write(const CorrelationFinding& finding, std::string& out);

 private:
  // A hash of rule, group, number of members and the places of the first and the last.
  void AppendId(const CorrelationFinding& finding, std::string& out) const;
  void AppendLine(const CorrelationFinding& finding, std::string& out);
  void AppendEvent(const CorrelationFinding& finding, std::string& out) const;
  void AppendFields(const CorrelationFinding& finding, std::string& out) const;
  void AppendWhy(const CorrelationFinding& finding, std::string& out) const;
  // Those that MemberSet lists, each with rule and place; member_count has them all.
  void AppendMembers(const CorrelationFinding& finding, std::string& out) const;
  void AppendRow(const CorrelationFinding& finding, std::string& out);
  [[nodiscard]] const CorrelationRule& RuleOf(const CorrelationFinding& finding) const {
    return rules_.correlations[finding.correlation];
  }
  [[nodiscard]] std::string PathOf(const CorrelationMember& member) const {
    return sources_.ShownAt(inputs_, SourceOf(member.file));
  }
  // What all members have in common, else "".
  [[nodiscard]] std::string_view ChannelOf(const CorrelationFinding& finding) const;
  [[nodiscard]] std::string_view ProviderOf(const CorrelationFinding& finding) const;

  const RuleSet& rules_;
  const RuleOrder& order_;
  const InputList& inputs_;
  const SourceSummaries& sources_;
  bool with_timeline_;
  std::string id_, host_;
};

// "7 events", "5 different values in 7 events": what a cluster came to.
[[nodiscard]] std::string MeasuredText(const CorrelationRule& rule,
                                       const CorrelationFinding& finding);

}  // namespace noroshi
