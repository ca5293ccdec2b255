// FindingWriter: turns a match into the bytes that are sorted, merged and written: the finished
// findings.jsonl line, the finished timeline.csv row, and the host. Rendered once, by the worker
// that found it; the merge only copies.
//
// Line form: docs/user/hunt.md. Ids: a 128-bit hash of rule id and locator, the same in every
// run. One owner (a worker); allocates only when it meets a new rule or event shape.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/event.h"
#include "finding/match.h"
#include "rules/rule_set.h"
#include "stream/finding_fields.h"
#include "stream/input_list.h"
#include "stream/rule_order.h"
#include "stream/sorted_runs.h"

namespace noroshi {

// A value longer than this is cut, with a mark that says how many bytes are missing: a script
// block has up to 64 KiB, and a finding names its record, where the whole value is.
inline constexpr std::size_t kMaxShownValueBytes = 1024;

// The members of a finding's record, as written by FindingWriter. Views into the record.
struct FindingRecord {
  std::string_view host;
  std::string_view line;  // of findings.jsonl, with its line end
  std::string_view row;   // of timeline.csv, with its line end; empty when not asked for
};
[[nodiscard]] FindingRecord ParseFindingRecord(std::string_view bytes) noexcept;

// The first line of timeline.csv.
[[nodiscard]] std::string_view TimelineHeader() noexcept;

class FindingWriter {
 public:
  // All must outlive the writer.
  FindingWriter(const RuleSet& rules, const RuleOrder& order, const EventContext& context,
                bool with_timeline);

  // Appends the record's bytes to `out` and returns its key. `place` is where the event is from.
  SortKey Write(const Match& match, const SourcePlace& place, std::string& out);

 private:
  // What is the same in every finding of a rule.
  struct RuleText {
    std::string level_and_rule;  // `"level":...,"rule":{...}`
    std::string attack;          // `"techniques":[...],"tactics":[...]`
    std::string techniques;      // for the timeline
    std::uint64_t id_seeds[2];
  };
  struct FieldText {
    std::string_view name;
    std::string text;
  };

  // Made with the rule's first finding and kept.
  const RuleText& TextFor(RuleIndex rule);
  std::string_view ChannelText(Symbol symbol);
  // Fills the first field_count_ of field_texts_; strings keep their memory from finding to
  // finding.
  void CollectFields(const Match& match);
  void AppendId(const RuleText& rule, const Event& event, std::string_view path, std::string& out);
  void AppendLine(const Match& match, std::string_view path, std::string& out);
  void AppendEvent(const Event& event, std::string_view path, std::string& out);
  void AppendRow(const Match& match, std::string_view path, std::string& out);

  const RuleSet& rules_;
  const RuleOrder& order_;
  const EventContext& context_;
  bool with_timeline_;
  FindingFields fields_;
  std::vector<std::unique_ptr<RuleText>> rule_texts_;  // by rule; null = not yet seen
  std::vector<std::string_view> channel_texts_;        // by symbol; spares the table's lock
  std::vector<FieldText> field_texts_;                 // of the finding under way; first
  std::size_t field_count_ = 0;                        //   field_count_ of them
  std::string host_, id_, scratch_;
};

}  // namespace noroshi
