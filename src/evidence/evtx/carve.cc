#include "evidence/evtx/carve.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/time.h"
#include "evidence/evtx/slot_reader.h"
#include "evidence/evtx/template_instance.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kAlignment = 8;  // every record begins at a multiple of it (E-3.1)
constexpr std::uint32_t kMaxCarvedBytes = kChunkBytes - kChunkHeaderBytes;
// Of a cut record at least the header, the beginning of BinXML and, for RecordSpan's sake, a
// trailer.
constexpr std::size_t kMinCutBytes = 40;
constexpr std::uint64_t kYear2000 = 125'911'584'000'000'000;
constexpr std::uint64_t kYear2100 = 157'469'184'000'000'000;
constexpr std::array<std::uint8_t, 4> kFragmentHeader = {0x0F, 0x01, 0x01, 0x00};
constexpr std::uint8_t kInstanceToken = 0x0C;

std::size_t Aligned(std::size_t at) noexcept {
  return (at + kAlignment - 1) / kAlignment * kAlignment;
}

bool BeginsLikeBinXml(Bytes slot, const RecordSpan& record) noexcept {
  const Bytes body = slot.subspan(record.body_begin(), record.body_end() - record.body_begin());
  if (body.size() <= kFragmentHeader.size()) return false;
  if (!std::equal(kFragmentHeader.begin(), kFragmentHeader.end(), body.begin())) return false;
  const std::uint8_t first = body[kFragmentHeader.size()];
  return first == kInstanceToken || first == 0x01 || first == 0x41;
}

// A candidate at `at`, strong or weak; a size that runs past `end` is cut there.
bool IsCandidate(Bytes slot, std::size_t at, std::size_t end, RecordSpan& record) noexcept {
  const RecordError error = ReadRecord(slot.first(end), at, record);
  const bool plausible = record.size >= kMinRecordBytes && record.size <= kMaxCarvedBytes &&
                         record.size % kAlignment == 0;
  const bool cut = error == RecordError::kSize && plausible;
  if (error != RecordError::kNone && !cut) return false;
  if (cut) {
    record.size = static_cast<std::uint32_t>(end - at);
    record.copy_matches = false;
  }
  return plausible && record.written >= kYear2000 && record.written < kYear2100 &&
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
  RecordSpan last;
  last.copy_matches = true;
  for (RecordSpan record; walk.Next(record); last = record) ++count;
  const bool broke_off =
      walk.error() == RecordError::kSignature || walk.error() == RecordError::kSize;
  const bool lost = broke_off || header.empty() || count < header.PromisedRecords();
  if (!last.copy_matches) return {last.offset + kAlignment, slot.size()};
  if (!lost && recovery != Recovery::kAll) return {};
  return {walk.position(), slot.size()};
}

std::vector<CarveRange> BrokenRecords(Bytes slot, Recovery recovery) {
  std::vector<CarveRange> ranges;
  if (recovery == Recovery::kOff || ClassifySlot(slot) != SlotKind::kChunk) return ranges;
  RecordWalk walk(slot, ReadChunkHeader(slot));
  bool broken = false;
  for (RecordSpan record; walk.Next(record);) {
    broken = !record.copy_matches;
    if (broken) ranges.push_back({record.offset + kAlignment, record.end()});
  }
  if (broken) ranges.pop_back();
  return ranges;
}

void FindCandidates(Bytes slot, const CarveRange& range, std::vector<RecordSpan>& found) {
  found.clear();
  std::size_t at = Aligned(range.begin);
  while (at + kMinRecordBytes <= range.end) {
    RecordSpan record;
    if (!IsCandidate(slot, at, range.end, record)) {
      at += kAlignment;
      continue;
    }
    // What a cut record claims as its own may hold the next one.
    if (!found.empty() && found.back().end() > at) {
      found.back().size = static_cast<std::uint32_t>(at - found.back().offset);
    }
    found.push_back(record);
    at = record.copy_matches ? record.end() : at + kMinCutBytes;
  }
}

std::size_t ChunkBase(Bytes slot, const std::vector<RecordSpan>& candidates) {
  constexpr std::size_t kIdAt = 2, kOffsetAt = 6, kGuidAt = 4;
  std::map<std::size_t, std::size_t> votes;
  for (const RecordSpan& record : candidates) {
    const std::size_t instance = record.body_begin() + kFragmentHeader.size();
    const std::size_t definition = instance + kInstanceHeaderBytes;
    if (slot[instance] != kInstanceToken) continue;
    if (definition + kDefinitionHeaderBytes > record.body_end()) continue;
    const auto id = LoadUnchecked<std::uint32_t>(slot.data() + instance + kIdAt);
    const auto offset = LoadUnchecked<std::uint32_t>(slot.data() + instance + kOffsetAt);
    const bool is_inline = LoadUnchecked<std::uint32_t>(slot.data() + definition + kGuidAt) == id;
    if (!is_inline || offset > definition || (definition - offset) % kSectorBytes != 0) continue;
    ++votes[definition - offset];
  }
  const auto most =
      std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
  return most == votes.end() ? 0 : most->first;
}

}  // namespace noroshi::evtx
