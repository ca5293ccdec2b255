// FindingComposer: puts findings together from their records (finding_record.h) and what their
// rules say: the finished line of findings.jsonl and the finished row of timeline.csv.
//
// Line form: docs/user/hunt.md. One owner. Allocates only when it meets a new rule.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "rules/rule_set.h"
#include "stream/sort/rule_order.h"
#include "stream/sort/sorted_runs.h"
#include "stream/text/finding_record.h"
#include "stream/text/line_buffer.h"
#include "stream/text/rule_texts.h"

namespace noroshi {

struct ComposedFinding {
  // Position in the RuleSet.
  std::uint32_t rule = 0;
  std::string_view host;
  // Of findings.jsonl, with its line end. Valid until the buffer is appended to.
  std::string_view line;
  // Of timeline.csv, with its line end; empty when not asked for.
  std::string_view row;
};

// The first line of timeline.csv. Timesketch wants the first three columns; all are named in
// docs/user/hunt.md.
[[nodiscard]] std::string_view TimelineHeader() noexcept;

class FindingComposer {
 public:
  // Both must outlive this.
  FindingComposer(const RuleSet& rules, const RuleOrder& order, bool with_timeline)
      : rules_(&rules), order_(&order), with_timeline_(with_timeline), texts_(rules) {}

  // Appends the line to `lines`. Views into that, the record and this object, valid until the next
  // call. kInvalid for a record that no writer of these rules made: a journal was changed; `lines`
  // is then as before.
  [[nodiscard]] Result<ComposedFinding> Compose(const SortedRecord& record, LineBuffer& lines);

 private:
  // Of a record of a match.
  struct MatchParts {
    EventParts event;
    std::string_view id, fields, details;
    // Test and value of each.
    std::string_view reasons;
  };

  [[nodiscard]] bool ComposeMatch(std::string_view own, std::string_view shared, LineBuffer& lines,
                                  ComposedFinding& finding);
  [[nodiscard]] static bool ComposeJoined(std::string_view own, LineBuffer& lines,
                                          ComposedFinding& finding);
  [[nodiscard]] bool AppendReasons(std::string_view reasons, std::uint32_t rule, RuleText& text,
                                   LineBuffer& line);
  [[nodiscard]] bool AppendLine(const MatchParts& parts, std::uint32_t rule, RuleText& text,
                                LineBuffer& line);
  // The row ends in CR LF (RFC 4180), in the columns of TimelineHeader().
  void AppendRow(const MatchParts& parts, std::uint32_t rule, const RuleText& text);

  const RuleSet* rules_;
  const RuleOrder* order_;
  bool with_timeline_;
  RuleTexts texts_;
  std::string row_, scratch_;
};

}  // namespace noroshi
