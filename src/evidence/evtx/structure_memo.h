// StructureMemo: what was made of a structure, by its key (plain_scan.h). Bounded: what came too
// late, or finds its places taken, is made again each time.
//
// One owner; not thread-safe. Cost: a checksum as hash (the fastest we have, 12 bytes a nanosecond:
// keys are hashed for every definition of every chunk), usually one slot of a flat table, and a
// comparison of the key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::evtx {

struct Template;

// Of all keys of a memo together. Real estates have about a thousand structures of 1 to 2 KiB.
inline constexpr std::size_t kMaxMemoBytes = std::size_t{4} << 20;

class StructureMemo {
 public:
  [[nodiscard]] static std::uint64_t HashOf(Bytes key) noexcept;

  // Null when the structure is not known; else what was made of it, which may itself be null.
  [[nodiscard]] const Template* const* Find(Bytes key, std::uint64_t hash) const;
  // REQUIRES: not known yet.
  void Add(Bytes key, std::uint64_t hash, const Template* structure);

 private:
  struct Known {
    std::uint64_t hash = 0;
    std::vector<std::uint8_t> key;
    const Template* structure = nullptr;
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = kFree;  // in known_
  };
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;

  void Grow();
  [[nodiscard]] bool Put(std::uint64_t hash, std::uint32_t number) noexcept;

  std::vector<Known> known_;
  std::vector<Slot> slots_;  // a power of two, at most half full
  std::size_t bytes_ = 0;
};

}  // namespace noroshi::evtx
