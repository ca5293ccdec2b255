// ProgramSet: the programs woken by an event, taken out in ascending order, which is the order of
// the rules. A bit each, and a bit for every 64 of them, so that emptying it skips what is not
// there.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace noroshi {

// One per session; not thread-safe. Insert is two stores; Drain costs a look at one word per
// 4,096 programs besides what is in the set.
class ProgramSet {
 public:
  explicit ProgramSet(std::size_t programs)
      : words_((programs + 63) / 64), summary_((words_.size() + 63) / 64) {}

  // Idempotent. REQUIRES: program < the number given at the start.
  void Insert(std::uint32_t program) noexcept {
    words_[program / 64] |= 1ULL << (program % 64);
    summary_[program / 4096] |= 1ULL << (program / 64 % 64);
  }

  // Calls use(program) for each, ascending, and leaves the set empty.
  template <class Use>
  void Drain(Use use) {
    for (std::size_t group = 0; group < summary_.size(); ++group) {
      for (; summary_[group] != 0; summary_[group] &= summary_[group] - 1) {
        const std::size_t word = group * 64 + LowestBit(summary_[group]);
        for (; words_[word] != 0; words_[word] &= words_[word] - 1) {
          use(static_cast<std::uint32_t>(word * 64 + LowestBit(words_[word])));
        }
      }
    }
  }

 private:
  static std::size_t LowestBit(std::uint64_t bits) noexcept {
    return static_cast<std::size_t>(std::countr_zero(bits));
  }

  // A bit a program, and a bit for each word that is not 0.
  std::vector<std::uint64_t> words_, summary_;
};

}  // namespace noroshi
