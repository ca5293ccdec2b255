// UseSums: what is summed up of names on hosts, found by the bytes of both.
//
// A flat table: most names that a flood of made-up ones consists of are seen once, so a sum costs
// one place in an array and its bytes, and no allocation besides. Bounded: it takes no more than
// kRareSums, nor keys that find no place, and says so. One owner.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/rarity/rare_item.h"
#include "base/zeroed_array.h"

namespace noroshi {

inline constexpr std::size_t kRareSums = 20'000;

class UseSums {
 public:
  // How many places a key looks at, so that evidence made to collide costs no more than other
  // evidence.
  static constexpr std::size_t kMaxProbes = 32;

  UseSums() : places_(kPlaces) {}

  // The sum of the key, new where it is seen for the first time. Null: there is no room. Valid
  // until the next call.
  [[nodiscard]] NameUse* Of(std::string_view key);

  // Calls take(key, sum) for each, in the order in which they came, and forgets them.
  template <class Take>
  void Flush(Take take) {
    for (Entry& entry : entries_) take(KeyOf(entry), entry.use);
    if (!entries_.empty()) places_.Clear();
    entries_.clear();
    bytes_.clear();
  }

 private:
  static constexpr std::size_t kPlaces = 1 << 16;  // a third of it filled at most
  static_assert(kRareSums * 3 < kPlaces);

  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t first_byte = 0, size = 0;  // of the key, in bytes_
    NameUse use;
  };

  [[nodiscard]] std::string_view KeyOf(const Entry& entry) const noexcept {
    return std::string_view(bytes_).substr(entry.first_byte, entry.size);
  }

  // Numbers of entries, from 1.
  ZeroedArray<std::uint32_t> places_;
  std::vector<Entry> entries_;
  std::string bytes_;
};

}  // namespace noroshi
