// RecoveryIndex: which records of a file can be carved. Looks at the whole file once, because a
// carved record is news only if no live record anywhere has the same id and time, and because of
// several copies only the first is kept: so the answer is the same whatever order chunks are
// decoded in, on any number of threads.
//
// Immutable once built. Memory: 8 bytes per live record while building, 16 per carved one after.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evidence/evtx/slot_reader.h"
#include "evidence/evtx/template_store.h"
#include "evidence/source.h"

namespace noroshi::evtx {

class RecoveryIndex {
 public:
  void Build(const SlotReader& slots, const TemplateFallback& fallback, Recovery recovery);

  // Offsets in the file of the records to carve from the slot at `offset`, ascending.
  [[nodiscard]] std::span<const std::uint64_t> CarvedIn(std::uint64_t offset,
                                                        std::uint64_t size) const noexcept;
  // Records that were found whole but whose names or template are overwritten; ascending.
  [[nodiscard]] std::span<const std::uint64_t> RuinedIn(std::uint64_t offset,
                                                        std::uint64_t size) const noexcept;

 private:
  std::vector<std::uint64_t> carved_;
  std::vector<std::uint64_t> ruined_;
};

}  // namespace noroshi::evtx
