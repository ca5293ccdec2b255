// Layout: what a set of names means, worked out once and then looked up for every record that has
// the same names: which mappings come into question, which shape the event gets, which value goes
// to which slot.
//
// JSON writers do not agree on the order of names, so the order is of no account here, and payload
// fields stand in the order of their names.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "event/shape.h"
#include "evidence/flat/flat_record.h"
#include "evidence/mapping/mapping.h"

namespace noroshi {

// Where one mapping puts the values of one set of names.
struct Plan {
  static constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

  const Mapping* mapping = nullptr;
  const Shape* shape = nullptr;
  // By path: index into Event::values, or kNoSlot.
  std::vector<std::uint32_t> slots;
  // Where the record says what it is; kRootPath = it does not.
  PathId channel{}, provider{}, event_id{}, record_id{}, computer{};
  // One place where a time may stand, by the mapping's rows.
  struct Time {
    PathId path{};
    TimeForm form{};
  };
  // In the order in which to try.
  std::vector<Time> times;
  // The mapping's ZoneWitness; kRootPath where the record lacks one of them.
  PathId local_time{}, received_local{}, received_utc{};

  // kNoSlot also for paths that were made after the plan.
  [[nodiscard]] std::uint32_t SlotOf(PathId path) const noexcept {
    const auto number = static_cast<std::size_t>(path);
    return number < slots.size() ? slots[number] : kNoSlot;
  }
};

// One set of names.
struct Layout {
  std::size_t path_count = 0;
  // By path: whether the name is one of the set.
  std::vector<bool> has;
  // Of the mappings whose names are all there, in their order.
  std::vector<Plan> plans;

  // Whether the record has exactly these names. Asked of layouts with the record's hash, so nearly
  // always true.
  [[nodiscard]] bool Fits(const FlatRecord& record) const noexcept;
};

// Bounds on what hostile names can make of it: beyond, all are dropped and made again as needed.
// Real evidence shows some hundreds; a layout of 40 names takes about 2 KB.
inline constexpr std::size_t kMaxLayouts = 2048;
// Shapes live as long as the run. Records with a set of names beyond this many get one payload
// field, "(other)", that holds all their values.
inline constexpr std::size_t kMaxShapesPerDecoder = 16'384;

// One per decoder; not thread-safe.
class LayoutCache {
 public:
  // All must outlive the cache. `mappings` are those of the records' format, first match first.
  LayoutCache(EventContext& context, const PathTable& paths, std::vector<const Mapping*> mappings)
      : context_(context), paths_(paths), mappings_(std::move(mappings)) {}

  // The plan for a record: of the first mapping whose keys hold, values included; null when there
  // is none. Valid until the next call.
  [[nodiscard]] const Plan* Find(const FlatRecord& record);

 private:
  [[nodiscard]] const Layout& LayoutOf(const FlatRecord& record);
  [[nodiscard]] Layout MakeLayout(const FlatRecord& record);

  EventContext& context_;
  const PathTable& paths_;
  std::vector<const Mapping*> mappings_;
  std::unordered_multimap<std::uint64_t, std::unique_ptr<const Layout>> layouts_;
  // Logs come in runs of one kind: the layout of the record before is tried first.
  const Layout* last_ = nullptr;
  std::uint64_t last_hash_ = 0;
  // Layouts made so far, dropped ones included: the bound on shapes, which are never dropped.
  std::size_t made_ = 0;
};

}  // namespace noroshi
