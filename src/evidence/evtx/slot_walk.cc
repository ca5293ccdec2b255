#include "evidence/evtx/slot_walk.h"

#include <algorithm>
#include <span>

#include "evidence/evtx/carve.h"
#include "evidence/evtx/chunk.h"
#include "evidence/evtx/evtx_source.h"

namespace noroshi::evtx {
namespace {

class Walk {
 public:
  Walk(const Unit& unit, const ReadOptions& options, RecordVisitor& visitor, DamageSink& damage)
      : unit_(unit),
        source_(static_cast<const EvtxSource&>(*unit.source)),
        options_(options),
        visitor_(visitor),
        damage_(damage),
        slot_(unit.bytes) {}

  ByteAccount Run() {
    switch (ClassifySlot(slot_)) {
      case SlotKind::kUnused: account_.padding += slot_.size(); break;
      case SlotKind::kForeign: ReadForeign(); break;
      case SlotKind::kChunk: ReadChunk(); break;
    }
    return account_;
  }

 private:
  void Report(DamageKind kind, std::size_t at, std::uint64_t lost_bytes = 0,
              std::uint64_t lost_records = 0, std::uint64_t record_id = 0) {
    damage_.OnDamage({kind, unit_.offset + at, lost_bytes, lost_records, record_id, {}});
  }

  void ReadForeign() {
    const std::uint64_t carved = Carve(EventMark::kNone, 0);
    account_.used += carved;
    account_.damaged += slot_.size() - carved;
    Report(DamageKind::kChunkSignature, 0, slot_.size() - carved);
  }

  void ReadChunk() {
    const ChunkHeader header = ReadChunkHeader(slot_);
    account_.used += kChunkHeaderBytes;
    EventMark marks = CheckChecksums(header);
    if (slot_.size() < kChunkBytes) {
      Report(DamageKind::kFileTruncated, slot_.size());
      marks = marks | EventMark::kSuspect;
    }
    if (header.free_space > kChunkBytes || header.free_space < kChunkHeaderBytes) {
      Report(DamageKind::kChunkBounds, 0);
    }
    RecordWalk records(slot_, header);
    std::uint64_t count = 0;
    for (RecordSpan record; records.Next(record); ++count) {
      Visit(record, marks);
      account_.used += record.size;
      has_broken_ = has_broken_ || !record.copy_matches;
    }
    Finish(header, records, marks, count);
  }

  // What lies behind the last live record, and what should have been there.
  void Finish(const ChunkHeader& header, const RecordWalk& records, EventMark marks,
              std::uint64_t count) {
    const bool broke_off =
        records.error() == RecordError::kSignature || records.error() == RecordError::kSize;
    carved_records_ = 0;
    const std::uint64_t carved = Carve(marks, records.position());
    const std::uint64_t rest = slot_.size() - records.position();
    const std::uint64_t claimed = broke_off ? records.end() - records.position() : 0;
    account_.used += carved;
    const std::uint64_t lost = std::min(claimed, rest - carved);
    account_.damaged += lost;
    account_.padding += rest - carved - lost;
    if (broke_off) {
      const bool signature = records.error() == RecordError::kSignature;
      Report(signature ? DamageKind::kRecordSignature : DamageKind::kRecordSize, records.position(),
             lost);
    }
    const std::uint64_t found = count + carved_records_;
    if (count < header.PromisedRecords()) {
      const std::uint64_t gap =
          header.PromisedRecords() - std::min(found, header.PromisedRecords());
      Report(DamageKind::kRecordGap, records.position(), 0, gap);
    }
  }

  EventMark CheckChecksums(const ChunkHeader& header) {
    if (!options_.verify_checksums || header.no_checksums() || source_.no_checksums()) {
      return EventMark::kNone;
    }
    EventMark marks = EventMark::kNone;
    if (HeaderChecksum(slot_) != header.header_checksum) {
      Report(DamageKind::kChunkHeaderChecksum, 0);
      marks = EventMark::kSuspect;
    }
    if (DataChecksum(slot_, header.EndOfRecords(slot_.size())) != header.data_checksum) {
      Report(DamageKind::kChunkChecksum, 0);
      marks = EventMark::kSuspect;
    }
    return marks;
  }

  void Visit(const RecordSpan& record, EventMark marks) {
    Issues issues;
    if (!record.copy_matches) issues.Add(DamageKind::kRecordSizeCopy);
    visitor_.OnRecord(record, marks, issues);
    if (issues.empty()) return;
    for (std::size_t i = 0; i < kDamageKindCount; ++i) {
      const auto kind = static_cast<DamageKind>(i);
      if (issues.Has(kind)) Report(kind, base_ + record.offset, 0, 0, record.id);
    }
  }

  // Visits what can be carved from this slot; returns how many bytes of it lie at or behind `from`,
  // where no live record has them.
  std::uint64_t Carve(EventMark marks, std::size_t from) {
    if (!has_broken_ && RangeToCarve(slot_, options_.recovery).empty()) return 0;
    const RecoveryIndex& index = source_.recovery();
    if (!index.Searched(unit_.offset)) {
      damage_.OnDamage({DamageKind::kBudget, unit_.offset, 0, 0, 0,
                        "too much to carve in this file: not searched from here on"});
    }
    const auto carved = index.CarvedIn(unit_.offset, slot_.size());
    std::uint64_t bytes = CarveAt(0, carved, marks, from);
    if (const std::uint32_t shift = ShiftOf(carved); shift != 0) {
      visitor_.OnChunk(slot_.subspan(shift), shift);
      bytes += CarveAt(shift, carved, marks, from);
    }
    for (const std::uint64_t offset : index.RuinedIn(unit_.offset, slot_.size())) {
      RecordSpan record;
      if (ReadRecord(slot_, offset - unit_.offset, record) != RecordError::kNone) continue;
      Report(DamageKind::kTemplateStructure, record.offset, BytesBehind(from, record), 1,
             record.id);
    }
    return bytes;
  }

  // How much of the record lies at or behind `from`.
  static std::uint64_t BytesBehind(std::size_t from, const RecordSpan& record) noexcept {
    return record.end() > from ? record.end() - std::max<std::size_t>(record.offset, from) : 0;
  }

  // Where the chunk of this slot's moved records began; 0 when there are none.
  static std::uint32_t ShiftOf(std::span<const CarvedRecord> carved) noexcept {
    std::uint32_t shift = 0;
    for (const CarvedRecord& record : carved) shift = std::max(shift, record.base);
    return shift;
  }

  // Visits those of `carved` whose chunk began at `base` of the slot.
  std::uint64_t CarveAt(std::uint32_t base, std::span<const CarvedRecord> carved, EventMark marks,
                        std::size_t from) {
    std::uint64_t bytes = 0;
    for (const CarvedRecord& found : carved) {
      if (found.base != base) continue;
      RecordSpan record;
      (void)ReadRecord(slot_.subspan(base), found.offset - unit_.offset - base, record);
      record.size = found.size;
      record.copy_matches = !found.cut;
      Report(DamageKind::kRecovered, base + record.offset, 0, 0, record.id);
      base_ = base;
      Visit(record, marks | EventMark::kRecovered);
      base_ = 0;
      record.offset += base;
      bytes += BytesBehind(from, record);
      ++carved_records_;
    }
    return bytes;
  }

  const Unit& unit_;
  const EvtxSource& source_;
  const ReadOptions& options_;
  RecordVisitor& visitor_;
  DamageSink& damage_;
  Bytes slot_;
  ByteAccount account_;
  std::uint64_t carved_records_ = 0;
  std::size_t base_ = 0;     // of the chunk the record being visited counts from
  bool has_broken_ = false;  // some live record was written over
};

}  // namespace

void WalkSlot(const Unit& unit, const ReadOptions& options, RecordVisitor& visitor,
              DamageSink& damage, ByteAccount& account) {
  account += Walk(unit, options, visitor, damage).Run();
}

}  // namespace noroshi::evtx
