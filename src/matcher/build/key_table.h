// KeyTable: texts to small numbers, in the order of first sight. What tells sixty thousand patterns
// apart: texts lie one behind the other, and a look-up is a hash, usually one slot and one
// comparison (half the time of a node-based map, which goes to memory for every step).
//
// One owner. Memory: the texts, 8 bytes each, and 16 bytes a slot, two to four slots a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/table_hash.h"

namespace noroshi {

class KeyTable {
 public:
  // The text's number; `is_new` tells whether it was given just now.
  std::uint32_t Intern(std::string_view text, bool& is_new) {
    if (ends_.size() * 2 >= slots_.size()) Grow();
    const std::uint64_t hash = TableHash(text);
    Slot& slot = *Home(text, hash);
    is_new = slot.number == kFree;
    if (is_new) {
      slot = {hash, static_cast<std::uint32_t>(ends_.size())};
      texts_ += text;
      ends_.push_back(texts_.size());
    }
    return slot.number;
  }

  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  static constexpr std::size_t kLeastSlots = 8;
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = kFree;
  };

  [[nodiscard]] std::string_view TextOf(std::uint32_t number) const noexcept {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(texts_).substr(begin, ends_[number] - begin);
  }

  // Where the text is, or would be put.
  [[nodiscard]] Slot* Home(std::string_view text, std::uint64_t hash) noexcept {
    for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      Slot& slot = slots_[at];
      if (slot.number == kFree) return &slot;
      if (slot.hash == hash && TextOf(slot.number) == text) return &slot;
    }
  }

  void Grow() {
    std::vector<Slot> old(slots_.empty() ? kLeastSlots : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number == kFree) continue;
      std::size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].number != kFree) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::string texts_;
  std::vector<std::size_t> ends_;  // of each text in texts_
  std::vector<Slot> slots_;        // a power of two, at most half full
};

}  // namespace noroshi
