// AnalyticWriter: a finding of an analytic as the bytes that are sorted and merged with all other
// findings (finding_record.h): its line of findings.jsonl, its row of timeline.csv, its host.
//
// `evidence` is the place of the last record it rests on, which gives the finding its place in the
// order; `members` lists some of them. One owner.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analytics/analytic_finding.h"
#include "rules/rule_set.h"
#include "stream/input/source_summary.h"
#include "stream/sort/rule_order.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

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
  [[nodiscard]] std::string PathOf(const AnalyticMember& member) const {
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
