// Plan: what a pair of templates (outer, inner) means, compiled once (EVTX spec, section 13). For
// each field it says which value of which instance it is, so that reading a record is a loop over
// bindings that checks sizes and sets pointers, with no decoding and no allocation.
//
// A plan answers only for records whose values keep the rules of their types; for all others Fill
// says no and the general walker reads the record. Both give the same events.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/arena.h"
#include "event/event.h"
#include "evidence/evtx/fragment.h"
#include "evidence/evtx/tree.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

// The values of the outer and the inner instance of a record.
struct InstanceWindows {
  std::span<const ValueWindow> level[2];
  // Of the chunk that all of them lie in.
  const std::uint8_t* readable_end = nullptr;
};

// Real lists have a handful of items. One value can be bound a hundred times, so that a plan
// without this bound could make gigabytes of one record; the walker counts what it makes.
inline constexpr std::size_t kMaxPlanItems = 1024;

class Plan {
 public:
  // Compiles the pair; `inner` may be null. Null when only the walker can read such records.
  [[nodiscard]] static std::unique_ptr<const Plan> Build(const Fragment& outer,
                                                         const Fragment* inner,
                                                         EventContext& context);

  [[nodiscard]] const Shape* shape() const noexcept { return shape_; }
  // Bytes it takes in memory, near enough for a budget.
  [[nodiscard]] std::size_t MemoryBytes() const noexcept;

  // False when the root element itself vanishes: a record without an event, for the walker.
  [[nodiscard]] bool HasRoot(const InstanceWindows& windows) const noexcept;

  // One System field, without building the others. False when only the walker can tell.
  [[nodiscard]] bool ReadSystem(SystemField field, const InstanceWindows& windows,
                                Value& value) const;

  // Fills shape()->value_count() values. False when some value is irregular, or when lists would
  // have more than kMaxPlanItems items together.
  [[nodiscard]] bool Fill(const InstanceWindows& windows, Value* values, Arena& arena) const;

 private:
  friend class PlanBuilder;

  struct Binding {
    // Index into the event's values.
    std::uint16_t target = 0;
    // exists() is false for constants.
    SlotRef slot;
    // Element content: an array becomes a list.
    bool content = false;
    // How many of conditions_, from first_condition on, can make it vanish.
    std::uint16_t conditions = 0;
    std::uint32_t first_condition = 0;
  };

  // Any of the conditions is null: the element or attribute is not there.
  [[nodiscard]] bool Absent(std::uint32_t first, std::uint32_t count,
                            const InstanceWindows& windows) const noexcept;
  // Takes the items from `items_left`.
  [[nodiscard]] static bool ReadList(const ValueWindow& window, Value& value, Arena& arena,
                                     std::size_t& items_left);

  const Shape* shape_ = nullptr;
  // Constants set, the rest missing.
  std::vector<Value> prototype_;
  // Of what is not the same in every record.
  std::vector<Binding> bindings_;
  std::vector<SlotRef> conditions_;
  // The first of conditions_ are those of the root element.
  std::uint16_t root_conditions_ = 0;
  // Binding of each System field, -1 = none.
  std::int32_t system_[kSystemFieldCount] = {};
  // The constants' text; the prototype's values point into it.
  std::string texts_;
};

}  // namespace noroshi::evtx
