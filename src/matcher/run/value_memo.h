// ValueMemo: which set of truths a value brings about for a group of views, remembered. Paths,
// users and host names come back thousands of times; finding one here costs a hash and a
// comparison.
//
// Bounded: when the storage is full, everything is forgotten and it begins again; a value looks at
// kMaxProbes places, so that evidence made to collide costs no more than other evidence. One per
// session; not thread-safe. Answers never depend on what is remembered.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/zeroed_array.h"
#include "event/value.h"

namespace noroshi {

class ValueMemo {
 public:
  static constexpr std::size_t kPlaces = 1 << 15;  // a power of two

  ValueMemo();

  // A value by its bytes as the evidence holds them, so that a look-up need not fold or convert.
  struct Key {
    std::uint32_t group = 0;
    ValueType type{};
    std::string_view bytes;
    std::uint64_t hash = 0;
  };
  // Nothing for values too long to be worth remembering.
  [[nodiscard]] static std::optional<Key> KeyOf(std::uint32_t group, const Value& value) noexcept;

  // The remembered set (TruthSets).
  [[nodiscard]] std::optional<std::uint32_t> Find(const Key& key) const noexcept;
  // Copies the bytes. REQUIRES: Find(key) gave nothing.
  void Store(const Key& key, std::uint32_t set);
  void Forget() noexcept;

 private:
  struct Slot {  // 24 bytes: the table of a session stays in the second-level cache
    std::uint64_t hash = 0;
    std::uint32_t group = 0;
    std::uint32_t set = 0;
    std::uint32_t first_byte = 0;  // in bytes_
    std::uint16_t byte_count = 0;
    ValueType type = ValueType::kMissing;  // kMissing = free: no such value is asked for
  };

  [[nodiscard]] bool Holds(const Slot& slot, const Key& key) const noexcept;

  ZeroedArray<Slot> slots_;
  std::vector<char> bytes_;
};

}  // namespace noroshi
