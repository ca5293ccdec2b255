// RecordReader: one record of a chunk to one event. Tries the compiled plan and falls back to the
// general walker; both give the same event.
//
// One per decoder; not thread-safe. Warm, the plan path allocates nothing but from the arena.
#pragma once

#include <string>

#include "base/arena.h"
#include "event/event.h"
#include "event/stamped_interest.h"
#include "evidence/evtx/event_values.h"
#include "evidence/evtx/issues.h"
#include "evidence/evtx/plan_cache.h"
#include "evidence/evtx/record.h"
#include "evidence/evtx/record_instances.h"
#include "evidence/evtx/template_store.h"
#include "evidence/evtx/text_buffer.h"
#include "evidence/evtx/text_program.h"
#include "evidence/evtx/tree.h"
#include "evidence/evtx/walker.h"

namespace noroshi::evtx {

// Which of the two ways to take. Tests read everything by both and compare.
enum class RecordPath : std::uint8_t {
  // By plan where one fits.
  kPlanned,
  // For tests: the slow path for all.
  kWalkerOnly,
};

class RecordReader {
 public:
  RecordReader(EventContext& context, RecordPath path)
      : context_(context), path_(path), plans_(context), event_values_(context) {}

  // `fallback` finds definitions that this chunk lost; may be null. Events of the chunk before must
  // not be in use any more.
  void BeginChunk(Bytes chunk, const TemplateFallback* fallback);

  // Goes on in other bytes of the same unit, whose events stay valid.
  void MoveTo(Bytes chunk);

  // The next record lies at `base` plus its offset in the file; `stamps` is told of it. Null:
  // nobody asks, or the record cannot be trusted.
  void SetStamps(StampedInterest* stamps, std::uint64_t base) noexcept {
    stamps_ = stamps;
    base_ = base;
  }

  // Reads a record. False when `interest` does not want it; then `event` is undefined. What was
  // odd goes to `issues`. Sets all of the event but its offset and the marks of its chunk.
  [[nodiscard]] bool Read(const RecordSpan& record, EventInterest* interest, Arena& arena,
                          Event& event, Issues& issues);

  // Appends the record's text by its program; false when there is none that fits. JSON lacks its
  // last bracket, see RecordText::AppendEnd.
  [[nodiscard]] bool WriteText(const RecordSpan& record, DumpFormat format, TextBuffer& out);

  // The record's tree, by the walker. Valid until the next call of any function of this.
  [[nodiscard]] const Tree& ReadTree(const RecordSpan& record, Arena& arena, Issues& issues);

 private:
  // kIrregular: the plan does not answer for this record, and nothing was made of it.
  enum class Outcome : std::uint8_t { kRead, kUnwanted, kIrregular };

  Outcome ReadByPlan(const RecordSpan& record, EventInterest* interest, Arena& arena, Event& event);
  bool ReadByWalker(const RecordSpan& record, EventInterest* interest, Arena& arena, Event& event,
                    Issues& issues);

  void Stamp(const EventKind& kind, const RecordSpan& record) {
    if (stamps_ == nullptr) return;
    stamps_->OnStamp(kind, {record.id, Timestamp{record.written}, base_ + record.offset});
  }

  EventContext& context_;
  RecordPath path_;
  StampedInterest* stamps_ = nullptr;
  std::uint64_t base_ = 0;
  Bytes chunk_;
  const TemplateFallback* fallback_ = nullptr;
  TemplateStore templates_;
  PlanCache plans_;
  RecordInstances instances_;
  TextRunner runner_;
  Walker walker_{templates_};
  Tree tree_;
  EventValues event_values_;
  // Of records without a plan.
  SymbolMemo channel_, provider_, computer_;
};

}  // namespace noroshi::evtx
