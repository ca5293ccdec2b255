// UnpackLimits: how much one input may unpack to. Archives can be made that hold more than any disk
// or any patience (one kilobyte of zeros a byte, archives in archives); evidence packs ten to a
// hundred to one. What goes over a limit is left unread, and the ledger says so.
#pragma once

#include <cstdint>

namespace noroshi {

// Containers in containers, compression counted: a delivery of collections of rotated logs has
// four.
inline constexpr std::uint32_t kMaxContainerDepth = 8;
// The logs and artefacts of a whole estate; each costs some hundred bytes of memory.
inline constexpr std::uint32_t kMaxMembers = 250'000;
// Unpacked without a question: a second's work.
inline constexpr std::uint64_t kFreeUnpackedBytes = std::uint64_t{1} << 30;
// Beyond that, unpacked bytes per packed byte. Deflate cannot do more than 1,032; the emptiest logs
// seen pack 200 to one.
inline constexpr std::uint64_t kMaxUnpackRatio = 1000;
// Of one input: some days of reading.
inline constexpr std::uint64_t kMaxUnpackedBytes = std::uint64_t{16} << 40;
// Of SHA-256 to turn passwords into keys: 7-Zip takes 2^19 for one, a minute's work in all.
inline constexpr std::uint64_t kMaxKeyRounds = std::uint64_t{1} << 30;

// `free_bytes` and `ratio` belong together: the ratio is asked for only once more than the free
// part has come out. All are of one input, members in members included.
struct UnpackLimits {
  std::uint32_t depth = kMaxContainerDepth;
  std::uint32_t members = kMaxMembers;
  std::uint64_t free_bytes = kFreeUnpackedBytes;
  std::uint64_t ratio = kMaxUnpackRatio;
  std::uint64_t bytes = kMaxUnpackedBytes;
  std::uint64_t key_rounds = kMaxKeyRounds;
};

}  // namespace noroshi
