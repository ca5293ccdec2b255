// BucketTable: 64-bit key -> a short run of entries. Flat, immutable, made once; a look-up is one
// hash and usually one cache line. Not a map: keys are hashes or packed grams, and the entries are
// verified by whoever asks.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/flat_array.h"
#include "base/hash.h"

namespace noroshi {

// Open addressing at a load of at most one half: a look-up of an absent key, the usual case, ends
// after a slot or two. Entry is plain data.
//
// Threads: immutable after the constructor; share freely. Memory: 16 bytes a slot, two to four
// slots an item, and the entries.
template <class Entry>
class BucketTable {
 public:
  using Item = std::pair<std::uint64_t, Entry>;

  BucketTable() = default;
  // Entries of one key keep the order they have in `items`.
  explicit BucketTable(std::vector<Item> items) {
    std::stable_sort(items.begin(), items.end(),
                     [](const Item& a, const Item& b) { return a.first < b.first; });
    if (items.empty()) return;
    std::vector<Slot> slots(std::bit_ceil(items.size() * 2 + 1));
    std::vector<Entry> entries;
    entries.reserve(items.size());
    Slot* slot = nullptr;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i == 0 || items[i].first != items[i - 1].first) {
        slot = &OpenSlot(items[i].first, static_cast<std::uint32_t>(i), slots);
      }
      ++slot->count;
      entries.push_back(items[i].second);
    }
    slots_ = std::move(slots);
    entries_ = std::move(entries);
  }

  // The entries of a key; empty when there is none. Views into the table.
  [[nodiscard]] std::span<const Entry> Find(std::uint64_t key) const noexcept {
    if (entries_.empty()) return {};
    for (std::size_t at = Home(key, slots_.size());; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.count == 0) return {};
      if (slot.key == key) return entries().subspan(slot.first, slot.count);
    }
  }

  // All entries, grouped by key, the keys ascending.
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
  [[nodiscard]] std::span<const Entry> entries() const noexcept {
    return {entries_.data(), entries_.size()};
  }

  // Names the members, for matcher/cache.
  template <class Io, class Self>
  static void Members(Io& io, Self& table) {
    io.Flat(table.slots_);
    io.Flat(table.entries_);
  }
  // Look-ups stay in the table and end: true unless it was loaded from bytes that lie.
  [[nodiscard]] bool IsSound() const noexcept {
    if (entries_.empty()) return slots_.empty();
    std::size_t used = 0;
    for (const Slot& slot : slots_) {
      used += slot.count != 0 ? 1 : 0;
      if (slot.first > entries_.size() || slot.count > entries_.size() - slot.first) return false;
    }
    return std::has_single_bit(slots_.size()) && used < slots_.size();
  }

 private:
  // A key and its run of entries.
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t first = 0, count = 0;  // count 0 = free
  };

  [[nodiscard]] static std::size_t Home(std::uint64_t key, std::size_t slots) noexcept {
    return HashMix(key, 0) & (slots - 1);
  }

  static Slot& OpenSlot(std::uint64_t key, std::uint32_t first, std::vector<Slot>& slots) {
    std::size_t at = Home(key, slots.size());
    while (slots[at].count != 0) at = (at + 1) & (slots.size() - 1);
    slots[at] = {key, first, 0};
    return slots[at];
  }

  // A power of two, at most half full.
  FlatArray<Slot> slots_;
  FlatArray<Entry> entries_;
};

}  // namespace noroshi
