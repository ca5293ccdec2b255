// Event: one record after normalising. Typed fields, UTC time, and the place it came from.
// EventBatch: the events of one unit of evidence (one EVTX chunk), read together, matched
// together, recycled together.
//
// An Event is a view: its values point into the batch (arena, evidence bytes) or into plans that
// outlive it, and die when the batch is cleared. Const access is safe from any number of threads;
// a batch has one owner at a time and moves between threads as a whole.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/arena.h"
#include "base/time.h"
#include "event/shape.h"
#include "event/value.h"

namespace noroshi {

// What is odd about a record. Shown with every finding from it (E-8.2).
enum class EventMark : std::uint32_t {
  kNone = 0,
  // Its chunk's checksum or its own size copy is wrong.
  kSuspect = 1 << 0,
  // Carved from slack or a ruined chunk.
  kRecovered = 1 << 1,
  // Decoding stopped early; fields behind that point are missing.
  kPartial = 1 << 2,
  // Names or template overwritten: values may sit under wrong names.
  kStructureLost = 1 << 3,
  // No root element: header data only.
  kNoRoot = 1 << 4,
  // Some value broke its type's rules (size, range, text).
  kOddValue = 1 << 5,
  // Several fragments; the first one is the event.
  kMultipleRoots = 1 << 6,
};
[[nodiscard]] constexpr EventMark operator|(EventMark a, EventMark b) noexcept {
  return static_cast<EventMark>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
// Whether any bit of `mark` is set. HasMark(marks, kNone) is false.
[[nodiscard]] constexpr bool HasMark(EventMark marks, EventMark mark) noexcept {
  return (static_cast<std::uint32_t>(marks) & static_cast<std::uint32_t>(mark)) != 0;
}

struct Event {
  // Which payload fields there are; lives as long as the run's ShapeTable.
  const Shape* shape = nullptr;
  // shape->value_count() of them: the System fields in their fixed slots, then the payload in the
  // order of the shape.
  const Value* values = nullptr;
  // When it happened: System/TimeCreated; the record's if absent. UTC. Findings are sorted by it.
  Timestamp time;
  // When it was written: the record header's time.
  Timestamp written;
  // Both in EventContext::channels, as the evidence spells them.
  Symbol channel = kNoSymbol;
  Symbol provider = kNoSymbol;
  // In EventContext::hosts. As spelled in the record: two spellings of one machine are two symbols.
  Symbol computer = kNoSymbol;
  // Low 16 bits of EventID for Windows. 0 where the evidence numbers no kinds.
  std::uint32_t event_id = 0;
  // 0 where the evidence has none.
  std::uint64_t record_id = 0;
  // Of the record's first byte, in bytes from the start of its file: what a finding cites.
  std::uint64_t offset = 0;
  // Physical line from 1; 0 for binary evidence.
  std::uint64_t line = 0;
  EventMark marks = EventMark::kNone;

  // O(1). A System field that the record lacks is kMissing.
  [[nodiscard]] const Value& System(SystemField field) const noexcept {
    return values[static_cast<std::size_t>(field)];
  }
  // Value i belongs to shape->fields()[i].
  [[nodiscard]] std::span<const Value> Payload() const noexcept {
    return {values + kSystemFieldCount, shape->fields().size()};
  }
};

// What a reader knows of a record before it builds any value.
struct EventKind {
  const Shape* shape = nullptr;
  Symbol channel = kNoSymbol;
  Symbol provider = kNoSymbol;
  std::uint32_t event_id = 0;
  Symbol computer = kNoSymbol;  // for counting; no rule is bound by it
};

// Asked by readers before they build an event, so that a record no rule can want costs next to
// nothing. Not thread-safe: one per reading thread. A reader that is given none builds all.
class EventInterest {
 public:
  virtual ~EventInterest() = default;
  // False: no event of this kind can matter; the reader counts the record and builds nothing.
  [[nodiscard]] virtual bool Wants(const EventKind& kind) = 0;
};

// Memory is kept from unit to unit: a warm batch allocates nothing.
class EventBatch {
 public:
  // Makes room for a new unit; memory is kept.
  void Clear() noexcept {
    events.clear();
    arena.Reset();
    record_count = 0;
  }

  // In the order of the evidence. They point into `arena`, so both are cleared together.
  std::vector<Event> events;
  // Values and text that had to be made.
  Arena arena;
  // Records read, wanted or not.
  std::uint64_t record_count = 0;
};

}  // namespace noroshi
