#include "evidence/evtx/evtx_source.h"

#include <algorithm>

#include "evidence/evtx/chunk.h"
#include "evidence/evtx/file_header.h"

namespace noroshi::evtx {
namespace {

constexpr std::size_t kFlagsAt = 120;
constexpr std::uint32_t kNoChecksumsFlag = 4;

// How far a file without EVTX header is searched for a chunk before it is called something else.
// Enough for a log whose beginning was overwritten; a folder of images is not read twice.
constexpr std::uint64_t kSearchBytes = 16U << 20;

bool HoldsChunk(Bytes bytes) noexcept {
  for (std::size_t at = 0; at < bytes.size(); at += kSectorBytes) {
    if (HasChunkSignature(bytes, at)) return true;
  }
  return false;
}

Result<bool> HoldsChunk(const RereadableBytes& file) {
  std::vector<std::uint8_t> bytes(kChunkBytes);
  for (std::uint64_t offset = 0; offset < std::min(file.size(), kSearchBytes);
       offset += bytes.size()) {
    NOROSHI_TRY(const std::size_t got, file.ReadAgain(offset, bytes));
    if (HoldsChunk(Bytes(bytes).first(got))) return true;
  }
  return false;
}

}  // namespace

bool IsEvtxStart(Bytes start) noexcept { return HasFileSignature(start); }

Result<std::unique_ptr<Source>> OpenEvtx(std::unique_ptr<const RereadableBytes>& bytes,
                                         const ReadOptions& options) {
  std::vector<std::uint8_t> start(kFileHeaderBytes);
  NOROSHI_TRY(const std::size_t got, bytes->ReadAgain(0, start));
  SlotLayout layout = SlotLayout::kGrid;
  if (!HasFileSignature(Bytes(start).first(got))) {
    layout = SlotLayout::kSearch;
    NOROSHI_TRY(const bool found, HoldsChunk(*bytes));
    if (!found) return std::unique_ptr<Source>();
  }
  return std::unique_ptr<Source>(std::make_unique<EvtxSource>(std::move(bytes), layout, options));
}

std::unique_ptr<Source> OpenEvtxStream(std::unique_ptr<SniffedStream>& stream,
                                       const ReadOptions& options) {
  SlotLayout layout = SlotLayout::kGrid;
  if (!HasFileSignature(stream->start())) {
    layout = SlotLayout::kSearch;
    if (!HoldsChunk(stream->start())) return nullptr;
  }
  auto bytes = std::make_unique<SpooledBytes>(std::move(stream), options.spool_folder);
  return std::make_unique<EvtxSource>(std::move(bytes), layout, options);
}

EvtxSource::EvtxSource(std::unique_ptr<const RereadableBytes> bytes, SlotLayout layout,
                       const ReadOptions& options)
    : slots_(std::move(bytes), layout), options_(options), next_offset_(slots_.begin()) {}

void EvtxSource::ReadHeader(DamageSink& damage, ByteAccount& account) {
  header_read_ = true;
  if (slots_.layout() == SlotLayout::kSearch) {
    Damage lost;
    lost.kind = DamageKind::kFileSignature;
    lost.detail = "no EVTX file header; chunks are searched for";
    damage.OnDamage(lost);
    return;
  }
  std::vector<std::uint8_t> bytes;
  if (!slots_.ReadHeader(bytes)) return;
  account.used += bytes.size();
  no_checksums_ = (LoadOrZero<std::uint32_t>(bytes, kFlagsAt) & kNoChecksumsFlag) != 0;
  CheckFileHeader(bytes, damage);
}

bool EvtxSource::NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) {
  if (!header_read_) ReadHeader(damage, account);
  if (ended_ || next_offset_ >= slots_.size()) return false;
  unit.source = this;
  unit.index = next_index_++;
  unit.offset = next_offset_;
  const Status read = slots_.Read(next_offset_, unit.bytes);
  if (!read || unit.bytes.empty()) {
    ReportEnd(read, damage, account);
    return false;
  }
  next_offset_ += unit.bytes.size();
  return true;
}

void EvtxSource::ReportEnd(const Status& read, DamageSink& damage, ByteAccount& account) {
  const std::uint64_t size = slots_.size();
  ended_ = true;
  if (options_.recovery != Recovery::kOff && !slots_.keeps_all()) {
    damage.OnDamage({DamageKind::kBudget, next_offset_, 0, 0, 0,
                     "the log was too large to be kept for carving: records lost behind its first "
                     "part were not looked for"});
  }
  // Why a stream ended is told by whoever opened it (byte_stream.h).
  if (size == kUnknownSize || size == next_offset_) return;
  Damage lost;
  lost.kind = read ? DamageKind::kFileTruncated : DamageKind::kUnreadable;
  lost.offset = next_offset_;
  lost.lost_bytes = size - next_offset_;
  if (!read) lost.detail = read.error().detail;
  damage.OnDamage(lost);
  account.damaged += lost.lost_bytes;
}

const Template* EvtxSource::FindTemplate(std::uint32_t template_id) const {
  std::call_once(templates_once_, [this] { templates_.Build(slots_); });
  return templates_.Find(template_id);
}

const RecoveryIndex& EvtxSource::recovery() const {
  std::call_once(recovery_once_, [this] { recovery_.Build(slots_, *this, options_.recovery); });
  return recovery_;
}

}  // namespace noroshi::evtx
