// Carving: finding records where no walk leads, in slack, in ruined chunks, behind damage and under
// records that were written over (EVTX spec, section 9).
//
// Pure functions over the bytes of one slot; safe from any thread. Cost: linear in the
// range; records begin at multiples of eight bytes (E-3.1), so no other place is looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_reader.h"
#include "evidence/evtx/record.h"
#include "evidence/source.h"

namespace noroshi::evtx {

// A piece of a slot in which records are looked for.
struct CarveRange {
  std::size_t begin = 0, end = 0;

  [[nodiscard]] bool empty() const noexcept { return begin >= end; }
};

// What lies behind the walk's end, if `recovery` asks for it. Chunks that lost records, and slots
// without a chunk, by default; the slack of healthy chunks only on request (E-9.2). An emptied
// chunk that holds records counts as one that lost them. When the last live record is broken (see
// below), its inside belongs to the range: what was written over it may reach beyond its end.
[[nodiscard]] CarveRange RangeToCarve(Bytes slot, Recovery recovery);

// The insides of live records, but the last, whose two sizes differ: part of such a record is
// another one's. Older records may stand there whole (9.1 leaves out the offsets of live records,
// not their bytes).
[[nodiscard]] std::vector<CarveRange> BrokenRecords(Bytes slot, Recovery recovery);

// Replaces `found` by the candidates that begin in slot[range), in order of offset; they never
// overlap. Strong ones have header, both sizes, time and first BinXML bytes right. Weak ones
// (copy_matches is false) were cut: the copy of the size is wrong, or behind the end. Their `size`
// is what is left: up to the next candidate, or the end of the range.
void FindCandidates(Bytes slot, const CarveRange& range, std::vector<RecordSpan>& found);

// Where in the slot the chunk began that the candidates come from, told by those that hold their
// own template definition: 0 for a slot on the grid, or when nothing speaks for another place. A
// multiple of 512 (9.5).
[[nodiscard]] std::size_t ChunkBase(Bytes slot, const std::vector<RecordSpan>& candidates);

}  // namespace noroshi::evtx
