#include "evidence/evtx/carve.h"

#include <array>

#include "base/time.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kAlignment = 8;  // every record begins at a multiple of it (E-3.1)
constexpr std::uint32_t kMaxCarvedBytes = kChunkBytes - kChunkHeaderBytes;
constexpr std::uint64_t kYear2000 = 125'911'584'000'000'000;
constexpr std::uint64_t kYear2100 = 157'469'184'000'000'000;

bool BeginsLikeBinXml(Bytes slot, const RecordSpan& record) noexcept {
  constexpr std::array<std::uint8_t, 4> kFragmentHeader = {0x0F, 0x01, 0x01, 0x00};
  const Bytes body = slot.subspan(record.body_begin(), record.body_end() - record.body_begin());
  if (body.size() <= kFragmentHeader.size()) return false;
  for (std::size_t i = 0; i < kFragmentHeader.size(); ++i) {
    if (body[i] != kFragmentHeader[i]) return false;
  }
  const std::uint8_t first = body[kFragmentHeader.size()];
  return first == 0x0C || first == 0x01 || first == 0x41;
}

bool IsCandidate(Bytes slot, std::size_t at, std::size_t end, RecordSpan& record) noexcept {
  return ReadRecord(slot.first(end), at, record) == RecordError::kNone &&
         record.size <= kMaxCarvedBytes && record.size % kAlignment == 0 && record.copy_matches &&
         record.written >= kYear2000 && record.written < kYear2100 &&
         BeginsLikeBinXml(slot, record);
}

}  // namespace

CarveRange RangeToCarve(Bytes slot, Recovery recovery) {
  if (recovery == Recovery::kOff) return {};
  const SlotKind kind = ClassifySlot(slot);
  if (kind == SlotKind::kUnused) return {};
  if (kind == SlotKind::kForeign) return {0, slot.size()};
  const ChunkHeader header = ReadChunkHeader(slot);
  RecordWalk walk(slot, header);
  std::uint64_t count = 0;
  for (RecordSpan record; walk.Next(record);) ++count;
  const bool broke_off =
      walk.error() == RecordError::kSignature || walk.error() == RecordError::kSize;
  const bool lost = broke_off || header.empty() || count < header.PromisedRecords();
  if (!lost && recovery != Recovery::kAll) return {};
  return {walk.position(), slot.size()};
}

void FindCandidates(Bytes slot, const CarveRange& range, std::vector<RecordSpan>& found) {
  found.clear();
  std::size_t at = (range.begin + kAlignment - 1) / kAlignment * kAlignment;
  while (at + kMinRecordBytes <= range.end) {
    RecordSpan record;
    if (IsCandidate(slot, at, range.end, record)) {
      found.push_back(record);
      at = record.end();
    } else {
      at += kAlignment;
    }
  }
}

}  // namespace noroshi::evtx
