// ByteMemo: what was worked out of some bytes, remembered. Records say the same things again and
// again: what is made of them is made once, and afterwards costs a hash and a comparison.
//
// Bounded: when the room for bytes is used up, everything is forgotten and it begins again. A key
// looks at kMaxProbes places, so that evidence made to collide costs no more than other evidence.
// Answers must not depend on what is remembered. One owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/table_hash.h"
#include "base/zeroed_array.h"

namespace noroshi {

template <class T>
class ByteMemo {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  static constexpr std::size_t kMaxProbes = 8;

  // REQUIRES: `places` is a power of two. Memory: (24 + sizeof(T)) bytes a place, and `max_bytes`.
  ByteMemo(std::size_t places, std::size_t max_bytes) : slots_(places), max_bytes_(max_bytes) {}

  // Null where nothing is known of the key. Valid until the next Add.
  [[nodiscard]] T* Find(std::string_view key) noexcept {
    const std::uint64_t hash = TableHash(key);
    for (std::size_t i = 0; i < kMaxProbes; ++i) {
      Slot& slot = slots_[(hash + i) & (slots_.size() - 1)];
      if (slot.size_and_one == 0) return nullptr;
      if (slot.hash == hash && KeyOf(slot) == key) return &slot.value;
    }
    return nullptr;
  }

  // Copies the key, unless it is longer than all the room there is. Where its places are taken, the
  // first is given to it. REQUIRES: Find(key) is null.
  void Add(std::string_view key, const T& value) {
    if (key.size() > max_bytes_) return;
    if (bytes_.size() + key.size() > max_bytes_) Forget();
    const std::uint64_t hash = TableHash(key);
    std::size_t at = hash & (slots_.size() - 1);
    for (std::size_t i = 0; i < kMaxProbes; ++i) {
      const std::size_t next = (hash + i) & (slots_.size() - 1);
      if (slots_[next].size_and_one != 0) continue;
      at = next;
      break;
    }
    slots_[at] = {hash, bytes_.size(), static_cast<std::uint32_t>(key.size() + 1), value};
    bytes_ += key;
  }

  void Forget() noexcept {
    slots_.Clear();
    bytes_.clear();
  }

 private:
  struct Slot {
    std::uint64_t hash;
    std::size_t first_byte;      // in bytes_
    std::uint32_t size_and_one;  // 0: free
    T value;
  };

  [[nodiscard]] std::string_view KeyOf(const Slot& slot) const noexcept {
    return std::string_view(bytes_).substr(slot.first_byte, slot.size_and_one - 1);
  }

  ZeroedArray<Slot> slots_;
  std::size_t max_bytes_;
  std::string bytes_;
};

}  // namespace noroshi
