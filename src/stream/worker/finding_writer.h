// FindingWriter: turns a match into the bytes that are sorted, merged and written: the finished
// findings.jsonl line, the finished timeline.csv row, and the host. Rendered once, by the worker
// that found it; the merge only copies.
//
// Line form: docs/user/hunt.md. Ids: a 128-bit hash of rule id and locator, the same in every
// run. One owner (a worker); allocates only when it meets a new rule or event shape.
//
// An event that one rule finds, others find as well (2.7 in a log full of attacks): what all its
// findings have in common, and each field that one of them has shown, is rendered once an event.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/event.h"
#include "finding/match.h"
#include "rules/rule_set.h"
#include "stream/input/input_list.h"
#include "stream/sort/rule_order.h"
#include "stream/sort/sorted_runs.h"
#include "stream/text/shown_text.h"
#include "stream/worker/finding_fields.h"
#include "stream/worker/rule_texts.h"

namespace noroshi {

// The members of a finding's record, as written by FindingWriter. Views into the record.
struct FindingRecord {
  std::string_view host;
  // Of findings.jsonl, with its line end.
  std::string_view line;
  // Of timeline.csv, with its line end; empty when not asked for.
  std::string_view row;
};
// REQUIRES: bytes of FindingWriter, CorrelationWriter or AnalyticWriter, as Write appended them.
[[nodiscard]] FindingRecord ParseFindingRecord(std::string_view bytes) noexcept;

// The first line of timeline.csv. Timesketch wants the first three columns; all are named in
// docs/user/hunt.md.
[[nodiscard]] std::string_view TimelineHeader() noexcept;

class FindingWriter {
 public:
  // All must outlive the writer.
  FindingWriter(const RuleSet& rules, const RuleOrder& order, const EventContext& context,
                bool with_timeline);

  // The next Write is about another event than the last one.
  void BeginEvent() noexcept { event_known_ = false; }
  // Appends the record's bytes to `out` and returns its key. `place` is where the event is from.
  SortKey Write(const Match& match, const SourcePlace& place, std::string& out);

 private:
  // A channel or provider.
  struct NameText {
    std::string_view name;
    // Quoted and escaped; "" = not yet seen.
    std::string json;
  };

  const NameText& TextOfName(Symbol symbol);
  // `"evidence":{"path":...,"offset":`
  const std::string& EvidenceText(const SourcePlace& place);
  // The text of a shown field, or nothing when the event does not have it. Valid until the next
  // call.
  [[nodiscard]] std::optional<std::string_view> FieldText(const ShownField& field,
                                                          const Event& event);
  // The same escaped for JSON; remembered for a field of one value.
  [[nodiscard]] std::optional<std::string_view> FieldJson(const ShownField& field,
                                                          const Event& event);
  // Renders what all findings of the event have in common.
  void LearnEvent(const Event& event, const SourcePlace& place);
  // "f-" and 32 hex digits: a hash of rule, path, offset, line and record id.
  void WriteId(const RuleText& rule, const Event& event, const SourcePlace& place) noexcept;
  [[nodiscard]] std::string_view id() const noexcept { return {id_, sizeof id_}; }
  void AppendLine(const Match& match, RuleText& rule, std::string& out);
  void AppendEvent(const Event& event, const SourcePlace& place, std::string& out);
  // Fields that FindingFields chose, in its order; also makes details_ for the timeline.
  void AppendFields(const Match& match, std::string& out);
  // The rule's part of a reason is ready made; only the value is escaped here.
  void AppendReasons(const Match& match, RuleText& rule, std::string& out);
  // The row ends in CR LF (RFC 4180), in the columns of TimelineHeader().
  void AppendRow(const Match& match, const RuleText& rule, const SourcePlace& place,
                 std::string& out);

  const RuleSet& rules_;
  const RuleOrder& order_;
  const EventContext& context_;
  bool with_timeline_;
  FindingFields fields_;
  RuleTexts rule_texts_;
  // By symbol; spares the table's lock.
  std::vector<NameText> names_;
  // EvidenceText of the source evidence_rank_: findings come in runs of one.
  std::string evidence_;
  SourceRank evidence_rank_;

  // Of the event under way:
  struct SlotText {
    // The number of the event whose text this is.
    std::uint64_t event = 0;
    std::uint32_t first = 0, size = 0;
    bool present = false;
  };
  bool event_known_ = false;
  std::uint64_t event_number_ = 0;
  std::string host_;
  // Quoted, or null.
  std::string time_;
  // `,"host":...,"evidence":{...}`.
  std::string event_text_;
  // By index into Event::values; texts in slot_texts_.
  std::vector<SlotText> slots_;
  std::string slot_texts_;

  // Of the finding under way:
  static constexpr std::size_t kIdBytes = 2 + 2 * 16;
  char id_[kIdBytes];
  // The timeline's list of fields.
  std::string details_;
  // Kept for their memory, from finding to finding.
  std::string scratch_, joined_, escaped_;
};

}  // namespace noroshi
