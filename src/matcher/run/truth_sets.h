// TruthSets: the sets of truths that values bring about, each kept once and numbered. Thousands of
// values mean the same to the rules (most mean nothing), so a number of a set stands for what an
// event's values say, and two events with the same numbers have the same eager truths.
//
// Numbers are good until Clear(). Memory: bounded by who calls Clear() when full(); one event may
// go beyond by what its own values bring. One per session; not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "matcher/compiled_rules.h"

namespace noroshi {

class TruthSets {
 public:
  static constexpr std::uint32_t kEmpty = 0;  // the number of the empty set

  TruthSets() { Clear(); }

  // The number of the set. `truths` are sorted: the same truths in another order are another set,
  // which costs memory and is otherwise right. Cost: a hash and a comparison.
  [[nodiscard]] std::uint32_t Intern(std::span<const Truth> truths);

  // Valid until the next Intern.
  [[nodiscard]] std::span<const Truth> at(std::uint32_t set) const noexcept {
    return std::span(truths_).subspan(first_[set], first_[set + 1] - first_[set]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return first_.size() - 1; }
  [[nodiscard]] bool full() const noexcept;

  // Forgets all sets but the empty one.
  void Clear();

 private:
  static constexpr std::uint32_t kFree = 0;  // of a slot: the empty set is not in the table

  [[nodiscard]] std::size_t Home(std::span<const Truth> truths) const noexcept;
  void Grow();

  std::vector<Truth> truths_;
  // Of each set in truths_, and the end.
  std::vector<std::uint32_t> first_;
  // A power of two, at most half full: numbers of sets.
  std::vector<std::uint32_t> slots_;
};

}  // namespace noroshi
