// FindingWriter: turns a match into the record that is sorted and merged (finding_record.h): its
// key, its place and the event's values as they will be shown, escaped. What its rule says comes in
// when the outputs are written (finding_composer.h).
//
// Ids: a 128-bit hash of rule id and locator, the same in every run. One owner (a worker);
// allocates only when it meets a new event shape.
//
// An event that one rule finds, others find as well (two or three in a log full of attacks): what
// all its findings have in common is rendered and kept once an event, and so is the text of each
// field that one of them has shown.
#pragma once

#include <array>
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

namespace noroshi {

class FindingWriter {
 public:
  // All must outlive the writer.
  FindingWriter(const RuleSet& rules, const RuleOrder& order, const EventContext& context,
                bool with_timeline);

  // What follows is about another event than before.
  void BeginEvent() noexcept { event_known_ = false; }
  // With the first match of an event, appends the text that its findings share, and is true.
  // `place` is where the event is from.
  bool WriteShared(const Event& event, const SourcePlace& place, std::string& out);
  // Appends the record's bytes to `out` and returns its key. REQUIRES: WriteShared was called since
  // BeginEvent.
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
  // "f-" and 32 hex digits: a hash of rule, path, offset, line and record id.
  void AppendId(RuleIndex rule, const Event& event, const SourcePlace& place, std::string& out);
  // `,"host":...,"evidence":{...}`.
  void AppendEvent(const Event& event, const SourcePlace& place, std::string& out);
  // The event's cells of the timeline.
  void LearnRow(const Event& event, const SourcePlace& place);
  // Fields that FindingFields chose, in its order; also makes details_ for the timeline.
  void AppendFields(const Match& match, std::string& out);
  // Number of the test and value of each.
  void AppendReasons(const Match& match, std::string& out);

  const RuleSet& rules_;
  const RuleOrder& order_;
  const EventContext& context_;
  bool with_timeline_;
  FindingFields fields_;
  // Hashes of the rule's id, which the ids of its findings begin from. By rule; 0 = not yet seen.
  std::vector<std::array<std::uint64_t, 2>> id_seeds_;
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
  std::string host_, time_, event_text_, marks_, row_names_, row_place_;  // EventParts
  // By index into Event::values; texts in slot_texts_.
  std::vector<SlotText> slots_;
  std::string slot_texts_;

  // Of the finding under way:
  // The timeline's list of fields.
  std::string details_;
  // Kept for their memory, from finding to finding.
  std::string scratch_, joined_, escaped_;
};

}  // namespace noroshi
