// Carving: finding records where no walk leads, in slack, in ruined chunks and behind damage
// (EVTX spec, section 9).
#pragma once

#include <cstddef>
#include <vector>

#include "base/byte_reader.h"
#include "evidence/evtx/record.h"
#include "evidence/source.h"

namespace noroshi::evtx {

// Where in a slot records may be carved from, and whether `recovery` asks for it. Chunks that lost
// records, and slots without a chunk, by default; the slack of healthy chunks only on request
// (E-9.2). An emptied chunk that holds records counts as one that lost them.
struct CarveRange {
  std::size_t begin = 0, end = 0;

  [[nodiscard]] bool empty() const noexcept { return begin >= end; }
};
[[nodiscard]] CarveRange RangeToCarve(Bytes slot, Recovery recovery);

// The records in chunk[range) whose header, size copy, time and first BinXML bytes are all right.
// They never overlap; in order of offset. Replaces what was in `found`.
void FindCandidates(Bytes slot, const CarveRange& range, std::vector<RecordSpan>& found);

}  // namespace noroshi::evtx
