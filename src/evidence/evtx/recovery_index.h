// RecoveryIndex: which records of a file can be carved. Looks at the whole file, because a carved
// record is news only if no live record anywhere has the same id and time, and because of several
// copies one is kept: so the answer is the same whatever order chunks are decoded in, on any number
// of threads.
//
// Immutable once built. Cost: three passes over the file, the second and third only if the first
// found anything. Memory: some 40 bytes a candidate, and at most kMaxCandidates of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evidence/evtx/record.h"
#include "evidence/evtx/slot_reader.h"
#include "evidence/evtx/template_store.h"
#include "evidence/source.h"

namespace noroshi::evtx {

// A gigabyte of ruined log holds so many. A file of nothing but candidates must not fill the
// memory; what it holds beyond them is not searched, and said so.
inline constexpr std::size_t kMaxCandidates = 1 << 20;

struct CarvedRecord {
  // In the file, of its signature.
  std::uint64_t offset = 0;
  // What is left of it, when it was cut.
  std::uint32_t size = 0;
  // In the slot: where the record's chunk began (9.5).
  std::uint32_t base = 0;
  // A weak candidate: its end is another record's.
  bool cut = false;
};

class RecoveryIndex {
 public:
  // `max_candidates` is for tests.
  void Build(const SlotReader& slots, const TemplateFallback& fallback, Recovery recovery,
             std::size_t max_candidates = kMaxCandidates);

  // The records to carve from the slot at `offset`, ascending.
  [[nodiscard]] std::span<const CarvedRecord> CarvedIn(std::uint64_t offset,
                                                       std::uint64_t size) const noexcept;
  // Offsets of records that were found whole but whose names or template are overwritten;
  // ascending.
  [[nodiscard]] std::span<const std::uint64_t> RuinedIn(std::uint64_t offset,
                                                        std::uint64_t size) const noexcept;
  // False for slots behind the last one that the budget allowed.
  [[nodiscard]] bool Searched(std::uint64_t offset) const noexcept {
    return offset < searched_end_;
  }

 private:
  class Builder;

  std::vector<CarvedRecord> carved_;
  std::vector<std::uint64_t> ruined_;
  std::uint64_t searched_end_ = ~0ULL;
};

// The candidates of a slot in all its ranges, in order of offset. Replaces what was in `found`.
void FindAllCandidates(Bytes slot, Recovery recovery, std::vector<RecordSpan>& found);

}  // namespace noroshi::evtx
