// UnpackBudget: what one input has unpacked to, held against the limits.
//
// Shared by all layers of one input. Counters are atomic, for progress and because a recovery may
// read on from another thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

#include "base/result.h"
#include "evidence/unpack_limits.h"

namespace noroshi {

class UnpackBudget {
 public:
  // `input_bytes`: the size of the input, kUnknownSize for a pipe.
  UnpackBudget(const UnpackLimits& limits, std::uint64_t input_bytes)
      : limits_(limits), input_bytes_(input_bytes) {}

  // Bytes of the input were read. What the ratio is measured against: packed bytes as they lie on
  // the disk.
  void NoteConsumed(std::uint64_t bytes) noexcept { consumed_ += bytes; }
  // Bytes came out of a decompressor. kLimit when that was too much; it stays so.
  [[nodiscard]] Status Charge(std::uint64_t bytes);
  // A password is about to be turned into a key. kLimit when that would be too much work; what
  // needs no key can still be read.
  [[nodiscard]] Status ChargeRounds(std::uint64_t rounds);

  // Bytes read twice do not count.
  [[nodiscard]] std::uint64_t consumed() const noexcept {
    return std::min<std::uint64_t>(consumed_, input_bytes_);
  }
  // From then on every decompressor of this input stops, those of outer layers too.
  [[nodiscard]] bool exhausted() const noexcept { return exhausted_; }

 private:
  const UnpackLimits limits_;
  const std::uint64_t input_bytes_;
  std::atomic<bool> exhausted_{false};
  std::atomic<std::uint64_t> consumed_{0}, unpacked_{0}, rounds_{0};
};

}  // namespace noroshi
